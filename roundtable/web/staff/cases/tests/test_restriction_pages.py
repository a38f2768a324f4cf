"""Restricting a case on its page, letting somebody in by name, and opening it again."""

import pytest
from django.test import Client
from django.urls import reverse

from roundtable.casework.cases.actions.restriction import restrict_case
from roundtable.casework.cases.models import Allocation
from roundtable.casework.cases.tests.town import Family, Town
from roundtable.casework.people.models import Professional
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core import clock
from roundtable.rules.access import Role
from roundtable.web.staff.tests.visiting import filled, links, problems, visitor, words_of


@pytest.fixture
def worker(town: Town) -> Actor:
    return town.actor(Role.SOCIAL_WORKER, "Sam Iqbal")


@pytest.fixture
def family(town: Town, worker: Actor) -> Family:
    return town.family(worker)


@pytest.fixture
def manager(town: Town, worker: Actor, family: Family) -> Actor:
    return town.allocated(Role.MANAGER, "Jo Park", family.case, worker)


@pytest.fixture
def restricted(family: Family, manager: Actor) -> None:
    restrict_case(
        case_id=family.case.pk, reason="The father works here.", actor=manager, now=clock.now()
    )


def page(name: str, family: Family) -> str:
    return reverse(f"staff:{name}", args=[family.case.public_id])


@pytest.mark.parametrize("role", [Role.MANAGER, Role.HEAD_OF_SERVICE])
def test_restricting_a_case_and_letting_the_desk_in(
    town: Town, family: Family, manager: Actor, role: Role
) -> None:
    actor = manager if role is Role.MANAGER else town.actor(role, "Lee Hart")
    desk = town.actor(Role.ADMINISTRATOR, "Noor Khan")
    browser = visitor(actor)
    assert "Let somebody in by name" not in links(browser.get(page("case", family)))
    restrict = links(browser.get(page("case", family)))["Restrict this case"]
    assert problems(browser.post(restrict, filled(reason=""))) == [
        "Enter why the case is to be restricted"
    ]
    sent = browser.post(restrict, filled(reason="The father works here."), follow=True)
    assert "The father works here." in words_of(sent)
    assert browser.get(restrict).status_code == 404
    offered = links(sent)["Let somebody in by name"]
    assert visitor(desk).get(page("case", family)).status_code == 404
    whom = Professional.objects.get(pk=desk.professional_id).public_id
    let = browser.post(offered, filled(professional=str(whom)), follow=True)
    assert "Noor Khan" in words_of(let)
    theirs = visitor(desk).get(page("case", family))
    assert "Restricted" in words_of(theirs)
    assert "The father works here." not in words_of(theirs)
    assert "Restrict" not in " ".join(links(theirs))
    lift = links(browser.get(page("case", family)))["Lift the restriction"]
    assert "It was restricted because: The father works here." in words_of(browser.get(lift))
    assert "Restrict this case" in links(browser.post(lift, filled(), follow=True))


def test_the_list_names_only_who_could_be_let_in(
    town: Town, family: Family, manager: Actor, restricted: None
) -> None:
    browser = visitor(manager)
    assert "works on this case already" in words_of(browser.get(page("let-in", family)))
    town.actor(Role.DATA_OFFICER, "Pat Reed")
    desk = town.actor(Role.ADMINISTRATOR, "Noor Khan")
    said = words_of(browser.get(page("let-in", family)))
    assert "Noor Khan" in said
    assert "Pat Reed" not in said
    other = town.professional("Bo Lind").public_id
    refused = browser.post(page("let-in", family), filled(professional=str(other)))
    assert refused.status_code == 422
    assert not Allocation.objects.filter(professional_id=desk.professional_id).exists()


def test_a_worker_is_offered_what_they_may_do(
    town: Town, family: Family, worker: Actor, restricted: None
) -> None:
    browser: Client = visitor(worker)
    offered = links(browser.get(page("case", family)))
    assert "Add somebody who works with the family" in offered
    for text in ("Let somebody in by name", "Lift the restriction"):
        assert text not in offered
    assert not any(text.startswith("End the work of") for text in offered)
    for name in ("restrict-case", "let-in", "lift-restriction"):
        assert browser.get(page(name, family)).status_code == 404
    form = words_of(browser.get(page("allocate", family)))
    assert "Works with the family: school" in form
    assert "Team manager" not in form
    manager_is_on_it = Allocation.objects.filter(case=family.case, capacity="manager").get()
    end = reverse("staff:end-allocation", args=[family.case.public_id, manager_is_on_it.public_id])
    assert browser.get(end).status_code == 404
