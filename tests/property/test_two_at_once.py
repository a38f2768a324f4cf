"""
Two people at one meeting, each with the same page open, in whatever order they open and save it.

Nothing that somebody saved is written over by somebody who had not seen it, and every text that was
ever kept can be found again. ROUNDTABLE_INTERLEAVINGS says how many orders; without it, a few.
"""

import os
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import transaction
from django.test import Client

from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.conferences.tests.conftest import built, cast, further
from roundtable.casework.conferences.tests.family import STARTS_AT, Family
from roundtable.casework.decisions.models import Opinion
from roundtable.casework.plans.models import Outline
from roundtable.casework.plans.tests import table
from roundtable.casework.room.actions import record_item
from roundtable.casework.statements.models import StatementVersion
from roundtable.foundation.core import clock as time
from roundtable.web.design_system.tests.people import carried_by
from roundtable.web.staff.room.tests.test_room import room, sign_in

__all__ = ["built", "cast", "further"]

SEED = 20261203
WANTED = int(os.environ.get("ROUNDTABLE_INTERLEAVINGS", "8"))
IN_ONE_TEST = 100
PEOPLE = ("chair", "minute_taker")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Share the orders out to tests, so that none takes longer than one is let."""
    if "orders_from" in metafunc.fixturenames:
        metafunc.parametrize("orders_from", range(0, WANTED, IN_ONE_TEST))


def orders(seed: int) -> Iterator[list[tuple[str, str]]]:
    """Yield orders in which two people open a page and save it, by chance."""
    chance = random.Random(seed)
    while True:
        steps = [(who, what) for who in PEOPLE for what in ("open", "save", "save")]
        chance.shuffle(steps)
        yield [(who, "open") for who in chance.sample(PEOPLE, 2)] + steps


@dataclass
class Page:
    """One page that two can have open, and what is on file of it."""

    address: str
    answers: Callable[[str], dict[str, Any]]
    on_file: Callable[[], str]
    ever_kept: Callable[[], set[str]]


@dataclass
class Person:
    client: Client
    carried: dict[str, str] = field(default_factory=dict)
    has_seen: int = -1


@pytest.fixture
def sitting(cast: Family, clock: time_machine.Traveller) -> Conference:
    conference = table.invited(cast, "ava")
    clock.move_to(STARTS_AT)
    return table.sitting(cast, conference)


@pytest.fixture
def pages(cast: Family, sitting: Conference) -> dict[str, Page]:
    seat = Participant.objects.get(
        conference=sitting, professional=cast.professionals["health_visitor"]
    )
    child = sitting.children.get()
    statement = record_item(
        conference_id=sitting.pk,
        author_id=seat.pk,
        text="Begin",
        children=[cast.people["ava"]],
        domain="worried",
        actor=cast.actor("minute_taker"),
        now=time.now(),
    )
    of_child = f"children/{child.public_id}/"
    return {
        "item": Page(
            room(sitting, f"items/{statement.public_id}/"),
            lambda text: {
                "author": seat.pk,
                "text": text,
                "children": [cast.people["ava"].pk],
                "domain": "worried",
                "audience": "EVERYONE",
            },
            lambda: StatementVersion.objects.filter(statement=statement).latest("number").text,
            lambda: set(
                StatementVersion.objects.filter(statement=statement).values_list("text", flat=True)
            ),
        ),
        "opinion": Page(
            room(sitting, f"{of_child}opinions/{seat.public_id}/"),
            lambda text: {"threshold": "not_met", "reasons": text},
            lambda: "".join(Opinion.objects.values_list("reasons", flat=True)),
            lambda: kept_of(Opinion, "reasons"),
        ),
        "plan": Page(
            room(sitting, f"{of_child}plan/"),
            lambda text: {"protection": text},
            lambda: "".join(Outline.objects.values_list("protection", flat=True)),
            lambda: kept_of(Outline, "protection"),
        ),
    }


def kept_of(model: Any, column: str) -> set[str]:
    """Return what is on file, and what was before."""
    history = apps.get_model(model._meta.app_label, f"{model.__name__}Event")
    return {
        text for rows in (model, history) for text in rows.objects.values_list(column, flat=True)
    }


@pytest.mark.parametrize("what", ["item", "opinion", "plan"])
def test_nobody_writes_over_what_they_have_not_seen(
    cast: Family,
    pages: dict[str, Page],
    clock: time_machine.Traveller,
    what: str,
    orders_from: int,
) -> None:
    page = pages[what]
    clients = {name: sign_in(cast, name) for name in PEOPLE}
    amount = min(IN_ONE_TEST, WANTED - orders_from)
    refusals = 0
    for number, order in enumerate(islice(orders(SEED + orders_from), amount)):
        with transaction.atomic():
            refusals += go_through(order, page, clients, clock, f"{orders_from + number}")
            transaction.set_rollback(True)
    assert refusals > amount / 3  # else nobody ever met anybody


def go_through(
    order: list[tuple[str, str]],
    page: Page,
    clients: dict[str, Client],
    clock: time_machine.Traveller,
    number: str,
) -> int:
    """Let two people do this, and return how often one was told that the other had been first."""
    people = {name: Person(client) for name, client in clients.items()}
    kept: list[str] = []
    refusals = 0
    for at, (name, step) in enumerate(order):
        clock.shift(1)
        person = people[name]
        if step == "open":
            look(person, page, kept)
            continue
        text = f"{name} {number}.{at}: “Ça va”"
        answer = person.client.post(page.address, person.carried | page.answers(text))
        if person.has_seen == len(kept):
            assert answer.status_code == 302, (order, at)
            kept.append(text)
            look(person, page, kept)
        else:
            assert answer.status_code == 422, (order, at)
            refusals += 1
            person.carried, person.has_seen = carried_by(answer), len(kept)
        assert not kept or page.on_file() == kept[-1], (order, at)
    assert set(kept) <= page.ever_kept(), order
    return refusals


def look(person: Person, page: Page, kept: list[str]) -> None:
    """Open the page: they have seen by then whatever was kept before."""
    answer = person.client.get(page.address)
    assert answer.status_code == 200
    person.carried, person.has_seen = carried_by(answer), len(kept)
