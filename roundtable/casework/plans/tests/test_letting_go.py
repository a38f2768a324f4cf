"""Access of those who work with a family ends, to the day, when nothing is open for it any more."""

from datetime import timedelta

import time_machine

from roundtable.casework.cases.models import Allocation, Capacity
from roundtable.casework.conferences.models import Conference
from roundtable.casework.conferences.queries import conferences_visible_to
from roundtable.casework.conferences.tests.family import (
    ENDS_AT,
    STARTS_AT,
    Family,
    add,
    agrees,
    arrange,
    authorised,
)
from roundtable.casework.plans.actions.conclude import conclude_conference
from roundtable.casework.plans.actions.put_off import cancel_conference
from roundtable.casework.plans.models import Plan
from roundtable.casework.plans.tests.table import (
    NOW,
    ON,
    decided,
    invited,
    propose,
    ready_to_decide,
)
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.core import clock
from roundtable.rules.decision_guards import Outcome


def _decide_on_no_plan(cast: Family) -> Conference:
    conference = ready_to_decide(cast, "ava")
    child = conference.children.get(child=cast.people["ava"])
    support = "A child in need plan, if her mother agrees."
    propose(cast, child, Outcome.CHILD_IN_NEED, recommended_support=support)
    conclude_conference(conference_id=conference.pk, actor=cast.actor("chair"), now=NOW)
    return conference


def _can_open(cast: Family, conference: Conference, name: str, *, days: int) -> bool:
    with time_machine.travel(clock.at(ON + timedelta(days=days), 12), tick=False):
        return conferences_visible_to(cast.actor(name)).filter(pk=conference.pk).exists()


def test_without_a_plan_it_ends_when_the_days_of_the_authority_are_over(cast: Family) -> None:
    cast.authority.settings = {"access_after_end_days": 30}
    cast.authority.save()
    conference = _decide_on_no_plan(cast)
    assert _can_open(cast, conference, "police_officer", days=30)
    assert not _can_open(cast, conference, "police_officer", days=31)
    # Who works on the case keeps it, and so does whoever chaired.
    assert _can_open(cast, conference, "social_worker", days=31)
    assert _can_open(cast, conference, "chair", days=31)
    ended = Allocation.objects.filter(capacity=Capacity.INVOLVED)
    assert {one.ends_on for one in ended} == {ON + timedelta(days=30)}
    assert AuditEvent.objects.filter(verb="case.involvement_ends").count() == ended.count()


def test_while_a_plan_is_open_it_goes_on(cast: Family) -> None:
    conference, _ = decided(cast, "ava")
    assert Plan.objects.filter(ends_on=None).exists()
    assert _can_open(cast, conference, "police_officer", days=90)
    assert not AuditEvent.objects.filter(verb="case.involvement_ends").exists()


def _cancel(cast: Family, conference: Conference) -> None:
    for enquiry in cast.enquiries.values():
        enquiry.state = "SUBSTANTIATED_NO_CONTINUING_RISK"
        enquiry.save()
    cancel_conference(
        conference_id=conference.pk,
        reason="It is not needed.",
        overrides=[agrees(cast, one, "AGREEMENT_NEEDED") for one in ("chair", "manager")],
        actor=cast.actor("chair"),
        now=clock.now(),
    )


def _last_days(cast: Family) -> dict[int, object]:
    rows = Allocation.objects.filter(capacity=Capacity.INVOLVED)
    return dict(rows.values_list("professional_id", "ends_on"))


def test_a_cancelled_conference_ends_it_to_the_day(cast: Family) -> None:
    cast.authority.settings = {"access_after_end_days": 30}
    cast.authority.save()
    conference = invited(cast, "ava")
    _cancel(cast, conference)
    last_day = clock.today() + timedelta(days=30)
    assert set(_last_days(cast).values()) == {last_day}
    for day, opens in ((last_day, True), (last_day + timedelta(days=1), False)):
        with time_machine.travel(clock.at(day, 12), tick=False):
            seen = conferences_visible_to(cast.actor("police_officer"))
            assert seen.filter(pk=conference.pk).exists() is opens


def test_while_another_is_coming_only_for_who_came_to_the_cancelled_one_alone(
    cast: Family,
) -> None:
    invited(cast, "ava")
    conference = arrange(
        cast,
        authorised(cast, "ben"),
        starts_at=STARTS_AT + timedelta(days=1),
        ends_at=ENDS_AT + timedelta(days=1),
    )
    add(cast, conference, "refuge_worker", has_direct_contact=True)
    add(cast, conference, "head_teacher", has_direct_contact=True)
    _cancel(cast, conference)
    ended = {pk for pk, last_day in _last_days(cast).items() if last_day is not None}
    assert ended == {cast.professionals["refuge_worker"].pk}
