"""What stands beside the questions of the booking form, and its answers in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from roundtable.casework.plans.booking_page import Booking
from roundtable.web.design_system.presenters import Row
from roundtable.web.design_system.wording import day, listed
from roundtable.web.staff.dates import Days
from roundtable.web.staff.requests.booking_forms import BookingPageForm
from roundtable.web.staff.requests.booking_pages import Page, pages_for
from roundtable.web.staff.requests.presenters import Limit

if TYPE_CHECKING:
    from roundtable.casework.cases.models import Section47Enquiry
    from roundtable.casework.people.models import Person


@dataclass(frozen=True, slots=True)
class OfFamily:
    """Somebody of the family, as they are on file."""

    name: str
    born: str
    lives: str
    responsibility: str


@dataclass(frozen=True, slots=True)
class BesideShown:
    """What is known already, beside the questions of one page."""

    explain: Sequence[str] = ()
    gaps: Sequence[str] = ()
    limits: Sequence[Limit] = ()
    advice: Sequence[Row] = ()
    people: Sequence[OfFamily] = ()
    people_href: str = ""
    workers_href: str = ""

    @classmethod
    def of(cls, booking: Booking, page: str, days: Days) -> "BesideShown":
        case = booking.form.case
        gaps = booking.returned.gaps if booking.returned is not None else ()
        return cls(
            explain=_EXPLAIN.get(page, ()),
            gaps=tuple(gaps),
            limits=_limits(booking, days) if page in ("children", "late") else (),
            advice=_advice(booking) if page == "safety" else (),
            people=_people(booking) if page == "people" else (),
            people_href=reverse("staff:case-people", args=[case.public_id])
            if page == "people"
            else "",
            workers_href=reverse("staff:allocate", args=[case.public_id])
            if page == "invite"
            else "",
        )


_EXPLAIN = {
    "children": (
        "Think of every child of the household, and of those who visit or stay there often.",
    ),
    "late": (
        "A late request is taken all the same. What protects the children never waits for the"
        " conference.",
    ),
    "days": ("This is for finding a time that suits the family.",),
    "needs": (
        "Offer an interpreter even to somebody who seems fluent. Children and relatives do not"
        " interpret.",
    ),
}


def _limits(booking: Booking, days: Days) -> list[Limit]:
    subjects = {one.pk for one in booking.subjects}
    return [
        Limit(one.child.name, days.due(one.limit))
        for one in booking.children
        if one.limit is not None and one.child.pk in subjects
    ]


def _advice(booking: Booking) -> list[Row]:
    """Return what the chair advised, for each enquiry it rests on."""
    return [
        Row(f"{one.child.name}: chair consulted", _in_words(one.enquiry))
        for one in booking.children
        if one.enquiry is not None and one.child in booking.subjects
    ]


def _in_words(enquiry: "Section47Enquiry") -> str:
    if enquiry.chair_consulted is None:
        return "Not recorded"
    on = f", {day(enquiry.chair_consulted_on)}" if enquiry.chair_consulted_on else ""
    return f"{enquiry.chair_consulted.name}{on}: {enquiry.chair_advice}"


def _people(booking: Booking) -> list[OfFamily]:
    homes: dict[int, list[str]] = {}
    for address in booking.addresses:
        homes.setdefault(address.person_id, []).append(address.one_line)
    return [
        OfFamily(
            name=one.person.name,
            born=_born(one.person),
            lives="; ".join(homes.get(one.person_id, ())) or "No address is on file",
            responsibility=_responsibility(booking, one.person),
        )
        for one in booking.asked.household.members
    ]


def _born(person: "Person") -> str:
    if person.expected_on is not None:
        return f"Expected {day(person.expected_on)}"
    return day(person.birth_on) if person.birth_on is not None else "Not known"


def _responsibility(booking: Booking, person: "Person") -> str:
    held = [one for one in booking.relationships if one.has_parental_responsibility]
    holders = [one.adult.name for one in held if one.child_id == person.pk]
    held_for = [one.child.name for one in held if one.adult_id == person.pk]
    if holders:
        return f"Held by {listed(holders)}"
    if held_for:
        return f"Holds it for {listed(held_for)}"
    if person in booking.adults:
        return "None"
    return "Nobody is on file as holding it"


@dataclass(frozen=True, slots=True)
class CheckedPage:
    """The answers of one page; without any, that nobody has been there."""

    title: str
    href: str
    rows: Sequence[Row]
    is_answered: bool
    is_finished: bool


@dataclass(frozen=True, slots=True)
class CheckShown:
    pages: Sequence[CheckedPage]
    missing: Sequence[str]
    limits: Sequence[Limit]
    gaps: Sequence[str]

    @classmethod
    def of(
        cls, booking: Booking, filled: Mapping[str, BookingPageForm | None], days: Days
    ) -> "CheckShown":
        pages = pages_for(booking)
        return cls(
            pages=[_checked(booking, page, filled[page.key]) for page in pages],
            missing=[page.title for page in pages if filled[page.key] is None],
            limits=_limits(booking, days),
            gaps=tuple(booking.returned.gaps) if booking.returned is not None else (),
        )


def _checked(booking: Booking, page: Page, form: BookingPageForm | None) -> CheckedPage:
    href = reverse("staff:answer-booking", args=[booking.form.public_id, page.key])
    finished = form is not None and form.is_valid()
    return CheckedPage(
        title=page.title,
        href=href,
        rows=_rows(form, href) if form is not None and finished else (),
        is_answered=form is not None,
        is_finished=finished,
    )


def _rows(form: BookingPageForm, href: str) -> list[Row]:
    rows = []
    for name, value in form.cleaned_data.items():
        field = form.fields[name]
        label, shown = str(field.label), field.display(value)  # type: ignore[attr-defined]
        if shown or field.required:
            rows.append(Row(label, shown or "Not given", (("Change", href, label),)))
    if not rows:
        label = str(next(iter(form.fields.values())).label)
        return [Row(label, "Nothing", (("Change", href, label),))]
    return rows
