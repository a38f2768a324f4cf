"""Who is here, who has gone, who sent apologies."""

from datetime import timedelta

import pytest
import time_machine

from roundtable.casework.conferences.models import Participant
from roundtable.casework.room.actions import (
    CannotRecordApology,
    CannotRecordArrival,
    CannotRecordDeparture,
    record_apology,
)
from roundtable.casework.room.models import Attendance
from roundtable.casework.room.queries import people_in_the_room, present_professionals
from roundtable.casework.room.tests.meeting import TEN, Meeting
from roundtable.casework.statements.tests.table import Table
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.core import clock as time
from roundtable.foundation.core.errors import NotAuthorised


def test_coming_back_is_a_stay_of_its_own(meeting: Meeting) -> None:
    meeting.wait()
    meeting.leave("midwife")
    meeting.wait()
    meeting.arrive("midwife", mode="remote")
    stays = Attendance.objects.filter(participant=meeting.seat("midwife")).order_by("pk")
    assert [(one.mode, one.arrived_at, one.left_at) for one in stays] == [
        ("in_person", TEN - timedelta(minutes=10), TEN + timedelta(minutes=5)),
        ("remote", TEN + timedelta(minutes=10), None),
    ]
    verbs = AuditEvent.objects.filter(details__participant=meeting.seat("midwife").pk)
    assert list(verbs.order_by("pk").values_list("verb", flat=True)) == [
        "attendance.arrived",
        "attendance.left",
        "attendance.arrived",
    ]


def test_times_can_be_caught_up_with(meeting: Meeting) -> None:
    meeting.wait(30)
    stay = meeting.arrive("refuge_worker", at=TEN + timedelta(minutes=3))
    assert stay.arrived_at == TEN + timedelta(minutes=3)
    stay = meeting.leave("refuge_worker", at=TEN + timedelta(minutes=20))
    assert stay.left_at == TEN + timedelta(minutes=20)
    with pytest.raises(CannotRecordArrival, match="here already"):
        meeting.arrive("refuge_worker", at=TEN + timedelta(minutes=10))
    with pytest.raises(CannotRecordArrival, match="passed"):
        meeting.arrive("refuge_worker", at=TEN + timedelta(hours=2))
    with pytest.raises(CannotRecordArrival, match="passed"):
        meeting.arrive("refuge_worker", at=TEN - timedelta(days=1))


def test_arrivals_that_cannot_be(meeting: Meeting) -> None:
    with pytest.raises(CannotRecordArrival, match="here already"):
        meeting.arrive("mother")
    with pytest.raises(CannotRecordArrival, match="not to be at this meeting"):
        meeting.arrive("excluded_father")
    with pytest.raises(CannotRecordArrival, match="how they take part"):
        meeting.arrive("refuge_worker", mode="by owl")
    Participant.objects.filter(pk=meeting.seat("refuge_worker").pk).update(withdrawn_at=TEN)
    with pytest.raises(CannotRecordArrival, match="not to be at this meeting"):
        meeting.arrive("refuge_worker")


def test_whoever_comes_during_a_closed_part_waits(meeting: Meeting) -> None:
    meeting.do("begin_closed_part", out=[meeting.seat("mother").pk], reason="Police information.")
    with pytest.raises(CannotRecordArrival, match="just now"):
        meeting.arrive("refuge_worker")


def test_nobody_arrives_once_it_is_over(meeting: Meeting) -> None:
    conference = meeting.conference
    conference.state = "DECIDED"
    conference.save()
    with pytest.raises(CannotRecordArrival):
        meeting.arrive("refuge_worker")


def test_departures_that_cannot_be(meeting: Meeting) -> None:
    with pytest.raises(CannotRecordDeparture, match="not here"):
        meeting.leave("refuge_worker")
    for wrong in (TEN - timedelta(hours=1), TEN + timedelta(hours=1)):
        with pytest.raises(CannotRecordDeparture, match="passed"):
            meeting.leave("mother", at=wrong)


def test_apologies(meeting: Meeting) -> None:
    def apologise(name: str, *, by: str = "minute_taker", was_given: bool = True) -> None:
        record_apology(
            participant_id=meeting.seat(name).pk,
            was_given=was_given,
            note="Ill.",
            actor=meeting.actor(by),
            now=time.now(),
        )

    apologise("refuge_worker")
    with pytest.raises(CannotRecordApology, match="has been here"):
        apologise("mother")
    with pytest.raises(NotAuthorised):
        apologise("refuge_worker", by="police_officer")
    Participant.objects.filter(pk=meeting.seat("refuge_worker").pk).update(withdrawn_at=TEN)
    with pytest.raises(CannotRecordApology, match="no longer on the list"):
        apologise("refuge_worker")


@pytest.mark.parametrize(
    "name", ["other_minute_taker", "administrator", "social_worker", "mother", "stranger"]
)
def test_chair_and_minute_taker_note_who_is_here(meeting: Meeting, name: str) -> None:
    with pytest.raises(NotAuthorised):
        meeting.arrive("refuge_worker", by=name)
    with pytest.raises(NotAuthorised):
        meeting.leave("mother", by=name)
    assert meeting.leave("mother", by="chair").left_at == time.now()


def test_people_as_the_chair_and_as_a_father_sees_them(meeting: Meeting) -> None:
    meeting.do("begin_closed_part", out=[meeting.seat("mother").pk], reason="Police information.")
    record_apology(
        participant_id=meeting.seat("refuge_worker").pk,
        was_given=True,
        actor=meeting.actor("minute_taker"),
        now=time.now(),
    )
    shown = {
        one.name: one for one in people_in_the_room(meeting.conference, meeting.reader("chair"))
    }
    assert shown["Rosa Hartley"].is_out
    assert shown["Kezia Ncube"].is_here
    assert shown["Kezia Ncube"].mode == "In the room"
    assert (shown["Jo Hale"].is_here, shown["Jo Hale"].gave_apologies) == (False, True)
    assert shown["Neil Doyle"].gave_apologies is None
    assert [one.name for one in shown.values() if one.is_kept_out] == ["Neil Doyle"]
    seen = {
        one.name
        for one in people_in_the_room(meeting.conference, meeting.reader("half_siblings_father"))
    }
    assert "Kezia Ncube" in seen
    assert not {"Neil Doyle", "Mia Stone", "Ola Berg"} & seen


def test_professionals_here_are_those_who_can_give_an_opinion(meeting: Meeting) -> None:
    meeting.leave("midwife")
    names = [one.name for one in present_professionals(meeting.conference) if one.gives_opinion]
    assert sorted(names) == ["Kezia Ncube", "Mia Stone", "PC Grant", "Sam Iqbal"]


def test_arriving_before_the_start(table: Table, clock: time_machine.Traveller) -> None:
    clock.move_to(TEN - timedelta(minutes=30))
    assert Meeting(table, clock).arrive("mother").left_at is None
