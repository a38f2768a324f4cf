"""The town of the access tests, built once for each module and brought to its stage."""

from collections.abc import Iterator

import pytest
import time_machine
from pytest_django import DjangoDbBlocker

from tests.access.world import NOW, World, hold_and_send_letters, world_in_database


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Everybody is invited, the reports are coming in, and the conference is today."""
    with (
        django_db_blocker.unblock(),
        time_machine.travel(NOW, tick=False),
        world_in_database() as world,
    ):
        yield world


@pytest.fixture(scope="module")
def town_after(town: World, django_db_blocker: DjangoDbBlocker) -> World:
    """The conference has decided, and its letters are out."""
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False):
        hold_and_send_letters(town)
    return town


@pytest.fixture
def invited(db: None, town: World) -> World:
    assert town.stage == "invited"
    town.open_context()
    return town


@pytest.fixture
def decided(db: None, town_after: World) -> World:
    town_after.open_context()
    return town_after
