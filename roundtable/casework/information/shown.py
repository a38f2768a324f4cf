"""A text as pages and letters show it: plain paragraphs and points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    LEAFLET = "leaflet"
    """For the family; the invitation encloses it."""
    YOUNG = "young"
    """For children; their worker goes through it with them."""
    GUIDANCE = "guidance"
    """For those who write a report: read first."""
    SECTIONS = "sections"
    """For those who write a report: what belongs in each section, beside it."""


@dataclass(frozen=True, slots=True)
class TextSection:
    """`about` is the code of what it belongs to, where it stands beside something."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    about: str = ""

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "TextSection":
        return cls(
            kept["heading"],
            tuple(kept["paragraphs"]),
            tuple(kept["points"]),
            kept.get("about", ""),
        )

    def as_kept(self) -> dict[str, Any]:
        return {
            "heading": self.heading,
            "paragraphs": list(self.paragraphs),
            "points": list(self.points),
            "about": self.about,
        }


@dataclass(frozen=True, slots=True)
class InformationShown:
    """One version of a text."""

    code: str
    kind: Kind
    title: str
    sections: tuple[TextSection, ...]
    number: int
    dated: date
    what_changed: str = ""
    approved_by: str = ""

    @property
    def blocks(self) -> Sequence[str]:
        """Return every sentence's worth of text, to see how easily it reads."""
        return [
            block for one in self.sections for block in (one.heading, *one.paragraphs, *one.points)
        ]
