"""Opening the meeting, pausing it, closing a part of it, going on without a quorum."""

from datetime import date, timedelta

import pytest
import time_machine

from roundtable.casework.cases.models import TimelineEntry
from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.room.actions import (
    CannotBeginClosedPart,
    CannotGoOnInquorate,
    CannotOpenConference,
    CannotPauseConference,
    CannotResumeConference,
)
from roundtable.casework.room.agenda import default_agenda
from roundtable.casework.room.models import AgendaItem, Attendance, SessionEvent
from roundtable.casework.room.queries import agenda_of, quorum_of
from roundtable.casework.room.tests.meeting import TEN, Meeting, convene
from roundtable.casework.statements.tests.table import Table
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core import clock as time
from roundtable.foundation.core.errors import NotAuthorised

NOT_THE_CHAIR = (
    "other_chair",
    "minute_taker",
    "administrator",
    "social_worker",
    "police_officer",
    "mother",
    "stranger",
)


def test_opening_begins_the_agenda_and_ends_what_was_to_be_done_before(meeting: Meeting) -> None:
    conference = meeting.conference
    assert (conference.state, conference.opened_at) == ("IN_SESSION", TEN)
    assert [step.title for step in agenda_of(conference, now=TEN)] == list(
        default_agenda(conference.authority)
    )
    assert [one.event for one in SessionEvent.objects.all()] == ["open"]
    assert TimelineEntry.objects.filter(title="Conference opened", to_state="IN_SESSION").exists()
    assert AuditEvent.objects.filter(verb="conference.opened").count() == 1
    stopped = Clock.objects.filter(subject_type="conference", rule="report_bundle")
    assert stopped.get().stopped_on == date(2026, 12, 3)


def test_chair_who_opens_it_is_there(meeting: Meeting) -> None:
    stay = Attendance.objects.get(participant=meeting.seat("chair"))
    assert (stay.arrived_at, stay.left_at) == (TEN, None)


def test_chair_who_was_there_before_has_one_stay(
    table: Table, clock: time_machine.Traveller
) -> None:
    clock.move_to(TEN - timedelta(minutes=15))
    meeting = Meeting(table, clock)
    meeting.arrive("chair")
    clock.move_to(TEN)
    meeting.do("open_conference")
    assert Attendance.objects.get(participant=meeting.seat("chair")).arrived_at < TEN


def test_without_a_chair_on_the_list_it_does_not_open(
    table: Table, clock: time_machine.Traveller
) -> None:
    clock.move_to(TEN)
    Participant.objects.filter(pk=table.seat("chair").pk).update(withdrawn_at=TEN)
    with pytest.raises(CannotOpenConference, match="chair is not present"):
        Meeting(table, clock).do("open_conference")


def test_agenda_follows_the_authoritys_order(table: Table) -> None:
    authority = table.cast.authority
    plan_first = default_agenda(authority)
    authority.settings = {"plan_before_decision": False}
    decision_first = default_agenda(authority)
    plan, decision = "What needs to happen, and who does it", "The chair's decision for each child"
    assert plan_first.index(plan) < plan_first.index(decision)
    assert decision_first.index(decision) < decision_first.index(plan)
    assert set(plan_first) == set(decision_first)


def test_meeting_has_the_steps_as_the_authority_names_and_splits_them(
    table: Table, clock: time_machine.Traveller
) -> None:
    authority = table.cast.authority
    authority.settings = {"agenda": {"plan": ["What needs to happen", "Who does it"]}}
    authority.save(update_fields=["settings"])
    clock.move_to(TEN)
    Meeting(table, clock).do("open_conference")
    titles = [one.title for one in AgendaItem.objects.order_by("position")]
    assert titles[titles.index("What needs to happen") + 1] == "Who does it"
    assert len(titles) == 14


def test_another_day_must_be_arranged_first(table: Table, clock: time_machine.Traveller) -> None:
    clock.move_to(time.at(date(2026, 12, 2), 10))
    with pytest.raises(CannotOpenConference, match="another day"):
        Meeting(table, clock).do("open_conference")
    assert not AgendaItem.objects.exists()
    assert not Attendance.objects.exists()


def test_it_opens_once_and_only_when_people_were_invited(meeting: Meeting) -> None:
    with pytest.raises(CannotOpenConference):
        meeting.do("open_conference")
    Conference.objects.filter(pk=meeting.conference.pk).update(state="SCHEDULED")
    with pytest.raises(CannotOpenConference, match="scheduled"):
        meeting.do("open_conference")


@pytest.mark.parametrize("name", NOT_THE_CHAIR)
def test_only_its_chair_opens_it(table: Table, clock: time_machine.Traveller, name: str) -> None:
    clock.move_to(TEN)
    with pytest.raises(NotAuthorised):
        Meeting(table, clock).do("open_conference", by=name)


