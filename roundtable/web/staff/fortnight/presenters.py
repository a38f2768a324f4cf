"""What a plan for many conferences says, as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from roundtable.casework.fortnight.choices import FAILED, OPEN, STATE_WORDS, WORKING
from roundtable.foundation.core import clock
from roundtable.web.design_system.wording import count, day, long_day, short_day, time_of_day
from roundtable.web.staff.conferences.header import family_name, span
from roundtable.web.staff.words import Tag

if TYPE_CHECKING:
    from roundtable.casework.fortnight.models import FortnightPlan, PlannedConference

_COLOURS = {"proposed": "blue", "no_place": "red", "accepted": "green", "set_aside": "grey"}


@dataclass(frozen=True, slots=True)
class LineShown:
    """One conference of the plan: when, with whom, why, and what is late about it."""

    family: str
    href: str
    aside_href: str
    change_href: str
    by_hand_href: str
    children: str
    when: str
    who: str
    limit: str
    why: tuple[str, ...]
    why_late: str
    agreed: str
    tag: Tag
    is_open: bool
    has_time: bool
    has_room: bool

    @classmethod
    def of(cls, line: "PlannedConference", plan: "FortnightPlan") -> "LineShown":
        address = [plan.public_id, line.public_id]
        has_time = line.starts_at is not None
        return cls(
            family=family_name(line.case),
            href=reverse("staff:planned-conference", args=address),
            aside_href=reverse("staff:set-aside", args=address),
            change_href=reverse("staff:adjust-planned", args=address),
            by_hand_href=_by_hand(line),
            children=line.children,
            when=span(line.starts_at, line.ends_at) if line.starts_at else "No time was found",
            who=_who(line) if has_time else "",
            limit=f"Limit {long_day(line.limit_on)}" if line.limit_on else "",
            why=tuple(line.why),
            why_late=line.why_late,
            agreed=line.agreed,
            tag=(STATE_WORDS[line.state], _COLOURS[line.state]),
            is_open=line.state in OPEN,
            has_time=has_time,
            has_room=line.room_id is not None,
        )


def _by_hand(line: "PlannedConference") -> str:
    if line.conference is None:
        return reverse("staff:request-conference", args=[line.case.public_id])
    return reverse("staff:conference", args=[line.conference.public_id])


def _who(line: "PlannedConference") -> str:
    people = [("chair", line.chair), ("minutes", line.minute_taker)]
    named = [f"{what} {one.name}" for what, one in people if one is not None]
    return ", ".join([*named, line.room.name if line.room else "by video link"])


@dataclass(frozen=True, slots=True)
class PlanShown:
    title: str
    asked: str
    href: str
    accept_href: str
    is_working: bool
    failed_because: str
    summary: str
    proof: str
    to_agree: tuple[LineShown, ...]
    in_time: tuple[LineShown, ...]
    decided: tuple[LineShown, ...]

    @property
    def at_once(self) -> tuple[LineShown, ...]:
        """What can be arranged in one go: nothing has to be said about it."""
        return tuple(one for one in self.in_time if one.has_room)

    @classmethod
    def of(cls, plan: "FortnightPlan", lines: Sequence["PlannedConference"]) -> "PlanShown":
        shown = [(line, LineShown.of(line, plan)) for line in lines]
        waiting = [one for one in shown if one[1].is_open]
        return cls(
            title=title_of(plan),
            asked=_asked(plan),
            href=reverse("staff:fortnight", args=[plan.public_id]),
            accept_href=reverse("staff:accept-fortnight", args=[plan.public_id]),
            is_working=plan.state == WORKING,
            failed_because=plan.failed_because if plan.state == FAILED else "",
            summary=_summary(lines),
            proof=_proof(plan) if lines else "",
            to_agree=tuple(one for line, one in waiting if line.why_late),
            in_time=tuple(one for line, one in waiting if not line.why_late),
            decided=tuple(one for _, one in shown if not one.is_open),
        )


def title_of(plan: "FortnightPlan") -> str:
    return f"Plan for {day(plan.first_on)} to {day(plan.last_on)}"


def _asked(plan: "FortnightPlan") -> str:
    who = f" by {plan.asked_by.name}" if plan.asked_by else ""
    local = plan.asked_at.astimezone(clock.LONDON)
    return f"Asked for{who} on {short_day(local)} at {time_of_day(local)}"


def _summary(lines: Sequence["PlannedConference"]) -> str:
    if not lines:
        return "Nothing waited to be arranged when the plan was asked for."
    none = sum(line.starts_at is None for line in lines)
    late = sum(bool(line.why_late) for line in lines) - none
    parts = [count(len(lines), "conference")]
    parts += [f"{len(lines) - late - none} within every limit"] if late or none else []
    parts += [f"{late} after a limit"] if late else []
    parts += [f"{none} for which no time was found"] if none else []
    return ", ".join(parts) if late or none else f"{parts[0]}, all within every limit"


def _proof(plan: "FortnightPlan") -> str:
    if plan.is_best:
        return "No other plan would be better for the children and families, as they are weighed."
    return "The best plan that was found in the time there is; a better one may exist."


@dataclass(frozen=True, slots=True)
class PlanListed:
    """A plan in the list of the last few."""

    title: str
    href: str
    asked: str
    state: str

    @classmethod
    def of(cls, plan: "FortnightPlan") -> "PlanListed":
        waiting = int(vars(plan)["open_lines"])
        state = count(waiting, "conference to decide on", "conferences to decide on")
        if plan.state == WORKING:
            state = "Being worked out"
        elif plan.state == FAILED:
            state = "Could not be worked out"
        return cls(
            title_of(plan), reverse("staff:fortnight", args=[plan.public_id]), _asked(plan), state
        )
