"""The same family as the conferences' tests have, built once for each module."""

import copy
from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from roundtable.casework.conferences.tests.family import Family, Further, family_in_database
from roundtable.foundation.core.context import set_context


@pytest.fixture(scope="module")
def further() -> Further:
    """What the module adds to the family; a module has its own fixture of this name."""
    return lambda family: None


@pytest.fixture(scope="module")
def built(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, further: Further
) -> Iterator[Family]:
    with django_db_blocker.unblock(), family_in_database(further) as family:
        yield family


@pytest.fixture
def cast(db: None, built: Family) -> Family:
    set_context([built.authority.pk, built.other_authority.pk])
    return copy.deepcopy(built)
