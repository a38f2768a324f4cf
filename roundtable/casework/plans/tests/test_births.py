"""A birth between the request and the conference: another kind, the same limit."""

from datetime import date

import pytest

from roundtable.casework.cases.tests.town import Family, Town
from roundtable.casework.conferences.actions.request import RequestedChild
from roundtable.casework.conferences.models import ConferenceChild, Kind
from roundtable.casework.people.actions import CannotRecordBirth
from roundtable.casework.plans.actions.births import record_birth
from roundtable.casework.plans.actions.request_review import request_conference
from roundtable.casework.plans.tests.on_a_plan import put_on_plan
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised
from roundtable.rules.access import Role

BORN = date(2026, 11, 23)


@pytest.fixture
def worker(town: Town) -> Actor:
    return town.actor(Role.SOCIAL_WORKER, "Sam Iqbal")


@pytest.fixture
def family(town: Town, worker: Actor) -> Family:
    return town.family(worker, unborn=date(2027, 2, 1))


def give_birth(family: Family, actor: Actor, **changed: object) -> object:
    given = {"birth_on": BORN, "forename": "Mia", "surname": "Hartley", "sex": "F"}
    return record_birth(
        child_id=family.children["Baby"].pk,
        **given | changed,  # type: ignore[arg-type]
        actor=actor,
        now=clock.now(),
    )


def test_the_kind_changes_and_the_limit_does_not(town: Town, family: Family, worker: Actor) -> None:
    """E05 and E07: born before the conference that was asked for before the birth."""
    manager = town.allocated(Role.MANAGER, "Jo Park", family.case, worker)
    town.at_risk(family, "Baby", worker, manager)
    baby = family.children["Baby"]
    request_conference(
        case_id=family.case.pk,
        children=[RequestedChild(baby.pk, Kind.PRE_BIRTH)],
        reason="The baby is expected into this.",
        actor=worker,
        now=clock.now(),
    )
    before = Clock.objects.get(rule="initial_conference", child_id=baby.pk)
    give_birth(family, worker)
    baby.refresh_from_db()
    assert (baby.name, baby.birth_on, baby.expected_on) == ("Mia Hartley", BORN, None)
    assert list(baby.names.order_by("pk").values_list("forename", "ends_on")) == [
        ("Baby", BORN),
        ("Mia", None),
    ]
    assert ConferenceChild.objects.get(child=baby).kind == "initial"
    after = Clock.objects.get(rule="initial_conference", child_id=baby.pk)
    assert (after.pk, after.due_on, after.stopped_on) == (before.pk, before.due_on, None)
    assert AuditEvent.objects.filter(verb="person.born").count() == 1


def test_a_plan_made_before_the_birth_is_reviewed_soon_after(family: Family, worker: Actor) -> None:
    put_on_plan(family.children["Baby"], family.case, by=worker)
    give_birth(family, worker)
    review = Clock.objects.get(rule="review_after_birth", stopped_on=None)
    assert (review.started_on, review.due_on) == (BORN, date(2026, 12, 21))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"birth_on": date(2026, 12, 1)}, "cannot lie ahead"),
        ({"forename": " "}, "first name and surname"),
    ],
)
def test_what_a_birth_needs(
    family: Family, worker: Actor, changed: dict[str, object], words: str
) -> None:
    with pytest.raises(CannotRecordBirth, match=words):
        give_birth(family, worker, **changed)


def test_nobody_is_born_twice_and_a_stranger_says_nothing(
    town: Town, family: Family, worker: Actor
) -> None:
    with pytest.raises(NotAuthorised):
        give_birth(family, town.actor(Role.SOCIAL_WORKER, "Nia Cole"))
    give_birth(family, worker)
    with pytest.raises(CannotRecordBirth, match="already"):
        give_birth(family, worker)
