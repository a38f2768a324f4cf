"""Asking for a conference: for which children, on what basis, and with whose authority."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from roundtable.casework.cases.models import Case, CaseMember, Section47Enquiry, Standing
from roundtable.casework.cases.queries import facts_about_case
from roundtable.casework.conferences.actions.states import enter
from roundtable.casework.conferences.facts import NOT_OVER
from roundtable.casework.conferences.models import Conference, ConferenceChild, Kind
from roundtable.casework.convening.actions.booking_form import fill_in, lock_form
from roundtable.casework.convening.details import Details
from roundtable.casework.people.models import Person
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.clocks.actions import stop_clocks
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules import conference_guards as guards
from roundtable.rules.access import Permission
from roundtable.rules.ages import is_adult
from roundtable.rules.categories import Category
from roundtable.rules.conference_states import FIRST, FOLLOW_ON, State
from roundtable.rules.enquiry_states import State as EnquiryState
from roundtable.rules.reasons import Reason, hard
from roundtable.rules.transitions import TransitionNotAllowed, next_state

_GOES_ON = frozenset({State.ADJOURNED, State.STOOD_DOWN, State.INQUORATE_CLOSED})


class CannotRequestConference(CannotProceed):
    """A child has no basis for a conference, or something the request needs is missing."""


@dataclass(frozen=True, slots=True)
class RequestedChild:
    """A child to hold it for; without `enquiry_id` the enquiry that found continuing risk."""

    child_id: int
    kind: Kind
    enquiry_id: int | None = None


@dataclass(frozen=True, slots=True)
class _Basis:
    """What is known of the children when a conference is asked for."""

    children: Mapping[int, Person]
    enquiries: Mapping[int, Section47Enquiry]
    on_a_plan: frozenset[int]
    transfers_accepted: frozenset[int]
    appeals_upheld: frozenset[int]
    earlier: Conference | None
    earlier_children: Mapping[int, ConferenceChild]
    today: date

    def of(self, wanted: RequestedChild) -> guards.RequestedChild:
        """Return one child as the guard asks about them."""
        child, enquiry = self.children[wanted.child_id], self.enquiries.get(wanted.child_id)
        goes_on = (
            self.earlier is not None
            and self.earlier.ending in _GOES_ON
            and wanted.child_id in self.earlier_children
        )
        return guards.RequestedChild(
            child_id=child.pk,
            name=child.name,
            kind=guards.Kind(wanted.kind),
            enquiry=EnquiryState(enquiry.state) if enquiry is not None else None,
            is_adult=is_adult(child.birth_on, self.today),
            has_expected_birth=child.is_unborn,
            has_open_plan=child.pk in self.on_a_plan,
            transfer_accepted=child.pk in self.transfers_accepted,
            earlier_was_adjourned_or_appeal_upheld=goes_on or child.pk in self.appeals_upheld,
        )

    def enquiry_id(self, wanted: RequestedChild) -> int | None:
        if wanted.kind == Kind.RECONVENED:
            earlier = self.earlier_children.get(wanted.child_id)
            return earlier.enquiry_id if earlier is not None else None
        enquiry = self.enquiries.get(wanted.child_id)
        return enquiry.pk if enquiry is not None and wanted.kind != Kind.REVIEW else None


@transaction.atomic
def request_conference(
    *,
    case_id: int,
    children: Sequence[RequestedChild],
    children_on_a_plan: frozenset[int],
    reason: str,
    expected_categories: Collection[Category] = (),
    interim_safety_plan: str = "",
    earlier_id: int | None = None,
    transfers_accepted: frozenset[int] = frozenset(),
    appeals_upheld: frozenset[int] = frozenset(),
    form_id: int | None = None,
    details: Details | None = None,
    actor: Actor,
    now: datetime,
) -> Conference:
    """
    Ask for one conference about children of a case, each with their own kind and basis.

    Nobody's consent is asked for. Who is on a plan is known above: `plans.actions` asks with it.
    With `form_id` it sends the booking form of the case, which says what is in `details`.

    :raises CannotRequestConference: if a child has no basis, is not of this case, or has a
        conference coming already.
    """
    case = Case.objects.select_for_update().get(pk=case_id)
    authorise(actor, Permission.REQUEST_CONFERENCE, facts_about_case(actor, case.pk))
    basis = _load_basis(
        case, children, children_on_a_plan, transfers_accepted, appeals_upheld, earlier_id, now
    )
    reasons = _reasons_cannot_request(case, children, basis, reason)
    form = lock_form(form_id) if form_id is not None else None
    if form is not None and (form.case_id != case.pk or form.sent_at is not None):
        reasons.append(hard("SENT_ALREADY", "This booking form has been sent already."))
    if reasons:
        raise CannotRequestConference(reasons)
    conference = Conference.objects.create(
        authority_id=case.authority_id,
        case=case,
        state=FIRST.value,
        earlier=basis.earlier,
        requested_by_id=actor.professional_id,
        requested_at=now,
        reason=reason.strip(),
        expected_categories=sorted(Category(one).value for one in expected_categories),
        interim_safety_plan=interim_safety_plan.strip() or _safety_now(basis),
        booking_form=fill_in(form, details or Details(), now=now) if form is not None else None,
    )
    ConferenceChild.objects.bulk_create(
        ConferenceChild(
            authority_id=case.authority_id,
            conference=conference,
            child_id=wanted.child_id,
            kind=wanted.kind,
            enquiry_id=basis.enquiry_id(wanted),
            position=position,
        )
        for position, wanted in enumerate(children)
    )
    for wanted in children:
        enquiry = basis.enquiries.get(wanted.child_id)
        if enquiry is not None:
            stop_clocks(
                subject=enquiry,
                rules={"conference_request"},
                on=clock.day_of(now),
                actor=actor,
                now=now,
            )
    enter(conference, FIRST, title="Conference requested", actor=actor, now=now)
    audit.record(
        actor=actor,
        verb="conference.requested",
        subject=conference,
        now=now,
        children=[{"child": one.child_id, "kind": str(one.kind)} for one in children],
    )
    return conference


def _load_basis(
    case: Case,
    children: Sequence[RequestedChild],
    on_a_plan: frozenset[int],
    transfers_accepted: frozenset[int],
    appeals_upheld: frozenset[int],
    earlier_id: int | None,
    now: datetime,
) -> _Basis:
    earlier = (
        Conference.objects.filter(pk=earlier_id, case=case).first()
        if earlier_id is not None
        else None
    )
    return _Basis(
        children=_children_of(case, {one.child_id for one in children}),
        enquiries=_enquiries(case, children),
        on_a_plan=on_a_plan,
        transfers_accepted=transfers_accepted,
        appeals_upheld=appeals_upheld,
        earlier=earlier,
        earlier_children={held.child_id: held for held in earlier.children.all()}
        if earlier is not None
        else {},
        today=clock.day_of(now),
    )


def _children_of(case: Case, child_ids: Collection[int]) -> Mapping[int, Person]:
    members = CaseMember.objects.filter(case=case, person_id__in=child_ids, ended_on=None)
    rows = members.exclude(standing=Standing.ADULT).select_related("person")
    return {member.person_id: member.person for member in rows}


def _enquiries(case: Case, children: Sequence[RequestedChild]) -> Mapping[int, Section47Enquiry]:
    """Return each child's enquiry: the one named, else the latest that found continuing risk."""
    named = {one.enquiry_id for one in children if one.enquiry_id is not None}
    found: dict[int, Section47Enquiry] = {}
    rows = Section47Enquiry.objects.filter(
        case=case, child_id__in=[one.child_id for one in children]
    )
    by_child: dict[int, list[Section47Enquiry]] = {}
    for enquiry in rows.order_by("started_on", "pk"):
        by_child.setdefault(enquiry.child_id, []).append(enquiry)
    for child_id, enquiries in by_child.items():
        chosen = [one for one in enquiries if one.pk in named] or [
            one for one in enquiries if one.state == EnquiryState.SUBSTANTIATED_CONTINUING_RISK
        ]
        if chosen:
            found[child_id] = chosen[-1]
    return found


