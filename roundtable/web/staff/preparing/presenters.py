"""What the pages about preparing the family show, as plain values."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from roundtable.web.design_system.wording import day, moment
from roundtable.web.staff.words import Tag

if TYPE_CHECKING:
    from roundtable.casework.preparing.models import TimeRequest


@dataclass(frozen=True, slots=True)
class TimeRequestShown:
    """One request for time to read, and what became of it."""

    name: str
    wanted: str
    words: str
    asked: str
    tag: Tag
    reasons: str
    href: str = ""

    @classmethod
    def of(cls, request: "TimeRequest", *, href: str = "") -> "TimeRequestShown":
        told_to = f", told to {request.told_to.name}" if request.told_to else ""
        return cls(
            name=request.participant.name,
            wanted=str(request.get_wanted_display()),
            words=request.words,
            asked=f"{moment(request.asked_at)}{told_to}",
            tag=(str(request.get_decision_display()), "")
            if request.decision
            else ("To decide", "red"),
            reasons=f"{request.reasons} ({_who(request)})" if request.decision else "",
            href=href,
        )


def _who(request: "TimeRequest") -> str:
    who = request.decided_by.name if request.decided_by else "the chair"
    return f"{who}, {day(request.decided_at)}" if request.decided_at else who
