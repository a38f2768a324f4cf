"""The demonstration as a visitor finds it: every state, nothing broken, nothing given away."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import Count, Q
from pytest_django import DjangoDbBlocker

from roundtable.casework.cases.models import Allocation, Capacity, Case, Denial
from roundtable.casework.conferences.models import Conference, Kind
from roundtable.casework.people.models import Person
from roundtable.casework.plans.models import EndReason, Plan, UnreadChild
from roundtable.casework.plans.readiness import readiness_of
from roundtable.casework.room.models import ConferenceRecord
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.documents.models import Document
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.ops.demo import sweep
from roundtable.ops.demo.hartley_family import SECRET_POSTCODE, SECRET_STREET
from roundtable.ops.demo.seeding import TALES, still_to_tell
from roundtable.ops.demo.tests.conftest import Demonstration
from roundtable.rules.conference_states import State
from roundtable.rules.plan_states import State as PlanState
from roundtable.rules.readiness import Light

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

# The state of the last conference, and of the last plan, of the family with this tale.
LAST_CONFERENCE = {
    "requested": State.REQUESTED,
    "requested_late": State.REQUESTED,
    "requested_past_limit": State.REQUESTED,
    "requested_not_authorised": State.REQUESTED,
    "returned": State.RETURNED,
    "scheduled": State.SCHEDULED,
    "scheduled_unborn_twins": State.SCHEDULED,
    "invited_interpreter": State.INVITED,
    "invited_half_siblings": State.INVITED,
    "invited_large_household": State.INVITED,
    "invited_confidential_address": State.INVITED,
    "invited_disability": State.INVITED,
    "invited_late_report": State.INVITED,
    "ready_in_good_time": State.INVITED,
    "ready_exclusion_to_decide": State.INVITED,
    "ready_today": State.INVITED,
    "review_today": State.INVITED,
    "restricted": State.INVITED,
    "postponed": State.POSTPONED,
    "cancelled": State.CANCELLED,
    "decided_awaiting_letters": State.DECIDED,
    "letters_sent": State.DECIDED,
    "child_in_need": State.DECIDED,
    "stood_down": State.STOOD_DOWN,
    "inquorate": State.RECORD_DRAFT,
    "record_draft": State.RECORD_DRAFT,
    "record_approved": State.RECORD_APPROVED,
    "record_handed_out": State.DISTRIBUTED,
    "adjourned_and_reconvened": State.SCHEDULED,
}
LAST_PLAN = {
    "letters_sent": PlanState.OUTLINE,
    "plan_outline_first_core_group_late": PlanState.OUTLINE,
    "restarted": PlanState.OUTLINE,
    "transferred_in": PlanState.OUTLINE,
    "record_handed_out": PlanState.DETAILED,
    "plan_on_its_way": PlanState.DETAILED,
    "core_group_overdue": PlanState.DETAILED,
    "visits_overdue": PlanState.DETAILED,
    "review_due": PlanState.DETAILED,
    "review_late": PlanState.DETAILED,
    "review_continues": PlanState.DETAILED,
    "category_changed": PlanState.DETAILED,
    "nearly_eighteen": PlanState.DETAILED,
    "imported_review_due": PlanState.DETAILED,
    "imported_plan_ended": PlanState.ENDED,
    "ended_at_review": PlanState.ENDED,
    "ended_moved_away": PlanState.ENDED,
    "ended_of_age": PlanState.ENDED,
    "ended_left_country": PlanState.ENDED,
}


@pytest.fixture
def _django_db_helper(
    demonstration: Demonstration, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Stand in for the helper of `django_db`, which would close the connection it was told on."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def case_of(state: str) -> Case:
    tale = next(tale for tale in TALES if tale.state == state)
    return Case.objects.get(reference=tale.family.reference)


def last_conference(state: str) -> Conference:
    return case_of(state).conferences.latest("pk")


def last_plan(state: str) -> Plan:
    return Plan.objects.filter(child__memberships__case=case_of(state)).latest("pk")


def running(plan: Plan, *rules: str) -> Clock:
    return Clock.objects.get(
        subject_type="plan", subject_id=plan.pk, rule__in=rules, stopped_on=None
    )


def test_every_family_is_told_once(demonstration: Demonstration) -> None:
    assert demonstration.told.states == {tale.state: 1 for tale in TALES}
    assert len(TALES) >= 50
    assert still_to_tell(demonstration.stage.cast) == []


@pytest.mark.parametrize("state", LAST_CONFERENCE)
def test_its_last_conference_is_in_the_state_it_is_named_for(
    demonstration: Demonstration, state: str
) -> None:
    assert last_conference(state).state == LAST_CONFERENCE[state]


@pytest.mark.parametrize("state", LAST_PLAN)
def test_its_plan_is_in_the_state_it_is_named_for(demonstration: Demonstration, state: str) -> None:
    assert last_plan(state).state == LAST_PLAN[state]


def test_what_must_be_true_of_any_data_is_true(demonstration: Demonstration) -> None:
    assert sweep.broken() == {}


def test_a_conference_that_opened_has_a_record_or_a_day_for_one(
    demonstration: Demonstration,
) -> None:
    ended = Conference.objects.filter(origin="own").exclude(ending="")
    recorded = set(ConferenceRecord.objects.values_list("conference_id", flat=True))
    due = set(
        Clock.objects.filter(rule="record", subject_type="conference").values_list(
            "subject_id", flat=True
        )
    )
    assert ended.exists()
    assert {one.pk for one in ended} <= recorded | due


def test_nobody_has_two_open_plans(demonstration: Demonstration) -> None:
    open_plans = Count("plans", filter=Q(plans__ends_on=None))
    assert not Person.objects.annotate(count=open_plans).filter(count__gt=1).exists()


def test_dates_stand_where_their_names_say(demonstration: Demonstration) -> None:
    today = demonstration.stage.today
    assert running(last_plan("visits_overdue"), "next_visit").due_on < today
    assert running(last_plan("core_group_overdue"), "next_core_group").due_on < today
    assert running(last_plan("plan_outline_first_core_group_late"), "first_core_group").due_on < (
        today
    )
    assert running(last_plan("review_late"), "first_review").due_on < today
    for state in ("review_due", "imported_review_due"):
        due_on = running(last_plan(state), "first_review").due_on
        assert today <= due_on <= today + timedelta(days=14)


def test_requests_are_in_time_late_and_past_the_limit(demonstration: Demonstration) -> None:
    today = demonstration.stage.today

    def limit(state: str) -> int:
        clock = Clock.objects.filter(
            rule="initial_conference", case_id=case_of(state).pk, stopped_on=None
        )
        return (clock[0].due_on - today).days

    assert limit("requested") > 7
    assert 0 <= limit("requested_late") <= 4
    assert limit("requested_past_limit") < 0


def test_the_chair_sits_today_tomorrow_and_this_fortnight(demonstration: Demonstration) -> None:
    stage = demonstration.stage
    coming = Conference.objects.filter(
        chair=stage.cast.professional("chair"),
        state=State.INVITED,
        on__range=(stage.today, stage.today + timedelta(days=14)),
    )
    days = set(coming.values_list("on", flat=True))
    assert {stage.today, stage.working_day(1), stage.working_day(2)} <= days


def test_the_chairs_week_has_every_light(demonstration: Demonstration) -> None:
    lights = {
        state: readiness_of([one])[one.pk].light
        for state in ("ready_today", "review_today", "invited_late_report", "ready_in_good_time")
        for one in [last_conference(state)]
    }
    assert lights == {
        "ready_today": Light.RED,
        "review_today": Light.AMBER,
        "invited_late_report": Light.RED,
        "ready_in_good_time": Light.GREEN,
    }


def test_two_conferences_can_be_opened_today(demonstration: Demonstration) -> None:
    for state in ("ready_today", "review_today"):
        assert last_conference(state).on == demonstration.stage.today


def test_the_social_worker_has_nine_families(demonstration: Demonstration) -> None:
    worker = demonstration.stage.cast.professional("social_worker")
    held = Allocation.objects.filter(
        professional=worker, capacity=Capacity.SOCIAL_WORKER, ends_on=None
    )
    assert held.values("case").distinct().count() == 9


def test_awkward_families_are_awkward_in_the_way_they_should_be(
    demonstration: Demonstration,
) -> None:
    twins = Person.objects.filter(memberships__case=case_of("scheduled_unborn_twins"))
    expected = twins.filter(expected_on__isnull=False)
    assert sorted(one.forename for one in expected) == ["Baby A", "Baby B"]
    assert len({one.expected_on for one in expected}) == 1
    assert last_conference("invited_large_household").children.count() == 8
    assert case_of("restricted").is_restricted
    assert Denial.objects.filter(case=case_of("restricted")).exists()
    assert last_conference("transferred_in").children.get().kind == Kind.TRANSFER_IN
    assert last_plan("restarted").previous_plans == 1
    assert last_plan("ended_of_age").end_reason == EndReason.AGE_18
    assert set(last_plan("category_changed").latest_categories) == {"NEG", "EMO"}
    assert case_of("adjourned_and_reconvened").conferences.count() == 2
    assert UnreadChild.objects.filter(resolved_on=None).count() == 1


def test_half_siblings_fathers_know_of_their_own_child_alone(
    demonstration: Demonstration,
) -> None:
    seats = last_conference("invited_half_siblings").participants
    for father, child in (("Rhys", "Robyn"), ("Tariq", "Alfie")):
        seat = seats.get(person__forename=father)
        assert [one.child.forename for one in seat.may_know.all()] == [child]


def test_no_paper_tells_the_father_where_the_hartleys_live(demonstration: Demonstration) -> None:
    father = demonstration.stage.cast.person("excluded_father")
    papers = Document.objects.filter(reader_person_id=father.pk)
    assert papers.exists()
    for paper in papers:
        assert SECRET_STREET not in str(paper.content)
        assert SECRET_POSTCODE not in str(paper.content)


def test_children_from_a_return_wait_for_their_names(demonstration: Demonstration) -> None:
    nameless = Person.objects.filter(identity_complete=False)
    assert nameless.count() == 4
    assert nameless.filter(plan_in_doubt=True).count() == 1


def test_the_post_of_the_past_has_gone(demonstration: Demonstration) -> None:
    stage = demonstration.stage
    waiting = OutboxMessage.objects.filter(sent_at=None, stopped_at=None)
    assert 0 < waiting.count() < 60
    assert min(one.queued_at.date() for one in waiting) >= stage.working_day(-1)


def test_nothing_that_was_recorded_lies_ahead(demonstration: Demonstration) -> None:
    today = demonstration.stage.today
    assert not Case.objects.filter(timeline__happened_on__gt=today).exists()
    assert not Plan.objects.filter(starts_on__gt=today).exists()


def test_telling_it_stays_within_its_budget(demonstration: Demonstration) -> None:
    """A budget of acts and queries, because seconds say more about the machine."""
    assert demonstration.told.acts <= 2_200
    assert demonstration.queries / demonstration.told.acts <= 28
