"""A conference that moves, or begins later: everyone invited is told, and nobody else."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from roundtable.casework.conferences.actions.move import (
    CannotDelayStart,
    CannotMarkReady,
    CannotRescheduleConference,
    delay_start,
    mark_ready,
    reschedule_conference,
)
from roundtable.casework.conferences.models import (
    Booking,
    Conference,
    Part,
    Participant,
    ParticipantRole,
    Purpose,
)
from roundtable.casework.conferences.tests.family import (
    ENDS_AT,
    STARTS_AT,
    Family,
    add,
    agrees,
    arrange,
    arranged,
    authorised,
    tell_invited,
)
from roundtable.casework.conferences.tests.looking import (
    audited,
    codes,
    queued,
    running,
    titles,
)
from roundtable.casework.people import actions as people
from roundtable.casework.people.models import Channel, ContactPoint
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised
from roundtable.rules.conference_states import State

MONDAY = clock.at(date(2026, 12, 7), 14)


def move(cast: Family, conference: Conference, **changes: Any) -> Conference:
    moved: dict[str, Any] = {
        "conference_id": conference.pk,
        "starts_at": MONDAY,
        "ends_at": MONDAY + timedelta(hours=2),
        "reason": "The school is closed that day.",
        "actor": cast.actor("administrator"),
        "now": clock.now(),
    }
    return reschedule_conference(**{**moved, **changes})


def invited(cast: Family, *names: str) -> Conference:
    conference = arranged(cast)
    tell_invited(*(add(cast, conference, name) for name in names))
    conference.state = State.INVITED.value
    conference.save()
    return conference


def test_the_old_date_stays_in_the_timeline_and_in_the_history(cast: Family) -> None:
    conference = move(cast, arranged(cast))
    assert (conference.state, conference.on) == (State.SCHEDULED, date(2026, 12, 7))
    assert (
        "Conference moved from Thursday 3 December 2026 at 10am to Monday 7 December 2026 at 2pm"
        in titles()
    )
    earlier = conference.events.model.objects.filter(  # type: ignore[attr-defined]
        pgh_obj_id=conference.pk, on=date(2026, 12, 3)
    )
    assert earlier.exists()
    assert audited("conference.rescheduled")[-1].subject_id == conference.pk


def test_the_new_time_is_held_and_the_old_one_given_back(cast: Family) -> None:
    conference = move(cast, arranged(cast))
    held = Booking.objects.filter(conference=conference, purpose=Purpose.MEETING, released_at=None)
    assert {one.period.lower for one in held} == {MONDAY}
    assert arrange(cast, authorised_again(cast), starts_at=STARTS_AT, ends_at=ENDS_AT)


def authorised_again(cast: Family) -> Conference:
    """Another conference of the same people, so that only the bookings could be in the way."""
    Conference.objects.update(state=State.CANCELLED.value)
    return authorised(cast)


def test_the_clocks_run_to_the_new_day(cast: Family) -> None:
    conference = move(cast, arranged(cast))
    assert running(conference)["exclusion_request"].due_on == date(2026, 12, 2)
    ava = conference.children.get(child=cast.ava)
    assert running(ava)["parent_report"].due_on == date(2026, 12, 3)


def test_what_is_not_given_stays(cast: Family) -> None:
    conference = arranged(cast)
    moved = move(cast, conference)
    assert (moved.room, moved.chair, moved.minute_taker) == (
        conference.room,
        conference.chair,
        conference.minute_taker,
    )


def test_place_and_minute_taker_can_change_too(cast: Family) -> None:
    conference = arranged(cast)
    upstairs = move(
        cast,
        conference,
        room_id=cast.rooms["oak"].pk,
        minute_taker_id=cast.other_minute_taker.pk,
        link="https://meet.marlsea.example/1",
    )
    assert (upstairs.room, upstairs.minute_taker, upstairs.link) == (
        cast.rooms["oak"],
        cast.other_minute_taker,
        "https://meet.marlsea.example/1",
    )


def test_another_chair_takes_the_seat_of_the_first(cast: Family) -> None:
    moved = move(cast, arranged(cast), chair_id=cast.other_chair.pk)
    chairs = Participant.objects.filter(conference=moved, role=ParticipantRole.CHAIR)
    assert [one.professional for one in chairs.filter(withdrawn_at=None)] == [cast.other_chair]
    assert chairs.get(professional=cast.chair).withdrawn_at is not None


def test_everyone_invited_is_told_and_nobody_else(cast: Family) -> None:
    conference = invited(cast, "mother", "police_officer")
    add(cast, conference, "grandmother")  # on the list, and not asked yet
    move(cast, conference)
    told = queued("change_notice")
    assert {(one.person_id, one.professional_id) for one in told} == {
        (cast.mother.pk, None),
        (None, cast.police_officer.pk),
    }


def test_who_left_the_list_is_told_nothing(cast: Family) -> None:
    conference = invited(cast, "mother", "police_officer")
    Participant.objects.filter(professional=cast.police_officer).update(withdrawn_at=clock.now())
    move(cast, conference)
    assert [one.person_id for one in queued("change_notice")] == [cast.mother.pk]


def test_a_notice_says_nothing_to_whoever_else_sees_it(cast: Family) -> None:
    move(cast, invited(cast, "mother"))
    (notice,) = queued("change_notice")
    assert notice.channel == Channel.PORTAL
    for word in ("Ava", "Hartley", "child", "conference", "Willow", "Marlsea"):
        assert word.lower() not in f"{notice.subject_line} {notice.body}".lower()
    assert "Monday 7 December 2026 at 2pm" in notice.body


def test_without_a_safe_channel_the_social_worker_is_asked_to_tell(cast: Family) -> None:
    conference = invited(cast, "mother")
    ContactPoint.objects.filter(person=cast.mother).update(is_safe=None)
    people.record_contact(
        person=cast.mother,
        channel=Channel.EMAIL,
        value="rosa@example.com",
        is_safe=False,
        actor=cast.actor("social_worker"),
        now=clock.now(),
    )
    move(cast, conference)
    (notice,) = queued("change_notice")
    assert (notice.channel, notice.professional_id) == ("hand", cast.social_worker.pk)


def test_a_session_of_ones_own_moves_along_and_only_it_is_told(cast: Family) -> None:
    conference = invited(cast, "excluded_father")
    Participant.objects.filter(person=cast.excluded_father).update(
        part=Part.SEPARATE, session=2, comes_at=STARTS_AT + timedelta(hours=1)
    )
    move(cast, conference)
    (notice,) = queued("change_notice")
    assert "on Thursday 3 December 2026 at 11am has moved" in notice.body
    assert "Monday 7 December 2026 at 3pm" in notice.body
    for of_the_others in ("10am", "2pm"):
        assert of_the_others not in notice.body


def test_who_is_kept_out_of_the_whole_is_not_told_when_it_is(cast: Family) -> None:
    conference = invited(cast, "excluded_father", "mother")
    Participant.objects.filter(person=cast.excluded_father).update(part=Part.NONE)
    move(cast, conference)
    assert [one.person_id for one in queued("change_notice")] == [cast.mother.pk]


def test_it_is_said_why(cast: Family) -> None:
    with pytest.raises(CannotRescheduleConference) as refused:
        move(cast, arranged(cast), reason=" ")
    assert codes(refused.value) == {"NO_REASON"}


def test_never_past_the_limit_without_agreement(cast: Family) -> None:
    conference = arranged(cast, "ava")
    late = clock.at(date(2026, 12, 9), 10)
    to = {"starts_at": late, "ends_at": late + timedelta(hours=2)}
    with pytest.raises(CannotRescheduleConference) as refused:
        move(cast, conference, **to)
    assert codes(refused.value) == {"PAST_LIMIT"}
    agreed = [agrees(cast, one, "PAST_LIMIT", child=cast.ava) for one in ("manager", "chair")]
    moved = move(cast, conference, **to, overrides=agreed)
    assert moved.late_agreed_by == "Ruth Okoro (manager), Dele Lowe (chair)"


def test_not_to_a_time_at_which_the_chair_is_booked(cast: Family) -> None:
    conference = arranged(cast, "ava")
    arrange(
        cast,
        authorised(cast, "ben"),
        starts_at=MONDAY,
        ends_at=MONDAY + timedelta(hours=1),
    )
    with pytest.raises(CannotRescheduleConference, match="Dele Lowe is already booked"):
        move(cast, conference)
    held = Booking.objects.filter(conference=conference, purpose=Purpose.MEETING, released_at=None)
    assert {one.period.lower for one in held} == {STARTS_AT}, "the old time is still held"


@pytest.mark.parametrize("who", ["social_worker", "police_officer", "mother", "stranger"])
def test_the_desk_or_its_chair_moves_it(cast: Family, who: str) -> None:
    conference = arranged(cast)
    with pytest.raises(NotAuthorised):
        move(cast, conference, actor=cast.actor(who))
    with pytest.raises(NotAuthorised):
        move(cast, conference, actor=cast.actor("chair"), chair_id=cast.other_chair.pk)
    assert move(cast, conference, actor=cast.actor("chair")).on == date(2026, 12, 7)


@pytest.mark.parametrize(
    "state", [State.REQUESTED, State.POSTPONED, State.IN_SESSION, State.CANCELLED, State.DECIDED]
)
def test_only_what_is_arranged_moves(cast: Family, state: State) -> None:
    conference = arranged(cast)
    Conference.objects.filter(pk=conference.pk).update(state=state.value)
    with pytest.raises(CannotRescheduleConference):
        move(cast, conference)


# Beginning later on the day


def delay(cast: Family, conference: Conference, until: datetime, **changes: Any) -> Conference:
    delayed: dict[str, Any] = {
        "conference_id": conference.pk,
        "until": until,
        "reason": "Rosa is still reading the school's report.",
        "actor": cast.actor("chair"),
        "now": clock.now(),
    }
    return delay_start(**{**delayed, **changes})


def test_it_begins_later_and_lasts_as_long(cast: Family) -> None:
    conference = invited(cast, "mother")
    later = delay(cast, conference, STARTS_AT + timedelta(minutes=45))
    assert later.state == State.DELAYED
    assert later.ends_at == ENDS_AT + timedelta(minutes=45)
    held = Booking.objects.filter(conference=conference, purpose=Purpose.MEETING, released_at=None)
    assert {one.period.upper for one in held} == {later.ends_at}
    assert "10:45" in queued("change_notice")[0].body
    assert audited("conference.start_delayed")


def test_only_later_on_the_same_day_and_with_a_reason(cast: Family) -> None:
    conference = invited(cast)
    for until in (STARTS_AT, STARTS_AT - timedelta(hours=1), MONDAY):
        with pytest.raises(CannotDelayStart, match="later time on the same day"):
            delay(cast, conference, until)
    with pytest.raises(CannotDelayStart) as refused:
        delay(cast, conference, STARTS_AT + timedelta(hours=1), reason="")
    assert codes(refused.value) == {"NO_REASON"}


def test_not_into_the_next_meeting_of_its_room(cast: Family) -> None:
    conference = arranged(cast, "ava")
    after = ENDS_AT + timedelta(minutes=30)
    arrange(cast, authorised(cast, "ben"), starts_at=after, ends_at=after + timedelta(hours=1))
    Conference.objects.filter(pk=conference.pk).update(state=State.INVITED.value)
    with pytest.raises(CannotDelayStart, match="already booked"):
        delay(cast, conference, STARTS_AT + timedelta(minutes=45))


@pytest.mark.parametrize("who", ["administrator", "other_chair", "social_worker", "stranger"])
def test_its_chair_lets_it_begin_later(cast: Family, who: str) -> None:
    conference = invited(cast)
    with pytest.raises(NotAuthorised):
        delay(cast, conference, STARTS_AT + timedelta(hours=1), actor=cast.actor(who))


def test_only_when_people_have_been_asked_to_come(cast: Family) -> None:
    with pytest.raises(CannotDelayStart):
        delay(cast, arranged(cast), STARTS_AT + timedelta(hours=1))


# Ready


def test_the_chair_says_that_it_can_begin(cast: Family) -> None:
    conference = invited(cast)
    chair = cast.actor("chair")
    assert mark_ready(conference_id=conference.pk, actor=chair, now=clock.now()).state == "READY"
    assert audited("conference.ready")
    with pytest.raises(CannotMarkReady):
        mark_ready(conference_id=conference.pk, actor=chair, now=clock.now())


def test_nobody_else_says_so(cast: Family) -> None:
    conference = invited(cast)
    for who in ("administrator", "other_chair", "manager"):
        with pytest.raises(NotAuthorised):
            mark_ready(conference_id=conference.pk, actor=cast.actor(who), now=clock.now())
