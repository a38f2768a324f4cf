"""What looking at a file comes to: plain values, which cross from one process to another."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

# How a place is named whose text a machine read out of a picture.
AS_A_PICTURE: Final = "as a picture"
# What a reader sees too, and who encloses it may have forgotten.
COMMENTS: Final = "comments"
CHANGES: Final = "changes that nobody accepted"
ATTACHED: Final = "attached files"


@dataclass(frozen=True, slots=True)
class Passage:
    """Some text, and where in the file it stands ("page 3", "header", "comments")."""

    place: str
    text: str


@dataclass(slots=True)
class Findings:
    """
    What was found in one file.

    `refused` says in words why it is not taken. `unsearched` names the places that hold something
    no program here could read: a person has to.
    """

    refused: list[str] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    unsearched: list[str] = field(default_factory=list)
    leaves: bytes = b""
    """The copy of it that may leave, when it is taken and was looked into by `look_into`."""

    def add(self, place: str, text: str) -> None:
        words = _keepable(text)
        if words.strip():
            self.passages.append(Passage(_keepable(place), words))

    def not_searched(self, place: str) -> None:
        if place not in self.unsearched:
            self.unsearched.append(place)

    def refuse(self, *reasons: str) -> None:
        self.refused += [reason for reason in reasons if reason not in self.refused]

    def take(self, inner: "Findings", *, within: str) -> None:
        """Add what was found in a file that is inside this one."""
        self.refuse(*inner.refused)
        self.passages += [Passage(f"{within}, {one.place}", one.text) for one in inner.passages]
        self.unsearched += [f"{within}, {place}" for place in inner.unsearched]


def _keepable(text: str) -> str:
    """Return the text as a database keeps it: without what is no character, or stands for none."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def joined(parts: Iterable[object]) -> str:
    return "\n".join(str(part) for part in parts if part)
