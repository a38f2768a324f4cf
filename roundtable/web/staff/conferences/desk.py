"""What the convening desk shows, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from roundtable.casework.conferences.slots import Slot
from roundtable.casework.plans.desk import Coming, Desk, Left, Waiting
from roundtable.web.design_system.presenters import DueDate, Pagination
from roundtable.web.design_system.wording import count, short_day, time_of_day
from roundtable.web.staff.conferences import slots as offered
from roundtable.web.staff.conferences.header import (
    child_and_kind,
    family_called,
    family_name,
    when_of,
)
from roundtable.web.staff.dates import Days
from roundtable.web.staff.words import Tag, work

# The lists of the desk, as their pages are called in an address.
LISTS = ("quorum", "waiting", "coming", "letters")
_PAGE_OF = {"decision_letter": "staff:letters", "record": "staff:record"}


@dataclass(frozen=True, slots=True)
class SlotShown:
    """A free time; choosing it leads to the page that arranges."""

    text: str
    why: str
    href: str
    is_within_limit: bool


@dataclass(frozen=True, slots=True)
class WaitingShown:
    family: str
    href: str
    arrange_href: str
    children: tuple[str, ...]
    flag: Tag | None
    what: str
    due: DueDate | None
    slots: tuple[SlotShown, ...]
    has_none_in_time: bool


@dataclass(frozen=True, slots=True)
class ComingShown:
    """An arranged conference with what is left to do: (text, address) pairs."""

    family: str
    href: str
    when: str
    left: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LetterShown:
    family: str
    what: str
    href: str
    due: DueDate


@dataclass(frozen=True, slots=True)
class InDoubtShown:
    """A conference a few days off that may not be quorate; its answers are chased."""

    family: str
    when: str
    says: str
    href: str


@dataclass(frozen=True, slots=True)
class DeskShown:
    waiting: tuple[WaitingShown, ...]
    coming: tuple[ComingShown, ...]
    letters: tuple[LetterShown, ...]
    in_doubt: tuple[InDoubtShown, ...]
    pages: Mapping[str, Pagination]
    summary: str
    left: str

    @classmethod
    def of(cls, desk: Desk, days: Days) -> "DeskShown":
        return cls(
            waiting=tuple(_waiting(one, days) for one in desk.waiting.rows),
            coming=tuple(_coming(one) for one in desk.coming.rows),
            letters=tuple(
                LetterShown(
                    family=family_called(one.family_name, one.reference),
                    what=work(one.clock.rule),
                    href=reverse(_PAGE_OF[one.clock.rule], args=[one.conference_id]),
                    due=days.due(one.clock),
                )
                for one in desk.letters.rows
            ),
            in_doubt=tuple(
                InDoubtShown(
                    family=family_name(one.conference.case),
                    when=when_of(one.conference),
                    says=one.says,
                    href=reverse("staff:answers", args=[one.conference.public_id]),
                )
                for one in desk.quorum.rows
            ),
            pages={name: _pages(desk, name) for name in LISTS},
            summary=_summary(desk),
            left=_in_all(desk.left),
        )


def _pages(desk: Desk, name: str) -> Pagination:
    """Return the pages of one list; going through it leaves the others on their page."""
    at = {one: getattr(desk, one).page for one in LISTS}

    def link(number: int) -> str:
        return f"?{urlencode(at | {name: number})}#{name}"

    return Pagination.of(at[name], getattr(desk, name).pages, link=link)


def _summary(desk: Desk) -> str:
    """Return how much there is, leaving out what there is none of."""
    parts = (
        (desk.quorum.count, "that may not be quorate", "that may not be quorate"),
        (desk.waiting.count, "conference to arrange", "conferences to arrange"),
        (desk.coming.count, "arranged with something left to do", "arranged with something left"),
        (desk.letters.count, "letter or record to send", "letters or records to send"),
    )
    return " · ".join(count(number, one, many) for number, one, many in parts if number)


def _in_all(left: Left) -> str:
    """Return what is left for all that is arranged, leaving out what there is none of."""
    parts = (
        (left.outstanding, "Answers outstanding"),
        (left.open_needs, "Needs not arranged"),
        (left.to_look_over, "To send once a second person has looked"),
        (left.bounced, "Could not be delivered"),
    )
    return " · ".join(f"{what}: {number}" for number, what in parts if number)


def _waiting(one: Waiting, days: Days) -> WaitingShown:
    conference = one.conference
    arrange = reverse("staff:arrange", args=[conference.public_id])
    is_returned = conference.state == "RETURNED"
    can_arrange = not is_returned and not one.is_to_authorise
    slots = tuple(_slot(slot, arrange) for slot in one.slots) if can_arrange else ()
    return WaitingShown(
        family=family_name(conference.case),
        href=reverse("staff:conference", args=[conference.public_id]),
        arrange_href=arrange if can_arrange else "",
        children=tuple(child_and_kind(held) for held in conference.children.all()),
        flag=_flag(one),
        what=work(one.limit.rule) if one.limit else "",
        due=days.due(one.limit) if one.limit else None,
        slots=slots,
        has_none_in_time=can_arrange and not any(slot.is_within_limit for slot in slots),
    )


def _flag(one: Waiting) -> Tag | None:
    if one.conference.state == "RETURNED":
        return "Returned: waiting for who asked", "yellow"
    if one.is_to_authorise:
        return "Waiting for the team manager to authorise it", "yellow"
    return ("Postponed", "orange") if one.conference.state == "POSTPONED" else None


def _slot(slot: Slot, arrange: str) -> SlotShown:
    begins = f"{short_day(slot.starts_at)}, {time_of_day(slot.starts_at)}"
    return SlotShown(
        text=f"{begins}, chair {slot.chair}, {slot.room}",
        why=" ".join(slot.why),
        href=f"{arrange}?slot={offered.key(slot)}",
        is_within_limit=slot.is_within_limit,
    )


def _coming(one: Coming) -> ComingShown:
    public_id = one.conference.public_id
    left = (
        (one.left.to_invite, "to invite", "staff:invitations"),
        (one.left.outstanding, "without an answer", "staff:answers"),
        (one.left.bounced, "could not be delivered", "staff:answers"),
        (one.left.open_needs, "to arrange", "staff:needs"),
    )
    return ComingShown(
        family=family_name(one.conference.case),
        href=reverse("staff:conference", args=[public_id]),
        when=when_of(one.conference),
        left=tuple(
            (f"{_thing(number, what)} {what}", reverse(name, args=[public_id]))
            for number, what, name in left
            if number
        ),
    )


def _thing(number: int, what: str) -> str:
    return count(number, "need") if what == "to arrange" else count(number, "person", "people")
