"""What somebody takes home from the meeting, as a page shows it: the same words as on paper."""

from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING

from roundtable.casework.plans.letters.agreed import Agreed, AgreedForChild
from roundtable.rules.categories import LABELS
from roundtable.web.design_system.presenters import Row
from roundtable.web.design_system.wording import day, listed, long_day, time_of_day

if TYPE_CHECKING:
    from roundtable.casework.conferences.letters.parts import Aim, Meeting, PlannedAction
    from roundtable.foundation.documents.rendition import Contact


@dataclass(frozen=True, slots=True)
class AimShown:
    what_must_change: str
    how_we_will_know: str
    actions: tuple[tuple[str, str, str], ...]  # what, who, by when


@dataclass(frozen=True, slots=True)
class ChildShown:
    name: str
    decision: str
    legal_planning: bool
    worries: str
    dates: tuple[Row, ...]
    protection: str
    aims: tuple[AimShown, ...]
    support: str
    contingency: str
    contact: str
    visits: str
    asked: tuple[str, ...] | None
    who_tells: str


@dataclass(frozen=True, slots=True)
class AgreedShown:
    """The outline plan and the next dates, for one reader."""

    held: str
    ended: str
    chair: str
    for_family: bool
    children: tuple[ChildShown, ...]
    happened: str
    interim_plan: str
    next_meeting: str
    contact: str
    letter_by: str

    @classmethod
    def of(cls, agreed: Agreed) -> "AgreedShown":
        ended = agreed.not_decided
        return cls(
            held=long_day(agreed.held_on),
            ended=time_of_day(agreed.ended_at),
            chair=agreed.chair.name,
            for_family=agreed.for_family,
            children=tuple(_child(one) for one in agreed.children),
            happened=ended.reason if ended else "",
            interim_plan=ended.interim_plan if ended else "",
            next_meeting=_meeting(ended.next_meeting) if ended else "",
            contact=_contact(ended.contact) if ended else "",
            letter_by=long_day(agreed.letter_by),
        )


def _child(one: AgreedForChild) -> ChildShown:
    plan = one.plan
    key_worker = plan.key_worker if plan is not None else one.contact
    return ChildShown(
        name=one.name,
        decision=one.decision,
        legal_planning=one.legal_planning,
        worries=listed([LABELS[code].lower() for code in one.categories]),
        dates=(
            Row("Core group", _meeting(plan.next_core_group)),
            Row("Next conference", _meeting(plan.review)),
            Row("The core group is", listed([member.name for member in plan.core_group])),
        )
        if plan is not None
        else (),
        protection=(plan.protection or "") if plan is not None else "",
        aims=tuple(_aim(aim) for aim in plan.aims) if plan is not None else (),
        support=(plan.support if plan is not None else one.support) or "",
        contingency=plan.contingency if plan is not None else "",
        contact=_contact(key_worker) if key_worker is not None else "",
        visits=(plan.visits or "") if plan is not None else "",
        asked=_asked(one.asked_of_reader) if one.asked_of_reader is not None else None,
        who_tells=one.who_tells_the_child or "",
    )


def _asked(actions: "tuple[PlannedAction, ...]") -> tuple[str, ...]:
    return tuple(f"{one.what}: {_by_when(one.by, one.when)}" for one in actions)


def _aim(aim: "Aim") -> AimShown:
    return AimShown(
        what_must_change=aim.what_must_change,
        how_we_will_know=aim.how_we_will_know or "",
        actions=tuple((one.what, one.who, _by_when(one.by, one.when)) for one in aim.actions),
    )


def _by_when(by: date | None, when: str | None) -> str:
    return ", ".join(part for part in (day(by) if by else "", when or "") if part)


def _meeting(meeting: "Meeting") -> str:
    at: time | None = meeting.at
    when = f"{long_day(meeting.on)} at {time_of_day(at)}" if at else long_day(meeting.on)
    return f"{when}, {meeting.place}" if meeting.place else when


def _contact(person: "Contact") -> str:
    return ", ".join(part for part in (person.name, person.job, person.phone, person.email) if part)
