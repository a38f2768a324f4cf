"""The families of the plan tests."""

from roundtable.casework.cases.tests.town import other_town, town
from roundtable.casework.conferences.tests.conftest import built, cast, further

__all__ = ["built", "cast", "further", "other_town", "town"]
