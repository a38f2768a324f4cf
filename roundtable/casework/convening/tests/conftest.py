"""The town of the case tests, for what leads to a request."""

from roundtable.casework.cases.tests.town import other_town, town

__all__ = ["other_town", "town"]
