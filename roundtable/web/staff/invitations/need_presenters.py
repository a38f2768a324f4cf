"""What the pages about needs show, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from roundtable.casework.invitations.choices import BROUGHT
from roundtable.web.design_system.wording import day
from roundtable.web.staff.words import Tag

if TYPE_CHECKING:
    from roundtable.casework.invitations.models import Need

_STATES: Mapping[str, Tag] = {
    "ASKED": ("To arrange", "blue"),
    "BOOKED": ("Booked", "light-blue"),
    "CONFIRMED": ("Confirmed", "green"),
    "DONE": ("Done", "green"),
    "FAILED": ("Fell through", "red"),
    "NOT_TO_BE_HAD": ("Cannot be had", "orange"),
    "REFUSED": ("Refused", "orange"),
}
_TO_DECIDE: Tag = ("The chair decides", "yellow")
_OPEN = ("ASKED", "FAILED")

Step = tuple[str, str]


@dataclass(frozen=True, slots=True)
class NeedShown:
    """A need from asked to done, with the day of each step; `steps` are (text, address)."""

    who: str
    what: str
    detail: str
    status: Tag
    outcome: str
    days: tuple[str, ...]
    steps: tuple[Step, ...]
    is_open: bool

    @classmethod
    def of(cls, one: "Need", *, steps: tuple[Step, ...] = ()) -> "NeedShown":
        status = _STATES[one.state]
        if one.kind in BROUGHT and one.state == "ASKED":
            status = _TO_DECIDE
        outcome = (one.arrangement, one.not_available_reason, one.outcome, _family(one))
        return cls(
            who=one.participant.name,
            what=", ".join(
                part for part in (str(one.get_kind_display()), one.language, one.dialect) if part
            ),
            detail=one.detail,
            status=status,
            outcome=" ".join(part for part in outcome if part),
            days=tuple(_days(one)),
            steps=steps,
            is_open=one.state in _OPEN,
        )


def _family(one: "Need") -> str:
    if one.relative is None:
        return ""
    return f"{one.relative.name} of the family interprets. Agreed: {one.agreed_by}."


def _days(one: "Need") -> list[str]:
    ended = {"DONE": "done", "FAILED": "fell through", "REFUSED": "refused"}
    steps = (
        ("asked", one.asked_on),
        ("booked", one.arranged_on),
        ("confirmed", one.confirmed_on),
        (ended.get(one.state, "not to be had"), one.ended_on),
    )
    return [f"{text.capitalize()} {day(on)}" for text, on in steps if on is not None]


def steps_of(
    one: "Need", *, may_arrange: bool = True, may_decide: bool = False
) -> tuple[Step, ...]:
    """Return what this reader can do about a need next."""
    ids = [one.participant.conference.public_id, one.public_id]
    if one.kind in BROUGHT:
        return (("Decide", reverse("staff:decide-supporter", args=ids)),) if may_decide else ()
    if not may_arrange:
        return ()
    arrange = "Arrange it" if one.state in _OPEN else "Change it"
    steps = [] if one.state == "DONE" else [(arrange, reverse("staff:arrange-need", args=ids))]
    if one.state in ("BOOKED", "CONFIRMED", "DONE"):
        steps.append(("Say how it went on", reverse("staff:follow-need", args=ids)))
    return tuple(steps)
