"""What the page of a case's people shows, as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from roundtable.casework.cases.page_queries import PeoplePage
from roundtable.casework.people.ages import age_in_words
from roundtable.rules.access import Permission
from roundtable.web.design_system.wording import day, listed
from roundtable.web.staff.cases.presenters import CaseBar, relation_in_words

if TYPE_CHECKING:
    from roundtable.casework.cases.models import Case, CaseMember
    from roundtable.casework.people.models import Address, ContactPoint, Person


@dataclass(frozen=True, slots=True)
class RelationRow:
    text: str
    href: str
    about: str


@dataclass(frozen=True, slots=True)
class AddressRow:
    """Where somebody lives, and from whom that is kept; for those who work on the case."""

    text: str
    since: str
    confirmed: str
    kept_from: str
    reason: str
    href: str
    confirm_href: str

    @classmethod
    def of(cls, address: "Address", case: "Case") -> "AddressRow":
        ids = [case.public_id, address.public_id]
        kept = address.kept_now  # type: ignore[attr-defined]
        return cls(
            text=address.one_line,
            since=f"since {day(address.starts_on)}" if address.starts_on else "",
            confirmed=f"Confirmed {day(address.confirmed_on)}"
            if address.confirmed_on
            else "Never confirmed",
            kept_from=listed([one.from_person.name for one in kept]),
            reason=next((one.reason for one in kept), ""),
            href=reverse("staff:keep-address-from", args=ids),
            confirm_href=reverse("staff:confirm-address", args=ids),
        )


@dataclass(frozen=True, slots=True)
class ContactRow:
    text: str
    safety: tuple[str, str]
    when: str
    href: str

    @classmethod
    def of(cls, contact: "ContactPoint", case: "Case") -> "ContactRow":
        return cls(
            text=f"{contact.get_channel_display()} {contact.value}".strip(),
            safety=_SAFETY[contact.is_safe],
            when=contact.safe_when,
            href=reverse("staff:mark-contact", args=[case.public_id, contact.public_id]),
        )


_SAFETY = {
    True: ("Safe", "green"),
    False: ("Not safe: never use it", "red"),
    None: ("Not asked: do not use it", "grey"),
}


@dataclass(frozen=True, slots=True)
class PersonCard:
    name: str
    href: str  # a child's own page
    birth_href: str  # while a child is expected
    details: Sequence[str]
    relations: Sequence[RelationRow]
    addresses: Sequence[AddressRow]
    contacts: Sequence[ContactRow]
    contact_href: str
    contact_says: str


@dataclass(frozen=True, slots=True)
class SafeContactShown:
    """Everything known of reaching one person, to be gone through with them."""

    name: str
    confirmed: str
    contacts: Sequence[ContactRow]
    add_href: str

    @classmethod
    def of(
        cls, person: "Person", contacts: Sequence["ContactPoint"], case: "Case"
    ) -> "SafeContactShown":
        add = reverse("staff:add-contact", args=[case.public_id])
        return cls(
            name=person.name,
            confirmed=_confirmed(person),
            contacts=[ContactRow.of(one, case) for one in contacts],
            add_href=f"{add}?person={person.public_id}",
        )


def _confirmed(person: "Person") -> str:
    on = person.contact_confirmed_on
    if on is None:
        return "Not gone through with them yet"
    by = f" by {person.contact_confirmed_by}" if person.contact_confirmed_by else ""
    return f"Confirmed {day(on)}{by}"


@dataclass(frozen=True, slots=True)
class PeopleShown:
    bar: CaseBar
    children: Sequence[PersonCard]
    adults: Sequence[PersonCard]
    case_id: str
    may_edit: bool

    @classmethod
    def of(cls, page: PeoplePage, *, today: date) -> "PeopleShown":
        household = page.household
        cards = [(one, _card(one, page, today)) for one in household.members]
        return cls(
            bar=CaseBar.of(household.case, current="staff:case-people"),
            children=[card for one, card in cards if one.standing != "adult"],
            adults=[card for one, card in cards if one.standing == "adult"],
            case_id=str(household.case.public_id),
            may_edit=Permission.EDIT_PEOPLE in household.allowed,
        )


def _card(member: "CaseMember", page: PeoplePage, today: date) -> PersonCard:
    person, case = member.person, page.household.case
    is_adult = member.standing == "adult"
    return PersonCard(
        name=person.name,
        href="" if is_adult else reverse("staff:child", args=[person.public_id]),
        birth_href=reverse("staff:record-birth", args=[person.public_id])
        if person.is_unborn and Permission.EDIT_PEOPLE in page.household.allowed
        else "",
        details=_details(member, person, today),
        relations=_relations(person, page) if is_adult else (),
        addresses=[
            AddressRow.of(one, case) for one in page.addresses if one.person_id == person.pk
        ],
        contacts=[ContactRow.of(one, case) for one in page.contacts if one.person_id == person.pk],
        contact_href=reverse("staff:safe-contact", args=[case.public_id, person.public_id]),
        contact_says=_confirmed(person),
    )


def _details(member: "CaseMember", person: "Person", today: date) -> list[str]:
    age = age_in_words(person, today=today)
    details = [] if age == "age not known" else [age if person.is_unborn else f"age {age}"]
    if person.birth_on:
        details.append(f"born {day(person.birth_on)}")
    details.append("lives in the household" if member.in_household else "lives elsewhere")
    if person.interpreter_language:
        details.append(f"needs an interpreter: {person.interpreter_language}")
    if person.communication_needs:
        details.append(person.communication_needs)
    return details


def _relations(adult: "Person", page: PeoplePage) -> list[RelationRow]:
    """A line for each child, also where nothing is on file: that may be wrong."""
    case = page.household.case
    known = {(one.adult_id, one.child_id): one for one in page.relationships}
    rows = []
    for child in page.household.children:
        called = child.forename or child.name
        held = known.get((adult.pk, child.pk))
        text = relation_in_words(held, to=called) if held else f"Not related to {called}"
        href = reverse(
            "staff:change-relationship",
            args=[case.public_id, adult.public_id, child.public_id],
        )
        rows.append(RelationRow(text, href, f"{adult.name} and {called}"))
    return rows
