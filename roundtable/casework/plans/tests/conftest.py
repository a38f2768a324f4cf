"""The families of the plan tests."""

import pytest

from roundtable.casework.cases.tests.town import other_town, town
from roundtable.casework.conferences.tests.family import Family, build_family

__all__ = ["other_town", "town"]


@pytest.fixture
def cast(db: None) -> Family:
    return build_family()
