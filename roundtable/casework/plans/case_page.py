"""What the page of a case and the page of a child show: all that is known of them, in one place."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from roundtable.casework.cases.models import (
    Allocation,
    Case,
    Section47Enquiry,
    TimelineEntry,
)
from roundtable.casework.cases.page_queries import (
    Household,
    household,
    relationships_of,
    workers_on,
)
from roundtable.casework.cases.queries import open_child
from roundtable.casework.conferences.models import Conference, ConferenceChild
from roundtable.casework.conferences.queries import conferences_visible_to
from roundtable.casework.people.models import ContactPoint, Person, Relationship
from roundtable.casework.plans.models import Plan, PlanReview
from roundtable.foundation.access.gate import may
from roundtable.foundation.accounts.models import Actor, AnyActor, slots_of
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.clocks.queries import running_clocks
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.foundation.core.kept import Kept, Slot
from roundtable.rules.access import Permission, Role
from roundtable.rules.enquiry_states import State as EnquiryState

LINES_ON_A_PAGE = 20
_UNDER_WAY = (EnquiryState.OPEN.value, EnquiryState.SUBSTANTIATED_CONTINUING_RISK.value)
# What the page of a child offers to do, where the reader may.
_OFFERED = (Permission.EDIT_PEOPLE, Permission.COMPLETE_IDENTITY, Permission.VIEW_PLAN)


@dataclass(frozen=True, slots=True)
class Timeline:
    """Some lines of a timeline, newest first."""

    lines: Sequence[TimelineEntry]
    page: int
    has_more: bool


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case as the people who work on it see it."""

    household: Household
    relationships: Sequence[Relationship]
    workers: Sequence[Allocation]
    plans: Mapping[int, Plan]  # the open ones, by child
    enquiries: Mapping[int, Section47Enquiry]  # under way or leading to a conference, by child
    conferences: Sequence[Conference]
    clocks: Sequence[Clock]
    timeline: Timeline


def case_page(*, public_id: uuid.UUID, actor: Actor, page: int = 1) -> CasePage:
    """
    Return a case with its children, what is due, its conferences and its timeline.

    :raises RecordNotFound: if it does not exist or is not theirs to see.
    """
    found = household(public_id=public_id, actor=actor)
    case = found.case
    return CasePage(
        household=found,
        relationships=relationships_of(found.children),
        workers=workers_on(case),
        plans={plan.child_id: plan for plan in _PLANS.rows(case_id=case.pk)},
        enquiries={one.child_id: one for one in _ENQUIRIES.rows(case_id=case.pk)},
        conferences=_CONFERENCES.rows(actor.role, case_id=case.pk, **slots_of(actor)),
        clocks=_CLOCKS.rows(case_id=case.pk, today=actor.today),
        timeline=_first_lines(case) if page <= 1 else timeline_page(Q(case=case), page=page),
    )


_PLANS = Kept(
    lambda given: Plan.objects.filter(case_id=given("case_id"), ends_on=None).select_related(
        "key_worker"
    )
)
_ENQUIRIES = Kept(
    lambda given: Section47Enquiry.objects.filter(
        case_id=given("case_id"), state__in=_UNDER_WAY
    ).order_by("started_on")
)
_CLOCKS = Kept(lambda given: running_clocks(today=given("today")).filter(case_id=given("case_id")))


def _conferences_of(given: type[Slot], role: Role) -> QuerySet[Conference]:
    """Newest first: what is to come has no day or a late one."""
    children = ConferenceChild.objects.select_related("child").order_by("position", "pk")
    rows = _open_to(AnyActor(role)).filter(case_id=given("case_id"))
    return (
        rows.select_related("chair", "room")
        .prefetch_related(Prefetch("children", children))
        .order_by("-requested_at", "-on", "-pk")[:20]
    )


_CONFERENCES = Kept(_conferences_of)


def _open_to(actor: Actor) -> QuerySet[Conference]:
    """
    Return the conferences that who may open a case may open too.

    For all but chairs that is every one of the case: a chair has their own conferences.
    """
    is_chair = actor.role is Role.CHAIR
    return conferences_visible_to(actor) if is_chair else Conference.objects.all()


