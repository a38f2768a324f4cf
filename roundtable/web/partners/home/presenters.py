"""What the first pages of partners show."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from django.urls import reverse

from roundtable.casework.conferences.readers import begins_for, room_for
from roundtable.casework.plans.partner_home import (
    Asked,
    PartnerHome,
)
from roundtable.casework.plans.partner_letters import Letter
from roundtable.web.design_system.presenters import DueDate
from roundtable.web.design_system.wording import day as in_words
from roundtable.web.design_system.wording import listed, long_day, time_of_day
from roundtable.web.partners import words
from roundtable.web.partners.dates import Days, when_for
from roundtable.web.partners.words import Tag

if TYPE_CHECKING:
    from roundtable.casework.conferences.models import Conference, Participant
    from roundtable.casework.people.models import Person
    from roundtable.casework.plans.models import Plan, PlanAction
    from roundtable.foundation.clocks.models import Clock


def _name(child: "Person") -> str:
    return "an unborn baby" if child.is_unborn else child.name


def children_in_words(children: "Sequence[Person]") -> str:
    """Return `Ava Hartley and an unborn baby`, as it stands at the beginning of a line."""
    text = in_a_sentence(children)
    return text[:1].upper() + text[1:]


def in_a_sentence(children: "Sequence[Person]") -> str:
    """Return `Ava Hartley and an unborn baby`."""
    return listed([_name(one) for one in children])


@dataclass(frozen=True, slots=True)
class Due:
    """Something to do by a day."""

    what: str
    whom: str
    href: str
    due: DueDate


@dataclass(frozen=True, slots=True)
class Meeting:
    """A conference in a list."""

    public_id: str
    children: str
    when: str
    place: str
    answer: Tag | None
    report: Tag | None
    in_place_of: str


@dataclass(frozen=True, slots=True)
class LetterLine:
    public_id: str
    title: str
    came: str


@dataclass(frozen=True, slots=True)
class OnDay:
    """One line of the calendar; `due` only where it is a limit."""

    day: date
    what: str
    whom: str
    href: str
    due: DueDate | None = None


@dataclass(frozen=True, slots=True)
class DayShown:
    day: str
    is_past: bool
    lines: tuple[OnDay, ...]


@dataclass(frozen=True, slots=True)
class HomeShown:
    """My conferences and dates."""

    due: tuple[Due, ...]
    coming: tuple[Meeting, ...]
    actions: tuple[Due, ...]
    without_day: tuple[tuple[str, str, str], ...]  # what, whom, address
    core_groups: tuple[tuple[str, date], ...]
    plans: tuple[tuple[str, str], ...]
    letters: tuple[LetterLine, ...]
    over: tuple[Meeting, ...]
    by_day: tuple[DayShown, ...]
    asked_anew: tuple[str, ...]  # the day on which they were first invited

    @classmethod
    def of(cls, home: PartnerHome, days: Days) -> "HomeShown":
        due = _to_do(home.coming, days)
        # A report that never came is still owed; an answer is not waited for any more.
        late = _to_do(home.over, days, rules={"agency_report"})
        actions = _actions(home, days)
        groups = tuple(
            OnDay(
                one.meeting.planned_on,
                "Core group",
                in_a_sentence([plan.child for plan in one.plans]),
                reverse("partners:plan", args=[one.plans[0].public_id]),
            )
            for one in home.core_groups
        )
        everything = sorted((*due, *late), key=lambda one: one.due.day)
        return cls(
            due=tuple(everything),
            coming=tuple(meeting_of(one) for one in home.coming),
            actions=actions,
            without_day=tuple(
                (one.what, children_in_words([plan.child]), _update(one, plan))
                for one, plan in home.actions
                if one.due_on is None
            ),
            core_groups=tuple((_of_group(one, days.today), one.day) for one in groups),
            plans=tuple(
                (in_a_sentence([one.child]), reverse("partners:plan", args=[one.public_id]))
                for one in home.plans
            ),
            letters=letter_lines(home.letters),
            asked_anew=tuple(in_words(one) for one in home.asked_anew),
            over=tuple(meeting_of(one) for one in home.over),
            by_day=_by_day(
                [
                    *_conference_days(home),
                    *groups,
                    *_review_days(home, days),
                    *_agreed_reviews(home, days.today),
                    *(OnDay(one.due.day, one.what, one.whom, one.href, one.due) for one in actions),
                    *(
                        OnDay(one.due.day, one.what, one.whom, one.href, one.due)
                        for one in everything
                    ),
                ],
                days.today,
            ),
        )


def _of_group(one: OnDay, today: date) -> str:
    """Return what is said of a core group: one whose day has passed is not the next."""
    if one.day < today:
        return f"Core group for {one.whom} that nobody has recorded yet"
    return f"Next core group for {one.whom}"


def letter_lines(letters: Sequence[Letter]) -> tuple[LetterLine, ...]:
    """Return each letter with the day it was released."""
    return tuple(
        LetterLine(str(one.public_id), one.title, in_words(one.released_at))  # type: ignore[arg-type]
        for one in letters
    )


def meeting_of(asked: Asked) -> Meeting:
    """Return a conference as lists show it."""
    conference, room = asked.conference, room_for(asked.me, asked.conference)
    principal = asked.me.deputises_for
    return Meeting(
        public_id=str(conference.public_id),
        children=children_in_words(asked.children),
        when=when_for(asked.me, conference),
        place=f"{room.name}, {room.postcode}" if room else "By video" if conference.link else "",
        answer=None
        if asked.is_over or asked.invitation is None
        else words.answer_tag(asked.invitation.state),
        report=words.report_tag(asked.report.state) if asked.report else None,
        in_place_of=principal.name if principal is not None else "",
    )


def _to_do(
    asked: Sequence[Asked], days: Days, *, rules: Collection[str] = words.RULES
) -> tuple[Due, ...]:
    return tuple(
        Due(
            what=words.RULES[rule],
            whom=children_in_words(one.children),
            href=_where(one, rule),
            due=days.due(clock),
        )
        for one in asked
        for rule, clock in one.clocks.items()
        if rule in rules
    )


def _where(asked: Asked, rule: str) -> str:
    if rule == "invitation_reply" and asked.invitation is not None:
        return reverse("partners:answer", args=[asked.invitation.public_id])
    if rule == "agency_report" and asked.report is not None:
        return reverse("partners:report", args=[asked.report.public_id])
    return reverse("partners:meeting", args=[asked.conference.public_id])


def _actions(home: PartnerHome, days: Days) -> tuple[Due, ...]:
    return tuple(
        Due(
            what=action.what,
            whom=children_in_words([plan.child]),
            href=_update(action, plan),
            due=days.agreed(
                action.due_on, because=[f"Agreed in the plan for {_name(plan.child)}."]
            ),
        )
        for action, plan in home.actions
        if action.due_on is not None
    )


def _update(action: "PlanAction", plan: "Plan") -> str:
    return reverse("partners:update-action", args=[plan.public_id, action.public_id])


def _conference_days(home: PartnerHome) -> list[OnDay]:
    return [
        OnDay(
            one.conference.on,
            _conference_at(begins_for(one.me, one.conference.starts_at)),
            in_a_sentence(one.children),
            reverse("partners:meeting", args=[one.conference.public_id]),
        )
        for one in (*home.coming, *home.over)
        if one.conference.on is not None and one.conference.starts_at is not None
    ]


def _conference_at(begins: datetime | None) -> str:
    return f"Conference at {time_of_day(begins)}" if begins is not None else "Conference"


def _review_days(home: PartnerHome, days: Days) -> list[OnDay]:
    """Brothers and sisters who are reviewed by the same day stand in one line."""
    together: dict[tuple[date, str], list[tuple[Clock, Plan]]] = defaultdict(list)
    for clock, plan in home.reviews:
        together[clock.due_on, clock.rule].append((clock, plan))
    return [
        OnDay(
            due_on,
            words.RULES[rule],
            in_a_sentence([plan.child for _, plan in found]),
            reverse("partners:plan", args=[found[0][1].public_id]),
            days.due(found[0][0]),
        )
        for (due_on, rule), found in together.items()
    ]


def _agreed_reviews(home: PartnerHome, today: date) -> list[OnDay]:
    """The days that were agreed at the last conference, for whoever was not there to hear them."""
    together: dict[date, list[Plan]] = defaultdict(list)
    for plan in home.plans:
        agreed = plan.outline.review_on if plan.outline is not None else None
        if agreed is not None and agreed >= today:
            together[agreed].append(plan)
    return [
        OnDay(
            day,
            "Review conference, as agreed at the last one",
            in_a_sentence([plan.child for plan in plans]),
            reverse("partners:plan", args=[plans[0].public_id]),
        )
        for day, plans in together.items()
    ]


def _by_day(lines: Sequence[OnDay], today: date) -> tuple[DayShown, ...]:
    in_order = sorted(lines, key=lambda one: (one.day, one.what))
    return tuple(
        DayShown(long_day(day), day < today, tuple(found))
        for day, found in groupby(in_order, key=lambda one: one.day)
    )


# Interpreters


@dataclass(frozen=True, slots=True)
class Booking:
    public_id: str
    when: str
    place: str


@dataclass(frozen=True, slots=True)
class BookingsShown:
    """An interpreter's meetings: when and where, and nothing of what they are about."""

    coming: tuple[Booking, ...]

    @classmethod
    def of(cls, booked: "Sequence[tuple[Conference, Participant]]") -> "BookingsShown":
        return cls(
            tuple(
                Booking(
                    str(one.public_id),
                    when_for(me, one),
                    room.name if room is not None else "",
                )
                for one, me in booked
                for room in (room_for(me, one),)
            )
        )
