"""A review continues the plan, changes its categories, or ends it."""

from datetime import date, timedelta
from typing import Any

import pytest

from roundtable.casework.conferences.actions.answer_request import authorise_request
from roundtable.casework.conferences.actions.request import (
    CannotRequestConference,
    RequestedChild,
)
from roundtable.casework.conferences.models import Conference, ConferenceChild, Kind
from roundtable.casework.conferences.readers import reader_for, reader_of_participant
from roundtable.casework.conferences.tests import family as conference_family
from roundtable.casework.conferences.tests.family import Family, add, agrees
from roundtable.casework.invitations.actions.send import send_invitations
from roundtable.casework.invitations.tests.invited import look_at_invitations
from roundtable.casework.people.models import Person
from roundtable.casework.plans.actions.conclude import (
    CannotConcludeConference,
    conclude_conference,
)
from roundtable.casework.plans.actions.outline import CannotWritePlan, review_outcome
from roundtable.casework.plans.actions.request_review import request_conference
from roundtable.casework.plans.letters.chapters import chapters_for
from roundtable.casework.plans.models import (
    EndReason,
    OutcomeReview,
    Plan,
    PlanOutcome,
    PlanReview,
    Progress,
)
from roundtable.casework.plans.tests import table
from roundtable.casework.room.actions.saying import record_item
from roundtable.casework.room.actions.sitting import go_on_inquorate
from roundtable.casework.room.models import Attendance
from roundtable.casework.statements.queries import wall
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised

REVIEWED_ON = date(2027, 2, 25)
STARTS_AT = clock.at(REVIEWED_ON, 10)
NOW = STARTS_AT + timedelta(minutes=80)


@pytest.fixture
def plan(cast: Family) -> Plan:
    table.decided(cast, "ava")
    return Plan.objects.get()


def requested(cast: Family, *names: str, **kinds: Kind) -> Conference:
    return request_conference(
        case_id=cast.case.pk,
        children=[
            RequestedChild(cast.people[name].pk, kinds.get(name, Kind.REVIEW)) for name in names
        ],
        reason="Review.",
        actor=cast.actor("social_worker"),
        now=table.NOW,
    )


def at_the_table(cast: Family, monkeypatch: pytest.MonkeyPatch) -> tuple[Conference, Any]:
    """Bring Ava's review to the table with views heard and opinions given."""
    now = clock.at(date(2027, 2, 1), 9)
    conference = requested(cast, "ava")
    authorise_request(conference_id=conference.pk, actor=cast.actor("manager"), now=table.NOW)
    conference_family.arrange(
        cast,
        conference,
        starts_at=STARTS_AT,
        ends_at=STARTS_AT + timedelta(hours=2),
        now=now,
    )
    add(cast, conference, "mother", now=now)
    for name in table.PROFESSIONALS:
        add(cast, conference, name, has_direct_contact=True, now=now)
    conference_family.go_through_contact(cast, cast.mother, now=now)
    look_at_invitations(cast, conference, now=now)
    send_invitations(conference_id=conference.pk, actor=cast.actor("administrator"), now=now)
    monkeypatch.setattr(table, "STARTS_AT", STARTS_AT)
    monkeypatch.setattr(table, "NOW", NOW)
    conference.refresh_from_db()
    table.sitting(cast, conference)
    child = ConferenceChild.objects.get(conference=conference)
    table.hear(cast, child)
    table.look_at_outcomes(cast, child)
    return conference, child


def conclude(cast: Family, conference: Conference, **changes: Any) -> Any:
    return conclude_conference(
        conference_id=conference.pk, actor=cast.actor("chair"), now=NOW, **changes
    )


def test_a_review_needs_a_plan_and_a_child_on_a_plan_needs_a_review(cast, plan) -> None:
    with pytest.raises(CannotRequestConference):
        requested(cast, "ben")
    with pytest.raises(CannotRequestConference):
        requested(cast, "ava", ava=Kind.INITIAL)


def test_one_meeting_reviews_one_child_and_is_the_first_for_another(cast, plan) -> None:
    conference = requested(cast, "ava", "ben", "unborn", ben=Kind.INITIAL, unborn=Kind.PRE_BIRTH)
    kinds = {row.child.forename: row.kind for row in conference.children.select_related("child")}
    assert kinds == {"Ava": "review", "Ben": "initial", "Baby": "pre_birth"}


