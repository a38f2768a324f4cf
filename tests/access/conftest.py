"""The town of the access tests, built once for the module and brought from stage to stage."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
import typst
from pytest_django import DjangoDbBlocker

from tests.access.visits import Visits
from tests.access.world import NOW, hold_and_send_letters, world_in_database


@pytest.fixture(scope="module", autouse=True)
def printed_once() -> Iterator[None]:
    """The same words make the same PDF for whoever opens it: so print each of them once."""
    compiled: dict[tuple[Any, ...], bytes] = {}
    printer = typst.compile

    def compile_once(template: Any, *, sys_inputs: dict[str, str], **how: Any) -> bytes:
        key = (template, *sorted(sys_inputs.items()))
        if key not in compiled:
            compiled[key] = printer(template, sys_inputs=sys_inputs, **how)
        return compiled[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typst, "compile", compile_once)
        yield


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Visits]:
    """Everybody is invited, the reports are coming in, and the conference is today."""
    with (
        django_db_blocker.unblock(),
        time_machine.travel(NOW, tick=False),
        world_in_database() as world,
    ):
        yield Visits(world)


@pytest.fixture(scope="module")
def town_after(town: Visits, django_db_blocker: DjangoDbBlocker) -> Visits:
    """The conference has decided, and its letters are out."""
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False):
        hold_and_send_letters(town.world)
    return Visits(town.world)


@pytest.fixture
def invited(db: None, town: Visits) -> Visits:
    assert town.world.stage == "invited", "these tests come before those of the next stage"
    town.world.open_context()
    return town


@pytest.fixture
def decided(db: None, town_after: Visits) -> Visits:
    town_after.world.open_context()
    return town_after
