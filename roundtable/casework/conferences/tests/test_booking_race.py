"""Two desks that book the same room at the same moment: the database lets one of them."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from roundtable.casework.conferences.actions.arrange import CannotArrangeConference
from roundtable.casework.conferences.models import Booking, Conference
from roundtable.casework.conferences.tests.family import (
    ENDS_AT,
    STARTS_AT,
    Family,
    arrange,
    authorised,
    build_family,
)
from roundtable.foundation.core.context import authority_context, set_context


@pytest.fixture
def committed(transactional_db: None) -> tuple[Family, list[Conference]]:
    with transaction.atomic():
        cast = build_family()
        conferences = [authorised(cast, "ava"), authorised(cast, "ben")]
    return cast, conferences


def test_one_of_two_gets_the_room(committed: tuple[Family, list[Conference]]) -> None:
    cast, conferences = committed
    both_are_ready = threading.Barrier(2, timeout=20)
    outcomes: dict[int, str] = {}

    def book(number: int) -> None:
        conference = conferences[number]
        try:
            with authority_context([cast.authority.pk]):
                both_are_ready.wait()
                shared = {} if number == 0 else {"starts_at": STARTS_AT + timedelta(minutes=30)}
                arrange(cast, conference, ends_at=ENDS_AT, **shared)
                outcomes[number] = "booked"
        except CannotArrangeConference as refused:
            outcomes[number] = str(refused)
        finally:
            connection.close()

    desks = [threading.Thread(target=book, args=(number,)) for number in (0, 1)]
    for desk in desks:
        desk.start()
    for desk in desks:
        desk.join(timeout=30)
    assert sorted(outcomes) == [0, 1]
    refused = [words for words in outcomes.values() if words != "booked"]
    assert len(refused) == 1
    assert "Willow Room is already booked at this time" in refused[0]
    with transaction.atomic():
        set_context([cast.authority.pk])
        held = Booking.objects.filter(room=cast.rooms["willow"], released_at=None)
        assert held.count() == 1
