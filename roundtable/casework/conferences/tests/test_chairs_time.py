"""The chair's own time: kept with the conference, moved with it, given back with it."""

from datetime import date, datetime, timedelta

import pytest

from roundtable.casework.conferences.actions.arrange import CannotArrangeConference
from roundtable.casework.conferences.models import Booking, Conference, Purpose
from roundtable.casework.conferences.tests.family import (
    ENDS_AT,
    STARTS_AT,
    Family,
    arrange,
    arranged,
    authorised,
)
from roundtable.casework.conferences.tests.test_move_conference import MONDAY, delay, invited, move
from roundtable.casework.conferences.tests.test_put_off import postpone
from roundtable.foundation.core import clock

HALF_AN_HOUR = timedelta(minutes=30)
READS_AT = clock.at(date(2026, 12, 2), 15, 30)


def kept(conference: Conference) -> dict[str, datetime]:
    held = Booking.objects.filter(conference=conference, released_at=None)
    held = held.filter(professional_id=conference.chair_id)
    return {one.purpose: one.period.lower for one in held}


def test_the_chair_reads_the_day_before_and_meets_the_family(cast: Family) -> None:
    conference = arranged(cast)
    assert kept(conference) == {
        Purpose.MEETING: STARTS_AT,
        Purpose.FAMILY: STARTS_AT - HALF_AN_HOUR,
        Purpose.READING: READS_AT,
    }


def test_it_moves_with_the_conference(cast: Family) -> None:
    moved = kept(move(cast, arranged(cast)))
    assert moved[Purpose.FAMILY] == MONDAY - HALF_AN_HOUR
    assert moved[Purpose.READING] == clock.at(date(2026, 12, 4), 15, 30)


def test_a_start_that_is_delayed_leaves_what_was_read(cast: Family) -> None:
    conference = invited(cast, "mother")
    later = STARTS_AT + timedelta(minutes=45)
    assert kept(delay(cast, conference, later)) == {
        Purpose.MEETING: later,
        Purpose.FAMILY: later - HALF_AN_HOUR,
        Purpose.READING: READS_AT,
    }


def test_it_is_given_back(cast: Family) -> None:
    assert kept(postpone(cast, arranged(cast))) == {}


@pytest.mark.parametrize(
    "starts_at", [STARTS_AT - HALF_AN_HOUR - timedelta(hours=2) + timedelta(minutes=5), READS_AT]
)
def test_nothing_is_booked_over_it(cast: Family, starts_at: datetime) -> None:
    arranged(cast, "ava")
    other = authorised(cast, "ben")
    with pytest.raises(CannotArrangeConference, match="Dele Lowe is already booked"):
        arrange(
            cast,
            other,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2),
            room_id=cast.rooms["oak"].pk,
            minute_taker_id=cast.other_minute_taker.pk,
        )


def test_two_conferences_are_read_one_after_the_other(cast: Family) -> None:
    arranged(cast, "ava")
    after = ENDS_AT + timedelta(minutes=90)
    other = arrange(
        cast, authorised(cast, "ben"), starts_at=after, ends_at=after + timedelta(hours=2)
    )
    first_read = Booking.objects.get(
        purpose=Purpose.READING, released_at=None, period__startswith=READS_AT
    )
    assert kept(other)[Purpose.READING] == first_read.period.upper


def test_a_full_diary_stops_nothing(cast: Family) -> None:
    busy = arranged(cast, "ava")
    Booking.objects.filter(purpose=Purpose.READING).update(
        period=(clock.at(date(2026, 11, 26), 0), STARTS_AT - HALF_AN_HOUR)
    )
    after = ENDS_AT + timedelta(minutes=90)
    Booking.objects.create(
        authority=cast.authority,
        conference=busy,
        professional=cast.chair,
        period=(ENDS_AT, after - HALF_AN_HOUR),
    )
    other = arrange(
        cast, authorised(cast, "ben"), starts_at=after, ends_at=after + timedelta(hours=2)
    )
    assert set(kept(other)) == {Purpose.MEETING, Purpose.FAMILY}