@pytest.mark.parametrize("name", NOT_THE_CHAIR)
@pytest.mark.parametrize("act", ["take_recess", "resume", "begin_closed_part", "go_on_inquorate"])
def test_only_the_chair_runs_it(meeting: Meeting, act: str, name: str) -> None:
    details = {
        "begin_closed_part": {"out": [meeting.seat("mother").pk], "reason": "x"},
        "go_on_inquorate": {"reason": "x"},
    }
    with pytest.raises(NotAuthorised):
        meeting.do(act, by=name, **details.get(act, {}))
    assert meeting.conference.state == "IN_SESSION"


def test_recess_and_back(meeting: Meeting) -> None:
    meeting.wait()
    meeting.do("take_recess", reason="Rosa asked for a break.")
    assert meeting.conference.state == "RECESS"
    with pytest.raises(CannotPauseConference):
        meeting.do("take_recess")
    meeting.wait(10)
    meeting.do("resume")
    assert meeting.conference.state == "IN_SESSION"
    assert [(one.event, one.reason) for one in SessionEvent.objects.order_by("pk")] == [
        ("open", ""),
        ("recess", "Rosa asked for a break."),
        ("resume", ""),
    ]
    with pytest.raises(CannotResumeConference):
        meeting.do("resume")
    verbs = {"conference.recess", "conference.resumed"}
    assert set(AuditEvent.objects.filter(verb__in=verbs).values_list("verb", flat=True)) == verbs


def test_closed_part_names_who_is_out_and_why(meeting: Meeting) -> None:
    mother = meeting.seat("mother").pk
    with pytest.raises(CannotBeginClosedPart, match="who leaves"):
        meeting.do("begin_closed_part", out=[], reason="Police information.")
    with pytest.raises(CannotBeginClosedPart, match="who leaves"):
        # The refuge worker is not in the room.
        meeting.do("begin_closed_part", out=[meeting.seat("refuge_worker").pk], reason="x")
    with pytest.raises(CannotBeginClosedPart, match="why"):
        meeting.do("begin_closed_part", out=[mother], reason=" ")
    meeting.do("begin_closed_part", out=[mother], reason="Police information.")
    assert meeting.conference.state == "CLOSED_PART"
    event = SessionEvent.objects.get(event="begin_closed_part")
    assert (event.out_of_room, event.reason) == ([mother], "Police information.")
    with pytest.raises(CannotBeginClosedPart):
        meeting.do("begin_closed_part", out=[mother], reason="Again.")
    assert AuditEvent.objects.get(verb="conference.closed_part").details == {"out": [mother]}


# Quorum


def test_quorum_is_counted_afresh_as_people_come_and_go(meeting: Meeting) -> None:
    assert quorum_of(meeting.conference).is_quorate
    for name in ("health_visitor", "head_teacher", "midwife"):
        meeting.leave(name)
    quorum = quorum_of(meeting.conference)
    assert [reason.code for reason in quorum.reasons] == ["TOO_FEW_AGENCIES"]
    assert "Marlsea Police" in quorum.agencies
    meeting.wait()
    meeting.arrive("midwife", mode="remote")
    assert quorum_of(meeting.conference).is_quorate
    meeting.leave("social_worker")
    assert [one.code for one in quorum_of(meeting.conference).reasons] == ["NO_SOCIAL_CARE"]


def test_only_agencies_in_direct_contact_count(meeting: Meeting) -> None:
    meeting.conference.participants.exclude(professional=None).update(has_direct_contact=False)
    assert not quorum_of(meeting.conference).is_quorate


def test_going_on_without_a_quorum_needs_a_reason(meeting: Meeting) -> None:
    with pytest.raises(CannotGoOnInquorate, match="quorate"):
        meeting.do("go_on_inquorate", reason="Enough is known.")
    for name in ("health_visitor", "head_teacher", "midwife"):
        meeting.leave(name)
    with pytest.raises(CannotGoOnInquorate, match="why"):
        meeting.do("go_on_inquorate", reason="")
    meeting.do("go_on_inquorate", reason="Delay would harm the children.")
    conference = meeting.conference
    assert conference.state == "IN_SESSION"
    assert conference.is_quorate is False
    assert conference.inquorate_reason == "Delay would harm the children."
    assert SessionEvent.objects.filter(event="go_on_inquorate").count() == 1


def test_going_on_is_for_a_meeting_that_is_on(table: Table, clock: time_machine.Traveller) -> None:
    clock.move_to(TEN)
    with pytest.raises(CannotGoOnInquorate, match="not in session"):
        Meeting(table, clock).do("go_on_inquorate", reason="x")


def test_meeting_can_begin_without_a_quorum(table: Table, clock: time_machine.Traveller) -> None:
    clock.move_to(TEN)
    meeting = Meeting(table, clock)
    meeting.do("open_conference")
    assert meeting.conference.state == "IN_SESSION"
    assert not quorum_of(meeting.conference).is_quorate


def test_convening_twice_is_one_meeting(table: Table, clock: time_machine.Traveller) -> None:
    convene(table, clock)
    assert AgendaItem.objects.filter(conference=table.conference, position=1).count() == 1
