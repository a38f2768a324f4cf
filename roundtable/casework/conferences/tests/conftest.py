"""The family of every conference test."""

import pytest

from roundtable.casework.conferences.tests.family import Family, build_family


@pytest.fixture
def cast(db: None) -> Family:
    return build_family()
