"""The invitations: what each reader gets and what is left out of it, looked over, then sent."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views import View

from roundtable.casework.conferences.page_queries import conference_frame
from roundtable.casework.invitations.actions.check import check_invitations
from roundtable.casework.invitations.page_queries import before_sending, preview_of
from roundtable.casework.plans.actions.invite import invite_everyone
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.rules.access import Permission
from roundtable.web.design_system.forms import Form
from roundtable.web.design_system.presenters import Row
from roundtable.web.design_system.wording import count
from roundtable.web.staff.conferences.agreement import AgreementForm
from roundtable.web.staff.conferences.pages import OfConference
from roundtable.web.staff.invitations.presenters import SendingShown, letters_to_open
from roundtable.web.staff.letters.printed import preview


class Invitations(OfConference):
    form_class = AgreementForm
    permission = Permission.SEND_INVITATIONS
    template_name = "staff/invitations/invitations.jinja"
    title = "Invitations"
    button = "Continue"
    check_answers = True
    check_title = "Check before the invitations go"
    check_button = "Send the invitations"
    done = "The invitations are on their way, and the reports are asked for"

    def load(self) -> None:
        super().load()
        self.shown: SendingShown | None = None
        if self.conference.starts_at is not None:
            before = before_sending(
                self.conference, self.frame.children, actor=self.actor, now=self.now
            )
            may_edit = Permission.VIEW_CASE in self.frame.allowed
            self.shown = SendingShown.of(before, self.frame, may_edit=may_edit)

    def context(self) -> dict[str, Any]:
        return super().context() | {
            "sending": self.shown,
            "check_href": self.address("staff:check-invitations"),
        }

    def answers(self, form: Form) -> list[Row]:
        letters = self.shown.letters if self.shown is not None else ()
        people = [Row("To", count(len(letters), "person", "people"))]
        by_way: dict[str, list[str]] = {}
        for one in letters:
            by_way.setdefault(one.how, []).append(one.name)
        rows = [Row(how, ", ".join(names)) for how, names in by_way.items()]
        return people + rows + super().answers(form)

    def act(self, answers: dict[str, Any]) -> Any:
        return invite_everyone(
            conference_id=self.conference.pk, **answers, actor=self.actor, now=self.now
        )

    def back(self) -> str:
        return self.address("staff:conference")


class CheckInvitations(OfConference):
    """A second person says that the list, and what each reader gets, are right."""

    form_class = Form
    permission = Permission.SEND_INVITATIONS
    template_name = "staff/letters/second_person.jinja"
    title = "Check the invitations as the second person"
    button = "The list and the letters are right"
    done = "Checked. Another person can send the invitations now."
    back_text = "Invitations"

    def load(self) -> None:
        super().load()
        if self.conference.starts_at is None:
            raise RecordNotFound("invitations")
        self.before = before_sending(
            self.conference, self.frame.children, actor=self.actor, now=self.now
        )

    def back(self) -> str:
        return self.address("staff:invitations")

    def context(self) -> dict[str, Any]:
        about = (
            "Open every letter and look at the names in it, the addresses, and how it reaches its"
            " reader. What you saw is what goes: if a letter changes, it has to be opened again."
            " Whoever sends them is another person."
        )
        return super().context() | {
            "about": about,
            "papers": letters_to_open(self.before, self.frame),
            "why_not": [one.text for one in self.before.cannot_print],
        }

    def act(self, answers: dict[str, Any]) -> Any:
        return check_invitations(
            conference_id=self.conference.pk,
            looked_at=self.before.look.opened,
            actor=self.actor,
            now=self.now,
        )


class InvitationPreview(View):
    """One reader's letter as it would go now. Nothing is kept of it."""

    def get(self, request: HttpRequest, public_id: Any, participant_id: Any) -> HttpResponse:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        frame = conference_frame(
            public_id=public_id, actor=actor, permission=Permission.SEND_INVITATIONS
        )
        return preview(
            request,
            frame,
            lambda: preview_of(
                frame.conference, participant_id=participant_id, actor=actor, now=clock.now()
            ),
        )
