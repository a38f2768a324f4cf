"""A restricted case: who still knows of it, who is let in by name, and opening it again."""

from datetime import timedelta

import pytest

from roundtable.casework.cases.actions.membership import allocate, end_allocation
from roundtable.casework.cases.actions.restriction import (
    CannotLetIn,
    CannotLiftRestriction,
    CannotRestrictCase,
    let_in,
    lift_restriction,
    restrict_case,
)
from roundtable.casework.cases.models import Allocation, Capacity, TimelineEntry
from roundtable.casework.cases.queries import cases_visible_to, may_be_let_in
from roundtable.casework.cases.tests.town import Family, Town
from roundtable.casework.people.models import Professional
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised
from roundtable.rules.access import Role


@pytest.fixture
def worker(town: Town) -> Actor:
    return town.actor(Role.SOCIAL_WORKER, "Sam Iqbal")


@pytest.fixture
def family(town: Town, worker: Actor) -> Family:
    return town.family(worker)


@pytest.fixture
def manager(town: Town, worker: Actor, family: Family) -> Actor:
    return town.allocated(Role.MANAGER, "Jo Park", family.case, worker)


def restricted(family: Family, by: Actor) -> None:
    restrict_case(
        case_id=family.case.pk, reason="The father works here.", actor=by, now=clock.now()
    )
    family.case.refresh_from_db()


def admit(family: Family, whom: Actor, by: Actor) -> Allocation:
    return let_in(case_id=family.case.pk, professional=post(whom), actor=by, now=clock.now())


def post(actor: Actor) -> Professional:
    return Professional.objects.get(pk=actor.professional_id)


def knows(actor: Actor) -> bool:
    return cases_visible_to(actor).exists()


def test_restricting_says_why_and_is_on_record(family: Family, manager: Actor) -> None:
    with pytest.raises(CannotRestrictCase):
        restrict_case(case_id=family.case.pk, reason=" ", actor=manager, now=clock.now())
    restricted(family, manager)
    assert family.case.restriction_reason == "The father works here."
    assert AuditEvent.objects.filter(verb="case.restricted").count() == 1
    line = TimelineEntry.objects.get(kind="case_restricted")
    assert (line.title, line.detail) == ("Case restricted", "")


def test_a_head_of_service_who_restricts_it_is_not_shut_out(town: Town, family: Family) -> None:
    head, other = (town.actor(Role.HEAD_OF_SERVICE, name) for name in ("Lee Hart", "Ash Moor"))
    restricted(family, head)
    assert knows(head)
    assert not knows(other)
    mine = Allocation.objects.get(professional=post(head))
    assert mine.capacity == Capacity.HEAD_OF_SERVICE


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.HEAD_OF_SERVICE])
def test_somebody_is_let_in_by_name_and_nobody_beside_them(
    town: Town, family: Family, manager: Actor, worker: Actor, role: Role
) -> None:
    town.enquiry(family, "Ava", worker)  # the desk arranges while a limit runs
    named, other = town.actor(role, "Noor Khan"), town.actor(role, "Kim Yates")
    assert knows(named)
    restricted(family, manager)
    assert not knows(named)
    assert [one.name for one in may_be_let_in(family.case)] == ["Kim Yates", "Noor Khan"]
    admit(family, named, manager)
    assert knows(named)
    assert not knows(other)
    assert AuditEvent.objects.filter(verb="case.allocated").last().user_id == manager.user_id
    with pytest.raises(CannotLetIn):
        admit(family, named, manager)


def test_only_into_a_restricted_case_and_only_whose_role_asks_for_it(
    town: Town, family: Family, manager: Actor
) -> None:
    desk = town.actor(Role.ADMINISTRATOR, "Noor Khan")
    with pytest.raises(CannotLetIn, match="not restricted"):
        admit(family, desk, manager)
    restricted(family, manager)
    with pytest.raises(CannotLetIn, match="no administrator"):
        admit(family, town.actor(Role.DATA_OFFICER, "Pat Reed"), manager)


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.ADMINISTRATOR, Role.SOLICITOR])
def test_who_works_there_lets_nobody_else_in(
    town: Town, family: Family, manager: Actor, worker: Actor, role: Role
) -> None:
    inside = town.allocated(role, "Nia Cole", family.case, worker)
    restricted(family, manager)
    outside = town.actor(Role.ADMINISTRATOR, "Noor Khan")
    by = {"actor": inside, "now": clock.now()}
    with pytest.raises(NotAuthorised):
        admit(family, outside, inside)
    with pytest.raises(NotAuthorised):
        allocate(
            case=family.case,
            professional=town.professional("Bo Lind"),
            capacity=Capacity.SOCIAL_WORKER,
            starts_on=clock.today(),
            **by,
        )
    with pytest.raises(NotAuthorised):
        end_allocation(
            allocation=Allocation.objects.get(professional=post(manager)), on=clock.today(), **by
        )
    with pytest.raises(NotAuthorised):
        lift_restriction(case_id=family.case.pk, **by)


def test_a_worker_still_adds_who_works_with_the_family(
    town: Town, family: Family, manager: Actor, worker: Actor
) -> None:
    restricted(family, manager)
    nurse = allocate(
        case=family.case,
        professional=town.professional("Kit Ncube", "Health visitor"),
        capacity=Capacity.INVOLVED,
        starts_on=clock.today(),
        actor=worker,
        now=clock.now(),
    )
    end_allocation(allocation=nurse, on=clock.today(), actor=worker, now=clock.now())


def test_lifting_it_ends_the_work_of_those_let_in(
    town: Town, family: Family, manager: Actor
) -> None:
    desk = town.actor(Role.ADMINISTRATOR, "Noor Khan")
    with pytest.raises(CannotLiftRestriction):
        lift_restriction(case_id=family.case.pk, actor=manager, now=clock.now())
    restricted(family, manager)
    admitted = admit(family, desk, manager)
    lift_restriction(case_id=family.case.pk, actor=manager, now=clock.now())
    family.case.refresh_from_db()
    admitted.refresh_from_db()
    assert (family.case.is_restricted, family.case.restriction_reason) == (False, "")
    assert admitted.ends_on == clock.today()
    assert Allocation.objects.get(professional=post(manager)).ends_on is None
    assert AuditEvent.objects.filter(verb="case.restriction_lifted").count() == 1
    assert TimelineEntry.objects.filter(kind="restriction_lifted").exists()
    assert knows(town.actor(Role.HEAD_OF_SERVICE, "Lee Hart"))


def test_another_authoritys_case_is_neither_restricted_nor_opened(
    town: Town, other_town: Town, family: Family, manager: Actor
) -> None:
    restricted(family, manager)
    other_town.enter()
    stranger = other_town.actor(Role.HEAD_OF_SERVICE, "Alex Moor")
    town.enter()
    by = {"case_id": family.case.pk, "actor": stranger, "now": clock.now() + timedelta(hours=1)}
    for attempt in (
        lambda: restrict_case(reason="x", **by),
        lambda: lift_restriction(**by),
        lambda: let_in(professional=post(manager), **by),
    ):
        with pytest.raises(NotAuthorised):
            attempt()
