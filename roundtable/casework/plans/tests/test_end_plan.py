"""A plan that ends without a conference: only for the reasons that allow it."""

from datetime import date, timedelta

import pytest

from roundtable.casework.conferences.actions.request import RequestedChild
from roundtable.casework.conferences.models import Booking, Conference, Kind
from roundtable.casework.conferences.tests import family as conference_family
from roundtable.casework.conferences.tests.family import Family, add, agrees
from roundtable.casework.plans.actions.ending import (
    CannotEndPlan,
    Ending,
    end_plan_outside_conference,
)
from roundtable.casework.plans.actions.request_review import request_conference
from roundtable.casework.plans.models import CoreGroupMeeting, EndReason, Plan
from roundtable.casework.plans.tests import table
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.rules.access import Role
from roundtable.rules.reasons import Override

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


def coming_review(cast: Family, *names: str) -> Conference:
    """A review of these children that is arranged, with mother and police asked to come."""
    conference = request_conference(
        case_id=cast.case.pk,
        children=[RequestedChild(cast.people[name].pk, Kind.REVIEW) for name in names],
        reason="Review.",
        actor=cast.actor("social_worker"),
        now=table.NOW,
    )
    starts_at = clock.at(date(2027, 2, 25), 10)
    times = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2), "now": NOW}
    conference_family.arrange(cast, conference, **times)
    for name in ("mother", "police_officer"):
        add(cast, conference, name, now=NOW)
    conference.participants.update(invited_at=NOW)
    return conference


def test_a_death_gives_up_what_was_to_come_and_tells_the_agencies_alone(cast, plan) -> None:
    conference = coming_review(cast, "ava")
    OutboxMessage.objects.all().delete()
    end(cast, plan, EndReason.DIED)
    conference.refresh_from_db()
    assert conference.state == "CANCELLED"
    assert not Booking.objects.filter(conference=conference, released_at=None).exists()
    to_it = {"subject_type": "conference", "subject_id": conference.pk}
    assert Clock.objects.filter(**to_it).exists()
    assert not Clock.objects.filter(**to_it, stopped_on=None).exists()
    told = OutboxMessage.objects.filter(kind="change_notice", stopped_at=None)
    assert cast.police_officer.pk in told.values_list("professional_id", flat=True)
    assert not told.filter(person_id__isnull=False).exists()
    (core_group,) = CoreGroupMeeting.objects.all()
    assert (core_group.state, core_group.cancelled_reason) == ("CANCELLED", "The plan has ended.")


def test_a_brothers_conference_and_core_group_go_on(cast) -> None:
    table.decided(cast, "ava", "ben")
    conference = coming_review(cast, "ava", "ben")
    end(cast, Plan.objects.get(child=cast.ava), EndReason.DIED)
    conference.refresh_from_db()
    assert conference.state == "SCHEDULED"
    assert Booking.objects.filter(conference=conference, released_at=None).exists()
    assert CoreGroupMeeting.objects.get().state == "PLANNED"


def test_looked_after_ends_a_plan_when_the_agencies_could_object(cast, plan) -> None:
    asked = {"agencies_consulted": True}
    with pytest.raises(CannotEndPlan, match="letter to the agencies has not gone"):
        end(cast, plan, EndReason.LOOKED_AFTER, **asked)
    with pytest.raises(CannotEndPlan, match="can still object"):
        end(cast, plan, EndReason.LOOKED_AFTER, objections_end_on=ON, **asked)
    in_time = asked | {"objections_end_on": date(2027, 1, 8)}
    all_agree = [Override("OBJECTION_RAISED", "Fine.", role) for role in Role]
    with pytest.raises(CannotEndPlan, match="hold a review conference"):
        end(
            cast,
            plan,
            EndReason.LOOKED_AFTER,
            objection_raised=True,
            overrides=all_agree,
            **in_time,
        )
    end(cast, plan, EndReason.LOOKED_AFTER, **in_time)
    assert Plan.objects.get().end_reason == "looked_after"


def test_only_an_upheld_appeal_says_that_it_began_in_error(cast, plan) -> None:
    with pytest.raises(CannotEndPlan, match="upheld appeal"):
        end(cast, plan, EndReason.STARTED_IN_ERROR)
    end(cast, plan, EndReason.STARTED_IN_ERROR, appeal_upheld=True)
    assert Plan.objects.get().end_reason == "started_in_error"


@pytest.mark.parametrize("reason", [EndReason.PREGNANCY_ENDED, EndReason.ADOPTED])
@pytest.mark.parametrize("state", ["OUTLINE", "DETAILED"])
def test_an_outline_or_a_detailed_plan_ends_for_further_reasons(cast, plan, reason, state) -> None:
    Plan.objects.update(state=state)
    end(cast, plan, reason)
    assert Plan.objects.get().end_reason == reason


def test_our_own_plan_never_leaves_the_reason_open(cast, plan) -> None:
    with pytest.raises(CannotEndPlan, match="imported history"):
        end(cast, plan, EndReason.NOT_REPORTED)


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
