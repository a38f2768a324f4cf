"""The register and the look-up in the browser."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from roundtable.casework.cases.actions.restriction import restrict_case
from roundtable.casework.cases.tests.town import Family, Town
from roundtable.casework.plans.models import Plan
from roundtable.casework.plans.tests.on_a_plan import case_of, nameless_child, put_on_plan
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit.models import AccessEvent
from roundtable.foundation.core import clock
from roundtable.foundation.core.models import Authority
from roundtable.rules.access import Role
from roundtable.web.staff.tests.visiting import (
    day_of,
    filled,
    links,
    problems,
    queries_of,
    visitor,
    words_of,
)

REGISTER = "/register/"
LOOK_UP = "/look-up/"


@pytest.fixture
def worker(town: Town) -> Actor:
    return town.actor(Role.SOCIAL_WORKER, "Sam Iqbal")


@pytest.fixture
def family(town: Town, worker: Actor) -> Family:
    return town.family(worker)


@pytest.fixture
def plan(family: Family, worker: Actor) -> Plan:
    return put_on_plan(
        family.children["Ava"], family.case, by=worker, key_worker_id=worker.professional_id
    )


@pytest.fixture
def head(town: Town) -> Client:
    return visitor(town.actor(Role.HEAD_OF_SERVICE, "Lee Hart"))


@pytest.fixture
def checker(town: Town) -> Client:
    Authority.objects.filter(pk=town.authority.pk).update(
        branding={"team": "Duty team", "phone": "01632 960 999"}
    )
    return visitor(town.actor(Role.OUT_OF_HOURS, "Ola Berg"))


def ask(**changed: object) -> dict[str, object]:
    given = {
        "surname": "Hartley",
        "forename": "Ava",
        "asked_by": "Dr Osei",
        "reason": "A burn",
        **changed,
    }
    return filled(**given)


def test_the_register_shows_who_is_on_a_plan_and_when_the_review_is(
    plan: Plan, head: Client
) -> None:
    """S1-06: the register is a list of the children subject to a plan today."""
    page = head.get(REGISTER)
    text = words_of(page)
    assert "Ava Hartley 7 3 September 2026 Neglect Sam Iqbal" in text
    assert "Thursday 3 December 2026 · 7 working days left" in text
    assert links(page)["Ava Hartley"] == reverse("staff:child", args=[plan.child.public_id])


def test_what_is_searched_for_never_stands_in_an_address(
    town: Town, plan: Plan, worker: Actor, head: Client
) -> None:
    others = town.family(worker, name="Osei", children={"Mia": date(2020, 1, 1)})
    put_on_plan(others.children["Mia"], others.case, by=worker)
    found = head.post(REGISTER, {"name_begins": "ose"})
    assert found.url == REGISTER
    text = words_of(head.get(REGISTER))
    assert "Mia Osei" in text
    assert "Ava Hartley" not in text
    assert "1 child whose surname begins with “ose”" in text
    head.post(REGISTER, {"name_begins": ["ose", ""]})
    assert "Ava Hartley" in words_of(head.get(REGISTER))


def test_the_register_says_that_some_have_no_name(town: Town, worker: Actor, head: Client) -> None:
    child = nameless_child(town.authority.pk)
    put_on_plan(child, case_of(child), by=worker)
    assert "1 of these children has no name here yet" in words_of(head.get(REGISTER))


def test_an_empty_register_says_so(head: Client) -> None:
    assert "No child is subject to a plan." in words_of(head.get(REGISTER))
    head.post(REGISTER, {"name_begins": "zz"})
    assert "Nobody on the register matches." in words_of(head.get(REGISTER))


def test_the_register_asks_the_same_for_many_as_for_few(
    town: Town, worker: Actor, head: Client
) -> None:
    counts = []
    for name, number in (("Few", 3), ("Many", 9)):
        for index in range(number):
            others = town.family(worker, name=f"{name}{index}", children={"Mia": date(2020, 1, 1)})
            put_on_plan(others.children["Mia"], others.case, by=worker)
        counts.append(queries_of(head, REGISTER))
    assert counts[0] == counts[1] <= 15


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.DATA_OFFICER, Role.OUT_OF_HOURS])
def test_the_register_is_not_for_everybody(town: Town, plan: Plan, role: Role) -> None:
    client = visitor(town.actor(role, "Pat Reed"))
    assert client.get(REGISTER).status_code == 404
    assert client.post(REGISTER, {"name_begins": "h"}).status_code == 404


# The look-up


def test_yes_names_the_plan_and_whom_to_ring(plan: Plan, checker: Client) -> None:
    page = checker.post(LOOK_UP, ask() | day_of("birth_on", 3, 5, 2019))
    assert page.status_code == 200
    text = words_of(page)
    assert "Yes: subject to a child protection plan" in text
    assert "On a plan since 3 September 2026 For Neglect Key worker Sam Iqbal" in text
    assert "Telephone 01632 960001" in text


def test_possibly_names_nobody_and_says_whom_to_ask(plan: Plan, checker: Client) -> None:
    text = words_of(checker.post(LOOK_UP, ask(forename="Avva")))
    assert "Possibly: this cannot be answered with no" in text
    assert "Check with: Duty team, 01632 960 999" in text
    assert "Sam Iqbal" not in text


def test_a_nameless_child_keeps_the_answer_from_being_no(
    town: Town, worker: Actor, checker: Client
) -> None:
    """A2: nobody is told a bare no while a child on a plan has no name."""
    child = nameless_child(town.authority.pk)
    put_on_plan(child, case_of(child), by=worker)
    text = words_of(checker.post(LOOK_UP, ask(surname="Nobody")))
    assert "Possibly" in text
    assert "whose name is not known in this system yet" in text


def test_no_says_of_which_authority_and_what_to_do_all_the_same(
    plan: Plan, checker: Client
) -> None:
    text = words_of(checker.post(LOOK_UP, ask(surname="Nobody", forename="Zed")))
    assert "No: not subject to a plan here today" in text
    assert "subject to a plan of Northbridge Council today" in text
    assert "If you are worried about a child, say so now." in text


def test_a_restricted_child_looks_like_any_other_possibly(
    town: Town, plan: Plan, family: Family, worker: Actor, checker: Client
) -> None:
    manager = town.allocated(Role.MANAGER, "Jo Park", family.case, worker)
    restrict_case(case_id=family.case.pk, reason="Staff", actor=manager, now=clock.now())
    page = checker.post(LOOK_UP, ask())
    text = words_of(page)
    assert "Possibly" in text
    assert "3 September" not in text


def test_a_look_up_without_who_and_why_is_not_answered_and_not_lost(
    plan: Plan, checker: Client
) -> None:
    response = checker.post(LOOK_UP, ask(forename="", asked_by="", reason=""))
    assert response.status_code == 422
    assert problems(response) == [
        "Enter the child's first name, or their date of birth",
        "Enter who is asking",
        "Enter why",
    ]
    assert 'value="Hartley"' in response.text
    assert not AccessEvent.objects.filter(kind="look_up").exists()


def test_each_look_up_is_one_event(plan: Plan, checker: Client) -> None:
    checker.post(LOOK_UP, ask())
    event = AccessEvent.objects.get()
    assert (event.kind, event.subjects) == ("look_up", [f"person:{plan.child_id}"])
    assert event.details["asked_by"] == "Dr Osei"


@pytest.mark.parametrize("role", [Role.MINUTE_TAKER, Role.SOLICITOR, Role.DATA_OFFICER])
def test_a_look_up_is_not_for_everybody(town: Town, plan: Plan, role: Role) -> None:
    client = visitor(town.actor(role, "Pat Reed"))
    assert client.get(LOOK_UP).status_code == 404
    assert client.post(LOOK_UP, ask()).status_code == 404
    assert not AccessEvent.objects.filter(kind="look_up").exists()
