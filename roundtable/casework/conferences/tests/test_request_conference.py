"""Asking for a conference: a basis for every child, and nobody's consent."""

from datetime import date

import pytest

from roundtable.casework.cases.actions.membership import add_member
from roundtable.casework.cases.models import Standing
from roundtable.casework.conferences.actions.request import (
    CannotRequestConference,
    RequestedChild,
)
from roundtable.casework.conferences.models import Conference, Kind
from roundtable.casework.conferences.tests.family import Family, authorised, request
from roundtable.casework.conferences.tests.looking import audited, codes, running, titles
from roundtable.casework.people import actions as people
from roundtable.foundation.clocks.actions import start_clock
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised
from roundtable.rules.categories import Category
from roundtable.rules.conference_states import State
from roundtable.rules.enquiry_states import State as EnquiryState


def test_each_child_comes_with_their_own_kind_and_enquiry(cast: Family) -> None:
    conference = request(cast, expected_categories=[Category.NEG, Category.EMO])
    children = list(conference.children.order_by("position"))
    assert [(held.child, held.kind) for held in children] == [
        (cast.ava, Kind.INITIAL),
        (cast.ben, Kind.INITIAL),
        (cast.unborn, Kind.PRE_BIRTH),
    ]
    assert [held.enquiry for held in children] == list(cast.enquiries.values())
    assert conference.state == State.REQUESTED
    assert conference.requested_by == cast.social_worker
    assert conference.expected_categories == ["EMO", "NEG"]


def test_what_keeps_the_children_safe_is_taken_over_from_the_enquiries(cast: Family) -> None:
    assert request(cast).interim_safety_plan == "Grandmother stays with them."


def test_the_request_is_on_the_timeline_and_in_the_audit(cast: Family) -> None:
    conference = request(cast)
    assert "Conference requested" in titles()
    event = audited("conference.requested")[-1]
    assert event.subject_id == conference.pk
    assert event.user_id == cast.actor("social_worker").user_id
    assert {one["kind"] for one in event.details["children"]} == {"initial", "pre_birth"}


def test_the_clock_that_asked_for_the_request_is_met(cast: Family) -> None:
    enquiry = cast.enquiries["ava"]
    start_clock(
        "conference_request",
        subject=enquiry,
        authority=cast.authority,
        starts_on=date(2026, 11, 23),
        actor=cast.actor("manager"),
        now=clock.now(),
    )
    request(cast)
    assert "conference_request" not in running(enquiry)
    assert "initial_conference" in running(enquiry), "the conference itself is still to be held"


def test_one_meeting_can_review_one_child_and_be_the_first_for_another(cast: Family) -> None:
    conference = request(
        cast,
        children=[
            RequestedChild(cast.ava.pk, Kind.REVIEW),
            RequestedChild(cast.unborn.pk, Kind.PRE_BIRTH),
        ],
        children_on_a_plan=frozenset({cast.ava.pk}),
    )
    review, first = conference.children.order_by("position")
    assert (review.kind, review.enquiry, review.is_initial) == (Kind.REVIEW, None, False)
    assert first.is_initial


@pytest.mark.parametrize(
    "state",
    [
        EnquiryState.OPEN,
        EnquiryState.NOT_SUBSTANTIATED,
        EnquiryState.SUBSTANTIATED_NO_CONTINUING_RISK,
    ],
)
def test_an_initial_conference_needs_an_enquiry_that_found_continuing_risk(
    cast: Family, state: EnquiryState
) -> None:
    enquiry = cast.enquiries["ben"]
    enquiry.state = state.value
    enquiry.save()
    with pytest.raises(CannotRequestConference) as refused:
        request(cast)
    assert codes(refused.value) == {"NO_BASIS"}
    assert "Ben Hartley" in str(refused.value)
    assert not Conference.objects.exists()


def test_a_named_enquiry_is_the_one_that_counts(cast: Family) -> None:
    with pytest.raises(CannotRequestConference) as refused:
        request(
            cast,
            children=[
                RequestedChild(cast.ava.pk, Kind.INITIAL, enquiry_id=cast.enquiries["ben"].pk)
            ],
            case_id=cast.case.pk,
            reason=" ",
        )
    # Ben's enquiry is no enquiry of Ava's: hers is taken, and the reason is still missing.
    assert codes(refused.value) == {"NO_REASON"}


def test_a_review_needs_an_open_plan(cast: Family) -> None:
    with pytest.raises(CannotRequestConference) as refused:
        request(cast, children=[RequestedChild(cast.ava.pk, Kind.REVIEW)])
    assert codes(refused.value) == {"NO_BASIS"}


