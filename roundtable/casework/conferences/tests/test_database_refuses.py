"""What the database itself refuses about conferences, whatever an act forgets to look at."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from roundtable.casework.conferences.models import (
    Booking,
    Conference,
    ConferenceChild,
    Exclusion,
    ExclusionDecision,
)
from roundtable.casework.conferences.tests.family import (
    ENDS_AT,
    STARTS_AT,
    Family,
    add,
    arranged,
    authorised,
)
from roundtable.foundation.core.models import BankHoliday

SATURDAY = date(2026, 12, 5)
CHRISTMAS_DAY = date(2026, 12, 25)
PROCLAIMED_LATER = date(2026, 12, 9)


@pytest.mark.parametrize("day", [SATURDAY, CHRISTMAS_DAY, PROCLAIMED_LATER])
def test_an_initial_conference_of_ours_on_a_day_nobody_works(cast: Family, day: date) -> None:
    BankHoliday.objects.create(authority=cast.authority, day=PROCLAIMED_LATER, name="A wedding")
    conference = arranged(cast, "ava")
    with pytest.raises(IntegrityError, match=r"initial.conference.on.a"), transaction.atomic():
        Conference.objects.filter(pk=conference.pk).update(on=day)
    # Imported history may show one, and a review may be held on one.
    Conference.objects.filter(pk=conference.pk).update(on=day, origin="census")
    Conference.objects.filter(pk=conference.pk).update(on=day, origin="own", includes_initial=False)


@pytest.mark.parametrize("what", ["room", "professional"])
def test_a_room_or_chair_that_is_held_already(cast: Family, what: str) -> None:
    arranged(cast, "ava")
    other = authorised(cast, "ben")
    wanted = {"room": cast.rooms["willow"], "professional": cast.chair}[what]

    def hold(start, end) -> Booking:
        with transaction.atomic():
            return Booking.objects.create(
                authority=cast.authority,
                conference=other,
                period=DateTimeTZRange(start, end),
                **{what: wanted},
            )

    with pytest.raises(IntegrityError, match=f"{what}_booked_once"):
        hold(ENDS_AT - timedelta(minutes=1), ENDS_AT + timedelta(hours=1))
    hold(ENDS_AT, ENDS_AT + timedelta(hours=1))
    Booking.objects.filter(**{what: wanted}).update(released_at=STARTS_AT)
    hold(STARTS_AT, ENDS_AT)


def test_somebody_kept_out_without_another_way_to_be_heard(cast: Family) -> None:
    conference = arranged(cast, "ava")
    father = add(cast, conference, "excluded_father")
    asked = Exclusion.objects.create(
        authority=cast.authority,
        participant=father,
        ground="A",
        evidence="Violence",
        asked_by=cast.social_worker,
        asked_at=STARTS_AT,
    )
    for decision in (ExclusionDecision.WHOLE, ExclusionDecision.PART, ExclusionDecision.SEPARATE):
        with pytest.raises(IntegrityError, match="keeps_a_voice"), transaction.atomic():
            Exclusion.objects.filter(pk=asked.pk).update(decision=decision)
    Exclusion.objects.filter(pk=asked.pk).update(
        decision=ExclusionDecision.WHOLE, views_by="A letter, read out"
    )


def test_a_first_conference_of_ours_without_an_enquiry(cast: Family) -> None:
    conference = arranged(cast, "ava")
    held = ConferenceChild.objects.filter(conference=conference)
    with pytest.raises(IntegrityError, match="follows_an_enquiry"), transaction.atomic():
        held.update(enquiry=None)
    held.update(enquiry=None, origin="census")
