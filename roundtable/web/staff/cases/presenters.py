"""What the pages of a case and of a child show, as plain values."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from roundtable.casework.cases.findings import OUTCOMES
from roundtable.casework.cases.page_queries import CaseList
from roundtable.casework.cases.queries import permission_to_staff
from roundtable.casework.people.ages import age_in_words
from roundtable.casework.plans.case_page import CasePage, Timeline
from roundtable.rules.access import Permission
from roundtable.rules.enquiry_states import State as EnquiryState
from roundtable.web.design_system.presenters import DueDate, Event, NavItem, Pagination
from roundtable.web.design_system.wording import day, listed, time_of_day
from roundtable.web.staff import words
from roundtable.web.staff.dates import Days
from roundtable.web.staff.words import Tag

if TYPE_CHECKING:
    from roundtable.casework.cases.models import Allocation, Case, Section47Enquiry
    from roundtable.casework.conferences.models import Conference, ConferenceChild
    from roundtable.casework.people.models import Person, Relationship
    from roundtable.casework.plans.models import Plan


def family_name(case: "Case") -> str:
    """Return `Hartley family`; a case that came from a return has a number until it is named."""
    return f"{case.family_name} family" if case.family_name else f"Case {case.reference}"


@dataclass(frozen=True, slots=True)
class CaseBar:
    """Whose record it is, on every page of a case."""

    family: str
    href: str
    details: Sequence[str]
    flags: Sequence[Tag]
    tabs: Sequence[NavItem]

    @classmethod
    def of(cls, case: "Case", *, current: str = "") -> "CaseBar":
        tabs = (
            ("Overview", "staff:case"),
            ("People and addresses", "staff:case-people"),
            ("Who else asks", "staff:case-asked-for"),
        )
        return cls(
            family=family_name(case),
            href=reverse("staff:case", args=[case.public_id]),
            details=(f"Reference {case.reference}", f"open since {day(case.opened_on)}"),
            flags=(("Restricted", "red"),) if case.is_restricted else (),
            tabs=tuple(
                NavItem(text, reverse(name, args=[case.public_id]), current=name == current)
                for text, name in tabs
            ),
        )


@dataclass(frozen=True, slots=True)
class CaseRow:
    family: str
    href: str
    reference: str
    children: str
    is_restricted: bool


@dataclass(frozen=True, slots=True)
class CaseListShown:
    rows: Sequence[CaseRow]
    count: int
    pages: Pagination

    @classmethod
    def of(cls, found: CaseList, *, today: date) -> "CaseListShown":
        rows = [
            CaseRow(
                family=family_name(one),
                href=reverse("staff:case", args=[one.public_id]),
                reference=one.reference,
                children=listed(
                    [
                        f"{member.person.forename or member.person.name}"
                        f" ({age_in_words(member.person, today=today)})"
                        for member in one.children_now  # type: ignore[attr-defined]
                    ]
                ),
                is_restricted=one.is_restricted,
            )
            for one in found.cases
        ]
        pages = Pagination.of(found.page, found.pages, link=lambda n: f"?page={n}")
        return cls(rows, found.count, pages)


@dataclass(frozen=True, slots=True)
class ChildRow:
    """A child of the case and where they stand today."""

    name: str
    href: str
    age: str
    standing: str
    tags: Sequence[Tag]
    links: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class AdultRow:
    name: str
    relations: Sequence[str]


@dataclass(frozen=True, slots=True)
class WorkerRow:
    name: str
    job: str
    phone: str
    end_href: str


@dataclass(frozen=True, slots=True)
class ConferenceRow:
    href: str
    when: str
    children: str
    tag: Tag


@dataclass(frozen=True, slots=True)
class DueRow:
    what: str
    who: str
    due: DueDate


@dataclass(frozen=True, slots=True)
class TimelineShown:
    events: Sequence[Event]
    newer: str
    older: str

    @classmethod
    def of(cls, timeline: Timeline) -> "TimelineShown":
        events = [
            Event(title=one.title, at=one.happened_on, byline=one.by, text=one.detail)
            for one in timeline.lines
        ]
        newer = f"?page={timeline.page - 1}#timeline" if timeline.page > 1 else ""
        older = f"?page={timeline.page + 1}#timeline" if timeline.has_more else ""
        return cls(events, newer, older)


@dataclass(frozen=True, slots=True)
class CaseShown:
    """The page of a case."""

    public_id: str
    bar: CaseBar
    children: Sequence[ChildRow]
    adults: Sequence[AdultRow]
    workers: Sequence[WorkerRow]
    conferences: Sequence[ConferenceRow]
    due: Sequence[DueRow]
    timeline: TimelineShown
    actions: Sequence[tuple[str, str]]  # words, address
    may_edit: bool
    restricted_because: str  # for those who may restrict it

    @classmethod
    def of(cls, page: CasePage, days: Days) -> "CaseShown":
        case = page.household.case
        names = {one.pk: one.name for one in page.household.children}
        may_edit = Permission.EDIT_PEOPLE in page.household.allowed
        return cls(
            public_id=str(case.public_id),
            bar=CaseBar.of(case, current="staff:case"),
            children=[
                _child(one.person, one.standing, page, days.today) for one in _children(page)
            ],
            adults=[
                AdultRow(one.name, relations_of(one, page.relationships))
                for one in page.household.adults
            ],
            workers=[
                worker_row(
                    one,
                    case,
                    may_edit=permission_to_staff(case, one.capacity) in page.household.allowed,
                )
                for one in page.workers
            ],
            conferences=[_conference(one) for one in page.conferences],
            due=[
                DueRow(words.work(one.rule), names.get(one.child_id or 0, ""), days.due(one))
                for one in page.clocks
            ],
            timeline=TimelineShown.of(page.timeline),
            actions=_actions(case, page.household.allowed),
            may_edit=may_edit,
            restricted_because=case.restriction_reason
            if Permission.RESTRICT_CASE in page.household.allowed
            else "",
        )


def _children(page: CasePage) -> list:
    return [one for one in page.household.members if one.standing != "adult"]


def _child(child: "Person", standing: str, page: CasePage, today: date) -> ChildRow:
    plan, enquiry = page.plans.get(child.pk), page.enquiries.get(child.pk)
    links = []
    if plan is not None and Permission.VIEW_PLAN in page.household.allowed:
        links.append(("Plan", reverse("staff:plan", args=[plan.public_id])))
    if enquiry is not None:
        links.append(("Section 47 enquiry", reverse("staff:enquiry", args=[enquiry.public_id])))
    return ChildRow(
        name=child.name,
        href=reverse("staff:child", args=[child.public_id]),
        age=age_in_words(child, today=today),
        standing="" if standing == "subject" else _STANDINGS[standing],
        tags=status_tags(child, plan, enquiry),
        links=links,
    )


_STANDINGS = {"considered": "Considered, not subject", "not_considered": "Not considered"}


def status_tags(
    child: "Person", plan: "Plan | None", enquiry: "Section47Enquiry | None"
) -> list[Tag]:
    """Return where a child stands today, in words and colours."""
    tags: list[Tag] = []
    if child.died_on is not None:
        tags.append((f"Died {day(child.died_on)}", "grey"))
    if not child.identity_complete:
        tags.append(("Name to complete", "orange"))
    if child.plan_in_doubt:
        tags.append(("Plan in doubt", "orange"))
    if plan is not None:
        categories = words.categories_in_words(plan.latest_categories, plan.latest_code)
        tags.append((f"On a plan since {day(plan.starts_on)}: {categories}", "red"))
    if enquiry is not None:
        state = EnquiryState(enquiry.state)
        colour = "yellow" if state is EnquiryState.OPEN else "orange"
        tags.append((f"Section 47 enquiry: {OUTCOMES[state]}", colour))
    return tags


def relations_of(adult: "Person", relationships: Collection["Relationship"]) -> list[str]:
    """Return what an adult is to each child, and whether they hold responsibility."""
    return [
        relation_in_words(one, to=one.child.forename or one.child.name)
        for one in relationships
        if one.adult_id == adult.pk
    ]


def relation_in_words(relationship: "Relationship", *, to: str) -> str:
    """Return `Mother of Ava, holds parental responsibility, lives with them`."""
    parts = [f"{relationship.get_kinship_display()} of {to}"]
    if relationship.has_parental_responsibility:
        basis = relationship.responsibility_basis
        parts.append(f"parental responsibility{f': {basis.lower()}' if basis else ''}")
    else:
        parts.append("no parental responsibility")
    if relationship.lives_with_child:
        parts.append("lives with them")
    return ", ".join(parts)


def worker_row(allocation: "Allocation", case: "Case", *, may_edit: bool) -> WorkerRow:
    professional = allocation.professional
    return WorkerRow(
        name=professional.name,
        job=f"{professional.job_title}, {professional.agency.name}",
        phone=professional.phone or professional.agency.phone,
        end_href=reverse("staff:end-allocation", args=[case.public_id, allocation.public_id])
        if may_edit
        else "",
    )


def _conference(conference: "Conference") -> ConferenceRow:
    return ConferenceRow(
        href=reverse("staff:conference", args=[conference.public_id])
        if conference.state not in ("REQUESTED", "RETURNED")
        else reverse("staff:request", args=[conference.public_id]),
        when=when_held(conference),
        children=children_with_kinds(conference),
        tag=words.conference_tag(conference.state),
    )


def when_held(conference: "Conference") -> str:
    """Return the day and time of a conference, as far as they are known."""
    if conference.starts_at is not None:
        return f"{day(conference.starts_at)} at {time_of_day(conference.starts_at)}"
    return day(conference.on) if conference.on else "No day yet"


def children_with_kinds(conference: "Conference") -> str:
    """Return `review for Ava and Ben, initial for Baby`: the meeting differs by child."""
    by_kind: dict[str, list[str]] = {}
    for held in conference.children.all():
        by_kind.setdefault(held.kind, []).append(held.child.forename or held.child.name)
    return ", ".join(f"{words.KINDS[kind]} for {listed(names)}" for kind, names in by_kind.items())


def is_first_for_anyone(children: Iterable["ConferenceChild"]) -> bool:
    """Return whether it is a first conference for any child: that needs a manager's authority."""
    return any(held.is_initial for held in children)


_OFFERS = (
    (Permission.RECORD_STRATEGY_DISCUSSION, "Record a strategy discussion", "staff:strategy"),
    (Permission.REQUEST_CONFERENCE, "Request a conference", "staff:request-conference"),
)
_OF_OPEN_CASES = ((Permission.RESTRICT_CASE, "Restrict this case", "staff:restrict-case"),)
_OF_RESTRICTED_CASES = (
    (Permission.RESTRICT_CASE, "Let somebody in by name", "staff:let-in"),
    (Permission.RESTRICT_CASE, "Lift the restriction", "staff:lift-restriction"),
)


def _actions(case: "Case", allowed: frozenset[Permission]) -> list[tuple[str, str]]:
    offers = _OFFERS + (_OF_RESTRICTED_CASES if case.is_restricted else _OF_OPEN_CASES)
    return [
        (text, reverse(name, args=[case.public_id]))
        for permission, text, name in offers
        if permission in allowed
    ]
