"""Decision letters: to whom they go, what each reader gets, and what went out."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views import View

from roundtable.casework.conferences.page_queries import conference_frame
from roundtable.casework.plans.actions.letters import (
    check_decision_letters,
    send_decision_letters,
)
from roundtable.casework.plans.letter_queries import (
    get_document,
    letter_preview,
    letters_of,
    letters_to_check,
)
from roundtable.casework.plans.letters_to_send import CannotSendLetters
from roundtable.foundation.clocks.queries import running_clocks
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.foundation.documents.actions import pdf_of
from roundtable.rules.access import Permission
from roundtable.web.design_system.forms import Form
from roundtable.web.design_system.presenters import Row
from roundtable.web.design_system.wording import count, moment
from roundtable.web.staff.conferences.agreement import AgreementForm
from roundtable.web.staff.conferences.pages import OfConference
from roundtable.web.staff.dates import Days
from roundtable.web.staff.letters.presenters import letter_shown, sent_shown
from roundtable.web.staff.letters.printed import as_pdf, preview
from roundtable.web.staff.letters.second_look import ToOpen, left_out_for, to_open


class Letters(OfConference):
    """Everybody who may see letters sees to whom they go; the desk sends them."""

    form_class = AgreementForm
    permission = Permission.VIEW_LETTER
    template_name = "staff/letters/letters.jinja"
    title = "Decision letters"
    button = "Continue"
    check_answers = True
    check_title = "Check before the letters go"
    check_button = "Send the letters"
    done = "The letters are on their way"

    def load(self) -> None:
        super().load()
        self.may_send = Permission.SEND_LETTERS in self.frame.allowed
        self.letters = letters_of(self.conference, self.frame.children, actor=self.actor)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may_send:
            raise RecordNotFound("conference")
        return super().post(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        limit = running_clocks(
            subject_type="conference",
            subject_ids=[self.conference.pk],
            rules=["decision_letter"],
        ).first()
        days = Days.of(self.conference.authority_id)
        return super().context() | {
            "limit": days.due(limit) if limit else None,
            "letters": [letter_shown(one, self.frame) for one in self.letters.to_send],
            "checked": moment(self.letters.looked_at) if self.letters.looked_at else "",
            "check_href": self.address("staff:check-letters"),
            "sent": sent_shown(self.letters.sent),
            "taken_home": sent_shown(self.letters.taken_home),
            "has_ended": bool(self.conference.ending),
            "may_send": self.may_send,
        }

    def answers(self, form: Form) -> list[Row]:
        by_way: dict[str, list[str]] = {}
        for one in self.letters.to_send:
            by_way.setdefault(one.recipient.delivery or "By hand", []).append(one.participant.name)
        people = Row("Letters", count(len(self.letters.to_send), "letter"))
        ways = [Row(how, ", ".join(names)) for how, names in by_way.items()]
        return [people, *ways, *super().answers(form)]

    def act(self, answers: dict[str, Any]) -> Any:
        return send_decision_letters(
            conference_id=self.conference.pk, **answers, actor=self.actor, now=self.now
        )

    def next_page(self, result: Any) -> str:
        super().next_page(result)
        return self.address("staff:letters")


class CheckLetters(OfConference):
    """A second person says that each reader's letter is right."""

    form_class = Form
    permission = Permission.SEND_LETTERS
    template_name = "staff/letters/second_person.jinja"
    title = "Check the letters as the second person"
    button = "Each letter is right for its reader"
    done = "Checked. Another person can send the letters now."
    back_text = "Decision letters"

    def load(self) -> None:
        super().load()
        if not self.conference.ending:
            raise RecordNotFound("letters")
        self.why_not: tuple[str, ...] = ()
        self.letters = None
        try:
            self.letters = letters_to_check(
                self.conference, self.frame.children, actor=self.actor, now=self.now
            )
        except CannotSendLetters as refusal:
            self.why_not = tuple(one.text for one in refusal.reasons)

    def back(self) -> str:
        return self.address("staff:letters")

    def context(self) -> dict[str, Any]:
        about = (
            "Open every letter and look at the names in it, the addresses, and how it reaches its"
            " reader. What you saw is what goes: if a letter changes, it has to be opened again."
            " Whoever sends them is another person."
        )
        shown = {"about": about, "papers": self.papers(), "why_not": self.why_not}
        return super().context() | shown

    def papers(self) -> list[ToOpen]:
        letters = self.letters
        if letters is None:
            return []
        return [
            to_open(
                one,
                self.frame,
                letters.look,
                left_out=left_out_for(one, letters.listed, self.conference, self.frame.children),
                page="staff:letter-preview",
            )
            for one in letters.readers
        ]

    def act(self, answers: dict[str, Any]) -> Any:
        return check_decision_letters(
            conference_id=self.conference.pk,
            looked_at=self.letters.look.opened if self.letters is not None else (),
            actor=self.actor,
            now=self.now,
        )


class LetterPreview(View):
    def get(self, request: HttpRequest, public_id: Any, participant_id: Any) -> HttpResponse:
        frame = conference_frame(
            public_id=public_id,
            actor=request.actor,  # type: ignore[attr-defined]
            permission=Permission.SEND_LETTERS,
        )
        if not frame.conference.ending:
            raise RecordNotFound("letter")
        return preview(
            request,
            frame,
            lambda: letter_preview(
                frame.conference,
                participant_id=participant_id,
                actor=request.actor,  # type: ignore[attr-defined]
                now=clock.now(),
            ),
        )


class DocumentView(View):
    """A document that went out, as its reader has it."""

    def get(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        document = get_document(public_id=public_id, actor=request.actor)  # type: ignore[attr-defined]
        return as_pdf(pdf_of(document))
