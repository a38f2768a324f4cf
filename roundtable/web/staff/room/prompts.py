"""The sheet the chair speaks from, ticked as it is said."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from roundtable.casework.plans import prompt_sheet
from roundtable.casework.plans.room_queries import get_room
from roundtable.casework.room.actions.prompting import CannotTickPrompt, tick_prompts
from roundtable.casework.room.actions.saying import read_out_views
from roundtable.casework.room.queries import news_of
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.web.design_system.following import Followed
from roundtable.web.staff.room.presenters import SheetShown


class PromptSheet(Followed, View):
    """Beside the room, or on paper: it follows the meeting, and each line is one press."""

    keeps_awake = True
    actor: Actor
    now: datetime

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.actor = request.actor  # type: ignore[attr-defined]
        self.now = clock.now()
        self.conference = get_room(public_id=kwargs["public_id"], actor=self.actor)

    def news(self) -> str:
        return news_of(self.conference, now=self.now)

    def sheet(self) -> prompt_sheet.PromptSheet:
        return prompt_sheet.prompt_sheet(self.conference, actor=self.actor, now=self.now)

    def answer(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        news = self.news()  # before all the rest: what comes in between is news to this page
        shown = SheetShown.of(self.sheet())
        return render(request, "staff/room/prompts.jinja", {"sheet": shown, "news": news})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        codes = set(request.POST.getlist("code"))
        lines = [one for one in self.sheet().lines if one.code in codes]
        try:
            with transaction.atomic():
                if not lines:
                    raise CannotTickPrompt("That is not on the prompt sheet.")
                self._tick(lines, is_said="back" not in request.POST)
        except CannotProceed as refusal:
            for reason in refusal.reasons:
                messages.error(request, reason.text)
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
