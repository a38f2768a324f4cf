"""What goes with one reader's letter, and how it was searched, as the page says it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from roundtable.foundation.documents.files.findings import (
    AS_A_PICTURE,
    ATTACHED,
    CHANGES,
    COMMENTS,
)
from roundtable.foundation.documents.files.kinds import FileKind
from roundtable.web.design_system.wording import day
from roundtable.web.staff.words import Tag

if TYPE_CHECKING:
    from roundtable.casework.information.shown import InformationShown
    from roundtable.casework.invitations.models import Enclosure
    from roundtable.foundation.documents.models import KeptFile

_BY_OFFICE = frozenset({"chair", "minute_taker"})


@dataclass(frozen=True, slots=True)
class EnclosureShown:
    """Something that goes with a letter, and what a person still has to read in it."""

    title: str
    kind: str
    href: str
    state: Tag
    file_kind: str = ""
    searched: tuple[str, ...] = ()
    """How it was searched, and what in it is easily forgotten."""
    read_href: str = ""
    take_out_href: str = ""

    @classmethod
    def of_leaflet(cls, text: "InformationShown") -> "EnclosureShown":
        return cls(
            title=text.title,
            kind=f"Leaflet, version {text.number} of {day(text.dated)}",
            href=reverse("staff:information-version", args=[text.code, text.number]),
            state=("In every letter to the family", "grey"),
        )

    @classmethod
    def of_file(
        cls, one: "Enclosure", file: "KeptFile", conference_id: Any, *, by_user: int
    ) -> "EnclosureShown":
        ids = [conference_id, one.participant.public_id, one.public_id]
        unread = tuple(file.unsearched) if one.read_at is None else ()
        state: Tag = ("All of it", "green")
        if one.read_at is not None:
            state = ("Read by a second person", "green")
        elif unread:
            state = ("A second person has to read it", "yellow")
        may_read = bool(unread) and one.added_by_user_id != by_user
        return cls(
            title=one.title,
            kind=str(one.get_kind_display()),
            file_kind=FileKind(file.kind).label,
            state=state,
            searched=_how_searched(file),
            href=reverse("staff:enclosure", args=ids),
            read_href=reverse("staff:read-enclosure", args=ids) if may_read else "",
            take_out_href=reverse("staff:take-out-enclosure", args=ids),
        )


def _how_searched(file: "KeptFile") -> tuple[str, ...]:
    places = list(dict.fromkeys(place for place, _ in file.passages))
    pictures = [one.removesuffix(f", {AS_A_PICTURE}") for one in places if AS_A_PICTURE in one]
    read = [one for one in pictures if one not in file.unsearched]
    doubtful = [one for one in pictures if one in file.unsearched]
    unread = [one for one in file.unsearched if one not in pictures]
    lines = []
    if read:
        lines.append(
            f"Read out of pictures by a program: {', '.join(read)}. It can misread a word."
        )
    if doubtful:
        lines.append(f"Read by a program that is not sure of all of it: {', '.join(doubtful)}.")
    if unread:
        lines.append(f"Not searched: {', '.join(unread)}.")
    if any(one.endswith(CHANGES) for one in places):
        lines.append(f"Its reader sees the {CHANGES}.")
    if COMMENTS in places:
        lines.append(f"Its reader sees the {COMMENTS} in it.")
    if ATTACHED in places:
        lines.append(f"The {ATTACHED} do not go. Add each by itself.")
    return tuple(lines)
