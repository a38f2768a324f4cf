"""The family of the conference tests, with its table set."""

import pytest

from roundtable.casework.conferences.models import Conference
from roundtable.casework.conferences.tests.conftest import built, cast, further
from roundtable.casework.conferences.tests.family import Family
from roundtable.web.partners.tests.people import set_table

__all__ = ["built", "cast", "further"]


@pytest.fixture
def conference(cast: Family) -> Conference:
    return set_table(cast)
