"""What everybody in the room takes home: chair and minute taker look at it together."""

from typing import Any

from django.contrib import messages
from django.urls import reverse

from roundtable.casework.plans.actions.agreed import tell_what_was_agreed
from roundtable.casework.plans.agreed import (
    AgreedPage,
    CannotTellWhatWasAgreed,
    agreed_page,
)
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.foundation.documents.models import Document
from roundtable.rules.access import Permission
from roundtable.web.design_system.agreed import AgreedShown
from roundtable.web.design_system.fields import HiddenField
from roundtable.web.design_system.forms import Form
from roundtable.web.design_system.wording import listed, time_of_day
from roundtable.web.staff.conferences.pages import OfConference
from roundtable.web.staff.letters.second_look import in_school_years, job_of


class AgreedForm(Form):
    seen = HiddenField(max_length=64)


class WhatWasAgreed(OfConference):
    """One page with all that is given out; it is released when both have said that it is right."""

    form_class = AgreedForm
    permission = Permission.TELL_WHAT_WAS_AGREED
    template_name = "staff/letters/agreed.jinja"
    title = "What everybody takes home"
    button = "Each of these is right for its readers"

    def load(self) -> None:
        super().load()
        if self.conference.closed_at is None:
            raise RecordNotFound("conference")
        self.why_not: tuple[str, ...] = ()
        self.page_: AgreedPage | None = None
        try:
            self.page_ = agreed_page(self.frame, actor=self.actor, now=self.now)
        except CannotTellWhatWasAgreed as refusal:
            self.why_not = tuple(one.text for one in refusal.reasons)

    def context(self) -> dict[str, Any]:
        page = self.page_
        return super().context() | {
            "why_not": self.why_not,
            "digest": page.seen if page is not None else "",
            "due": time_of_day(page.due_at) if page is not None else "",
            "is_late": page is not None and not page.given and self.now > page.due_at,
            "groups": self._groups(page) if page is not None else [],
            "not_given": [(one.name, job_of(one)) for one in page.not_given] if page else [],
            "given": [_given(*one) for one in page.given] if page else [],
            "is_mine_said": page is not None and self.actor.user_id in page.said_right_by,
            "is_other_said": page is not None
            and bool(set(page.said_right_by) - {self.actor.user_id}),
        }

    def _groups(self, page: AgreedPage) -> list[dict[str, Any]]:
        return [
            {
                "names": listed([to.participant.name for to in group.readers]),
                "ways": [
                    (to.participant.name, to.recipient.delivery or "") for to in group.readers
                ],
                "look_for": group.look_for,
                "reads": in_school_years(
                    group.grade, is_family=group.readers[0].participant.is_family
                ),
                "agreed": AgreedShown.of(group.agreed),
            }
            for group in page.groups
        ]

    def act(self, answers: dict[str, Any]) -> Any:
        return tell_what_was_agreed(
            conference_id=self.conference.pk,
            seen=answers["seen"],
            actor=self.actor,
            now=self.now,
        )

    def next_page(self, result: Any) -> str:
        said = (
            "Released. It is on the pages of those who have one; print the others now."
            if result
            else "Noted. It goes out as soon as the other of you two has said the same."
        )
        messages.success(self.request, said)
        return self.address("staff:agreed")


def _given(document: Document, name: str) -> tuple[str, str, str]:
    when = time_of_day(document.released_at or document.made_at)
    return name, when, reverse("staff:document", args=[document.public_id])
