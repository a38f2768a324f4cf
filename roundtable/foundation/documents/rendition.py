"""
What every letter and printed record has in common.

A rendition is one document made for one reader. Its fields are plain values that have already
passed through disclosure for that reader: whatever is in here gets printed, and nothing else does.
The class is also the contract with the template: a field without `| None` must have something in
it, or `CannotRender` stops the letter, because a blank in a letter is worse than no letter yet.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Final, TypeVar

Item = TypeVar("Item")

AT_LEAST_ONE: Final = "at least one"
OneOrMore = Annotated[tuple[Item, ...], AT_LEAST_ONE]

# Stands where a detail exists but is confidential from this reader.
KEPT_PRIVATE: Final = "kept private"


class CannotRender(Exception):
    """The document would say something blank or untrue; `field` names what is wrong with it."""

    def __init__(self, field: str, problem: str = "is missing") -> None:
        self.field = field
        self.problem = problem
        super().__init__(f"This cannot be printed yet: {_in_words(field)} {problem}.")


def _in_words(field: str) -> str:
    """Return `children.1.key_worker.phone` as `children, 1, key worker, phone`."""
    return field.replace(".", ", ").replace("_", " ")


@dataclass(frozen=True, kw_only=True)
class Contact:
    """A person or team the reader can reach. `phone` and `email` may be `KEPT_PRIVATE`."""

    name: str
    job: str
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, kw_only=True)
class Signpost:
    """Someone outside the authority who can help: what they do, and how to reach them."""

    name: str
    helps_with: str
    phone: str | None = None
    website: str | None = None


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """
    The authority, as it prints at the top of the first page.

    `colour` is the authority's own, as `#rrggbb`. Where it would be too pale to read, the name is
    printed in black and only the line beneath it takes the colour.
    """

    authority_name: str
    team: str
    address: OneOrMore[str]
    phone: str
    email: str | None = None
    colour: str = "#1d3f58"

    def __post_init__(self) -> None:
        if not re.fullmatch("#[0-9a-fA-F]{6}", self.colour):
            raise CannotRender("colour", "is not of the form #rrggbb")


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """
    The one reader, and the address that shows in the envelope's window.

    `address` may be empty when the copy is not posted; `delivery` then says how it reaches them
    ("By hand", "On your page"). It must be an address marked safe for this person.
    """

    name: str
    address: tuple[str, ...] = ()
    delivery: str | None = None


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """
    What a template prints: a rendition, or a part that the renditions of several readers share.

    `TITLE` is the kind of document. It becomes the PDF's title, so it never names a person.
    """

    TEMPLATE: ClassVar[str]
    TITLE: ClassVar[str]

    letterhead: Letterhead
    language: str = "en"


@dataclass(frozen=True, kw_only=True)
class Rendition(Sheet):
    """
    A document for one reader.

    `reference` is a random public id, never a name or a date of birth.
    Every page's foot says whose it is. `copy_number` counts the copies that are to come back; one
    that its reader keeps has none.
    """

    recipient: Recipient
    reference: str
    copy_number: int | None
    dated: date
