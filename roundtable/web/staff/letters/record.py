"""The record of the conference: begun, written, approved by the chair, then handed out."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from roundtable.casework.conferences.page_queries import conference_frame
from roundtable.casework.plans.letter_queries import (
    copies_last_looked_at,
    copies_looked_over,
    copy_preview,
    record_page,
)
from roundtable.casework.plans.letters.chapters import chapters_for
from roundtable.casework.room.actions.handing_out import check_copies_of_record, distribute_record
from roundtable.casework.room.actions.record import approve_record, draft_record, edit_record
from roundtable.foundation.clocks.queries import running_clocks
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.rules.access import Permission
from roundtable.rules.conference_states import ENDED, State
from roundtable.rules.tallies import sentences_that_count
from roundtable.web.design_system.forms import Form
from roundtable.web.design_system.wording import moment
from roundtable.web.staff.conferences.header import HeaderShown
from roundtable.web.staff.conferences.pages import OfConference
from roundtable.web.staff.dates import Days
from roundtable.web.staff.letters import forms
from roundtable.web.staff.letters.presenters import RecordShown, copy_choices, copy_shown
from roundtable.web.staff.letters.printed import preview
from roundtable.web.staff.letters.second_look import left_out_for, to_open
from roundtable.web.staff.whereabouts import AsksStaff

_WRITES = frozenset({Permission.DRAFT_RECORD, Permission.APPROVE_RECORD})


class RecordView(View):
    """How far the record is, and what comes next for whoever looks."""

    def get(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        actor = request.actor  # type: ignore[attr-defined]
        frame = conference_frame(
            public_id=public_id, actor=actor, permission=Permission.VIEW_RECORD
        )
        conference, state = frame.conference, State(frame.conference.state)
        page = record_page(frame, actor=actor)
        limit = running_clocks(
            subject_type="conference", subject_ids=[conference.pk], rules=["record"]
        ).first()
        shown = RecordShown.of(page, frame, in_full=bool(_WRITES & frame.allowed))
        found = {
            "header": HeaderShown.of(frame),
            "record": shown,
            "limit": Days.of(conference.authority_id).due(limit) if limit else None,
            "may_begin": state in ENDED and Permission.DRAFT_RECORD in frame.allowed,
            "may_write": state is State.RECORD_DRAFT and bool(_WRITES & frame.allowed),
            "may_approve": state is State.RECORD_DRAFT
            and Permission.APPROVE_RECORD in frame.allowed,
            "may_hand_out": state in (State.RECORD_APPROVED, State.CORRECTED)
            and Permission.SEND_LETTERS in frame.allowed,
        }
        return render(request, "staff/letters/record.jinja", found)


class OfRecord(OfConference):
    """A form about the record, which leads back to it."""

    permission = Permission.VIEW_RECORD
    back_text = "Record"

    def load(self) -> None:
        super().load()
        self.page_ = record_page(self.frame, actor=self.actor)

    def back(self) -> str:
        return self.address("staff:record")

    def record_id(self) -> int:
        """Return the record there is, to act on."""
        if self.page_.record is None:
            raise RecordNotFound("record")
        return self.page_.record.pk


class BeginRecord(AsksStaff, OfRecord):
    form_class = forms.BeginForm
    minds = ("summary",)
    permission = Permission.DRAFT_RECORD
    title = "Begin the record"
    button = "Begin the record"
    done = "The record is begun"

    def act(self, answers: dict[str, Any]) -> Any:
        return draft_record(
            conference_id=self.conference.pk, **answers, actor=self.actor, now=self.now
        )


class WriteRecord(AsksStaff, OfRecord):
    form_class = forms.WriteForm
    minds = ("summary", "analysis")
    title = "Write the record"
    button = "Save the draft"
    done = "The draft is saved"

    def load(self) -> None:
        super().load()
        self.record_id()
        if not _WRITES & self.frame.allowed:
            raise RecordNotFound("record")

    def edits(self) -> str:
        return f"record {self.record_id()}"

    def initial(self) -> dict[str, Any]:
        record = self.page_.record
        names = ("summary", "analysis", "closed_part")
        return {name: getattr(record, name) for name in names}

    def act(self, answers: dict[str, Any]) -> Any:
        return edit_record(record_id=self.record_id(), **answers, actor=self.actor, now=self.now)


class ApproveRecord(OfRecord):
    form_class = forms.ApproveForm
    permission = Permission.APPROVE_RECORD
    title = "Approve the record"
    button = "Continue"
    check_answers = True
    check_title = "Check before you approve"
    check_button = "Approve the record"
    done = "Approved. From now on it is corrected, never changed."
    beside = {"QUERIES_OPEN": "open_queries"}

    def load(self) -> None:
        super().load()
        self.record_id()

    def context(self) -> dict[str, Any]:
        return super().context() | {
            "before_check": "Once approved, nobody changes the record. A correction makes a new"
            f" version of it, and this one is kept.{self._counted()}"
        }

    def _counted(self) -> str:
        """Show the chair what counts opinions: each stands in the record by name already."""
        record = self.page_.record
        written = (record.summary, record.analysis, record.closed_part) if record else ()
        found = [one for text in written for one in sentences_that_count(text)]
        if not found:
            return ""
        quoted = " ".join(f"“{one}”" for one in found)
        return f" This counts opinions, which stand in the record by name: {quoted} Is it right?"

    def act(self, answers: dict[str, Any]) -> Any:
        return approve_record(record_id=self.record_id(), **answers, actor=self.actor, now=self.now)


class HandOutRecord(OfRecord):
    form_class = forms.HandOutForm
    permission = Permission.SEND_LETTERS
    template_name = "staff/letters/hand_out.jinja"
    title = "Hand out the record"
    button = "Continue"
    check_answers = True
    check_title = "Check before the record goes out"
    check_button = "Hand out the record"
    done = "The record is on its way, one copy for each reader"
    beside = {"COPIES_NOT_CHECKED": "checked"}

    def load(self) -> None:
        super().load()
        self.record_id()

    def form_options(self) -> dict[str, Any]:
        page = self.page_
        everyone = [*page.readers, *page.others]
        return {
            "copies": copy_choices(everyone),
            "others": copy_choices(page.others),
        }

    def context(self) -> dict[str, Any]:
        everyone = [*self.page_.readers, *self.page_.others]
        at = copies_last_looked_at(self.conference, self.actor)
        return super().context() | {
            "copies": [copy_shown(one, self.page_, self.frame) for one in everyone],
            "checked": moment(at) if at is not None else "",
            "check_href": self.address("staff:check-copies"),
        }

    def act(self, answers: dict[str, Any]) -> Any:
        ids = {str(one.public_id): one.pk for one in [*self.page_.readers, *self.page_.others]}
        return distribute_record(
            conference_id=self.conference.pk,
            chapters_for=chapters_for(self.conference),
            checked=[ids[one] for one in answers["checked"]],
            also_for=[ids[one] for one in answers.get("also_for", ())],
            overrides=answers["overrides"],
            actor=self.actor,
            now=self.now,
        )


class CheckCopies(OfRecord):
    """A second person says that each reader's copy is right."""

    form_class = Form
    permission = Permission.SEND_LETTERS
    template_name = "staff/letters/second_person.jinja"
    title = "Check the copies as the second person"
    button = "Each copy is right for its reader"
    done = "Checked. Another person can hand the record out now."
    back_text = "Hand out the record"

    def load(self) -> None:
        super().load()
        self.record_id()
        self.look = copies_looked_over(self.page_, self.conference, actor=self.actor, now=self.now)

    def back(self) -> str:
        return self.address("staff:hand-out-record")

    def context(self) -> dict[str, Any]:
        about = (
            "Open every copy and look at the names in it, the addresses, and whether its reader was"
            " in the closed part. What you saw is what goes. Whoever hands them out is another"
            " person."
        )
        listed = [one for one in self.page_.everyone if one.withdrawn_at is None]
        papers = [
            to_open(
                one,
                self.frame,
                self.look,
                left_out=left_out_for(one, listed, self.conference, self.frame.children),
                page="staff:record-copy",
            )
            for one in [*self.page_.readers, *self.page_.others]
        ]
        return super().context() | {"about": about, "papers": papers}

    def act(self, answers: dict[str, Any]) -> Any:
        return check_copies_of_record(
            conference_id=self.conference.pk,
            chapters_for=chapters_for(self.conference),
            looked_at=self.look.opened if self.look is not None else (),
            actor=self.actor,
            now=self.now,
        )


class RecordCopy(View):
    """One reader's copy of the record as it would go out now, for who looks at it first."""

    def get(self, request: HttpRequest, public_id: Any, participant_id: Any) -> HttpResponse:
        frame = conference_frame(
            public_id=public_id,
            actor=request.actor,  # type: ignore[attr-defined]
            permission=Permission.VIEW_RECORD,
        )
        if not frame.allowed & {Permission.SEND_LETTERS, Permission.APPROVE_RECORD}:
            raise RecordNotFound("record")
        return preview(
            request,
            frame,
            lambda: copy_preview(
                frame.conference,
                participant_id=participant_id,
                actor=request.actor,  # type: ignore[attr-defined]
                now=clock.now(),
            ),
        )
