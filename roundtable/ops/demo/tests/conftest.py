"""The whole demonstration, told once for the tests that look at it."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from roundtable.foundation.core import clock
from roundtable.foundation.core.context import set_context
from roundtable.ops.demo.seeding import Told, open_stage, still_to_tell, tell_all
from roundtable.ops.demo.stage import Stage

# The "now" of every test.
TOLD_AT = clock.at(date(2026, 11, 24), 10)


@dataclass
class Demonstration:
    """What was told, and how many queries that took."""

    stage: Stage
    told: Told
    queries: int

    def open_context(self) -> None:
        cast = self.stage.cast
        set_context([cast.authority.pk, cast.other_authority.pk])


class Counting:
    """Counts the queries of this process."""

    def __init__(self) -> None:
        self.queries = 0

    def __call__(self, execute: Any, *args: Any) -> Any:
        self.queries += 1
        return execute(*args)


def counted(counting: Counting) -> AbstractContextManager[None]:
    return connection.execute_wrapper(counting)


@pytest.fixture(scope="module")
def demonstration(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Demonstration]:
    """All families, for tests that only look; gone when the module is done."""
    counting = Counting()
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(TOLD_AT, tick=False), counted(counting):
            stage = open_stage(today=clock.today(), seed=1)
            told = tell_all(stage, still_to_tell(stage.cast))
        made = Demonstration(stage, told, counting.queries)
        made.open_context()
        yield made
        transaction.set_rollback(True)
