"""What the page of a conference shows, from the request to the record: everything in one place."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from roundtable.casework.conferences.coming import Coming, who_is_coming
from roundtable.casework.conferences.models import (
    Booking,
    Conference,
    ConferenceChild,
    Participant,
    Purpose,
)
from roundtable.casework.conferences.page_queries import Frame, what_may
from roundtable.casework.conferences.queries import get_conference, participants_of
from roundtable.casework.conferences.readers import reader_for
from roundtable.casework.invitations.page_queries import Answer, answers_by_participant
from roundtable.casework.invitations.queries import quorum_forecast
from roundtable.casework.plans.actions.letters import KIND as LETTER
from roundtable.casework.plans.models import Plan
from roundtable.casework.preparing.models import TimeRequest
from roundtable.casework.reports.page_queries import ReportLine, report_lines
from roundtable.casework.room.models import Attendance, ConferenceRecord, Views
from roundtable.foundation.access.doors import facts_on
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core.kept import Kept, Slot
from roundtable.foundation.documents.models import Document
from roundtable.rules.reasons import Reason


@dataclass(frozen=True, slots=True)
class ChildOfPage:
    """A child of the conference, with the plan there is and whether their views are in."""

    held: ConferenceChild
    plan_id: uuid.UUID | None
    has_views: bool


@dataclass(frozen=True, slots=True)
class ConferencePage:
    """A conference as one of the staff sees it."""

    frame: Frame
    children: Sequence[ChildOfPage]
    participants: Sequence[Participant]
    coming: Sequence[Coming]
    answers: Mapping[int, Answer]
    reports: Sequence[ReportLine]
    clocks: Sequence[Clock]
    quorum: Sequence[Reason]
    own_posts: frozenset[int]
    came: frozenset[int]
    letters_sent: bool
    record_state: str
    asks_for_time: int
    chair_reads_at: datetime | None

    @property
    def conference(self) -> Conference:
        return self.frame.conference

    def running(self, rule: str) -> Clock | None:
        """Return the clock of this rule that runs out first, of the meeting or of a child."""
        return next(
            (
                one
                for one in self.clocks
                if one.rule == rule and one.is_running and one.subject_type != "report"
            ),
            None,
        )

    def clock_of(self, report: ReportLine) -> Clock | None:
        """Return a report's own clock, running or stopped; the latest if it was asked for twice."""
        theirs = [
            one
            for one in self.clocks
            if one.subject_type == "report" and one.subject_id == report.report_id
        ]
        return max(theirs, key=lambda one: one.pk, default=None)

    def is_late(self, report: ReportLine, *, today: date) -> bool:
        """Return whether a report came, or has not come, after its day."""
        clock = self.clock_of(report)
        return clock is not None and (clock.stopped_on or today) > clock.due_on


def conference_page(*, public_id: uuid.UUID, actor: Actor) -> ConferencePage:
    """
    Return a conference with its people, reports, deadlines and what has come of it.

    :raises RecordNotFound: if it does not exist or is not theirs to see.
    """
    conference = get_conference(public_id=public_id, actor=actor)
    rows = _children(conference)
    for row in rows:
        audit.note_read("person", row.child_id)
    participants = participants_of(conference)
    answers = answers_by_participant(conference)
    reports = report_lines(conference)
    facts = facts_on(conference)
    reader = reader_for(actor, conference, facts=facts)
    return ConferencePage(
        frame=Frame(conference, rows, what_may(actor, conference)),
        children=[ChildOfPage(row, row.plan_id, row.has_views) for row in rows],
        participants=participants,
        coming=who_is_coming(conference, reader, participants),
        answers=answers,
        reports=reports,
        clocks=_clocks(conference, rows, reports),
        quorum=quorum_forecast(
            conference,
            participants=participants,
            accepted=[pk for pk, one in answers.items() if one.is_coming],
        ),
        own_posts=actor.professional_ids,
        came=frozenset(pk for row in rows[:1] for pk in row.came),
        letters_sent=any(row.letters_sent for row in rows),
        asks_for_time=next((len(row.asks_for_time) for row in rows), 0),
        chair_reads_at=next((row.chair_reads.lower for row in rows if row.chair_reads), None),
        record_state=next((row.record_state or "" for row in rows), ""),
    )


def _children(conference: Conference) -> list[Any]:
    """Return the children, each row with what has come of the meeting so far. One query."""
    children = _CHILDREN.rows(conference_id=conference.pk, case_id=conference.case_id)
    for one in children:
        one.conference = conference
    return children


def _children_of(given: type[Slot]) -> QuerySet[ConferenceChild]:
    conference_id = given("conference_id")
    plans = Plan.objects.filter(child_id=OuterRef("child_id"), case_id=given("case_id"))
    newest = plans.order_by(F("ends_on").desc(nulls_first=True), "-starts_on")
    records = ConferenceRecord.objects.filter(conference_id=conference_id).order_by("-version")
    letters = Document.objects.filter(
        kind=LETTER, subject_type="conference", subject_id=conference_id
    )
    asked = TimeRequest.objects.filter(
        participant__conference_id=conference_id, participant__withdrawn_at=None, decision=""
    )
    came = Attendance.objects.filter(conference_id=conference_id)
    reading = Booking.objects.filter(
        conference_id=conference_id, purpose=Purpose.READING, released_at=None
    )
    views = Views.objects.filter(conference_child=OuterRef("pk"), is_the_childs=True)
    return (
        ConferenceChild.objects.filter(conference_id=conference_id)
        .select_related("child", "enquiry")
        .annotate(
            plan_id=Subquery(newest.values("public_id")[:1]),
            has_views=Exists(views),
            came=ArraySubquery(came.values("participant_id")),
            letters_sent=Exists(letters),
            asks_for_time=ArraySubquery(asked.values("pk")),
            record_state=Subquery(records.values("state")[:1]),
            chair_reads=Subquery(reading.values("period")[:1]),
        )
        .order_by("position", "pk")
    )


_CHILDREN = Kept(_children_of)
_LIMITS = ("initial_conference", "transfer_in_conference", "first_review", "next_review")


def _clocks(
    conference: Conference, children: Sequence[ConferenceChild], reports: Sequence[ReportLine]
) -> list[Clock]:
    """Return what runs, or ran, for the meeting, its children and its reports. One query."""
    return _CLOCKS.rows(
        conference_id=conference.pk,
        held_ids=[one.pk for one in children],
        report_ids=[one.report_id for one in reports],
        child_ids=[one.child_id for one in children],
    )


_CLOCKS = Kept(
    lambda given: Clock.objects.filter(
        Q(subject_type="conference", subject_id=given("conference_id"))
        | Q(subject_type="conferencechild", subject_id__any=given("held_ids"))
        | Q(subject_type="report", subject_id__any=given("report_ids"))
        | Q(rule__in=_LIMITS, child_id__any=given("child_ids"), stopped_on=None)
    ).order_by("due_on", "pk")
)
