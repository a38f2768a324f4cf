"""The table of the tests of the room, and the meeting with everyone at it."""

import pytest
import time_machine

from roundtable.casework.room.tests.meeting import Meeting, convene
from roundtable.casework.room.tests.minutes import approved, drafted, ended
from roundtable.casework.statements.tests.laid import _django_db_helper, laid_table, table
from roundtable.casework.statements.tests.table import Table

__all__ = ["_django_db_helper", "approved", "drafted", "ended", "laid_table", "table"]


@pytest.fixture
def meeting(table: Table, clock: time_machine.Traveller) -> Meeting:
    """Open at ten on the day, with everyone in the room who was asked to come."""
    return convene(table, clock)
