"""Printed copies as the desk's pages show them."""

from dataclasses import dataclass

from django.urls import reverse

from roundtable.casework.reports.copies import ShownCopy
from roundtable.rules.copy_states import State, what_can_follow
from roundtable.web.design_system.wording import count, day
from roundtable.web.staff.words import Tag

_TAGS: dict[State, Tag] = {
    State.PRINTED: ("Printed", "grey"),
    State.HANDED_OUT: ("Handed out", "blue"),
    State.RETURNED: ("Back", "green"),
    State.SHREDDED: ("Shredded", "green"),
    State.LOST: ("Lost", "red"),
}


_STILL_OUT = frozenset({State.PRINTED, State.HANDED_OUT})
_OUTDATED = "Outdated: a report came or changed after it was printed"


@dataclass(frozen=True, slots=True)
class CopyShown:
    number: str
    name: str
    family: str
    pages: str
    status: Tag
    since: str
    back_by: str
    print_href: str
    note_href: str
    outdated: str


def copy_shown(one: ShownCopy) -> CopyShown:
    """Return a line of the register; the family's own copies have nothing to be counted back."""
    status: Tag = ("Overdue", "red") if one.is_overdue else _TAGS[one.state]
    return CopyShown(
        number=str(one.number) if one.number is not None else "Theirs",
        name=one.name,
        family=one.family,
        pages=count(one.pages, "page"),
        status=status,
        since=" ".join(part for part in (day(one.since) if one.since else "", one.words) if part),
        back_by=_back_by(one),
        print_href=reverse("staff:print-copy", args=[one.public_id]),
        note_href=reverse("staff:note-copy", args=[one.public_id])
        if what_can_follow(one.state, is_counted_back=one.number is not None)
        else "",
        outdated=_OUTDATED if one.is_outdated and one.state in _STILL_OUT else "",
    )


def _back_by(one: ShownCopy) -> str:
    if one.back_by is None:
        return "Theirs to keep"
    return day(one.back_by) if one.state in _STILL_OUT else ""


def note_title(number: int | None, name: str) -> str:
    """Return whose copy it is: "Copy 3, Mia Stone"."""
    return f"Copy {number}, {name}" if number is not None else f"The copy of {name}"
