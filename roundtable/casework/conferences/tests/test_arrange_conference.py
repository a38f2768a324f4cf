"""A day, a time, a place, a chair: what is allowed, what is held, and what starts to run."""

from datetime import date, datetime, timedelta

import pytest

from roundtable.casework.cases.actions.membership import allocate
from roundtable.casework.cases.models import Allocation, Capacity
from roundtable.casework.conferences.actions.arrange import CannotArrangeConference
from roundtable.casework.conferences.actions.request import RequestedChild
from roundtable.casework.conferences.models import (
    Booking,
    Conference,
    Kind,
    ParticipantRole,
    Purpose,
)
from roundtable.casework.conferences.slots import RoomNeeds
from roundtable.casework.conferences.tests.family import (
    ENDS_AT,
    STARTS_AT,
    Family,
    add,
    agrees,
    arrange,
    arranged,
    authorised,
    request,
)
from roundtable.casework.conferences.tests.looking import audited, codes, running, titles
from roundtable.foundation.accounts.models import Appointment
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised
from roundtable.foundation.core.models import BankHoliday
from roundtable.rules.access import Role
from roundtable.rules.conference_states import State
from roundtable.rules.reasons import Override

# The limit is Tuesday 8 December: fifteen working days from Tuesday 17 November.
PAST_LIMIT = clock.at(date(2026, 12, 10), 10)


def at(day: date, hour: int = 10) -> dict[str, datetime]:
    start = clock.at(day, hour)
    return {"starts_at": start, "ends_at": start + timedelta(hours=2)}


def test_it_has_a_day_a_place_and_people(cast: Family) -> None:
    conference = arranged(cast)
    assert conference.state == State.SCHEDULED
    assert conference.on == date(2026, 12, 3)
    assert conference.includes_initial
    assert conference.room == cast.rooms["willow"]
    assert (conference.chair, conference.minute_taker) == (cast.chair, cast.minute_taker)
    assert "Conference arranged for Thursday 3 December 2026 at 10am" in titles()
    assert audited("conference.arranged")[-1].details == {
        "chair": cast.chair.pk,
        "interpreters": [],
        "overrides": [],
    }


def test_room_chair_and_minute_taker_are_held_for_the_time(cast: Family) -> None:
    conference = arranged(cast)
    held = Booking.objects.filter(conference=conference, purpose=Purpose.MEETING, released_at=None)
    assert {(one.room_id, one.professional_id) for one in held} == {
        (cast.rooms["willow"].pk, None),
        (None, cast.chair.pk),
        (None, cast.minute_taker.pk),
    }
    assert {(one.period.lower, one.period.upper) for one in held} == {(STARTS_AT, ENDS_AT)}


def test_those_who_come_by_their_work_are_on_the_list(cast: Family) -> None:
    conference = arranged(cast)
    on_the_list = {one.role: one for one in conference.participants.all()}
    assert {role: one.professional for role, one in on_the_list.items()} == {
        ParticipantRole.CHAIR: cast.chair,
        ParticipantRole.MINUTE_TAKER: cast.minute_taker,
        ParticipantRole.SOCIAL_WORKER: cast.social_worker,
        ParticipantRole.MANAGER: cast.manager,
    }
    worker = on_the_list[ParticipantRole.SOCIAL_WORKER]
    assert worker.writes_report
    assert worker.gives_opinion
    assert worker.may_know.count() == 3


def test_who_sits_there_already_changes_the_role_and_keeps_the_seat(cast: Family) -> None:
    conference = authorised(cast)
    worker = add(cast, conference, "social_worker", reason="Has known them for years")
    arrange(cast, conference)
    worker.refresh_from_db()
    assert worker.role == ParticipantRole.SOCIAL_WORKER
    assert worker.reason == "Has known them for years"


def test_the_chair_joins_the_case(cast: Family) -> None:
    arranged(cast)
    assert Allocation.objects.filter(
        case=cast.case, professional=cast.chair, capacity=Capacity.CHAIR, ends_on=None
    ).exists()


