"""What there is to ask a conference for: which children, of which kind, and by when."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from roundtable.casework.cases.models import Section47Enquiry
from roundtable.casework.cases.page_queries import Household, household
from roundtable.casework.conferences.facts import NOT_OVER
from roundtable.casework.conferences.limits import REVIEW_CLOCKS
from roundtable.casework.conferences.models import Conference, ConferenceChild, Kind
from roundtable.casework.conferences.queries import (
    children_of,
    get_conference,
)
from roundtable.casework.convening.models import BookingForm
from roundtable.casework.convening.queries import accepted_transfers, filled_form
from roundtable.casework.people.models import Person
from roundtable.casework.plans.models import Plan
from roundtable.foundation.access.doors import facts_on
from roundtable.foundation.access.gate import may
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.clocks.models import Clock
from roundtable.rules.access import Permission
from roundtable.rules.conference_states import State
from roundtable.rules.enquiry_states import State as EnquiryState

_LIMITS = REVIEW_CLOCKS | {"initial_conference", "transfer_in_conference"}
_WENT_NOWHERE = (
    State.ADJOURNED.value,
    State.STOOD_DOWN.value,
    State.INQUORATE_CLOSED.value,
)
_OFFERED = (
    Permission.AUTHORISE_REQUEST,
    Permission.ARRANGE_CONFERENCE,
    Permission.REQUEST_CONFERENCE,
    Permission.VIEW_CASE,
    Permission.VIEW_STAFF_RISK,
)


@dataclass(frozen=True, slots=True)
class Suggested:
    """A child of the family, and what a conference could be for them."""

    child: Person
    standing: str
    kind: Kind | None  # None where nothing leads to a conference
    enquiry: Section47Enquiry | None
    plan: Plan | None
    coming: Conference | None  # one that is requested or arranged already
    limit: Clock | None


@dataclass(frozen=True, slots=True)
class RequestForm:
    """What the page that asks for a conference starts from."""

    household: Household
    children: Sequence[Suggested]
    earlier: Conference | None  # the one it would go on with
    interim_safety_plan: str


def what_to_request(*, public_id: uuid.UUID, actor: Actor) -> RequestForm:
    """
    Return the children of a case, each with the kind of conference that facts suggest.

    Eight queries, and one where somebody moved here, however many children.

    :raises RecordNotFound: if the case is not theirs to ask for.
    """
    found = household(public_id=public_id, actor=actor, permission=Permission.REQUEST_CONFERENCE)
    children = found.children
    plans = {one.child_id: one for one in Plan.objects.filter(child__in=children, ends_on=None)}
    enquiries = _at_risk(found)
    coming = _coming(children)
    earlier = _gone_nowhere(found)
    goes_on = {held.child_id for held in earlier.children.all()} if earlier else set()
    limits = _limits(children)
    moved_here = _moved_here(limits)
    rows = []
    for one in found.members:
        child = one.person
        if one.standing == "adult":
            continue
        enquiry, plan = enquiries.get(child.pk), plans.get(child.pk)
        rows.append(
            Suggested(
                child=child,
                standing=one.standing,
                kind=_kind(
                    child,
                    enquiry,
                    plan,
                    goes_on=child.pk in goes_on,
                    moved_here=child.pk in moved_here,
                ),
                enquiry=enquiry,
                plan=plan,
                coming=coming.get(child.pk),
                limit=limits.get(child.pk),
            )
        )
    safe = [one.enquiry.interim_safety_plan for one in rows if one.enquiry is not None]
    return RequestForm(
        household=found,
        children=rows,
        earlier=earlier,
        interim_safety_plan="\n\n".join(dict.fromkeys(text for text in safe if text)),
    )


def _kind(
    child: Person,
    enquiry: Section47Enquiry | None,
    plan: Plan | None,
    *,
    goes_on: bool,
    moved_here: bool,
) -> Kind | None:
    if goes_on:
        return Kind.RECONVENED
    if plan is not None:
        return Kind.REVIEW
    if enquiry is None:
        return Kind.TRANSFER_IN if moved_here else None
    return Kind.PRE_BIRTH if child.is_unborn else Kind.INITIAL


def _at_risk(found: Household) -> dict[int, Section47Enquiry]:
    rows = Section47Enquiry.objects.filter(
        case=found.case, state=EnquiryState.SUBSTANTIATED_CONTINUING_RISK.value
    )
    rows = rows.select_related("chair_consulted").order_by("started_on", "pk")
    return {one.child_id: one for one in rows}


def _coming(children: Collection[Person]) -> Mapping[int, Conference]:
    held = ConferenceChild.objects.filter(child__in=children, conference__state__in=NOT_OVER)
    return {one.child_id: one.conference for one in held.select_related("conference")}


def _gone_nowhere(found: Household) -> Conference | None:
    """Return the latest conference if it opened and decided nothing: there must be another."""
    latest = (
        Conference.objects.filter(case=found.case, opened_at__isnull=False)
        .order_by("-opened_at")
        .prefetch_related(Prefetch("children"))
        .first()
    )
    return latest if latest is not None and latest.ending in _WENT_NOWHERE else None


def _limits(children: Collection[Person]) -> Mapping[int, Clock]:
    rows = Clock.objects.filter(
        child_id__in=[one.pk for one in children], rule__in=_LIMITS, stopped_on=None
    )
    return {one.child_id: one for one in rows.order_by("-due_on", "-pk") if one.child_id}


def _moved_here(limits: Mapping[int, Clock]) -> frozenset[int]:
    """Return the children whose transfer was accepted; no query where no transfer runs."""
    moved = [child for child, limit in limits.items() if limit.rule == "transfer_in_conference"]
    return frozenset(accepted_transfers(moved)) if moved else frozenset()


def asked_for(enquiry: Section47Enquiry) -> Conference | None:
    """Return the conference that was requested because of an enquiry, if one was not given up."""
    rows = enquiry.led_to.exclude(conference__state=State.CANCELLED.value)
    held = rows.select_related("conference").order_by("-pk").first()
    return held.conference if held is not None else None


# A request that was made


@dataclass(frozen=True, slots=True)
class RequestPage:
    """A request, and what its reader may do about it."""

    conference: Conference
    children: Sequence[ConferenceChild]
    limits: Mapping[int, Clock]  # by child
    form: BookingForm | None
    allowed: frozenset[Permission]


def request_page(*, public_id: uuid.UUID, actor: Actor) -> RequestPage:
    """
    Return a request for a conference as those who wait for one another see it.

    :raises RecordNotFound: if it does not exist or is not theirs to see.
    """
    conference = get_conference(public_id=public_id, actor=actor)
    children = children_of(conference)
    for one in children:
        audit.note_read("person", one.child_id)
    facts = facts_on(conference)
    return RequestPage(
        conference=conference,
        children=children,
        limits=_limits([one.child for one in children]),
        form=filled_form(conference.booking_form_id),
        allowed=frozenset(one for one in _OFFERED if may(actor, one, facts)),
    )
