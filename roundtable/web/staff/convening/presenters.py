"""What the pages show of who else asks for a conference, as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from roundtable.casework.convening.choices import AGENCY_ANSWERS, BACKINGS, TRANSFER_PAPERS
from roundtable.casework.convening.page_queries import WaysPage
from roundtable.rules.access import Permission
from roundtable.rules.transfer_states import WAITING, State
from roundtable.web.design_system.presenters import DueDate, Row
from roundtable.web.design_system.wording import day, listed, moment
from roundtable.web.staff import words
from roundtable.web.staff.cases.presenters import CaseBar
from roundtable.web.staff.dates import Days
from roundtable.web.staff.words import Tag

if TYPE_CHECKING:
    from roundtable.casework.convening.models import AgencyRequest, TransferChild, TransferIn

_STATES: dict[State, Tag] = {
    State.NOTIFIED: ("Told of, nothing in writing yet", "yellow"),
    State.REQUESTED: ("Asked for in writing", "blue"),
    State.ACCEPTED: ("Accepted", "green"),
    State.DECLINED_TEMPORARY: ("Declined: for a while", "grey"),
    State.DISPUTED: ("Disputed", "orange"),
}


@dataclass(frozen=True, slots=True)
class TransferShown:
    title: str
    tag: Tag
    rows: Sequence[Row]
    due: DueDate | None
    request_href: str
    answer_href: str

    @classmethod
    def of(cls, transfer: "TransferIn", page: WaysPage, days: Days) -> "TransferShown":
        state = State(transfer.state)
        children = {one.child_id for one in transfer.children.all()}
        limit = next((one for one in page.limits if one.child_id in children), None)
        records = Permission.RECORD_TRANSFER in page.allowed
        answers = Permission.ANSWER_TRANSFER in page.allowed
        can_answer = state in WAITING - {State.NOTIFIED} or state is State.DECLINED_TEMPORARY
        return cls(
            title=f"From {transfer.from_authority}",
            tag=_STATES[state],
            rows=_transfer_rows(transfer),
            due=days.due(limit) if limit is not None else None,
            request_href=reverse("staff:request-transfer", args=[transfer.public_id])
            if records and state is State.NOTIFIED
            else "",
            answer_href=reverse("staff:answer-transfer", args=[transfer.public_id])
            if answers and can_answer
            else "",
        )


def _transfer_rows(transfer: "TransferIn") -> list[Row]:
    papers = dict(TRANSFER_PAPERS)
    missing = [text for key, text in TRANSFER_PAPERS if key not in transfer.papers]
    asked = transfer.requested_on is not None
    rows = [
        ("Children", listed([_moved(one) for one in transfer.children.all()])),
        ("Key worker there", transfer.contact),
        ("Told on", day(transfer.notified_on)),
        ("Moved on", day(transfer.moved_on) if transfer.moved_on else ""),
        ("Why they moved, and their home", transfer.move_reason),
        ("Next review there", day(transfer.next_review_on) if transfer.next_review_on else ""),
        ("Asked for in writing on", day(transfer.requested_on) if transfer.requested_on else ""),
        ("Came with it", "; ".join(papers[one] for one in transfer.papers if one in papers)),
        ("Still to come", "; ".join(missing) if asked else ""),
        ("How the move changes the risk", transfer.risk_after_move),
        ("Answered", _answered(transfer)),
    ]
    return [Row(key, value) for key, value in rows if value]


def _moved(moved: "TransferChild") -> str:
    plan = words.categories_in_words(moved.categories) if moved.categories else ""
    since = f"on a plan since {day(moved.plan_since)}" if moved.plan_since else ""
    about = ", ".join(part for part in (plan, since) if part)
    return f"{moved.child.name} ({about})" if about else str(moved.child.name)


def _answered(transfer: "TransferIn") -> str:
    if transfer.answered_on is None:
        return ""
    by = f" by {transfer.answered_by.name}" if transfer.answered_by else ""
    why = f": {transfer.answer_reason}" if transfer.answer_reason else ""
    return f"{day(transfer.answered_on)}{by}{why}"


@dataclass(frozen=True, slots=True)
class AgencyShown:
    title: str
    tag: Tag
    rows: Sequence[Row]
    answer_href: str

    @classmethod
    def of(cls, asked: "AgencyRequest", *, may_answer: bool) -> "AgencyShown":
        agency = asked.asked_by.agency.name
        backing = dict(BACKINGS).get(asked.backed_as, "")
        rows = [
            ("Asked by", f"{asked.asked_by.name}, {agency}, {moment(asked.asked_at)}"),
            ("For which children", asked.children),
            ("Why", asked.reason),
            ("Backed by", f"{asked.backed_by}: {backing.lower()}" if backing else "Nobody named"),
            ("Answered by", asked.answered_by.name if asked.answered_by else ""),
            ("Answer", asked.answer_reason),
            ("Chair asked", asked.chair_consulted.name if asked.chair_consulted else ""),
        ]
        colours = {"": "yellow", "agreed": "green", "refused": "grey"}
        return cls(
            title=agency,
            tag=(
                dict(AGENCY_ANSWERS).get(asked.answer, "Waits for an answer"),
                colours[asked.answer],
            ),
            rows=[Row(key, value) for key, value in rows if value],
            answer_href=reverse("staff:answer-agency", args=[asked.public_id])
            if may_answer and not asked.answer
            else "",
        )


@dataclass(frozen=True, slots=True)
class WaysShown:
    bar: CaseBar
    transfers: Sequence[TransferShown]
    agencies: Sequence[AgencyShown]
    record_href: str
    request_href: str

    @classmethod
    def of(cls, page: WaysPage, days: Days) -> "WaysShown":
        may_answer = Permission.ANSWER_AGENCY_REQUEST in page.allowed
        case = page.case
        return cls(
            bar=CaseBar.of(case, current="staff:case-asked-for"),
            transfers=[TransferShown.of(one, page, days) for one in page.transfers],
            agencies=[AgencyShown.of(one, may_answer=may_answer) for one in page.agencies],
            record_href=reverse("staff:record-transfer", args=[case.public_id])
            if Permission.RECORD_TRANSFER in page.allowed
            else "",
            request_href=reverse("staff:request-conference", args=[case.public_id])
            if Permission.REQUEST_CONFERENCE in page.allowed
            and any(one.state == State.ACCEPTED for one in page.transfers)
            else "",
        )
