import pytest

from roundtable.casework.conferences.models import Conference
from roundtable.casework.conferences.tests.family import Family, build_family
from roundtable.web.partners.tests.people import set_table


@pytest.fixture
def cast(db: None) -> Family:
    return build_family()


@pytest.fixture
def conference(cast: Family) -> Conference:
    return set_table(cast)
