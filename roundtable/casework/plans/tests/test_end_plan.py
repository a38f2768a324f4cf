"""A plan that ends without a conference: only for the reasons that allow it."""

from datetime import date

import pytest

from roundtable.casework.conferences.tests.family import Family, agrees
from roundtable.casework.plans.actions.ending import (
    CannotEndPlan,
    Ending,
    end_plan_outside_conference,
)
from roundtable.casework.plans.models import EndReason, Plan
from roundtable.casework.plans.tests import table
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised
from roundtable.foundation.messaging.models import OutboxMessage

NOW = clock.at(date(2027, 1, 12), 12)
ON = date(2027, 1, 11)


@pytest.fixture
def plan(cast: Family) -> Plan:
    table.decided(cast, "ava")
    return Plan.objects.get()


def end(cast: Family, plan: Plan, reason: EndReason, **changes):
    overrides = changes.pop("overrides", ())
    actor = changes.pop("actor", cast.actor("head_of_service"))
    return end_plan_outside_conference(
        plan_id=plan.pk,
        ending=Ending(**{"reason": reason, "on": ON, "note": "As told in writing.", **changes}),
        overrides=overrides,
        actor=actor,
        now=NOW,
    )


def test_a_move_ends_a_plan_only_when_the_new_authority_has_taken_over(cast, plan) -> None:
    for lacking in ("receiving_conference_held", "responsibility_confirmed_in_writing"):
        done = {
            "agencies_consulted": True,
            "receiving_conference_held": True,
            "responsibility_confirmed_in_writing": True,
        } | {lacking: False}
        with pytest.raises(CannotEndPlan, match="new authority"):
            end(cast, plan, EndReason.MOVED_LA, **done)
    end(
        cast,
        plan,
        EndReason.MOVED_LA,
        agencies_consulted=True,
        receiving_conference_held=True,
        responsibility_confirmed_in_writing=True,
    )
    plan.refresh_from_db()
    assert (plan.ends_on, plan.end_reason, plan.state) == (ON, "moved_la", "ENDED")
    assert not Clock.objects.filter(
        subject_type="plan", subject_id=plan.pk, stopped_on=None
    ).exists()
    assert AuditEvent.objects.get(verb="plan.ended").details == {
        "reason": "moved_la",
        "overrides": [],
    }


def test_eighteen_ends_a_plan_with_a_review_or_the_head_of_services_word(cast, plan) -> None:
    with pytest.raises(CannotEndPlan, match="18th birthday"):
        end(cast, plan, EndReason.AGE_18, agencies_consulted=True)
    word = agrees(cast, "head_of_service", "NO_BIRTHDAY_REVIEW")
    end(cast, plan, EndReason.AGE_18, agencies_consulted=True, overrides=[word])
    plan.refresh_from_db()
    assert plan.end_reason == "age_18"


def test_a_death_ends_the_plan_at_once_and_stops_what_is_queued(cast, plan) -> None:
    OutboxMessage.objects.update(sent_at=None)
    assert OutboxMessage.objects.filter(case_id=plan.case_id, stopped_at=None).exists()
    end(cast, plan, EndReason.DIED)
    assert not OutboxMessage.objects.filter(case_id=plan.case_id, stopped_at=None).exists()
    assert not Plan.objects.filter(ends_on=None).exists()


def test_leaving_the_country_ends_a_plan_when_the_agencies_have_been_asked(cast, plan) -> None:
    with pytest.raises(CannotEndPlan, match="agencies have not been asked"):
        end(cast, plan, EndReason.LEFT_UK)
    end(cast, plan, EndReason.LEFT_UK, agencies_consulted=True)
    assert Plan.objects.get().end_reason == "left_uk"


def test_that_the_risk_is_lower_is_never_found_without_a_conference(cast, plan) -> None:
    with pytest.raises(CannotEndPlan, match="review conference"):
        end(cast, plan, EndReason.RISK_REDUCED, agencies_consulted=True)
    assert Plan.objects.get().is_open


@pytest.mark.parametrize("on", [table.ON, date(2027, 1, 13)])
def test_not_on_its_first_day_and_not_ahead(cast, plan, on) -> None:
    with pytest.raises(CannotEndPlan):
        end(cast, plan, EndReason.DIED, on=on)


@pytest.mark.parametrize("name", ["chair", "manager", "social_worker", "mother", "stranger"])
def test_the_head_of_service_alone_ends_it(cast, plan, name) -> None:
    with pytest.raises(NotAuthorised):
        end(cast, plan, EndReason.DIED, actor=cast.actor(name))


def test_an_ended_plan_is_not_ended_again(cast, plan) -> None:
    end(cast, plan, EndReason.DIED)
    with pytest.raises(CannotEndPlan):
        end(cast, plan, EndReason.DIED)
