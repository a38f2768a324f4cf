"""The family of the conference tests, for its pages."""

from roundtable.casework.conferences.tests.conftest import built, cast, further

__all__ = ["built", "cast", "further"]
