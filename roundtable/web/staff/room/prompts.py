"""The sheet the chair speaks from, ticked as it is said."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from roundtable.casework.plans import prompt_sheet
from roundtable.casework.room.actions.prompting import CannotTickPrompt, tick_prompts
from roundtable.casework.room.actions.saying import read_out_views
from roundtable.foundation.core.errors import CannotProceed
from roundtable.web.design_system.refusals import say_why_not
from roundtable.web.staff.room.beside import BesideTheRoom
from roundtable.web.staff.room.presenters import SheetShown


class PromptSheet(BesideTheRoom):
    """Beside the room, or on paper: it follows the meeting, and each line is one press."""

    template_name = "staff/room/prompts.jinja"

    def sheet(self) -> prompt_sheet.PromptSheet:
        return prompt_sheet.prompt_sheet(self.conference, actor=self.actor, now=self.now)

    def context(self) -> dict[str, Any]:
        return {"sheet": SheetShown.of(self.sheet())}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        codes = set(request.POST.getlist("code"))
        lines = [one for one in self.sheet().lines if one.code in codes]
        try:
            with transaction.atomic():
                if not lines:
                    raise CannotTickPrompt("That is not on the prompt sheet.")
                self._tick(lines, is_said="back" not in request.POST)
        except CannotProceed as refusal:
            say_why_not(request, refusal)
        return HttpResponseRedirect(reverse("staff:room-prompts", args=[self.conference.public_id]))

    def _tick(self, lines: list[prompt_sheet.PromptLine], *, is_said: bool) -> None:
        ticked = [one.code for one in lines if one.views_id is None]
        if ticked:
            tick_prompts(
                conference_id=self.conference.pk,
                codes=ticked,
                is_said=is_said,
                actor=self.actor,
                now=self.now,
            )
        for one in lines:
            if one.views_id is not None and is_said:
                read_out_views(views_id=one.views_id, actor=self.actor, now=self.now)