def test_a_conference_before_birth_is_about_a_child_who_is_expected(cast: Family) -> None:
    with pytest.raises(CannotRequestConference) as refused:
        request(cast, children=[RequestedChild(cast.ava.pk, Kind.PRE_BIRTH)])
    assert codes(refused.value) == {"NO_BASIS"}


def test_a_transfer_needs_to_have_been_accepted(cast: Family) -> None:
    asked = [RequestedChild(cast.ava.pk, Kind.TRANSFER_IN)]
    with pytest.raises(CannotRequestConference):
        request(cast, children=asked)
    accepted = request(cast, children=asked, transfers_accepted=frozenset({cast.ava.pk}))
    assert accepted.children.get().kind == Kind.TRANSFER_IN


def test_nobody_of_eighteen_or_over_is_conferenced(cast: Family) -> None:
    cast.ava.birth_on = date(2008, 11, 24)
    cast.ava.save()
    with pytest.raises(CannotRequestConference) as refused:
        request(cast, "ava")
    assert "NOT_A_CHILD" in codes(refused.value)


def test_a_child_of_another_case_is_not_taken_in(cast: Family) -> None:
    child = people.add_person(
        forename="Zoe",
        surname="Else",
        birth_on=date(2019, 1, 1),
        actor=cast.actor("social_worker"),
        now=clock.now(),
    )
    with pytest.raises(CannotRequestConference) as refused:
        request(cast, children=[RequestedChild(child.pk, Kind.INITIAL)])
    assert codes(refused.value) == {"NOT_IN_CASE"}


def test_an_adult_of_the_case_is_no_child_of_it(cast: Family) -> None:
    add_member(
        case=cast.case,
        person=cast.mother,
        standing=Standing.ADULT,
        actor=cast.actor("social_worker"),
        now=clock.now(),
    )
    with pytest.raises(CannotRequestConference) as refused:
        request(cast, children=[RequestedChild(cast.mother.pk, Kind.INITIAL)])
    assert codes(refused.value) == {"NOT_IN_CASE"}


def test_a_child_has_one_conference_coming_at_a_time(cast: Family) -> None:
    request(cast, "ava")
    with pytest.raises(CannotRequestConference) as refused:
        request(cast)
    assert codes(refused.value) == {"ALREADY_REQUESTED"}
    assert request(cast, "ben").children.get().child == cast.ben


def _ended(conference: Conference, ending: State) -> Conference:
    conference.state, conference.ending = State.RECORD_DRAFT.value, ending.value
    conference.interim_plan, conference.next_on = "Grandmother stays.", date(2026, 12, 14)
    conference.save()
    return conference


@pytest.mark.parametrize("ending", [State.ADJOURNED, State.STOOD_DOWN, State.INQUORATE_CLOSED])
def test_an_unfinished_conference_is_gone_on_with_on_plan_or_not(
    cast: Family, ending: State
) -> None:
    earlier = _ended(authorised(cast, "ava"), ending)
    again = request(
        cast, children=[RequestedChild(cast.ava.pk, Kind.RECONVENED)], earlier_id=earlier.pk
    )
    held = again.children.get()
    assert again.earlier == earlier
    assert held.enquiry == cast.enquiries["ava"]
    assert held.is_initial, "a first conference that goes on is still the first one"


def test_a_decided_conference_is_reconvened_only_after_an_upheld_appeal(cast: Family) -> None:
    earlier = _ended(authorised(cast, "ava"), State.DECIDED)
    asked = {
        "children": [RequestedChild(cast.ava.pk, Kind.RECONVENED)],
        "earlier_id": earlier.pk,
    }
    with pytest.raises(CannotRequestConference) as refused:
        request(cast, **asked)
    assert codes(refused.value) == {"NO_BASIS"}
    assert request(cast, **asked, appeals_upheld=frozenset({cast.ava.pk})).earlier == earlier


def test_what_has_not_ended_cannot_be_gone_on_with(cast: Family) -> None:
    earlier = request(cast, "ben")
    with pytest.raises(CannotRequestConference) as refused:
        request(
            cast,
            children=[RequestedChild(cast.ava.pk, Kind.RECONVENED)],
            earlier_id=earlier.pk,
            appeals_upheld=frozenset({cast.ava.pk}),
        )
    assert codes(refused.value) == {"EARLIER_NOT_OVER"}


@pytest.mark.parametrize(
    "who",
    ["other_social_worker", "chair", "police_officer", "mother", "stranger", "data_officer"],
)
def test_only_who_works_on_the_case_asks_for_one(cast: Family, who: str) -> None:
    with pytest.raises(NotAuthorised):
        request(cast, actor=cast.actor(who))
