"""A town to work in, for the tests of staff pages."""

from roundtable.casework.cases.tests.town import other_town, town

__all__ = ["other_town", "town"]
