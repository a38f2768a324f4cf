"""What the page of a conference shows, as plain values."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from roundtable.casework.conferences.choices import PART_WORDS
from roundtable.casework.conferences.coming import Coming
from roundtable.casework.invitations.page_queries import Answer
from roundtable.casework.plans.conference_page import ChildOfPage, ConferencePage
from roundtable.casework.reports.page_queries import ReportLine
from roundtable.foundation.core import clock
from roundtable.rules.access import Permission, Role
from roundtable.rules.conference_states import ARRANGED, BEFORE_OPENING, State
from roundtable.rules.invitation_states import State as InvitationState
from roundtable.web.design_system.presenters import DueDate, Row, Task
from roundtable.web.design_system.wording import day, short_day, time_of_day
from roundtable.web.staff.conferences.header import HeaderShown, born
from roundtable.web.staff.conferences.tasks import Seen, tasks_of
from roundtable.web.staff.dates import Days
from roundtable.web.staff.words import KINDS, Tag, categories_in_words

if TYPE_CHECKING:
    from roundtable.foundation.clocks.models import Clock

ANSWERS: dict[str, Tag] = {
    "": ("Not asked yet", "grey"),
    InvitationState.DRAFTED: ("Not sent yet", "grey"),
    InvitationState.SENT: ("No answer yet", "yellow"),
    InvitationState.DELIVERED: ("No answer yet", "yellow"),
    InvitationState.NO_REPLY: ("No answer", "yellow"),
    InvitationState.BOUNCED: ("Could not be delivered", "red"),
    InvitationState.ACCEPTED: ("Coming", "green"),
    InvitationState.DECLINED: ("Not coming", "orange"),
    InvitationState.DEPUTY_NAMED: ("A colleague comes", "blue"),
    InvitationState.ATTENDED: ("Came", "green"),
    InvitationState.ABSENT_APOLOGY: ("Sent apologies", "grey"),
    InvitationState.ABSENT_NO_APOLOGY: ("Did not come", "orange"),
    InvitationState.WITHDRAWN: ("Withdrawn", "grey"),
}
_BY_OFFICE = {"chair", "minute_taker", "social_worker", "manager"}
# What the page says is due; who has to do it has it in their task list too.
_DUE = {
    "postponed_conference": "Hold it after all",
    "initial_conference": "Hold the initial conference",
    "transfer_in_conference": "Hold the transfer-in conference",
    "first_review": "Hold the first review",
    "next_review": "Hold the review",
    "family_invitation": "Invite the family",
    "professional_invitation": "Invite professionals",
    "exclusion_request": "Ask for somebody to be kept out",
    "chair_contact": "Chair speaks with the family",
    "agency_report": "Reports to the chair",
    "parent_report": "Social worker's report to the family",
    "agency_report_to_family": "Other reports to the family",
    "report_bundle": "Reports to the professionals",
    "decision_letter": "Decision letters",
    "record": "Record to its readers",
}
_ORDER = list(_DUE)


@dataclass(frozen=True, slots=True)
class ChildShown:
    name: str
    kind: str
    born: str
    plan_href: str
    views: str


@dataclass(frozen=True, slots=True)
class ComingShown:
    name: str
    job: str
    why: str
    part: str
    answer: Tag
    note: str


@dataclass(frozen=True, slots=True)
class ReportShown:
    author: str
    agency: str
    href: str
    status: Tag
    due: DueDate | None
    given: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DueShown:
    what: str
    due: DueDate


@dataclass(frozen=True, slots=True)
class ConferenceShown:
    """The page of one conference, for one role."""

    header: HeaderShown
    tasks: tuple[Task, ...]
    rows: tuple[Row, ...]
    children: tuple[ChildShown, ...]
    coming: tuple[ComingShown, ...]
    reports: tuple[ReportShown, ...]
    due: tuple[DueShown, ...]
    quorum: tuple[str, ...]
    shows_quorum: bool
    was_held: bool
    case_href: str
    room_href: str
    changes: tuple[tuple[str, str], ...]
    gaps: tuple[str, ...]

    @classmethod
    def of(cls, page: ConferencePage, *, role: Role, days: Days) -> "ConferenceShown":
        conference, allowed = page.conference, page.frame.allowed
        seen = Seen(page, role, days)
        return cls(
            header=HeaderShown.of(page.frame),
            tasks=tasks_of(seen),
            rows=_rows(page),
            children=tuple(_child(one, allowed) for one in page.children),
            coming=tuple(_coming(one, page) for one in page.coming),
            was_held=bool(conference.ending),
            reports=tuple(_report(one, page, days) for one in page.reports),
            due=_due(page, days),
            quorum=tuple(reason.text for reason in page.quorum),
            shows_quorum=conference.state in ARRANGED,
            case_href=reverse("staff:case", args=[conference.case.public_id])
            if Permission.VIEW_CASE in allowed
            else "",
            room_href=seen.link("room") if Permission.RECORD_ITEM in allowed else "",
            changes=_changes(seen),
            gaps=tuple(conference.gaps),
        )


def _rows(page: ConferencePage) -> tuple[Row, ...]:
    conference = page.conference
    header = HeaderShown.of(page.frame)
    rows = [
        Row("When", header.when),
        Row("Where", header.where if conference.starts_at else "No place yet"),
        Row("Chair", header.chair or "Nobody yet"),
        Row("Minute taker", header.minute_taker or "Nobody yet"),
        Row("Why it was asked for", conference.reason or "Not written down"),
    ]
    if conference.expected_categories:
        rows.append(Row("Expected", categories_in_words(conference.expected_categories)))
    if conference.state in ARRANGED:
        rows.append(Row("Chair reads", _reads(page)))
    if conference.link:
        rows.insert(2, Row("Link", conference.link))
    if conference.late_reason:
        rows.append(Row("After the limit because", conference.late_reason))
    if conference.ending_reason:
        rows.append(Row("Ended early because", conference.ending_reason))
    if conference.interim_plan or conference.interim_safety_plan:
        safe = conference.interim_plan or conference.interim_safety_plan
        rows.append(Row("Safe until then", safe))
    return tuple(rows)


def _reads(page: ConferencePage) -> str:
    """Return the time that is kept in the chair's diary for the reports."""
    at = page.chair_reads_at
    if at is None:
        return "No time is kept: the diary was full"
    local = at.astimezone(clock.LONDON)
    return f"{short_day(local)}, {time_of_day(local)}"


