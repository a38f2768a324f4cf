"""Times that could be booked: free, within the limit, the same chair first."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roundtable.casework.cases.actions.membership import allocate
from roundtable.casework.cases.models import Capacity
from roundtable.casework.conferences.actions.request import RequestedChild
from roundtable.casework.conferences.limits import earliest_limits, limits_of
from roundtable.casework.conferences.models import Conference, Kind, Room
from roundtable.casework.conferences.slots import (
    RoomNeeds,
    Slot,
    best_first,
    free_slots,
    look_for_times,
)
from roundtable.casework.conferences.tests.family import (
    ENDS_AT,
    STARTS_AT,
    Family,
    add,
    arrange,
    arranged,
    authorised,
    request,
)
from roundtable.casework.convening.models import BookingForm, StatedNeed, TimeToAvoid
from roundtable.casework.people.models import Address, Confidentiality, Person, Professional
from roundtable.foundation.accounts.models import Appointment
from roundtable.foundation.clocks.actions import start_clock
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core import clock
from roundtable.foundation.core.calendars import calendar_of
from roundtable.foundation.core.models import BankHoliday
from roundtable.rules.avoided_times import Because
from roundtable.rules.conference_guards import Kind as GuardKind
from roundtable.rules.travel import SAME_AREA, WITH_HELP

TODAY = date(2026, 11, 24)
LIMIT = date(2026, 12, 8)


def slots(conference: Conference, **wanted: object) -> tuple[Slot, ...]:
    return free_slots(conference, today=TODAY, **wanted)  # type: ignore[arg-type]


def days(found: tuple[Slot, ...]) -> list[date]:
    return [clock.day_of(slot.starts_at) for slot in found]


def test_times_within_the_limit_come_first_in_their_order(cast: Family) -> None:
    found = slots(authorised(cast))
    within = [slot for slot in found if slot.is_within_limit]
    assert days(tuple(within))[0] == date(2026, 11, 25)
    assert max(days(tuple(within))) == LIMIT
    assert found[: len(within)] == tuple(within)
    assert len(found) == 20


def test_only_working_days_are_offered(cast: Family) -> None:
    BankHoliday.objects.create(authority=cast.authority, day=date(2026, 11, 26), name="Flood")
    offered = days(slots(authorised(cast)))
    assert all(day.weekday() < 5 for day in offered)
    assert date(2026, 11, 26) not in offered
    assert date(2026, 11, 27) in offered


def test_a_first_conference_takes_two_hours(cast: Family) -> None:
    first = slots(authorised(cast))[0]
    assert first.ends_at - first.starts_at == timedelta(hours=2)


def test_it_says_why_in_a_few_words(cast: Family) -> None:
    conference = authorised(cast)
    found = slots(conference)
    last_in_time = [slot for slot in found if slot.is_within_limit][-1]
    assert "The last working day within the limit, Tuesday 8 December 2026." in last_in_time.why
    assert "The family has 14 days of notice." in last_in_time.why
    first = found[0]
    assert "9 working days before the limit, Tuesday 8 December 2026." in first.why
    assert "The family has 1 day of notice; 14 is usual." in first.why
    too_late = slots(conference, most=40)[-1]
    assert not too_late.is_within_limit
    assert any(one.startswith("After the limit, Tuesday 8 December 2026") for one in too_late.why)
    assert first.why[1] == "The family has no full day with the reports; 2 is the standard."


def test_the_best_for_the_family_comes_first(cast: Family) -> None:
    conference = authorised(cast)
    best = best_first(slots(conference, most=60))
    assert best[0].starts_at == clock.at(LIMIT, 10), "fourteen days of notice, and within the limit"
    assert [slot.cost for slot in best] == sorted(slot.cost for slot in best)
    assert not best[-1].is_within_limit


def test_looking_for_the_best_alone_finds_the_same(cast: Family) -> None:
    arranged(cast, "ava")
    conference = authorised(cast, "ben")
    found = look_for_times(
        [conference], today=TODAY, calendar=calendar_of(conference.authority), best=5
    )
    assert found.slots[conference.pk] == tuple(best_first(slots(conference, most=100))[:5])


def test_an_interpreter_has_to_be_free_and_is_looked_for(cast: Family) -> None:
    person = cast.mother
    person.interpreter_language = "Twi"
    person.save(update_fields=["interpreter_language"])
    conference = authorised(cast, "ava")
    to_find = "An interpreter has still to be found: Twi."
    assert to_find in slots(conference)[0].why
    add(cast, conference, "interpreter")
    assert to_find not in slots(conference)[0].why
    other = authorised(cast, "ben")
    add(cast, other, "interpreter")
    arrange(cast, other)
    assert STARTS_AT in [slot.starts_at for slot in slots(other)]
    assert STARTS_AT not in [slot.starts_at for slot in slots(conference)]


def test_who_is_on_file_for_the_language_of_the_request_is_named(cast: Family) -> None:
    conference = authorised(cast, "ava")
    form = BookingForm.objects.create(
        authority=cast.authority, case=cast.case, started_at=clock.now(), saved_at=clock.now()
    )
    StatedNeed.objects.create(
        authority=cast.authority, form=form, person=cast.mother, kind="interpreter", detail="Twi"
    )
    conference.booking_form = form
    conference.save()
    assert "An interpreter has still to be found: Twi." in slots(conference)[0].why
    other = authorised(cast, "ben")
    seat = add(cast, other, "interpreter")
    Professional.objects.filter(pk=seat.professional_id).update(languages=["French", "Twi"])
    by_start = {one.starts_at: one for one in slots(conference)}
    assert f"{seat.name} interprets Twi, and is free then." in by_start[STARTS_AT].why
    free = by_start[STARTS_AT].cost
    arrange(cast, other)
    booked = {one.starts_at: one for one in slots(conference)}[STARTS_AT]
    assert "No interpreter for Twi who is on file is free then." in booked.why
    assert booked.cost > free


def test_the_chair_has_time_to_meet_the_family_and_to_read(cast: Family) -> None:
    Appointment.objects.filter(professional_id=cast.other_chair.pk).update(
        ends_on=date(2026, 11, 1)
    )
    conference = authorised(cast, "ava")
    before = [slot for slot in slots(conference, most=60) if slot.starts_at == STARTS_AT]
    assert before[0].why[-1] == (
        "1 report to read, about 10 minutes, and 30 minutes kept to meet the family."
    )
    arrange(
        cast,
        authorised(cast, "ben"),
        starts_at=ENDS_AT + timedelta(minutes=15),
        ends_at=ENDS_AT + timedelta(hours=3),
    )
    offered = [slot.starts_at for slot in slots(conference, most=60)]
    assert STARTS_AT not in offered, "a quarter of an hour between two meetings is too short"
    assert clock.at(date(2026, 12, 4), 10) in offered


def test_nobody_and_no_room_is_offered_where_it_is_taken(cast: Family) -> None:
    arranged(cast, "ava")  # Thursday 3 December, ten to twelve: Willow, Lowe, Reed
    found = slots(authorised(cast, "ben"))
    same_time = next(slot for slot in found if slot.starts_at == clock.at(date(2026, 12, 3), 10))
    assert (same_time.room, same_time.chair, same_time.minute_taker) == (
        "Oak Room",
        "Ines Mota",
        "Una Ward",
    )


def test_a_time_at_which_nobody_is_free_is_not_offered(cast: Family) -> None:
    Appointment.objects.filter(professional_id=cast.other_chair.pk).update(
        ends_on=date(2026, 11, 1)
    )
    arranged(cast, "ava")
    offered = [slot.starts_at for slot in slots(authorised(cast, "ben"), most=100)]
    assert clock.at(date(2026, 12, 3), 10) not in offered
    assert clock.at(date(2026, 12, 3), 13, 30) in offered


def test_its_own_booking_is_no_obstacle(cast: Family) -> None:
    conference = arranged(cast)
    assert conference.starts_at in [slot.starts_at for slot in slots(conference)]


def test_the_chair_of_last_time_comes_first(cast: Family) -> None:
    arrange(
        cast,
        authorised(cast, "ava"),
        chair_id=cast.other_chair.pk,
        starts_at=clock.at(date(2026, 11, 25), 10),
        ends_at=clock.at(date(2026, 11, 25), 12),
    )
    found = slots(authorised(cast, "ben"))
    assert found[0].chair == "Ines Mota"
    assert found[0].is_same_chair
    assert "Ines Mota has chaired for this family before." in found[0].why
    assert "Ines Mota has 1 other that day." in found[0].why
    at_that_time = next(
        slot for slot in found if slot.starts_at == clock.at(date(2026, 11, 25), 10)
    )
    assert at_that_time.chair == "Dele Lowe"
    later = found.index(at_that_time)
    assert all(slot.is_same_chair for slot in found[:later]), "the others come after"


def test_only_independent_chairs_are_offered(cast: Family) -> None:
    allocate(
        case=cast.case,
        professional=cast.chair,
        capacity=Capacity.MANAGER,
        starts_on=date(2026, 1, 1),
        actor=cast.actor("social_worker"),
        now=clock.now(),
    )
    assert {slot.chair for slot in slots(authorised(cast))} == {"Ines Mota"}


def test_the_room_meets_what_is_needed_and_holds_everyone(cast: Family) -> None:
    conference = authorised(cast)
    assert {slot.room for slot in slots(conference)} == {"Oak Room"}, "the smallest that will do"
    assert {slot.room for slot in slots(conference, needs=RoomNeeds(step_free=True))} == {
        "Willow Room"
    }
    by_link = slots(conference, needs=RoomNeeds(hearing_loop=True))[0]
    assert (by_link.room_id, by_link.room) == (None, "by video link")
    assert "No room that will do is free then: it would be held by video link." in by_link.why
    in_a_room = slots(conference, needs=RoomNeeds(step_free=True))[0]
    assert in_a_room.starts_at == by_link.starts_at
    assert in_a_room.cost < by_link.cost


def test_when_the_limit_has_passed_the_next_days_are_offered(cast: Family) -> None:
    conference = authorised(cast)
    late = free_slots(conference, today=date(2026, 12, 14))
    assert days(late)[0] == date(2026, 12, 15)
    assert not any(slot.is_within_limit for slot in late)


def test_a_review_is_offered_in_the_weeks_before_its_limit(cast: Family) -> None:
    start_clock(
        "next_review",
        subject=cast.case,
        authority=cast.authority,
        starts_on=date(2026, 11, 17),
        child_id=cast.ava.pk,
        actor=cast.actor("social_worker"),
        now=clock.now(),
    )
    review = request(
        cast,
        children=[RequestedChild(cast.ava.pk, Kind.REVIEW)],
        children_on_a_plan=frozenset({cast.ava.pk}),
    )
    found = slots(review)
    assert days(found)[0] == date(2027, 4, 16)
    assert found[0].ends_at - found[0].starts_at == timedelta(minutes=90)
    assert limits_of(review)[0].due_on == date(2027, 5, 17)
    assert earliest_limits([review])[review.pk].rule == "next_review"


def test_without_any_limit_the_next_weeks_are_offered(cast: Family) -> None:
    Clock.objects.update(stopped_on=TODAY)
    conference = authorised(cast)
    found = slots(conference)
    assert all(slot.is_within_limit for slot in found)
    assert limits_of(conference)[0].due_on == date.max
    assert earliest_limits([conference]) == {}


def test_each_child_has_the_limit_of_what_it_is_for_them(cast: Family) -> None:
    conference = authorised(cast)
    limits = limits_of(conference)
    assert [(one.name, one.kind, one.due_on) for one in limits] == [
        ("Ava Hartley", GuardKind.INITIAL, LIMIT),
        ("Ben Hartley", GuardKind.INITIAL, LIMIT),
        ("Baby Hartley", GuardKind.INITIAL, LIMIT),
    ]
    assert earliest_limits([conference])[conference.pk].due_on == LIMIT


@pytest.mark.parametrize("most", [1, 5])
def test_no_more_are_offered_than_asked_for(cast: Family, most: int) -> None:
    assert len(slots(authorised(cast), most=most)) == most


def test_looking_asks_the_database_no_more_for_more_bookings(cast: Family) -> None:
    conference = authorised(cast, "ben")

    def counted() -> int:
        fresh = Conference.objects.select_related("authority").get(pk=conference.pk)
        with CaptureQueriesContext(connection) as queries:
            slots(fresh)
        return len(queries)

    before = counted()
    arranged(cast, "ava")
    assert counted() <= before == 9


def test_what_the_family_said_about_their_days_comes_before_a_good_time(cast: Family) -> None:
    conference = authorised(cast, "ava")
    form = BookingForm.objects.create(
        authority=cast.authority,
        case=cast.case,
        started_at=clock.now(),
        saved_at=clock.now(),
        sent_at=clock.now(),
    )
    TimeToAvoid.objects.create(
        authority=cast.authority, form=form, because=Because.WORK, weekdays=[2], ends="13:00"
    )
    conference.booking_form = form
    conference.save(update_fields=["booking_form"])
    found = {slot.starts_at: slot for slot in slots(conference, most=60)}
    at_work = found[clock.at(LIMIT, 10)]
    assert "But somebody of the family is at work." in at_work.why
    assert (
        "It goes against nothing the family said about their days."
        in found[clock.at(LIMIT, 13, 30)].why
    )
    assert best_first(found.values())[0].starts_at == clock.at(LIMIT, 13, 30)
    assert all(slot.is_within_limit for slot in best_first(found.values())[:18])


# The way there

KEPT, BY_THE_SEA, IN_TOWN = "QX9 9CN", "MZ7 2AB", "QX9 1AA"


def lives(person: Person, postcode: str) -> None:
    Address.objects.update_or_create(
        authority=person.authority, person=person, ends_on=None, defaults={"postcode": postcode}
    )


def offered(cast: Family, **needs: bool) -> list[tuple[str, int, tuple[str, ...]]]:
    conference = Conference.objects.filter(state="REQUESTED").first() or authorised(cast)
    return [(one.room, one.cost, one.why) for one in slots(conference, needs=RoomNeeds(**needs))]


@pytest.fixture
def in_town(cast: Family) -> Room:
    """Every room is by the sea but one, which is where the kept address is."""
    room = cast.rooms["willow"]
    room.postcode = IN_TOWN
    room.save(update_fields=["postcode"])
    return room


def test_whatever_a_kept_postcode_is_the_rooms_stand_and_cost_the_same(
    cast: Family, in_town: Room
) -> None:
    lives(cast.mother, KEPT)
    lives(cast.half_siblings_father, IN_TOWN)
    near = offered(cast, help_to_get_there=True)
    for postcode in (BY_THE_SEA, "ZE1 0AA", ""):
        lives(cast.mother, postcode)
        assert offered(cast, help_to_get_there=True) == near
    Address.objects.filter(person=cast.mother).update(ends_on=TODAY)
    assert offered(cast, help_to_get_there=True) == near, "one they had is kept as well"
    told = " ".join(word for _, _, why in near for word in why)
    assert not any(word in told for word in ("come", "lives", "help", "QX9"))


def test_where_nothing_is_kept_a_room_near_home_comes_first(cast: Family, in_town: Room) -> None:
    before = offered(cast)[0]
    assert before[0] != in_town.name, "the smaller of two that nobody knows the way to"
    Confidentiality.objects.update(ended_on=TODAY)
    lives(cast.mother, IN_TOWN)
    room, cost, why = offered(cast)[0]
    assert (room, cost) == (in_town.name, before[1])
    assert "It is near where the family lives." in why
    lives(cast.mother, "MZ1 1AA")
    room, cost, why = offered(cast, help_to_get_there=True)[0]
    assert (room, cost) == (before[0], before[1] + WITH_HELP * SAME_AREA)
    assert "The family has some way to come, and needs help to get there." in why


def test_by_link_nobody_has_a_way_to_come(cast: Family) -> None:
    Confidentiality.objects.update(ended_on=TODAY)
    Room.objects.update(capacity=2)
    assert not any("to come" in one for _, _, why in offered(cast) for one in why)