def test_every_clock_that_leads_to_the_day_runs(cast: Family) -> None:
    conference = arranged(cast)
    meeting = running(conference)
    assert set(meeting) == {
        "family_invitation",
        "professional_invitation",
        "exclusion_request",
        "supporter_notice",
        "report_bundle",
        "chair_contact",
    }
    assert meeting["family_invitation"].due_on == date(2026, 11, 19)
    assert meeting["family_invitation"].owner_id == cast.administrator.pk
    assert meeting["chair_contact"].owner_id == cast.chair.pk
    assert meeting["exclusion_request"].owner_id is None, "nobody has to do anything by then"
    ava = running(conference.children.get(child=cast.ava))
    assert set(ava) == {"agency_report", "parent_report", "agency_report_to_family"}
    assert ava["parent_report"].due_on == date(2026, 12, 1)
    assert ava["parent_report"].owner_id == cast.social_worker.pk
    assert ava["parent_report"].child_id == cast.ava.pk


def test_in_a_mixed_meeting_reports_are_due_by_what_it_is_for_each_child(cast: Family) -> None:
    mixed = [
        RequestedChild(cast.ava.pk, Kind.REVIEW),
        RequestedChild(cast.unborn.pk, Kind.PRE_BIRTH),
    ]
    conference = arrange(
        cast, authorised(cast, children=mixed, children_on_a_plan=frozenset({cast.ava.pk}))
    )
    review = running(conference.children.get(child=cast.ava))
    first = running(conference.children.get(child=cast.unborn))
    assert review["agency_report"].due_on == date(2026, 11, 26)
    assert first["agency_report"].due_on == date(2026, 12, 1)
    assert "last_core_group" in running(conference)
    assert "exclusion_request" in running(conference)


def test_it_has_to_be_authorised_first(cast: Family) -> None:
    conference = request(cast)
    with pytest.raises(CannotArrangeConference) as refused:
        arrange(cast, conference)
    assert codes(refused.value) == {"NOT_AUTHORISED"}
    agreed = agrees(cast, "manager", "NOT_AUTHORISED", "By telephone this morning.")
    assert arrange(cast, conference, overrides=[agreed]).state == State.SCHEDULED


def test_a_review_needs_no_manager(cast: Family) -> None:
    review = [RequestedChild(cast.ava.pk, Kind.REVIEW)]
    conference = request(cast, children=review, children_on_a_plan=frozenset({cast.ava.pk}))
    assert arrange(cast, conference).state == State.SCHEDULED


@pytest.mark.parametrize("day", [date(2026, 12, 5), date(2026, 12, 6)])
def test_an_initial_conference_is_held_on_a_working_day(cast: Family, day: date) -> None:
    conference = authorised(cast)
    everybody_agrees = [agrees(cast, one, "NOT_A_WORKING_DAY") for one in ("manager", "chair")]
    with pytest.raises(CannotArrangeConference) as refused:
        arrange(cast, conference, **at(day), overrides=everybody_agrees)
    assert codes(refused.value) == {"NOT_A_WORKING_DAY"}


def test_a_day_that_the_authority_does_not_work_is_none(cast: Family) -> None:
    BankHoliday.objects.create(
        authority=cast.authority, day=date(2026, 12, 4), name="Day of mourning"
    )
    with pytest.raises(CannotArrangeConference) as refused:
        arrange(cast, authorised(cast), **at(date(2026, 12, 4)))
    assert codes(refused.value) == {"NOT_A_WORKING_DAY"}


def test_a_review_can_be_on_a_saturday(cast: Family) -> None:
    review = [RequestedChild(cast.ava.pk, Kind.REVIEW)]
    conference = request(cast, children=review, children_on_a_plan=frozenset({cast.ava.pk}))
    assert arrange(cast, conference, **at(date(2026, 12, 5))).on == date(2026, 12, 5)


def test_a_late_one_is_held_all_the_same_if_manager_and_chair_agree(cast: Family) -> None:
    conference = authorised(cast, "ava")
    late = {"starts_at": PAST_LIMIT, "ends_at": PAST_LIMIT + timedelta(hours=2)}
    manager = agrees(cast, "manager", "PAST_LIMIT", "Mother is in hospital.", cast.ava)
    chair = agrees(cast, "chair", "PAST_LIMIT", "She must be heard.", cast.ava)
    for not_enough in ([], [manager], [chair]):
        with pytest.raises(CannotArrangeConference) as refused:
            arrange(cast, conference, **late, overrides=not_enough)
        assert codes(refused.value) == {"PAST_LIMIT"}
    late_one = arrange(cast, conference, **late, overrides=[manager, chair])
    assert late_one.late_reason == "Mother is in hospital. She must be heard."
    assert late_one.late_agreed_by == "Ruth Okoro (manager), Dele Lowe (chair)"
    assert {one["approver"] for one in audited("conference.arranged")[-1].details["overrides"]} == {
        "MANAGER",
        "CHAIR",
    }