def test_a_plan_that_continues_is_reviewed_again_within_six_months(cast, plan, monkeypatch) -> None:
    conference, child = at_the_table(cast, monkeypatch)
    table.write_plan(cast, child, core_group_on=date(2027, 3, 20), review_on=date(2027, 8, 20))
    table.propose(cast, child, "continue")
    conclude(cast, conference)
    plan.refresh_from_db()
    assert plan.is_open
    review = PlanReview.objects.get()
    assert (review.held_on, review.result) == (REVIEWED_ON, "continue")
    first = Clock.objects.get(rule="first_review")
    assert (first.stopped_on, first.stopped_by) == (REVIEWED_ON, "met")
    following = Clock.objects.get(rule="next_review", stopped_on=None)
    assert following.due_on == date(2027, 8, 25)
    assert following.started_on == REVIEWED_ON


def test_the_review_before_eighteen_is_planned_once_and_kept(cast, plan, monkeypatch) -> None:
    # Sixteen when the plan started, seventeen at its review.
    Person.objects.filter(pk=cast.ava.pk).update(birth_on=date(2010, 1, 20))
    assert not Clock.objects.filter(rule="eighteenth_birthday_review").exists()
    conference, child = at_the_table(cast, monkeypatch)
    table.write_plan(cast, child, core_group_on=date(2027, 3, 20), review_on=date(2027, 8, 20))
    table.propose(cast, child, "continue")
    conclude(cast, conference)
    planned = Clock.objects.get(rule="eighteenth_birthday_review")
    assert (planned.due_on, planned.stopped_on) == (date(2028, 1, 19), None)


def test_the_categories_change_by_decision_and_the_first_ones_stay(cast, plan, monkeypatch) -> None:
    conference, child = at_the_table(cast, monkeypatch)
    table.write_plan(cast, child, core_group_on=date(2027, 3, 20), review_on=date(2027, 8, 20))
    table.propose(cast, child, "continue", categories=["EMO"])
    with pytest.raises(CannotConcludeConference, match="other categories"):
        conclude(cast, conference)
    table.propose(cast, child, "change_category", categories=["EMO"])
    conclude(cast, conference)
    plan.refresh_from_db()
    assert (plan.initial_code, plan.latest_code) == ("NEG", "EMO")


def test_a_review_says_of_each_outcome_how_far_it_has_come(cast, plan, monkeypatch) -> None:
    conference, child = at_the_table(cast, monkeypatch)
    OutcomeReview.objects.all().delete()
    table.write_plan(cast, child, core_group_on=date(2027, 3, 20), review_on=date(2027, 8, 20))
    table.propose(cast, child, "continue")
    with pytest.raises(CannotConcludeConference, match="have not been looked at: 1"):
        conclude(cast, conference)
    first, added = plan.outline.outcomes.order_by("pk")
    by = {"conference_child_id": child.pk, "actor": cast.actor("chair"), "now": NOW}
    with pytest.raises(CannotWritePlan, match="what shows it"):
        review_outcome(outcome_id=first.pk, progress=Progress.WORSE, words=" ", **by)
    review_outcome(outcome_id=first.pk, progress=Progress.WORSE, words="Hungry again.", **by)
    review_outcome(outcome_id=first.pk, progress=Progress.BETTER, words="Fed, mostly.", **by)
    conclude(cast, conference)
    assert PlanReview.objects.get().ratings == [
        {
            "outcome": str(first.public_id),
            "what": "The children are fed and in school every day.",
            "progress": "better",
            "words": "Fed, mostly.",
        },
        {
            "outcome": str(added.public_id),
            "what": "The children are fed and in school every day.",
            "progress": "new",
            "words": "",
        },
    ]
    conference.refresh_from_db()
    seat = conference.participants.get(person=cast.mother)
    chapters = chapters_for(conference)(conference, reader_of_participant(seat), seat)
    assert [(one.how_far, one.words) for one in chapters.decided[child.pk].progress] == [
        ("On the way", "Fed, mostly."),
        ("Added at this review", None),
    ]


def test_a_review_hears_all_of_it_under_the_same_four_domains(cast, plan, monkeypatch) -> None:
    conference, _ = at_the_table(cast, monkeypatch)
    for domain in ("worried", "working_well", "grey", "impact"):
        record_item(
            conference_id=conference.pk,
            text=f"Said under {domain}.",
            children=[cast.ava],
            domain=domain,
            actor=cast.actor("chair"),
            now=NOW,
        )
    shown = wall(reader_for(cast.actor("chair"), conference), conference)
    assert [(one.title, [said.text for said in one.statements]) for one in shown.columns] == [
        ("Working well", ["Said under working_well."]),
        ("Worried about", ["Said under worried."]),
        ("Impact on the child", ["Said under impact."]),
        ("Grey areas", ["Said under grey."]),
    ]


