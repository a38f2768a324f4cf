"""A split conference: two sessions whose people, times and rooms never meet."""

from datetime import timedelta
from typing import Any

import pytest

from roundtable.casework.conferences.actions.sessions import (
    CannotAssignSession,
    assign_to_session,
    set_own_session,
)
from roundtable.casework.conferences.coming import who_is_coming
from roundtable.casework.conferences.models import Booking, Conference, Part, Participant
from roundtable.casework.conferences.queries import participants_of
from roundtable.casework.conferences.readers import begins_for, reader_of_participant, room_for
from roundtable.casework.conferences.tests.family import STARTS_AT, Family, add, arranged
from roundtable.casework.conferences.tests.looking import audited
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised

EARLIER = STARTS_AT - timedelta(hours=2)


@pytest.fixture
def conference(cast: Family) -> Conference:
    return arranged(cast)


@pytest.fixture
def father(cast: Family, conference: Conference) -> Participant:
    """He comes two hours before the others, to a room of his own."""
    seat = add(
        cast, conference, "half_siblings_father", part=Part.SEPARATE, session=2, comes_at=EARLIER
    )
    other = next(one for one in cast.rooms.values() if one.pk != conference.room_id)
    Participant.objects.filter(pk=seat.pk).update(own_room=other)
    seat.refresh_from_db()
    return seat


def assign(cast: Family, seat: Participant, leader: Participant | None, **changes: Any) -> None:
    asked: dict[str, Any] = {
        "participant_id": seat.pk,
        "with_id": leader.pk if leader is not None else None,
        "actor": cast.actor("administrator"),
        "now": clock.now(),
    }
    assign_to_session(**{**asked, **changes})


def names_for(conference: Conference, who: object) -> set[str]:
    everyone = participants_of(conference)
    seat = next(one for one in everyone if who in (one.person, one.professional))
    return {one.name for one in who_is_coming(conference, reader_of_participant(seat), everyone)}


def test_somebody_at_work_comes_to_the_session_they_are_assigned_to(
    cast: Family, conference: Conference, father: Participant
) -> None:
    add(cast, conference, "mother")
    nurse = add(cast, conference, "health_visitor")
    assert cast.health_visitor.name in names_for(conference, cast.mother)
    Participant.objects.filter(pk=nurse.pk).update(invited_at=clock.now())
    assign(cast, nurse, father)
    nurse.refresh_from_db()
    assert begins_for(nurse, conference.starts_at) == EARLIER
    assert room_for(nurse, conference) == father.own_room
    assert nurse.invited_at is None, "the next round tells them the other time"
    assert reader_of_participant(nurse).sessions == {father.session}
    assert cast.health_visitor.name not in names_for(conference, cast.mother)
    assert cast.health_visitor.name in names_for(conference, cast.half_siblings_father)
    assert audited("conference.session_assigned")[-1].details["session"] == father.session
    assign(cast, nurse, None)
    nurse.refresh_from_db()
    assert (nurse.part, nurse.comes_at, nurse.own_room) == (Part.WHOLE, None, None)


def test_who_comes_there_already_keeps_their_invitation(
    cast: Family, conference: Conference, father: Participant
) -> None:
    nurse = add(cast, conference, "health_visitor")
    for leader in (None, father):
        assign(cast, nurse, leader)
        Participant.objects.filter(pk=nurse.pk).update(invited_at=clock.now())
        before = len(audited("conference.session_assigned"))
        assign(cast, nurse, leader)
        nurse.refresh_from_db()
        assert nurse.invited_at == clock.now()
        assert len(audited("conference.session_assigned")) == before


def test_who_speaks_for_somebody_follows_them_and_interpreters_with_their_booking(
    cast: Family, conference: Conference, father: Participant
) -> None:
    interpreter = add(cast, conference, "interpreter", speaks_for_id=father.pk)
    assert (interpreter.part, interpreter.comes_at) == (Part.SEPARATE, EARLIER)
    assert interpreter.own_room == father.own_room
    assert held(cast) == [EARLIER]
    later = EARLIER + timedelta(minutes=30)
    set_own_session(
        participant_id=father.pk,
        comes_at=later,
        actor=cast.actor("administrator"),
        now=clock.now(),
    )
    interpreter.refresh_from_db()
    assert interpreter.comes_at == later
    assert held(cast) == [later]
    with pytest.raises(CannotAssignSession, match="go where"):
        assign(cast, interpreter, None)


def held(cast: Family) -> list[Any]:
    rows = Booking.objects.filter(professional=cast.interpreter, released_at=None)
    return [one.period.lower for one in rows]


def test_who_cannot_be_assigned(cast: Family, conference: Conference, father: Participant) -> None:
    mother, nurse = add(cast, conference, "mother"), add(cast, conference, "health_visitor")
    chair = conference.participants.get(role="chair")
    for seat, leader, says in (
        (mother, father, "chair decides"),
        (chair, father, "every session"),
        (nurse, mother, "session of their own"),
    ):
        with pytest.raises(CannotAssignSession, match=says):
            assign(cast, seat, leader)
    for name in ("police_officer", "mother", "stranger"):
        with pytest.raises(NotAuthorised):
            assign(cast, nurse, father, actor=cast.actor(name))
    Participant.objects.filter(pk=nurse.pk).update(withdrawn_at=clock.now())
    with pytest.raises(CannotAssignSession, match="not on the list"):
        assign(cast, nurse, father)
