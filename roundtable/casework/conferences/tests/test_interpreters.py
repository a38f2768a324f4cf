"""An interpreter who was named with a time is booked with it, moved and given back with it."""

from datetime import timedelta

import pytest

from roundtable.casework.conferences.actions.arrange import CannotArrangeConference
from roundtable.casework.conferences.actions.move import reschedule_conference
from roundtable.casework.conferences.models import (
    Booking,
    Conference,
    Participant,
    ParticipantRole,
)
from roundtable.casework.conferences.slots import free_slots, interpreters_free
from roundtable.casework.conferences.tests.family import (
    ENDS_AT,
    STARTS_AT,
    Family,
    add,
    arrange,
    authorised,
)
from roundtable.casework.conferences.tests.looking import audited, codes
from roundtable.casework.people.models import Professional
from roundtable.foundation.core import clock

TODAY = clock.day_of(STARTS_AT) - timedelta(days=9)


@pytest.fixture
def interpreter(cast: Family) -> Professional:
    """The mother needs Twi, and one interpreter on file has it."""
    cast.mother.interpreter_language = "Twi, Asante"
    cast.mother.save(update_fields=["interpreter_language"])
    found = cast.professionals["interpreter"]
    found.languages = ["Twi"]
    found.save(update_fields=["languages"])
    return found


def with_interpreter(cast: Family, conference: Conference) -> Conference:
    there = [one for one in free_slots(conference, today=TODAY) if one.starts_at == STARTS_AT]
    return arrange(cast, conference, interpreter_ids=there[0].interpreter_ids)


def booked(one: Professional) -> list[tuple[int, object]]:
    held = Booking.objects.filter(professional=one, released_at=None)
    return [(row.conference_id, row.period.lower) for row in held]


def test_who_was_named_is_booked_and_knows_of_no_child_yet(
    cast: Family, interpreter: Professional
) -> None:
    conference = with_interpreter(cast, authorised(cast, "ava"))
    seat = conference.participants.get(professional=interpreter)
    assert (seat.role, seat.speaks_for, seat.reason) == (
        ParticipantRole.INTERPRETER,
        None,
        "Interprets: Twi",
    )
    assert not seat.may_know.exists()
    assert booked(interpreter) == [(conference.pk, STARTS_AT)]
    assert audited("conference.arranged")[-1].details["interpreters"] == [interpreter.pk]


def test_they_stand_by_whoever_needs_them_once_on_the_list(
    cast: Family, interpreter: Professional
) -> None:
    conference = with_interpreter(cast, authorised(cast, "ava"))
    add(cast, conference, "grandmother")
    assert Participant.objects.get(professional=interpreter).speaks_for is None
    mother = add(cast, conference, "mother")
    seat = Participant.objects.get(professional=interpreter)
    assert seat.speaks_for == mother
    known = seat.may_know.values_list("child_id", flat=True)
    assert set(known) == set(mother.may_know.values_list("child_id", flat=True))


def test_they_move_with_it(cast: Family, interpreter: Professional) -> None:
    conference = with_interpreter(cast, authorised(cast, "ava"))
    later = STARTS_AT + timedelta(days=4)
    reschedule_conference(
        conference_id=conference.pk,
        starts_at=later,
        ends_at=later + timedelta(hours=2),
        reason="The mother is in hospital",
        actor=cast.actor("administrator"),
        now=clock.now(),
    )
    assert booked(interpreter) == [(conference.pk, later)]


def test_two_families_do_not_get_the_same_one_at_a_time(
    cast: Family, interpreter: Professional
) -> None:
    with_interpreter(cast, authorised(cast, "ava"))
    other = authorised(cast, "ben")
    assert interpreters_free(other, STARTS_AT, ENDS_AT, today=TODAY) == ()
    with pytest.raises(CannotArrangeConference) as refused:
        arrange(
            cast,
            other,
            chair_id=cast.other_chair.pk,
            minute_taker_id=cast.professionals["out_of_hours"].pk,
            room_id=cast.rooms["oak"].pk,
            interpreter_ids=[interpreter.pk],
        )
    assert "PERSON_TAKEN" in codes(refused.value)
    assert booked(interpreter) != []
    assert not other.participants.filter(professional=interpreter).exists()