def _reasons_cannot_request(
    case: Case, children: Sequence[RequestedChild], basis: _Basis, reason: str
) -> list[Reason]:
    if any(one.child_id not in basis.children for one in children):
        return [hard("NOT_IN_CASE", "Choose children of this case.")]
    reasons = [] if reason.strip() else [hard("NO_REASON", "Say why a conference is needed.")]
    # Authorising is an act of its own, by the manager: arranging asks for it.
    reasons += guards.reasons_cannot_request(
        tuple(basis.of(one) for one in children), is_authorised=True
    )
    if any(one.kind == Kind.RECONVENED for one in children):
        reasons += _reasons_cannot_reconvene(basis.earlier)
    under_way = ConferenceChild.objects.filter(
        conference__case=case,
        conference__state__in=NOT_OVER,
        child_id__in=[one.child_id for one in children],
    )
    return reasons + [
        hard(
            "ALREADY_REQUESTED",
            f"{held.child.name}: a conference is already requested or arranged.",
            child_id=held.child_id,
        )
        for held in under_way.select_related("child").order_by("child_id")
    ]


def _reasons_cannot_reconvene(earlier: Conference | None) -> list[Reason]:
    if earlier is None:
        return [hard("NO_EARLIER", "Say which conference it goes on with.")]
    try:
        next_state(FOLLOW_ON, State(earlier.state), "reconvene")
    except TransitionNotAllowed as not_now:
        return [hard("EARLIER_NOT_OVER", str(not_now))]
    return []


def _safety_now(basis: _Basis) -> str:
    """What the enquiries agreed holds until the conference; brothers and sisters often share it."""
    plans = [one.interim_safety_plan.strip() for one in basis.enquiries.values()]
    return "\n\n".join(dict.fromkeys(plan for plan in plans if plan))
