"""The clock and the database of every test, wherever it stands."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

from roundtable.ops import embedded_postgres
from roundtable.ops.memory import look_seldom
from tests.support import owner, template

# A Tuesday, a working day like any other.
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Europe/London"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--families", help="how many made-up families tests/property looks at")
    parser.addoption("--double-posts", help="how often tests/breaches sends one form again")


def pytest_collection_finish() -> None:
    """Thousands of tests are there for good: nobody need look through them for what to forget."""
    look_seldom()


@pytest.fixture(autouse=True)
def clock(request: pytest.FixtureRequest) -> Iterator[time_machine.Traveller]:
    """Hold the time still for the test; `clock.move_to(...)` and `clock.shift(...)` change it.

    In a browser test it goes on from there: a browser and a server wait for one another.
    """
    ticks = request.node.get_closest_marker("browser") is not None
    with time_machine.travel(NOW, tick=ticks) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def nothing_known_of_authorities() -> None:
    """Forget the names and colours that pages keep for a minute: keys are given out anew."""
    from roundtable.web.design_system import shell

    shell._known.clear()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Have the server running, and a migrated database on it to copy the test database from."""
    if settings.EMBEDDED_POSTGRES:
        embedded_postgres.start(settings.EMBEDDED_POSTGRES)
    with django_db_blocker.unblock():
        settings.DATABASES["default"]["TEST"]["TEMPLATE"] = template.ensure_template()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Make and migrate the database as the owner, then run every test as the application."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        owner.remember_migrated_rows()
        owner.hand_over_to_application()
        patch.setattr(
            TransactionTestCase, "_fixture_teardown", lambda _: owner.restore_migrated_rows()
        )
        yield
        owner.take_back_as_owner()
