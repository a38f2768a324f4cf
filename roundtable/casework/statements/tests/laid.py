"""
The table of a test, laid once for a whole module: laying it takes longer than most tests.

Each test works in a savepoint of its own, on its own copies of the rows.
"""

from collections.abc import Iterator
from copy import deepcopy
from datetime import date

import pytest
import time_machine
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from roundtable.casework.conferences.tests.family import build_family
from roundtable.casework.statements.tests.table import Table, lay_table
from roundtable.foundation.core import clock

# The "now" of every test.
LAID_AT = clock.at(date(2026, 11, 24), 10)


@pytest.fixture(scope="module")
def laid_table(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Table]:
    """The conference of Thursday 3 December, with everyone invited; not for a test to change."""
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(LAID_AT, tick=False):
            table = lay_table(build_family())
        yield table
        transaction.set_rollback(True)


@pytest.fixture
def _django_db_helper(laid_table: Table, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Stand in for the helper of `db`, which would close the connection the table is laid on."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        connection.check_constraints()
        transaction.set_rollback(True)


@pytest.fixture
def table(laid_table: Table, db: None) -> Table:
    """The same for one test, which may do with it what it likes."""
    return deepcopy(laid_table)
