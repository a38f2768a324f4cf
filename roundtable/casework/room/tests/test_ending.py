"""How a meeting ends: always with a record to come, an interim plan and a day to meet again."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from roundtable.casework.cases.models import TimelineEntry
from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.conferences.tests.family import agrees
from roundtable.casework.room.actions import CannotEndConference, end_as_decided
from roundtable.casework.room.models import AgendaItem, Attendance, SessionEvent
from roundtable.casework.room.tests.meeting import DAY, TEN, Meeting
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core.errors import NotAuthorised
from roundtable.foundation.messaging.models import OutboxMessage

NEXT = date(2026, 12, 15)
WELL: dict[str, Any] = {
    "reason": "Two reports came this morning.",
    "interim_plan": "Grandmother stays with them.",
    "next_on": NEXT,
}
WAYS = [
    ("stand_down", "STOOD_DOWN", "Conference stood down"),
    ("adjourn", "ADJOURNED", "Conference adjourned"),
    ("close_inquorate", "INQUORATE_CLOSED", "Conference closed: not quorate"),
]


def lose_quorum(meeting: Meeting) -> None:
    for name in ("police_officer", "health_visitor", "head_teacher", "midwife"):
        meeting.leave(name)


@pytest.fixture
def ending(meeting: Meeting) -> Meeting:
    """The meeting with too few agencies left, so that it can end in any of the three ways."""
    meeting.wait()
    lose_quorum(meeting)
    return meeting


@pytest.mark.parametrize(("act", "state", "title"), WAYS)
def test_it_ends_with_a_way_on(ending: Meeting, act: str, state: str, title: str) -> None:
    ending.wait()
    ending.do(act, **WELL)
    conference = ending.conference
    assert (conference.state, conference.ending) == (state, state)
    assert conference.ending_reason == WELL["reason"]
    assert conference.interim_plan == WELL["interim_plan"]
    assert conference.next_on == NEXT
    assert conference.closed_at == TEN + timedelta(minutes=10)
    assert conference.held_on is None
    assert conference.is_quorate is False
    assert not Attendance.objects.filter(left_at=None).exists()
    assert SessionEvent.objects.filter(event=act, reason=WELL["reason"]).count() == 1
    assert TimelineEntry.objects.filter(title=title, to_state=state).exists()
    assert AuditEvent.objects.filter(verb=f"conference.{act}").count() == 1


@pytest.mark.parametrize(("act", "state", "title"), WAYS)
def test_its_clocks_start(ending: Meeting, act: str, state: str, title: str) -> None:
    ending.do(act, **WELL)
    running = {
        one.rule: one
        for one in Clock.objects.filter(
            subject_type="conference", subject_id=ending.conference.pk, stopped_on=None
        )
    }
    assert set(running) == {"record", "reconvened_conference", "decision_letter"}
    assert running["decision_letter"].due_on == date(2026, 12, 4)
    assert running["record"].started_on == DAY
    assert running["record"].owner_id == ending.conference.minute_taker_id
    assert running["reconvened_conference"].due_on == date(2026, 12, 17)
    assert running["reconvened_conference"].owner_id == ending.conference.chair_id


def test_meeting_again_stops_the_clock_of_the_first(ending: Meeting) -> None:
    ending.do("adjourn", **WELL)
    first = ending.conference
    again = Conference.objects.create(
        authority=first.authority,
        case=first.case,
        earlier=first,
        state="INVITED",
        on=DAY,
        chair=first.chair,
    )
    Participant.objects.create(
        authority=first.authority,
        conference=again,
        professional=first.chair,
        role="chair",
    )
    ending.wait()
    ending.do("open_conference", conference_id=again.pk)
    stopped = Clock.objects.get(rule="reconvened_conference")
    assert (stopped.subject_id, stopped.stopped_on, stopped.stopped_by) == (first.pk, DAY, "met")


def test_everyone_invited_is_told_once_in_neutral_words(ending: Meeting) -> None:
    ending.do("adjourn", **WELL)
    messages = OutboxMessage.objects.filter(kind="change_notice")
    told = {one.person_id for one in messages if one.person_id}
    assert told == {ending.person("mother").pk, ending.person("half_siblings_father").pk}
    assert messages.filter(
        professional_id=ending.table.cast.professionals["refuge_worker"].pk
    ).exists()
    assert len({one.reference for one in messages}) == len(messages)
    for one in messages:
        assert "Tuesday 15 December 2026" in one.body
        for secret in ("Hartley", "Ava", "Grandmother", "Two reports", "child"):
            assert secret not in one.body + one.subject_line


@pytest.mark.parametrize("act", [act for act, *_ in WAYS])
@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ({"reason": " "}, "Say why"),
        ({"interim_plan": ""}, "keeps the children safe"),
        ({"next_on": None}, "Set the date"),
        ({"next_on": DAY}, "after today"),
        ({"next_on": date(2026, 12, 1)}, "after today"),
    ],
)
def test_no_way_out_without_a_way_on(
    ending: Meeting, act: str, missing: dict[str, Any], words: str
) -> None:
    manager = agrees(ending.table.cast, "manager", "NEXT_DATE_TOO_LATE")
    with pytest.raises(CannotEndConference, match=words) as refusal:
        ending.do(act, **{**WELL, **missing}, overrides=[manager])
    assert not refusal.value.can_be_overridden
    assert ending.conference.state == "IN_SESSION"
    assert not OutboxMessage.objects.filter(kind="change_notice").exists()


def test_date_past_the_limit_needs_chair_and_manager(ending: Meeting) -> None:
    late = {**WELL, "next_on": date(2026, 12, 18)}
    chair, manager = (
        agrees(ending.table.cast, name, "NEXT_DATE_TOO_LATE") for name in ("chair", "manager")
    )
    with pytest.raises(CannotEndConference) as refusal:
        ending.do("adjourn", **late, overrides=[chair])
    assert refusal.value.can_be_overridden
    ending.do("adjourn", **late, overrides=[chair, manager])
    assert ending.conference.next_on == date(2026, 12, 18)
    assert len(AuditEvent.objects.get(verb="conference.adjourn").details["overrides"]) == 2


def test_quorate_meeting_is_not_closed_for_want_of_agencies(meeting: Meeting) -> None:
    with pytest.raises(CannotEndConference, match="is quorate"):
        meeting.do("close_inquorate", **WELL)
    meeting.do("stand_down", **WELL)
    assert meeting.conference.is_quorate is True


@pytest.mark.parametrize(("act", "state", "title"), WAYS)
def test_from_a_recess_yes_and_from_a_closed_part_no(
    meeting: Meeting, act: str, state: str, title: str
) -> None:
    meeting.do("begin_closed_part", out=[meeting.seat("mother").pk], reason="Police.")
    with pytest.raises(CannotEndConference):
        meeting.do(act, **WELL)
    meeting.do("resume")
    lose_quorum(meeting)
    meeting.do("take_recess")
    meeting.do(act, **WELL)
    assert meeting.conference.state == state
    with pytest.raises(CannotEndConference):
        meeting.do(act, **WELL)


@pytest.mark.parametrize(
    "name", ["minute_taker", "other_chair", "manager", "police_officer", "mother", "stranger"]
)
@pytest.mark.parametrize("act", [act for act, *_ in WAYS])
def test_only_its_chair_ends_it(ending: Meeting, act: str, name: str) -> None:
    with pytest.raises(NotAuthorised):
        ending.do(act, by=name, **WELL)


def test_ending_as_decided(meeting: Meeting) -> None:
    AgendaItem.objects.filter(position=1).update(started_at=TEN)
    meeting.clock.shift(timedelta(hours=15))  # past midnight: it is held on the day it opened
    conference = end_as_decided(
        conference=meeting.conference, actor=meeting.actor("chair"), now=TEN + timedelta(hours=15)
    )
    conference.refresh_from_db()
    assert (conference.state, conference.ending, conference.held_on) == (
        "DECIDED",
        "DECIDED",
        DAY,
    )
    assert conference.closed_at == TEN + timedelta(hours=15)
    assert conference.is_quorate
    assert not Attendance.objects.filter(left_at=None).exists()
    assert not AgendaItem.objects.filter(started_at__isnull=False, ended_at=None).exists()
    assert SessionEvent.objects.filter(event="decide").count() == 1
    assert Clock.objects.get(rule="record", stopped_on=None).started_on == DAY
    with pytest.raises(CannotEndConference):
        end_as_decided(conference=conference, actor=meeting.actor("chair"), now=TEN)


def test_database_asks_for_a_way_on_too(ending: Meeting) -> None:
    ending.do("adjourn", **WELL)
    with pytest.raises(IntegrityError, match="way_on"), transaction.atomic():
        Conference.objects.filter(pk=ending.conference.pk).update(next_on=None)
    with pytest.raises(IntegrityError, match="way_on"), transaction.atomic():
        Conference.objects.filter(pk=ending.conference.pk).update(interim_plan="")
