"""The table of every test of what is said."""

import pytest

from roundtable.casework.conferences.tests.family import build_family
from roundtable.casework.statements.tests.table import Table, lay_table


@pytest.fixture
def table(db: None) -> Table:
    return lay_table(build_family())
