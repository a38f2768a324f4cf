"""The family of the conference tests, for the pages by link."""

from roundtable.casework.conferences.tests.conftest import built, cast, further

__all__ = ["built", "cast", "further"]