@pytest.mark.parametrize("name", ["social_worker", "other_chair", "head_teacher", "mother"])
def test_who_runs_the_meeting_writes_how_far_it_has_come(cast, plan, monkeypatch, name) -> None:
    _, child = at_the_table(cast, monkeypatch)
    with pytest.raises(NotAuthorised):
        review_outcome(
            outcome_id=plan.outline.outcomes.get().pk,
            conference_child_id=child.pk,
            progress=Progress.BETTER,
            words="Better.",
            actor=cast.actor(name),
            now=NOW,
        )


def test_nothing_is_reviewed_before_there_is_a_plan(cast: Family) -> None:
    conference = table.ready_to_decide(cast, "ava")
    child = conference.children.get()
    by = {"actor": cast.actor("chair"), "now": table.NOW}
    with pytest.raises(CannotWritePlan, match="no plan yet"):
        review_outcome(
            outcome_id=PlanOutcome.objects.get().pk,
            conference_child_id=child.pk,
            progress=Progress.BETTER,
            words="Better.",
            **by,
        )


def test_a_review_without_a_word_on_how_the_child_is_kept_safe(cast, plan, monkeypatch) -> None:
    conference, child = at_the_table(cast, monkeypatch)
    dates = {"core_group_on": date(2027, 3, 20), "review_on": date(2027, 8, 20)}
    table.write_plan(cast, child, **dates, protection="")
    table.propose(cast, child, "continue")
    with pytest.raises(CannotConcludeConference, match="how the child is kept safe"):
        conclude(cast, conference)
    table.write_plan(cast, child, **dates, protection="He sleeps at his grandmother's.")
    # How likely harm is, is judged anew: what was said at the first conference is not enough.
    table.propose(cast, child, "continue", likelihood_of_harm="")
    with pytest.raises(CannotConcludeConference, match="how likely harm is"):
        conclude(cast, conference)
    table.propose(cast, child, "continue", likelihood_of_harm="Less likely than in December.")
    conclude(cast, conference)
    last = plan.versions.order_by("number").last().content
    assert last["likelihood_of_harm"] == "Less likely than in December."
    assert last["outline"]["protection"] == "He sleeps at his grandmother's."


def test_a_chair_who_goes_on_without_a_quorum_does_not_end_a_plan_alone(
    cast, plan, monkeypatch
) -> None:
    conference, child = at_the_table(cast, monkeypatch)
    here = Attendance.objects.filter(participant__conference=conference)
    here.filter(participant__professional__in=[cast.health_visitor, cast.head_teacher]).update(
        left_at=NOW
    )
    table.propose(cast, child, "end", recommended_support="Early help.")
    first = agrees(cast, "chair", "ENDS_AT_FIRST_REVIEW", "He has moved out.", child.child)
    go_on_inquorate(
        conference_id=conference.pk,
        reason="Two who know her best are here.",
        actor=cast.actor("chair"),
        now=NOW,
    )
    with pytest.raises(CannotConcludeConference, match="should not end at a conference") as refused:
        conclude(cast, conference, overrides=[first])
    assert [reason.code for reason in refused.value.reasons] == ["ENDS_INQUORATE"]
    senior = agrees(cast, "head_of_service", "ENDS_INQUORATE", "I agree.", child.child)
    conclude(cast, conference, overrides=[first, senior])
    plan.refresh_from_db()
    assert not plan.is_open
    assert cast.case.timeline.filter(kind="overridden", detail__contains="I agree.").exists()


def test_ending_needs_the_support_recommended_and_stops_every_clock(
    cast, plan, monkeypatch
) -> None:
    conference, child = at_the_table(cast, monkeypatch)
    table.propose(cast, child, "end")
    exceptional = agrees(cast, "chair", "ENDS_AT_FIRST_REVIEW", child=child.child)
    with pytest.raises(CannotConcludeConference, match="support is recommended"):
        conclude(cast, conference, overrides=[exceptional])
    table.propose(cast, child, "end", recommended_support="Early help, agreed with her mother.")
    with pytest.raises(CannotConcludeConference, match="first review"):
        conclude(cast, conference)
    conclude(cast, conference, overrides=[exceptional])
    plan.refresh_from_db()
    assert plan.ends_on == REVIEWED_ON
    assert plan.end_reason == EndReason.RISK_REDUCED
    assert plan.ended_by is not None
    assert plan.end_note == "Early help, agreed with her mother."
    assert not Clock.objects.filter(
        subject_type="plan", subject_id=plan.pk, stopped_on=None
    ).exists()
    assert cast.case.timeline.filter(kind="plan_ended").count() == 1


def test_a_new_plan_after_an_ended_one_is_another_and_counts_it(cast, plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(
        ends_on=date(2026, 12, 20), end_reason="moved_la", state="ENDED"
    )
    from roundtable.casework.plans.previous import count_previous_plans

    assert count_previous_plans(plan.child_id) == 1
