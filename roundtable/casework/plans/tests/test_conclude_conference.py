"""Concluding a conference: decisions become plans, and nothing else does."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from roundtable.casework.conferences.models import ConferenceChild
from roundtable.casework.conferences.tests.family import Family, agrees
from roundtable.casework.decisions.models import WEIGHED, Decision, Opinion
from roundtable.casework.people.models import Person
from roundtable.casework.plans.actions.conclude import (
    CannotConcludeConference,
    conclude_conference,
)
from roundtable.casework.plans.actions.outline import add_action
from roundtable.casework.plans.models import (
    CoreGroupMeeting,
    CoreGroupMember,
    Outline,
    Plan,
    PlanAction,
    PlanVersion,
)
from roundtable.casework.plans.tests import table
from roundtable.casework.plans.tests.table import (
    NOW,
    ON,
    child_of,
    decided,
    hear,
    invited,
    propose,
    ready_to_decide,
    sitting,
    write_plan,
)
from roundtable.casework.room.models import Views
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core.errors import NotAuthorised
from roundtable.rules.decision_guards import Outcome


def conclude(cast: Family, conference, **changes):
    return conclude_conference(
        conference_id=conference.pk, **{"actor": cast.actor("chair"), "now": NOW, **changes}
    )


def refused(cast: Family, conference) -> str:
    with pytest.raises(CannotConcludeConference) as refusal:
        conclude(cast, conference)
    return str(refusal.value)


def test_a_plan_starts_on_the_day_of_the_conference_for_each_child_decided(cast: Family) -> None:
    conference, decisions = decided(cast)
    plans = {plan.child_id: plan for plan in Plan.objects.all()}
    assert {one.child_id for one in decisions} == set(plans)
    assert len(plans) == 3
    for decision in decisions:
        plan = plans[decision.child_id]
        assert plan.starts_on == decision.decided_on == conference.held_on == ON
        assert plan.started_by_id == decision.pk
        assert plan.key_worker == cast.professionals["social_worker"]
        assert plan.latest_code == "NEG"


def test_in_the_last_year_the_review_before_eighteen_is_planned(cast: Family) -> None:
    Person.objects.filter(pk=cast.ava.pk).update(birth_on=date(2009, 5, 3))
    decided(cast, "ava", "ben")
    clock = Clock.objects.get(rule="eighteenth_birthday_review")
    assert (clock.child_id, clock.due_on) == (cast.ava.pk, date(2027, 5, 2))


def test_no_plan_starts_for_a_child_whose_outcome_is_another(cast: Family) -> None:
    conference = ready_to_decide(cast)
    propose(
        cast,
        child_of(cast, conference, "ava"),
        "child_in_need",
        recommended_support="A child in need plan, if her mother agrees.",
    )
    decisions = {one.child_id: one for one in conclude(cast, conference)}
    assert decisions[cast.people["ava"].pk].outcome == Outcome.CHILD_IN_NEED
    assert not Plan.objects.filter(child=cast.people["ava"]).exists()
    assert Plan.objects.count() == 2


def test_siblings_get_their_own_decisions_and_categories(cast: Family) -> None:
    conference = ready_to_decide(cast)
    propose(cast, child_of(cast, conference, "ava"), "plan", categories=["EMO", "PHY"])
    conclude(cast, conference)
    codes = dict(Plan.objects.values_list("child__forename", "latest_code"))
    assert codes == {"Ava": "MUL", "Ben": "NEG", "Baby": "NEG"}
    ava = Plan.objects.get(child=cast.people["ava"])
    assert ava.latest_categories == ["PHY", "EMO"]


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda c, f: Views.objects.filter(is_the_childs=True).delete(), "the child's views"),
        (lambda c, f: Outline.objects.update(key_worker=None), "social worker who holds the plan"),
        (lambda c, f: PlanAction.objects.update(due_on=None), "action with an owner and a date"),
        (lambda c, f: PlanAction.objects.update(person=None), "action with an owner and a date"),
        (lambda c, f: _only_in_core_group(professional=f.social_worker), "and somebody else"),
        (lambda c, f: _only_in_core_group(person=f.mother), "needs the social worker"),
        (lambda c, f: Outline.objects.update(review_on=None), "date of the next review"),
        (lambda c, f: Outline.objects.update(protection=""), "how the child is kept safe"),
        (lambda c, f: Outline.objects.update(contingency=""), "if the plan does not work"),
        (lambda c, f: Opinion.objects.all()[0].delete(), "no opinion yet from"),
        (
            lambda c, f: propose(f, child_of(f, c, "ava"), "plan", likelihood_of_harm=" "),
            "not written yet: how likely harm is",
        ),
        (
            lambda c, f: propose(f, child_of(f, c, "ava"), "plan", categories=[]),
            "at least one category",
        ),
        (
            lambda c, f: propose(f, child_of(f, c, "ava"), "plan", reasons=""),
            "reasons for the decision",
        ),
        (lambda c, f: propose(f, child_of(f, c, "ava"), ""), "decision is missing"),
        (lambda c, f: propose(f, child_of(f, c, "ava"), "continue"), "no plan that could continue"),
    ],
)
def test_what_is_missing_is_said_by_child_and_nothing_is_written(cast, spoil, words) -> None:
    conference = ready_to_decide(cast, "ava")
    spoil(conference, cast)
    assert words in refused(cast, conference)
    assert not Decision.objects.exists()
    assert not Plan.objects.exists()
    conference.refresh_from_db()
    assert conference.state == "IN_SESSION"


def _only_in_core_group(**who: object) -> None:
    CoreGroupMember.objects.exclude(**who).delete()


def test_what_was_weighed_is_kept_with_the_decision_of_each_child(cast: Family) -> None:
    conference = ready_to_decide(cast, "ava", "ben")
    needs = "Ben needs his hearing looked at."
    propose(cast, child_of(cast, conference, "ben"), "plan", childs_needs=needs)
    ava, ben = sorted(conclude(cast, conference), key=lambda one: one.child_id)
    assert {name: getattr(ava, name) for name in WEIGHED} == table.WEIGHED
    assert ben.childs_needs == needs
    assert ben.likelihood_of_harm == table.WEIGHED["likelihood_of_harm"]


def test_the_chair_may_decide_with_less_weighed_and_says_why(cast: Family) -> None:
    conference = ready_to_decide(cast, "ava")
    propose(cast, child_of(cast, conference, "ava"), "plan", family_circumstances="")
    agreed = agrees(cast, "chair", "NOT_WEIGHED", "Nobody here knows.", cast.people["ava"])
    conclude(cast, conference, overrides=[agreed])
    assert cast.case.timeline.filter(kind="overridden", detail__contains="Nobody here").exists()


def test_the_plan_says_what_is_intended_who_does_it_and_how_the_child_is_kept_safe(
    cast: Family,
) -> None:
    decided(cast, "ava")
    content = PlanVersion.objects.get().content
    assert content["likelihood_of_harm"] == table.WEIGHED["likelihood_of_harm"]
    assert content["categories"] == ["NEG"]
    outline = content["outline"]
    assert outline["protection"] == "Grandmother sleeps there, and nobody else is let in."
    assert outline["contingency"] == "A legal planning meeting."
    assert outline["visit_every_working_days"] == 10
    (outcome,) = outline["outcomes"]
    assert outcome["what"] == "The children are fed and in school every day."
    assert (outcome["term"], outcome["by"]) == ("short", "2027-01-29")
    assert outcome["how_we_will_know"] == "School and health visitor see it."
    (action,) = outcome["actions"]
    assert action["what"] == "Take the children to breakfast club"
    assert (action["person"], action["due_on"]) == (cast.mother.pk, "2026-12-14")
    assert action["state"] == "AGREED"
    assert {one["professional"] or one["person"] for one in outline["core_group"]} == {
        cast.social_worker.pk,
        cast.health_visitor.pk,
        cast.mother.pk,
    }


def test_what_nobody_could_be_held_to_stays_a_proposal(cast: Family) -> None:
    conference = ready_to_decide(cast, "ava")
    outline = Outline.objects.get()
    by = {"actor": cast.actor("minute_taker"), "now": NOW}
    child = child_of(cast, conference, "ava")
    add_action(
        outcome_id=outline.outcomes.get().pk,
        what="Find a nursery place",
        due_on=None,
        conference_child_id=child.pk,
        **by,
    )
    agreed = agrees(cast, "chair", "ACTION_INCOMPLETE", "At the core group.", child.child)
    conclude(cast, conference, overrides=[agreed])
    states = dict(PlanAction.objects.values_list("what", "state"))
    assert states == {
        "Take the children to breakfast club": "AGREED",
        "Find a nursery place": "PROPOSED",
    }


def test_a_hard_reason_is_never_set_aside(cast: Family) -> None:
    conference = ready_to_decide(cast, "ava")
    Outline.objects.update(key_worker=None)
    override = agrees(cast, "chair", "NO_KEY_WORKER", child=cast.ava)
    with pytest.raises(CannotConcludeConference):
        conclude(cast, conference, overrides=[override])


def test_a_late_review_needs_the_head_of_service_and_is_kept_with_the_words(cast: Family) -> None:
    conference = ready_to_decide(cast, "ava")
    Outline.objects.update(review_on=date(2027, 3, 10))
    assert "after the limit" in refused(cast, conference)
    agreed = agrees(cast, "head_of_service", "REVIEW_TOO_LATE", "Half-term.", cast.ava)
    conclude(cast, conference, overrides=[agreed])
    line = cast.case.timeline.get(kind="overridden")
    assert line.detail == "Ann Webb (head of service), as Dele Lowe says: Half-term."
    assert AuditEvent.objects.get(verb="conference.decided").details["overrides"] == [
        {
            "code": "REVIEW_TOO_LATE",
            "approver": "HEAD_OF_SERVICE",
            "child": cast.ava.pk,
            "by": cast.head_of_service.pk,
            "attested": True,
        }
    ]


def test_only_the_chair_of_this_conference_decides(cast: Family) -> None:
    conference = ready_to_decide(cast, "ava")
    for name in (
        "other_chair",
        "minute_taker",
        "social_worker",
        "manager",
        "head_of_service",
        "police_officer",
        "mother",
        "stranger",
    ):
        with pytest.raises(NotAuthorised):
            conclude(cast, conference, actor=cast.actor(name))


def test_the_clocks_of_a_new_plan_run_and_the_enquirys_stops(cast: Family) -> None:
    conference, _ = decided(cast, "ava")
    plan = Plan.objects.get()
    running = dict(
        Clock.objects.filter(subject_type="plan", subject_id=plan.pk, stopped_on=None).values_list(
            "rule", "due_on"
        )
    )
    assert running["first_core_group"] == date(2026, 12, 17)
    assert running["first_review"] == date(2027, 3, 3)
    assert running["next_visit"] == date(2026, 12, 17)
    assert running["plan_open_24_months"] == date(2028, 12, 3)
    stopped = Clock.objects.get(rule="initial_conference", child_id=cast.people["ava"].pk)
    assert stopped.stopped_on == ON
    letter = Clock.objects.get(rule="decision_letter", subject_id=conference.pk)
    assert letter.due_on == date(2026, 12, 4)


def test_one_core_group_is_planned_for_all_the_children(cast: Family) -> None:
    decided(cast)
    meeting = CoreGroupMeeting.objects.get()
    assert meeting.planned_on == date(2026, 12, 15)
    assert meeting.is_first
    assert meeting.plans.count() == 3


def test_a_previous_plan_is_counted(cast: Family) -> None:
    Plan.objects.create(
        authority=cast.authority,
        case=cast.case,
        child=cast.people["ava"],
        origin="paper",
        starts_on=date(2019, 1, 8),
        ends_on=date(2019, 11, 5),
        end_reason="not_reported",
        state="ENDED",
        initial_code="EMO",
        latest_code="EMO",
        previous_plans=1,
    )
    decided(cast, "ava")
    assert Plan.objects.get(ends_on=None).previous_plans == 2


def test_it_is_audited_without_words_of_the_decision(cast: Family) -> None:
    conference, _ = decided(cast, "ava")
    events = AuditEvent.objects.filter(user_id=cast.actor("chair").user_id)
    verbs = set(events.values_list("verb", flat=True))
    assert {"conference.decided", "decision.made", "plan.started"} <= verbs
    assert "left alone" not in str(list(events.values_list("details", flat=True)))
    assert events.get(verb="conference.decided").subject_id == conference.pk


def test_pressing_twice_decides_once(cast: Family) -> None:
    conference, _ = decided(cast, "ava")
    with pytest.raises(CannotConcludeConference):
        conclude(cast, conference)
    assert Decision.objects.count() == Plan.objects.count() == 1


def test_an_inquorate_conference_decides_only_with_the_chairs_reason(cast: Family) -> None:
    conference = invited(cast, "ava")
    sitting(cast, conference)
    child = child_of(cast, conference, "ava")
    hear(cast, child)
    write_plan(cast, child)
    propose(cast, child, "plan")
    conference.attendances.exclude(
        participant__professional__in=[
            cast.professionals["chair"],
            cast.professionals["social_worker"],
        ]
    ).update(left_at=NOW - timedelta(minutes=1))
    assert "not quorate" in refused(cast, conference)


def test_the_database_ties_a_plan_to_its_decision_by_child_and_day(cast: Family) -> None:
    decided(cast, "ava")
    plan = Plan.objects.get()
    Plan.objects.filter(pk=plan.pk).update(starts_on=ON + timedelta(days=1))
    with pytest.raises(IntegrityError, match="plan_starts_by_its_decision"):
        connection.check_constraints()


def test_the_database_refuses_a_plan_decision_without_a_category(cast: Family) -> None:
    _, (decision,) = decided(cast, "ava")
    with pytest.raises(IntegrityError, match="plan_decision_has_a_category"), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(categories=[])


def test_the_database_refuses_a_plan_that_ends_without_a_word(cast: Family) -> None:
    decided(cast, "ava")
    with pytest.raises(IntegrityError, match="ended_plan_says_why"), transaction.atomic():
        Plan.objects.update(ends_on=ON + timedelta(days=9))


def test_the_database_refuses_a_plan_of_ours_without_a_decision(cast: Family) -> None:
    with pytest.raises(IntegrityError, match="our_plan_has_our_decision"), transaction.atomic():
        a_plan(cast, origin="own")


def test_the_database_refuses_two_open_plans_overlaps_and_a_plan_of_no_day(cast: Family) -> None:
    a_plan(cast, starts_on=date(2026, 1, 5), ends_on=date(2026, 6, 1))
    for wrong, name in (
        ({"starts_on": date(2026, 5, 31)}, "plans_of_a_child_never_overlap"),
        (
            {"starts_on": date(2026, 7, 1), "ends_on": date(2026, 7, 1)},
            "plan_never_starts_and_ends_on_one_day",
        ),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            a_plan(cast, **wrong)
    a_plan(cast, starts_on=date(2026, 6, 1))  # half-open: it may begin as the other ends
    with pytest.raises(IntegrityError, match=r"one_open_plan|never_overlap"), transaction.atomic():
        a_plan(cast, starts_on=date(2026, 8, 1))


def a_plan(cast: Family, **changes) -> Plan:
    values = {
        "origin": "paper",
        "starts_on": date(2026, 1, 5),
        "ends_on": None,
        "initial_code": "NEG",
        "latest_code": "NEG",
        **changes,
    }
    if values["ends_on"] is not None:
        values |= {"end_reason": "not_reported", "state": "ENDED"}
    return Plan.objects.create(
        authority=cast.authority, case=cast.case, child=cast.people["ava"], **values
    )


def test_one_current_decision_for_a_child_in_a_conference(cast: Family) -> None:
    _, decisions = decided(cast, "ava")
    first = decisions[0]
    with pytest.raises(IntegrityError, match="one_current_decision"), transaction.atomic():
        Decision.objects.create(
            authority=first.authority,
            conference=first.conference,
            conference_child=first.conference_child,
            child=first.child,
            decided_on=ON,
            outcome="early_help",
            reasons="Again.",
            decided_by=first.decided_by,
            decided_at=NOW,
        )


def test_no_decision_crosses_to_another_authority(cast: Family) -> None:
    conference, _ = decided(cast, "ava")
    child = ConferenceChild.objects.get(conference=conference)
    ConferenceChild.objects.filter(pk=child.pk).update(authority=cast.other_authority)
    with pytest.raises(IntegrityError, match="_scope"):
        connection.check_constraints()
