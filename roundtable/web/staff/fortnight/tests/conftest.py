"""The family of the conference tests, for the pages of a plan."""

from roundtable.casework.conferences.tests.conftest import built, cast, further

__all__ = ["built", "cast", "further"]