def test_each_child_has_a_limit_of_their_own(cast: Family) -> None:
    conference = authorised(cast, "ava", "ben")
    late = {"starts_at": PAST_LIMIT, "ends_at": PAST_LIMIT + timedelta(hours=2)}
    for_ava = [agrees(cast, one, "PAST_LIMIT", child=cast.ava) for one in ("manager", "chair")]
    with pytest.raises(CannotArrangeConference) as refused:
        arrange(cast, conference, **late, overrides=for_ava)
    assert [reason.child_id for reason in refused.value.reasons] == [cast.ben.pk]


def test_the_past_is_past(cast: Family) -> None:
    with pytest.raises(CannotArrangeConference) as refused:
        arrange(cast, authorised(cast), **at(date(2026, 11, 20)))
    assert codes(refused.value) == {"IN_THE_PAST"}


@pytest.mark.parametrize("capacity", [Capacity.SOCIAL_WORKER, Capacity.MANAGER])
def test_the_chair_has_never_worked_on_the_case(cast: Family, capacity: Capacity) -> None:
    allocate(
        case=cast.case,
        professional=cast.chair,
        capacity=capacity,
        starts_on=date(2025, 1, 1),
        actor=cast.actor("social_worker"),
        now=clock.now(),
    )
    Allocation.objects.filter(professional=cast.chair).update(ends_on=date(2025, 6, 1))
    all_agree = [Override("CHAIR_NOT_INDEPENDENT", "Fine.", role) for role in Role]
    with pytest.raises(CannotArrangeConference) as refused:
        arrange(cast, authorised(cast), overrides=all_agree)
    assert codes(refused.value) == {"CHAIR_NOT_INDEPENDENT"}


@pytest.mark.parametrize("name", ["head_teacher", "minute_taker", "refuge_worker"])
def test_only_who_chairs_conferences_here_chairs_one(cast: Family, name: str) -> None:
    all_agree = [Override("NOT_A_CHAIR", "Fine.", role) for role in Role]
    with pytest.raises(CannotArrangeConference) as refused:
        arrange(
            cast,
            authorised(cast),
            chair_id=cast.professionals[name].pk,
            minute_taker_id=cast.other_minute_taker.pk,
            overrides=all_agree,
        )
    assert codes(refused.value) == {"NOT_A_CHAIR"}


def test_a_chair_who_has_left_by_then_chairs_no_more(cast: Family) -> None:
    Appointment.objects.filter(professional_id=cast.chair.pk).update(ends_on=date(2026, 12, 2))
    with pytest.raises(CannotArrangeConference) as refused:
        arrange(cast, authorised(cast))
    assert codes(refused.value) == {"NOT_A_CHAIR"}


def test_another_post_of_the_same_person_is_the_same_person(cast: Family) -> None:
    # The social worker of the case is also employed as a chair.
    from roundtable.foundation.accounts.actions import appoint
    from roundtable.foundation.accounts.models import User

    user = User.objects.get(pk=cast.actor("social_worker").user_id)
    appoint(
        user=user,
        authority=cast.authority,
        role=Role.CHAIR,
        starts_on=date(2026, 1, 1),
        professional_id=cast.refuge_worker.pk,
    )
    with pytest.raises(CannotArrangeConference) as refused:
        arrange(cast, authorised(cast), chair_id=cast.refuge_worker.pk)
    assert codes(refused.value) == {"CHAIR_NOT_INDEPENDENT"}


def test_it_is_somewhere(cast: Family) -> None:
    conference = authorised(cast)
    with pytest.raises(CannotArrangeConference) as refused:
        arrange(cast, conference, room_id=None)
    assert codes(refused.value) == {"NO_PLACE"}
    by_video = arrange(cast, conference, room_id=None, link="https://meet.marlsea.example/1")
    assert by_video.room is None


def test_in_the_home_only_with_a_reason(cast: Family) -> None:
    conference = authorised(cast)
    home = {"room_id": None, "in_the_home": True}
    with pytest.raises(CannotArrangeConference) as refused:
        arrange(cast, conference, **home)
    assert codes(refused.value) == {"NO_HOME_REASON"}
    at_home = arrange(cast, conference, **home, home_venue_reason="Mother cannot leave her bed.")
    assert at_home.home_venue_reason == "Mother cannot leave her bed."