def _child(one: ChildOfPage, allowed: frozenset[Permission]) -> ChildShown:
    may_see_plan = one.plan_id is not None and Permission.VIEW_PLAN in allowed
    return ChildShown(
        name=one.held.child.name,
        kind=KINDS[one.held.kind],
        born=born(one.held.child),
        plan_href=reverse("staff:plan", args=[one.plan_id]) if may_see_plan else "",
        views="In" if one.has_views else "Not in yet",
    )


def _coming(one: Coming, page: ConferencePage) -> ComingShown:
    answer = page.answers.get(one.participant_id)
    notes = [answer.deputy, answer.note] if answer else []
    return ComingShown(
        name=one.name,
        job=", ".join(part for part in (one.job, one.agency) if part),
        why=one.why,
        part=PART_WORDS[one.part].capitalize(),
        answer=_answer(one, answer, page),
        note=". ".join(part for part in notes if part),
    )


def _answer(one: Coming, answer: Answer | None, page: ConferencePage) -> Tag:
    """Return what somebody answered; once the meeting is over, whether they came."""
    if one.participant_id in page.came:
        return "Came", "green"
    if one.part == "none":
        return "Kept out", "orange"
    if page.conference.ending:
        return "Did not come", "grey"
    if one.role in _BY_OFFICE:
        return "By their office", ""
    if answer is not None and one.participant_id in _to_ask_again(page):
        return "To be asked again", "grey"
    return ANSWERS[answer.state if answer else ""]


def _to_ask_again(page: ConferencePage) -> set[int]:
    """Return whose answer was to another time: all of them have moved, or they alone."""
    if page.conference.state == State.SCHEDULED:
        return set(page.answers)
    return {one.pk for one in page.participants if one.invited_at is None}


def _report(one: ReportLine, page: ConferencePage, days: Days) -> ReportShown:
    may_open = Permission.VIEW_REPORT in page.frame.allowed
    running = page.clock_of(one)
    return ReportShown(
        author=one.author,
        agency=one.agency,
        href=reverse("staff:report", args=[one.public_id]) if may_open else "",
        status=report_tag(one, is_late=page.is_late(one, today=days.today)),
        due=days.due(running) if running else None,
        given=given_in_words(one),
    )


def given_in_words(one: ReportLine) -> tuple[str, ...]:
    """Return, for each of the family of whom something is recorded, what they were given."""
    return tuple(
        f"{given.name}: {_given(given.shared_on, said_read=given.said_read)}" for given in one.given
    )


def report_tag(one: ReportLine, *, is_late: bool) -> Tag:
    """Return how far a report is, in words and a colour."""
    if one.is_received and one.submitted_at is not None:
        came = f"In, {short_day(clock.day_of(one.submitted_at))}"
        if one.is_after_decision:
            return f"{came}, after the decision", "orange"
        return (f"{came}, late", "orange") if is_late else (came, "green")
    words = {"REQUESTED": "Not begun", "RETURNED": "Sent back"}.get(one.state, "Being written")
    return (f"Late: {words.lower()}", "red") if is_late else (words, "grey")


def _given(shared_on: date | None, *, said_read: bool) -> str:
    if shared_on is None:
        return "not shared, with a reason"
    return "given, says they have read it" if said_read else f"given {day(shared_on)}"


def _due(page: ConferencePage, days: Days) -> tuple[DueShown, ...]:
    """Return one date for each rule, the soonest: brothers and sisters share most of them."""
    running: dict[str, Clock] = {}
    for one in page.clocks:
        is_owed = one.is_running and one.subject_type != "report" and not days.is_closed(one)
        if is_owed and one.rule in _DUE:
            running.setdefault(one.rule, one)
    soonest = sorted(running.values(), key=lambda one: (one.due_on, _ORDER.index(one.rule)))
    return tuple(DueShown(_DUE[one.rule], days.due(one)) for one in soonest)


def _changes(seen: Seen) -> tuple[tuple[str, str], ...]:
    """Return how a conference that has not opened can be moved or given up."""
    may_move = seen.may(Permission.ARRANGE_CONFERENCE)
    offered = (
        ("Move it to another day", "reschedule", may_move and seen.state in ARRANGED),
        (
            "Begin later on the day",
            "delay-start",
            seen.may(Permission.POSTPONE_CONFERENCE) and seen.state in ("INVITED", "READY"),
        ),
        (
            "Postpone it",
            "postpone",
            seen.may(Permission.POSTPONE_CONFERENCE) and seen.state in ARRANGED,
        ),
        (
            "Cancel it",
            "cancel-conference",
            seen.may(Permission.CANCEL_CONFERENCE) and seen.state in BEFORE_OPENING,
        ),
    )
    return tuple((text, seen.link(name)) for text, name, is_offered in offered if is_offered)