def timeline_page(of: Q, *, page: int) -> Timeline:
    """Return a page of the lines that match, newest first; one query."""
    page = max(page, 1)
    first = (page - 1) * LINES_ON_A_PAGE
    return _timeline(list(_newest(of)[first : first + LINES_ON_A_PAGE + 1]), page)


def _first_lines(case: Case) -> Timeline:
    return _timeline(_LINES.rows(case_id=case.pk), 1)


def _newest(of: Q) -> QuerySet[TimelineEntry]:
    return TimelineEntry.objects.filter(of).order_by("-happened_on", "-pk")


def _timeline(lines: Sequence[TimelineEntry], page: int) -> Timeline:
    return Timeline(lines[:LINES_ON_A_PAGE], page, len(lines) > LINES_ON_A_PAGE)


_LINES = Kept(lambda given: _newest(Q(case_id=given("case_id")))[: LINES_ON_A_PAGE + 1])


@dataclass(frozen=True, slots=True)
class ChildPage:
    """A child as the people who work with them see them. What belongs to another case of theirs
    is here only if the reader may open that case too."""

    child: Person
    case: Case
    adults: Sequence[Relationship]
    workers: Sequence[Allocation]
    plans: Sequence[Plan]  # newest first, each with its reviews
    enquiries: Sequence[Section47Enquiry]
    conferences: Sequence[ConferenceChild]
    clocks: Sequence[Clock]
    timeline: Timeline
    missing: Sequence["Missing"]
    allowed: frozenset[Permission]

    @property
    def plan(self) -> Plan | None:
        return next((plan for plan in self.plans if plan.is_open), None)


@dataclass(frozen=True, slots=True)
class Missing:
    """Something of a child's identity that must be known before anybody is invited."""

    code: str
    is_done: bool


def child_page(*, public_id: uuid.UUID, actor: Actor, page: int = 1) -> ChildPage:
    """
    Return a child with everything on file about them, and what is still missing.

    :raises RecordNotFound: if they do not exist or are not theirs to see.
    """
    opened = open_child(public_id=public_id, actor=actor, permission=Permission.VIEW_CHILD)
    child = opened.child
    if not opened.cases:
        raise RecordNotFound("child")
    adults = relationships_of([child])
    workers = workers_on(opened.cases[0])
    of_cases = Q(case__in=[case.pk for case in opened.cases])
    about_child = Q(child_id=child.pk) | Q(child_id=None)
    return ChildPage(
        child=child,
        case=opened.cases[0],
        adults=adults,
        workers=workers,
        plans=list(
            Plan.objects.filter(of_cases, child=child)
            .select_related("key_worker")
            .prefetch_related(Prefetch("reviews", PlanReview.objects.order_by("held_on")))
            .order_by("-starts_on")
        ),
        enquiries=list(
            Section47Enquiry.objects.filter(of_cases, child=child).order_by("-started_on", "-pk")
        ),
        conferences=list(
            ConferenceChild.objects.filter(
                child=child,
                conference__in=_open_to(actor).filter(case__in=[one.pk for one in opened.cases]),
            )
            .select_related("conference__chair")
            .order_by("-conference__requested_at", "-conference__on", "-pk")
        ),
        clocks=list(
            running_clocks(case_ids=[case.pk for case in opened.cases]).filter(child_id=child.pk)
        ),
        timeline=timeline_page(of_cases & about_child, page=page),
        missing=_missing(child, adults, workers),
        allowed=frozenset(one for one in _OFFERED if may(actor, one, opened.facts)),
    )


def _missing(
    child: Person, adults: Sequence[Relationship], workers: Sequence[Allocation]
) -> list[Missing]:
    """Return what there must be before anybody is invited: name, parents, worker, safe contact."""
    if child.origin == "own":
        return []
    safe = ContactPoint.objects.filter(
        person__in=[one.adult_id for one in adults], is_safe=True
    ).exists()
    return [
        Missing("name", child.identity_complete),
        Missing("parents", bool(adults)),
        Missing("worker", any(one.capacity == "social_worker" for one in workers)),
        Missing("contact", safe),
    ]