def test_the_room_meets_what_people_need(cast: Family) -> None:
    conference = authorised(cast)
    upstairs = {"room_id": cast.rooms["oak"].pk, "needs": RoomNeeds(step_free=True)}
    with pytest.raises(CannotArrangeConference) as refused:
        arrange(cast, conference, **upstairs)
    assert codes(refused.value) == {"ACCESS_NOT_MET"}
    agreed = agrees(cast, "chair", "ACCESS_NOT_MET", "He comes by video.")
    assert arrange(cast, conference, **upstairs, overrides=[agreed]).room == cast.rooms["oak"]


def test_the_minute_taker_has_no_other_part(cast: Family) -> None:
    with pytest.raises(CannotArrangeConference) as refused:
        arrange(cast, authorised(cast), minute_taker_id=cast.social_worker.pk)
    assert codes(refused.value) == {"MINUTE_TAKER_INVOLVED"}


def test_it_ends_after_it_starts_on_the_same_day(cast: Family) -> None:
    conference = authorised(cast)
    for end in (STARTS_AT, STARTS_AT + timedelta(days=1)):
        with pytest.raises(CannotArrangeConference) as refused:
            arrange(cast, conference, ends_at=end)
        assert codes(refused.value) == {"ENDS_BEFORE_START"}


@pytest.mark.parametrize(
    ("shared", "named"),
    [("room_id", "Willow Room"), ("chair_id", "Dele Lowe"), ("minute_taker_id", "Tom Reed")],
)
def test_nobody_and_no_room_is_booked_twice(cast: Family, shared: str, named: str) -> None:
    arranged(cast, "ava")
    elsewhere = {
        "room_id": cast.rooms["oak"].pk,
        "chair_id": cast.other_chair.pk,
        "minute_taker_id": cast.other_minute_taker.pk,
        "starts_at": STARTS_AT + timedelta(hours=1),
        "ends_at": ENDS_AT + timedelta(hours=1),
    }
    del elsewhere[shared]
    conference = authorised(cast, "ben")
    with pytest.raises(CannotArrangeConference, match=f"{named} is already booked") as refused:
        arrange(cast, conference, **elsewhere)
    assert codes(refused.value) <= {"ROOM_TAKEN", "PERSON_TAKEN"}
    conference.refresh_from_db()
    assert conference.state == State.REQUESTED
    assert not Booking.objects.filter(conference=conference).exists()


def test_one_meeting_can_follow_another_when_the_family_has_been_met(cast: Family) -> None:
    arranged(cast, "ava")
    following = arrange(
        cast,
        authorised(cast, "ben"),
        starts_at=ENDS_AT + timedelta(minutes=30),
        ends_at=ENDS_AT + timedelta(hours=2),
    )
    assert following.state == State.SCHEDULED


def test_a_new_chair_takes_the_case_over(cast: Family) -> None:
    conference = arranged(cast, "ava")
    Conference.objects.filter(pk=conference.pk).update(state=State.DISTRIBUTED.value)
    request(cast, "unborn")  # has no chair yet, and so keeps nobody on the case
    arrange(cast, authorised(cast, "ben"), chair_id=cast.other_chair.pk, **at(date(2026, 12, 4)))
    chairing = Allocation.objects.filter(case=cast.case, capacity=Capacity.CHAIR, ends_on=None)
    assert [one.professional for one in chairing] == [cast.other_chair]


def test_a_chair_who_still_has_a_meeting_to_run_stays_on_the_case(cast: Family) -> None:
    arranged(cast, "ava")
    arrange(cast, authorised(cast, "ben"), chair_id=cast.other_chair.pk, **at(date(2026, 12, 4)))
    chairing = Allocation.objects.filter(case=cast.case, capacity=Capacity.CHAIR, ends_on=None)
    assert {one.professional for one in chairing} == {cast.chair, cast.other_chair}


@pytest.mark.parametrize(
    "who", ["social_worker", "manager", "chair", "minute_taker", "police_officer", "stranger"]
)
def test_the_desk_arranges(cast: Family, who: str) -> None:
    conference = authorised(cast)
    with pytest.raises(NotAuthorised):
        arrange(cast, conference, actor=cast.actor(who))


def test_what_is_arranged_is_moved_and_not_arranged_again(cast: Family) -> None:
    conference = arranged(cast)
    with pytest.raises(CannotArrangeConference, match="scheduled"):
        arrange(cast, conference)
