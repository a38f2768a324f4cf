"""What the pages of a case show, each in a constant number of queries."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from roundtable.casework.cases.facts import open_on
from roundtable.casework.cases.models import (
    Allocation,
    Capacity,
    Case,
    CaseMember,
    Section47Enquiry,
    SpokenTo,
    Standing,
    StrategyAttendee,
    StrategyDiscussion,
)
from roundtable.casework.cases.queries import (
    cases_visible_to,
    get_case,
    get_enquiry,
    permission_to_staff,
)
from roundtable.casework.people.models import (
    Address,
    Confidentiality,
    ContactPoint,
    Person,
    Professional,
    Relationship,
)
from roundtable.foundation.access.doors import facts_on
from roundtable.foundation.access.gate import decided, may
from roundtable.foundation.accounts.models import Actor, Appointment
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.foundation.core.kept import Kept
from roundtable.rules.access import Facts, Permission, Role
from roundtable.rules.enquiry_states import UNFINISHED

FOUND_AT_MOST = 20

# What the pages of a case offer to do, where the reader may.
_OFFERED = (
    Permission.EDIT_PEOPLE,
    Permission.RECORD_STRATEGY_DISCUSSION,
    Permission.RECORD_ENQUIRY,
    Permission.DECIDE_ENQUIRY,
    Permission.ADVISE_ON_CONVENING,
    Permission.REQUEST_CONFERENCE,
    Permission.COMPLETE_IDENTITY,
    Permission.VIEW_PLAN,
    Permission.RESTRICT_CASE,
)


@dataclass(frozen=True, slots=True)
class Household:
    """A case, who belongs to it, and what the reader may do there."""

    case: Case
    members: Sequence[CaseMember]
    allowed: frozenset[Permission]

    @property
    def children(self) -> list[Person]:
        return [one.person for one in self.members if one.standing != Standing.ADULT]

    @property
    def adults(self) -> list[Person]:
        return [one.person for one in self.members if one.standing == Standing.ADULT]

    def person(self, public_id: uuid.UUID) -> Person:
        """
        Return one of them.

        :raises RecordNotFound: if they do not belong to it.
        """
        for one in self.members:
            if one.person.public_id == public_id:
                found: Person = one.person
                return found
        raise RecordNotFound("person")


def household(
    *, public_id: uuid.UUID, actor: Actor, permission: Permission = Permission.VIEW_CASE
) -> Household:
    """
    Return a case with its members, children first, the eldest first. Two queries.

    :raises RecordNotFound: if it does not exist or is not theirs to see.
    """
    case = get_case(public_id=public_id, actor=actor, permission=permission)
    members = members_of(case)
    for one in members:
        audit.note_read("person", one.person_id)
    return Household(case, members, what_may(actor, case))


def what_may(actor: Actor, case: Case) -> frozenset[Permission]:
    """Return what the pages of this case, opened through `get_case`, offer to `actor`."""
    facts = facts_on(case)
    return frozenset(one for one in _OFFERED if may(actor, one, facts))


def members_of(case: Case) -> list[CaseMember]:
    """Return the members: children from the eldest to the unborn, then adults as they came."""
    return sorted(_MEMBERS.rows(case_id=case.pk), key=_place)


_MEMBERS = Kept(
    lambda given: (
        CaseMember.objects.filter(case_id=given("case_id"), ended_on=None)
        .select_related("person")
        .order_by("pk")
    )
)


def _place(member: CaseMember) -> tuple[bool, bool, str, int]:
    person = member.person
    if member.standing == Standing.ADULT:
        return (True, False, "", member.pk)
    return (False, person.is_unborn, str(person.birth_on or person.expected_on or ""), member.pk)


def relationships_of(people: Collection[Person]) -> list[Relationship]:
    """Return what adults are to these children today."""
    return _RELATIONSHIPS.rows(child_ids=[one.pk for one in people])


_RELATIONSHIPS = Kept(
    lambda given: (
        Relationship.objects.filter(child_id__any=given("child_ids"), ended_on=None)
        .select_related("adult", "child")
        .order_by("pk")
    )
)


def workers_on(case: Case) -> list[Allocation]:
    """Return who works on the case today: social care first, then the other agencies."""
    return _WORKERS.rows(case_id=case.pk, today=clock.today())


_WORKERS = Kept(
    lambda given: (
        Allocation.objects.filter(open_on(given("today")), case_id=given("case_id"))
        .select_related("professional__agency")
        .order_by("capacity", "starts_on")
    )
)


# Where people live, and how they can be reached


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """The people of a case with what is known of each."""

    household: Household
    relationships: Sequence[Relationship]
    addresses: Sequence[Address]
    contacts: Sequence[ContactPoint]


def people_page(*, public_id: uuid.UUID, actor: Actor) -> PeoplePage:
    """
    Return the people of a case: how they are related, where they live, how to reach them.

    For those who work on the case: they see every address, and from whom it is kept.
    """
    found = household(public_id=public_id, actor=actor)
    people = [one.person_id for one in found.members]
    return PeoplePage(
        household=found,
        relationships=relationships_of(found.children),
        addresses=list(addresses_of(people)),
        contacts=list(ContactPoint.objects.filter(person__in=people).order_by("pk")),
    )


def addresses_of(person_ids: Collection[int]) -> QuerySet[Address]:
    """Return where these people live today, each with from whom that is kept. Two queries."""
    kept = Confidentiality.objects.filter(ended_on=None).select_related("from_person")
    rows = Address.objects.filter(person__in=person_ids, ends_on=None).order_by("pk")
    return rows.prefetch_related(Prefetch("kept_from", kept.order_by("pk"), to_attr="kept_now"))


def get_address(*, public_id: uuid.UUID, household: Household) -> Address:
    """
    Return an address of somebody of the case that was opened, with from whom it is kept.

    :raises RecordNotFound: if it is not one of theirs.
    """
    people = [one.person_id for one in household.members]
    found = addresses_of(people).filter(public_id=public_id).select_related("person").first()
    if found is None:
        raise RecordNotFound("address")
    return found


def get_contact(*, public_id: uuid.UUID, household: Household) -> ContactPoint:
    """
    Return a way to reach somebody of the case that was opened.

    :raises RecordNotFound: if it is not one of theirs.
    """
    people = [one.person_id for one in household.members]
    rows = ContactPoint.objects.filter(public_id=public_id, person__in=people)
    found = rows.select_related("person").first()
    if found is None:
        raise RecordNotFound("contact")
    return found


def get_relationship(*, child: Person, adult: Person) -> Relationship | None:
    """Return what an adult is to a child of a case that was opened, if anything is on file."""
    return Relationship.objects.filter(child=child, adult=adult, ended_on=None).first()


def get_allocation(*, public_id: uuid.UUID, case: Case) -> Allocation:
    """
    Return somebody's work on a case that was opened.

    :raises RecordNotFound: if it is not on this case, or is over.
    """
    rows = Allocation.objects.filter(open_on(clock.today()), public_id=public_id, case=case)
    found = rows.select_related("professional").first()
    if found is None:
        raise RecordNotFound("allocation")
    return found


# Professionals to choose from


def professionals_like(text: str, *, also: Collection[str] = ()) -> list[Professional]:
    """
    Return professionals in post whose name, or whose agency's, has a word that begins with `text`.

    `also` holds public ids that were chosen already and must stay among the answers.
    """
    decided.set(True)  # who works where is no secret among staff
    chosen = Q(public_id__in=[one for one in also if _is_uuid(one)])
    words = text.replace("\x00", "").strip()
    begins = Q()
    for field in ("name", "agency__name"):
        begins |= Q(**{f"{field}__istartswith": words}) | Q(**{f"{field}__icontains": f" {words}"})
    rows = Professional.objects.filter(
        chosen | begins if words else chosen, Q(left_on=None) | Q(left_on__gt=clock.today())
    )
    return list(rows.select_related("agency").order_by("name", "pk")[: FOUND_AT_MOST + len(also)])


def get_professional(public_id: str) -> Professional:
    """
    Return a professional that a page offered.

    :raises RecordNotFound: if there is none.
    """
    found = (
        Professional.objects.filter(public_id=public_id).first() if _is_uuid(public_id) else None
    )
    if found is None:
        raise RecordNotFound("professional")
    return found


def get_professionals(public_ids: Collection[str]) -> list[Professional]:
    """Return the professionals that were chosen on a page."""
    return list(Professional.objects.filter(public_id__in=public_ids).order_by("pk"))


def list_chairs() -> list[Professional]:
    """Return everybody who chairs conferences here today."""
    today = clock.today()
    held = Appointment.objects.filter(open_on(today), role=Role.CHAIR.value)
    ids = held.exclude(professional_id=None).values_list("professional_id", flat=True)
    return list(Professional.objects.filter(pk__in=list(ids)).order_by("name", "pk"))


def own_post(actor: Actor) -> Professional:
    """
    Return the post in which `actor` works.

    :raises RecordNotFound: if they have none here.
    """
    found = Professional.objects.filter(pk__any=actor.professional_ids).order_by("pk").first()
    if found is None:
        raise RecordNotFound("professional")
    return found


def _is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


# Enquiries


@dataclass(frozen=True, slots=True)
class EnquiryPage:
    """An enquiry, what has been done in it, and what the reader may do."""

    enquiry: Section47Enquiry
    spoken_to: Sequence[SpokenTo]
    discussions: Sequence[StrategyDiscussion]
    limit: Clock | None
    allowed: frozenset[Permission]
    may_add_manager: bool  # nobody works on the case who could decide


def enquiry_page(*, public_id: uuid.UUID, actor: Actor) -> EnquiryPage:
    """
    Return an enquiry with who was spoken to, its discussions and its limit.

    :raises RecordNotFound: if it does not exist or is not theirs to see.
    """
    enquiry = get_enquiry(public_id=public_id, actor=actor, permission=Permission.VIEW_CASE)
    facts = facts_on(enquiry)
    allowed = frozenset(one for one in _OFFERED if may(actor, one, facts))
    is_managed = any(one.capacity == Capacity.MANAGER for one in workers_on(enquiry.case))
    adds_managers = permission_to_staff(enquiry.case, Capacity.MANAGER) in allowed
    attendees = StrategyAttendee.objects.select_related("professional__agency").order_by("pk")
    return EnquiryPage(
        enquiry=enquiry,
        spoken_to=list(
            enquiry.spoken_to.select_related("person", "professional__agency").order_by("on", "pk")
        ),
        discussions=list(
            _discussions_of(enquiry).prefetch_related(Prefetch("attendees", attendees))
        ),
        limit=Clock.objects.filter(
            rule="initial_conference", subject_type="section47enquiry", subject_id=enquiry.pk
        )
        .order_by("-pk")
        .first(),
        allowed=allowed,
        may_add_manager=adds_managers and not is_managed,
    )


def _discussions_of(enquiry: Section47Enquiry) -> QuerySet[StrategyDiscussion]:
    """Return the discussion that started it, and the further ones until it was finished."""
    further = Q(case=enquiry.case_id, is_further=True, held_at__date__gte=enquiry.started_on)
    if enquiry.conference_not_required and enquiry.outcome_on is not None:
        further &= Q(held_at__date__lte=enquiry.outcome_on)
    following = Section47Enquiry.objects.filter(
        child=enquiry.child_id, started_on__gt=enquiry.started_on
    )
    further &= Q(held_at__date__lt=Coalesce(_first_day(following), Value(date.max)))
    rows = StrategyDiscussion.objects.filter(Q(pk=enquiry.discussion_id) | further)
    return rows.order_by("held_at", "pk")


def _first_day(enquiries: QuerySet[Section47Enquiry]) -> Subquery:
    return Subquery(enquiries.order_by("started_on").values("started_on")[:1])


def open_enquiries(case: Case) -> dict[int, Section47Enquiry]:
    """Return the enquiry that is not finished, for each child of the case who has one."""
    rows = Section47Enquiry.objects.filter(case=case, state__in=UNFINISHED)
    return {one.child_id: one for one in rows}


# Lists


@dataclass(frozen=True, slots=True)
class CaseList:
    """Some of the cases that somebody works on, and whether they could open one more."""

    cases: Sequence[Case]
    page: int
    pages: int
    count: int
    may_open: bool


def list_cases(actor: Actor, *, page: int = 1, per_page: int = 25) -> CaseList:
    """
    Return the cases `actor` may open, by name of the family, with their children.

    Three queries, however many cases.
    """
    decided.set(True)
    children = CaseMember.objects.filter(ended_on=None).exclude(standing=Standing.ADULT)
    found = cases_visible_to(actor).filter(closed_on=None).order_by("family_name", "pk")
    count = found.count()
    pages = max(1, -(-count // per_page))
    page = min(max(page, 1), pages)
    rows = found.prefetch_related(
        Prefetch(
            "members", children.select_related("person").order_by("pk"), to_attr="children_now"
        )
    )[(page - 1) * per_page : page * per_page]
    cases = list(rows)
    for case in cases:
        audit.note_read("case", case.pk)
    may_open = may(actor, Permission.OPEN_CASE, Facts(same_authority=True))
    return CaseList(cases, page, pages, count, may_open)


def contacts_of(person: Person) -> list[ContactPoint]:
    """Return every way to reach somebody of a case that was opened, in the order of recording."""
    return list(ContactPoint.objects.filter(person=person).order_by("pk"))
