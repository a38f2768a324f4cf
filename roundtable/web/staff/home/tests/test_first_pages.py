"""The first page of everybody who works for the authority."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from roundtable.casework.cases.tests.town import Family, Town
from roundtable.casework.conferences.actions.answer_request import return_request
from roundtable.casework.conferences.actions.request import RequestedChild
from roundtable.casework.conferences.models import Kind
from roundtable.casework.plans.actions.request_review import request_conference
from roundtable.casework.plans.tests.on_a_plan import case_of, nameless_child, put_on_plan
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit.models import AccessEvent
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core import clock
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


@pytest.fixture
def worker(town: Town) -> Actor:
    return town.actor(Role.SOCIAL_WORKER, "Sam Iqbal")


@pytest.fixture
def family(town: Town, worker: Actor) -> Family:
    return town.family(worker)


@pytest.fixture
def manager(town: Town, worker: Actor, family: Family) -> Actor:
    return town.allocated(Role.MANAGER, "Jo Park", family.case, worker)


def request_for(family: Family, actor: Actor, *children: str, kind: Kind = Kind.INITIAL):
    return request_conference(
        case_id=family.case.pk,
        children=[RequestedChild(family.children[name].pk, kind) for name in children],
        reason="Ava saw her mother being hit.",
        actor=actor,
        now=clock.now(),
    )


# Social workers and managers


def test_a_social_workers_work_is_listed_soonest_first_with_the_reason_for_each_date(
    town: Town, family: Family, worker: Actor
) -> None:
    town.enquiry(family, "Ben", worker)
    put_on_plan(family.children["Ava"], family.case, by=worker)
    page = visitor(worker).get("/")
    text = words_of(page)
    assert text.index("First review conference") < text.index("Initial conference")
    assert "Due Thursday 3 December 2026 · 7 working days left" in text
    assert "Why this date?" in text
    assert "2 things to do, none late" in text


def test_brothers_and_sisters_share_a_line(family: Family, worker: Actor) -> None:
    for child in family.children.values():
        put_on_plan(child, family.case, by=worker)
    text = words_of(visitor(worker).get("/"))
    assert "Ava Hartley and Ben Hartley" in text
    assert "1 thing to do" in text


def test_nothing_of_other_families_is_listed(town: Town, family: Family, worker: Actor) -> None:
    put_on_plan(family.children["Ava"], family.case, by=worker)
    text = words_of(visitor(town.actor(Role.SOCIAL_WORKER, "Nia Cole")).get("/"))
    assert "Hartley" not in text
    assert "Nothing is due for the children you work with" in text


def test_a_manager_sees_what_waits_for_their_authority_and_a_worker_does_not(
    town: Town, family: Family, worker: Actor, manager: Actor
) -> None:
    town.at_risk(family, "Ava", worker, manager)
    asked = request_for(family, worker, "Ava")
    page = visitor(manager).get("/")
    assert "For you to authorise" in words_of(page)
    assert links(page)["Conference for the Hartley family"] == reverse(
        "staff:request", args=[asked.public_id]
    )
    assert "For you to authorise" not in words_of(visitor(worker).get("/"))


def test_nobody_is_asked_to_authorise_their_own_request_or_a_review(
    town: Town, family: Family, worker: Actor, manager: Actor
) -> None:
    town.at_risk(family, "Ava", worker, manager)
    request_for(family, manager, "Ava")
    put_on_plan(family.children["Ben"], family.case, by=worker)
    request_for(family, worker, "Ben", kind=Kind.REVIEW)
    assert "For you to authorise" not in words_of(visitor(manager).get("/"))


def test_a_returned_request_says_what_is_missing(
    town: Town, family: Family, worker: Actor, manager: Actor
) -> None:
    town.at_risk(family, "Ava", worker, manager)
    asked = request_for(family, worker, "Ava")
    return_request(
        conference_id=asked.pk,
        gaps=["Addresses"],
        actor=town.actor(Role.ADMINISTRATOR, "Priya Nair"),
        now=clock.now(),
    )
    assert "Missing: Addresses" in words_of(visitor(worker).get("/"))


def test_the_work_is_shown_page_by_page(town: Town, worker: Actor) -> None:
    for number in range(27):
        others = town.family(worker, name=f"Name{number:02}", children={"Mia": date(2020, 1, 1)})
        put_on_plan(
            others.children["Mia"], others.case, by=worker, since=date(2026, 9, 3 + number % 20)
        )
    client = visitor(worker)
    first, second = client.get("/"), client.get("/?page=2")
    assert words_of(first).count("First review conference") == 25
    assert words_of(second).count("First review conference") == 2
    assert client.get("/?page=nonsense").status_code == 200


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.MANAGER])
def test_the_first_page_asks_the_same_for_many_as_for_few(
    town: Town, worker: Actor, role: Role
) -> None:
    counts = []
    reader = worker
    for name, number in (("Few", 3), ("Many", 9)):
        for index in range(number):
            others = town.family(worker, name=f"{name}{index}", children={"Mia": date(2020, 1, 1)})
            if role is Role.MANAGER and reader is worker:
                reader = town.allocated(role, "Jo Park", others.case, worker)
            put_on_plan(others.children["Mia"], others.case, by=worker)
            town.enquiry(others, "Mia", worker)
        counts.append(queries_of(visitor(reader), "/"))
    assert counts[0] == counts[1] <= 15


# Everybody else


@pytest.mark.parametrize(
    "role, heading",
    [
        (Role.SOCIAL_WORKER, "My children"),
        (Role.MANAGER, "My children"),
        (Role.CHAIR, "My conferences"),
        (Role.MINUTE_TAKER, "My conferences"),
        (Role.ADMINISTRATOR, "Convening desk"),
        (Role.HEAD_OF_SERVICE, "Overview"),
        (Role.SOLICITOR, "My cases"),
        (Role.DATA_OFFICER, "Children who came from a return"),
    ],
)
def test_everybody_has_a_first_page_that_is_helpful_while_it_is_empty(
    town: Town, role: Role, heading: str
) -> None:
    page = visitor(town.actor(role, "Pat Reed")).get("/")
    assert page.status_code == 200
    assert f'<h1 class="govuk-heading-l">{heading}</h1>' in page.text


@pytest.mark.parametrize(
    "role, name", [(Role.OUT_OF_HOURS, "look-up"), (Role.SYSTEM_ADMINISTRATOR, "calendar")]
)
def test_who_does_one_thing_starts_there(town: Town, role: Role, name: str) -> None:
    client = visitor(town.actor(role, "Pat Reed"))
    assert client.get("/").url == reverse(f"staff:{name}")
    assert client.get(reverse(f"staff:{name}")).status_code == 200


def test_the_convening_desk_lists_requests_by_the_days_left(
    town: Town, family: Family, worker: Actor, manager: Actor
) -> None:
    others = town.family(worker, name="Osei", children={"Mia": date(2020, 1, 1)})
    put_on_plan(others.children["Mia"], others.case, by=worker, since=date(2026, 8, 28))
    request_for(others, worker, "Mia", kind=Kind.REVIEW)
    town.at_risk(family, "Ava", worker, manager)
    request_for(family, worker, "Ava")
    desk = visitor(town.actor(Role.ADMINISTRATOR, "Priya Nair"))
    text = words_of(desk.get("/"))
    assert text.index("Osei family") < text.index("Hartley family")
    assert "Saturday 28 November 2026 · 3 working days left" in text
    assert queries_of(desk, "/") <= 20


def test_a_chair_has_nothing_of_conferences_of_others(
    town: Town, family: Family, worker: Actor, manager: Actor
) -> None:
    text = words_of(visitor(town.actor(Role.CHAIR, "Noor Khan")).get("/"))
    assert "No conference is arranged with you" in text


def test_the_overview_counts_the_register_and_what_is_late(
    town: Town, family: Family, worker: Actor
) -> None:
    put_on_plan(family.children["Ava"], family.case, by=worker, since=date(2026, 8, 3))
    child = nameless_child(town.authority.pk)
    put_on_plan(child, case_of(child), by=worker)
    head = visitor(town.actor(Role.HEAD_OF_SERVICE, "Lee Hart"))
    page = head.get("/")
    text = words_of(page)
    assert "Children subject to a plan 2 of them without a name here 1" in text
    assert "Late today 1" in text
    assert "15 working days late" in text
    assert queries_of(head, "/") <= 15


def test_a_data_officer_sees_who_is_to_be_named(town: Town, worker: Actor) -> None:
    child = nameless_child(town.authority.pk, flags=["The date of birth could not be read."])
    put_on_plan(child, case_of(child), by=worker)
    page = visitor(town.actor(Role.DATA_OFFICER, "Pat Reed")).get("/")
    text = words_of(page)
    assert "Child C100" in text
    assert "The date of birth could not be read." in text
    assert reverse("staff:complete-identity", args=[child.public_id]) in links(page).values()


def test_reading_the_first_page_is_on_record_once(
    town: Town, family: Family, worker: Actor
) -> None:
    child = nameless_child(town.authority.pk)
    visitor(town.actor(Role.DATA_OFFICER, "Pat Reed")).get("/")
    event = AccessEvent.objects.get()
    assert event.subjects == [f"person:{child.pk}"]


# Bank holidays


def test_an_added_bank_holiday_says_first_what_moves_and_moves_it(
    town: Town, family: Family, worker: Actor
) -> None:
    town.enquiry(family, "Ava", worker)
    client = visitor(town.actor(Role.SYSTEM_ADMINISTRATOR, "Pat Reed"))
    answers = filled(name="Coronation") | day_of("day", 3, 12, 2026)
    address = reverse("staff:calendar")
    check = client.post(address, answers)
    text = words_of(check)
    assert "1 running date moves" in text
    assert "from Friday 11 December 2026 to Monday 14 December 2026" in text
    assert Clock.objects.get(rule="initial_conference").due_on == date(2026, 12, 11)
    done = client.post(address, answers | {"_step": "confirm"})
    listed = words_of(client.get(done.url))
    assert "Friday 11 December 2026 Monday 14 December 2026 Bank holiday added" in listed
    assert "1 date moved" in listed
    assert "Hartley" not in listed
    moved = Clock.objects.get(rule="initial_conference")
    assert moved.due_on == date(2026, 12, 14)
    assert any("3 December" in step for step in moved.steps)
    assert "Thursday 3 December 2026" in words_of(client.get(address))


def test_a_day_added_by_mistake_is_taken_away_and_says_what_moves_back(
    town: Town, family: Family, worker: Actor
) -> None:
    town.enquiry(family, "Ava", worker)
    client = visitor(town.actor(Role.SYSTEM_ADMINISTRATOR, "Pat Reed"))
    calendar, take_away = reverse("staff:calendar"), reverse("staff:take-away-day")
    assert take_away not in links(client.get(calendar)).values()
    answers = filled(name="Coronation") | day_of("day", 3, 12, 2026)
    client.post(calendar, answers | {"_step": "confirm"})
    assert take_away in links(client.get(calendar)).values()
    chosen = filled(day="2026-12-03")
    text = words_of(client.post(take_away, chosen))
    assert "this day counts again. 1 running date moves back." in text
    assert "from Monday 14 December 2026 to Friday 11 December 2026" in text
    done = client.post(take_away, chosen | {"_step": "confirm"})
    text = words_of(client.get(done.url))
    assert "The day counts again; 1 running date was moved back." in text
    assert "2 dates moved" in text
    assert "Bank holiday taken away" in text
    assert Clock.objects.get(rule="initial_conference").due_on == date(2026, 12, 11)


def test_what_is_late_once_it_has_moved_back_is_said_first(
    town: Town, family: Family, worker: Actor, clock: time_machine.Traveller
) -> None:
    town.enquiry(family, "Ava", worker)
    client = visitor(town.actor(Role.SYSTEM_ADMINISTRATOR, "Pat Reed"))
    answers = filled(name="Coronation") | day_of("day", 3, 12, 2026)
    client.post(reverse("staff:calendar"), answers | {"_step": "confirm"})
    clock.move_to(datetime(2026, 12, 14, 10, tzinfo=UTC))
    client = visitor(town.actor(Role.SYSTEM_ADMINISTRATOR, "Kit Dow"))
    text = words_of(client.post(reverse("staff:take-away-day"), filled(day="2026-12-03")))
    assert "1 of them has passed by then." in text


@pytest.mark.parametrize(
    "day, message",
    [
        ((25, 12, 2026), "Nobody works on that day as it is."),
        ((24, 11, 2026), "Enter a day that lies ahead: what has passed was worked on."),
        ((28, 11, 2026), "Nobody works on that day as it is."),
    ],
)
def test_a_day_that_changes_nothing_is_refused_and_what_was_typed_is_kept(
    town: Town, day: tuple[int, int, int], message: str
) -> None:
    client = visitor(town.actor(Role.ADMINISTRATOR, "Priya Nair"))
    answers = filled(name="Coronation") | day_of("day", *day)
    response = client.post(reverse("staff:calendar"), answers)
    assert response.status_code == 422
    assert problems(response) == [message]
    assert 'value="Coronation"' in response.text


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.CHAIR, Role.DATA_OFFICER])
def test_others_have_nothing_to_do_with_the_calendar(town: Town, role: Role) -> None:
    client = visitor(town.actor(role, "Pat Reed"))
    assert client.get(reverse("staff:calendar")).status_code == 404
