"""Asking for a conference in the browser, and what becomes of the request."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from roundtable.casework.cases.models import Section47Enquiry
from roundtable.casework.cases.tests.town import Family, Town
from roundtable.casework.conferences.models import Conference
from roundtable.casework.plans.tests.on_a_plan import put_on_plan
from roundtable.foundation.accounts.models import Actor
from roundtable.rules.access import Role
from roundtable.web.staff.requests.booking_pages import PAGES
from roundtable.web.staff.requests.tests.filling import (
    about,
    answer,
    asking,
    begin,
    check,
    fill,
    page,
    send,
)
from roundtable.web.staff.tests.visiting import (
    filled,
    links,
    problems,
    queries_of,
    visitor,
    words_of,
)


@pytest.fixture
def worker(town: Town) -> Actor:
    return town.actor(Role.SOCIAL_WORKER, "Sam Iqbal")


@pytest.fixture
def family(town: Town, worker: Actor) -> Family:
    return town.family(worker, unborn=date(2027, 2, 1))


@pytest.fixture
def manager(town: Town, worker: Actor, family: Family) -> Actor:
    return town.allocated(Role.MANAGER, "Jo Park", family.case, worker)


@pytest.fixture
def desk(town: Town) -> Client:
    return visitor(town.actor(Role.ADMINISTRATOR, "Priya Nair"))


@pytest.fixture
def at_work(worker: Actor) -> Client:
    return visitor(worker)


@pytest.fixture
def asked(town: Town, family: Family, worker: Actor, manager: Actor, at_work: Client) -> Conference:
    town.at_risk(family, "Ava", worker, manager)
    send(at_work, fill(at_work, family, "Ava"))
    return Conference.objects.get()


def of(name: str, conference: Conference) -> str:
    return reverse(f"staff:{name}", args=[conference.public_id])


def test_the_kind_follows_for_each_child_from_what_is_on_file(
    town: Town, family: Family, worker: Actor, manager: Actor, at_work: Client
) -> None:
    """S2-09: one meeting may be about an unborn child, and review a plan for another."""
    put_on_plan(family.children["Ava"], family.case, by=worker)
    town.at_risk(family, "Baby", worker, manager)
    text = words_of(at_work.get(asking(family)))
    assert "Ava Hartley Review: on a plan since 3 September 2026" in text
    assert (
        "Baby Hartley Initial (before birth): the enquiry found continuing risk"
        " on 24 November 2026" in text
    )
    assert "Ben Hartley Not on a plan, and no enquiry has found continuing risk" in text
    assert "To be held by Friday 11 December 2026" in text
    safety = at_work.get(page(begin(at_work, family), "safety"))
    assert "Rosa and the children stay with her sister." in words_of(safety)
    send(at_work, fill(at_work, family, "Ava", "Baby"))
    held = {one.child.forename: one.kind for one in Conference.objects.get().children.all()}
    assert held == {"Ava": "review", "Baby": "pre_birth"}


def test_nobodys_consent_is_asked_for(
    town: Town, family: Family, worker: Actor, manager: Actor, at_work: Client
) -> None:
    """S2-24: the page says so, and no question asks for it."""
    town.at_risk(family, "Ava", worker, manager)
    assert "The parents' consent is not needed." in words_of(at_work.get(asking(family)))
    done = send(at_work, fill(at_work, family, "Ava"))
    assert done.url == of("request", Conference.objects.get())


def test_the_answers_are_checked_with_the_limit_before_the_request_goes(
    town: Town, family: Family, worker: Actor, manager: Actor, at_work: Client
) -> None:
    town.at_risk(family, "Ava", worker, manager)
    text = words_of(at_work.get(check(fill(at_work, family, "Ava"))))
    assert "Is the conference about Ava Hartley? Yes. Initial" in text
    assert "If it is not about Ben Hartley: why? Lives with the grandmother." in text
    assert "Neglect and Emotional abuse" in text
    assert "To be held by Friday 11 December 2026" in text
    assert not Conference.objects.exists()


def test_without_an_enquiry_or_a_plan_there_is_nothing_to_request(
    family: Family, at_work: Client
) -> None:
    """S0-02 and S2-01: a conference comes from an enquiry that found continuing risk."""
    text = words_of(at_work.get(asking(family)))
    assert "There is nothing to request a conference for." in text
    form = begin(at_work, family)
    response = answer(at_work, form, "children", **about(family, "Ava"))
    assert response.status_code == 422
    assert problems(response)[-1] == "Select one of the answers on the page"


def test_a_late_request_is_taken(
    town: Town, family: Family, worker: Actor, manager: Actor, at_work: Client, clock
) -> None:
    town.at_risk(family, "Ava", worker, manager)
    clock.move_to("2027-01-20T10:00:00Z")
    at_work = visitor(worker)
    assert "days late" in words_of(at_work.get(asking(family)))
    form = fill(at_work, family, "Ava")
    assert "days late" in words_of(at_work.get(page(form, "late")))
    refused = answer(at_work, form, "late", in_time="no")
    assert problems(refused) == ["Enter why it will be late"]
    answer(at_work, form, "late", in_time="no", late_reason="The police asked us to wait.")
    send(at_work, form)
    asked = Conference.objects.get()
    assert asked.booking_form.late_reason == "The police asked us to wait."


def test_a_child_is_not_asked_for_twice(family: Family, asked: Conference, at_work: Client) -> None:
    assert "A conference is requested or arranged already" in words_of(at_work.get(asking(family)))


def test_the_manager_authorises_it_and_then_it_can_be_arranged(
    asked: Conference, worker: Actor, manager: Actor, desk: Client
) -> None:
    shown = desk.get(of("request", asked))
    assert "It waits for the team manager to authorise it." in words_of(shown)
    assert "Arrange the conference" not in links(shown)
    client = visitor(manager)
    assert "Authorise the request" in links(client.get(of("request", asked)))
    done = client.post(of("authorise-request", asked), filled())
    assert done.url == of("request", asked)
    asked.refresh_from_db()
    assert asked.authorised_by_id == manager.professional_id
    shown = desk.get(of("request", asked))
    assert links(shown)["Arrange the conference"] == of("arrange", asked)
    again = client.post(of("authorise-request", asked), filled())
    assert problems(again) == ["It has been authorised already."]


def test_nobody_authorises_their_own_request(
    town: Town, family: Family, worker: Actor, manager: Actor
) -> None:
    town.at_risk(family, "Ava", worker, manager)
    client = visitor(manager)
    send(client, fill(client, family, "Ava"))
    own = Conference.objects.get()
    assert "Authorise the request" not in links(client.get(of("request", own)))
    assert client.get(of("authorise-request", own)).status_code == 404


def test_a_request_is_returned_with_its_gaps_and_sent_again(
    asked: Conference, desk: Client, at_work: Client
) -> None:
    nothing = desk.post(of("return-request", asked), filled(more=" "))
    assert problems(nothing) == ["Select or enter what is missing"]
    desk.post(
        of("return-request", asked),
        filled(gaps=["Who holds parental responsibility"], more="The school\r\n\r\nThe GP"),
    )
    text = words_of(at_work.get(of("request", asked)))
    for gap in ("Who holds parental responsibility", "The school", "The GP"):
        assert gap in text
    assert "It waits for who asked for the conference." in text
    again = at_work.get(of("resubmit-request", asked))
    assert "The school" in words_of(again)
    to_check = at_work.post(of("resubmit-request", asked), filled())
    form = asked.booking_form
    assert to_check.url == check(form)
    assert "Ava saw her mother being hit." in words_of(at_work.get(to_check.url))
    answer(at_work, form, "reason", reason="Ava saw it twice.")
    assert send(at_work, form).url == of("request", asked)
    asked.refresh_from_db()
    assert (asked.state, asked.gaps, asked.reason) == ("REQUESTED", [], "Ava saw it twice.")


def test_a_request_for_every_child_of_the_household_is_gone_through_again(
    town: Town, worker: Actor, desk: Client, at_work: Client
) -> None:
    family = town.family(worker, name="Osei", children={"Mia": date(2019, 1, 1)})
    manager = town.allocated(Role.MANAGER, "Kit Dow", family.case, worker)
    town.at_risk(family, "Mia", worker, manager)
    form = fill(at_work, family, "Mia")
    send(at_work, form)
    asked = Conference.objects.get(case=family.case)
    desk.post(of("return-request", asked), filled(more="The school"))
    to_check = at_work.post(of("resubmit-request", asked), filled())
    assert "Ava saw her mother being hit." in words_of(at_work.get(to_check.url))
    assert at_work.get(page(form, "children")).status_code == 404
    assert send(at_work, form).url == of("request", asked)
    asked.refresh_from_db()
    assert (asked.state, asked.gaps) == ("REQUESTED", [])


def test_a_request_asks_the_same_for_many_children_as_for_few(town: Town, worker: Actor) -> None:
    counts = []
    for number in (3, 12):
        children = {f"Child{index}": date(2019, 1, 1 + index) for index in range(number)}
        family = town.family(worker, name=f"Family{number}", children=children)
        for child in family.children.values():
            put_on_plan(child, family.case, by=worker)
        client = visitor(worker)
        start = queries_of(client, asking(family))
        form = fill(client, family, *children)
        questions = [queries_of(client, page(form, one.key)) for one in PAGES]
        checking = queries_of(client, check(form))
        send(client, form)
        shown = Conference.objects.order_by("-pk")[0]
        counts.append((start, *questions, checking, queries_of(client, of("request", shown))))
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 15


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.MANAGER, Role.CHAIR, Role.OUT_OF_HOURS])
def test_who_does_not_work_with_the_family_finds_no_request(
    town: Town, family: Family, asked: Conference, role: Role
) -> None:
    client = visitor(town.actor(role, "Nia Cole"))
    assert client.get(asking(family)).status_code == 404
    for name in ("request", "authorise-request", "return-request", "resubmit-request"):
        assert client.get(of(name, asked)).status_code == 404


def test_another_authority_finds_no_request(
    town: Town, other_town: Town, family: Family, asked: Conference
) -> None:
    other_town.enter()
    client = visitor(other_town.actor(Role.ADMINISTRATOR, "Alex Moor"))
    assert client.get(asking(family)).status_code == 404
    assert client.get(of("request", asked)).status_code == 404


def test_the_enquiry_is_what_the_request_rests_on(asked: Conference) -> None:
    """S0-02: an initial conference points at its section 47 enquiry."""
    assert asked.children.get().enquiry == Section47Enquiry.objects.get()
