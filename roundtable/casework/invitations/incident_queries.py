"""What the pages about incidents show, for those who keep them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery, Value

from roundtable.casework.cases.models import Case
from roundtable.casework.cases.queries import facts_about_case, get_case
from roundtable.casework.cases.sent_messages import cases_open_to
from roundtable.casework.invitations.already_out import (
    AlreadyOut,
    describe,
    described,
    kept_of_case,
    kept_since,
    kept_though_told,
    look_back,
)
from roundtable.casework.invitations.models import Incident, IncidentPaper, IncidentStep
from roundtable.casework.people.models import Confidentiality
from roundtable.foundation.access.gate import authorise, may
from roundtable.foundation.accounts.models import Actor, AnyActor, slots_of
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.clocks.queries import running_clocks
from roundtable.foundation.core.errors import NotAuthorised, RecordNotFound
from roundtable.foundation.core.kept import Kept, Slot
from roundtable.rules.access import Facts, Permission, Role
from roundtable.rules.incidents import BREACH_CLOCK


@dataclass(frozen=True, slots=True)
class Incidents:
    """Every incident, the open ones first; and what nobody has opened one for yet."""

    incidents: Sequence[Incident]
    to_look_into: Sequence[AlreadyOut]


@dataclass(frozen=True, slots=True)
class IncidentPage:
    incident: Incident
    about: str
    papers: Sequence[IncidentPaper]
    steps: Sequence[IncidentStep]


def list_incidents(actor: Actor, *, today: date) -> Incidents:
    """
    Return the incidents of the families that are open to `actor`, and what has to be looked into.

    :raises RecordNotFound: if it is not for them.
    """
    if not may(actor, Permission.KEEP_INCIDENTS, Facts(same_authority=True)):
        raise RecordNotFound("incidents")
    cases = cases_open_to(actor)
    found = Incident.objects.filter(case__in=cases).select_related("case")
    return Incidents(
        incidents=sorted(found, key=lambda one: (one.closed_at is not None, one.found_at)),
        to_look_into=list(kept_since(today, cases=cases)),
    )


# What a first page shows of it; the page about incidents has them all.
MOST_ON_A_FIRST_PAGE = 10


@dataclass(frozen=True, slots=True)
class Undecided:
    """An open incident of which nobody has decided whether the Commissioner is told, by when."""

    family_name: str
    reference: str
    incident_id: uuid.UUID
    clock: Clock


@dataclass(frozen=True, slots=True)
class ToSeeTo:
    """What waits for those who keep incidents, for their first page, soonest first."""

    undecided: Sequence[Undecided] = ()
    told_before: Sequence[str] = ()
    """What became confidential of late, though letters had said it: what, and from whom."""
    is_all: bool = True


def incidents_to_see_to(actor: Actor, *, today: date) -> ToSeeTo:
    """
    Return what waits for `actor`, if they keep incidents. One query, and one more if anything was
    told before it became confidential.

    A letter that gives the postcode or the number as it was written is found here; whatever else
    tells it is found on the page about incidents.
    """
    if not may(actor, Permission.KEEP_INCIDENTS, Facts(same_authority=True)):
        return ToSeeTo()
    most = MOST_ON_A_FIRST_PAGE
    found = _WAITS.rows(actor.role, most + 1, **slots_of(actor), since=look_back(today))
    incidents: list[Undecided] = []
    kept_ids: list[int] = []
    for kind, pk, family, reference, incident, *clock in found:
        if kind == "told":
            kept_ids.append(pk)
        else:
            running = Clock(pk=pk, **dict(zip(_OF_A_CLOCK, clock, strict=True)))
            incidents.append(Undecided(family, reference, incident, running))
    return ToSeeTo(
        undecided=incidents[:most],
        told_before=described(kept_ids[:most]) if kept_ids else (),
        is_all=max(len(incidents), len(kept_ids)) <= most,
    )


# What is said of a date: when, and why then.
_OF_A_CLOCK = ("due_on", "steps", "source", "provisional")


def _waits(given: type[Slot], role: Role, most: int) -> QuerySet[Any, Any]:
    """Two short lists in one answer: which, its id, whose, and by when; at most so many of each."""
    cases = cases_open_to(AnyActor(role))
    columns: Any = Clock._meta
    no_clock = (Value(None, output_field=columns.get_field(one)) for one in _OF_A_CLOCK)
    undecided = _undecided(cases)[:most].values_list(
        Value("undecided"), "pk", "family_name", "reference", "incident", *_OF_A_CLOCK
    )
    told = kept_though_told(given("since"), cases=cases)[:most].values_list(
        Value("told"), "pk", Value(""), Value(""), "public_id", *no_clock
    )
    return undecided.union(told, all=True)


_WAITS: Kept[Any] = Kept(_waits)


def _undecided(cases: QuerySet[Case]) -> QuerySet[Clock]:
    """The clocks that say when the Commissioner is told at the latest; a decision stops them."""
    incident = Incident.objects.filter(pk=OuterRef("subject_id"))
    return (
        running_clocks(subject_type="incident", rules={BREACH_CLOCK}, with_closed_windows=True)
        # Whether it is open to them is asked here, once; what is said of it follows.
        .filter(Exists(incident.filter(closed_at=None, case__in=cases)))
        .annotate(
            incident=Subquery(incident.values("public_id")[:1]),
            family_name=Subquery(incident.values("case__family_name")[:1]),
            reference=Subquery(incident.values("case__reference")[:1]),
        )
    )


def get_incident(*, public_id: uuid.UUID, actor: Actor) -> IncidentPage:
    """
    Return an incident with what went to whom and what was done.

    :raises RecordNotFound: if it does not exist, or is not theirs to keep.
    """
    try:
        incident = Incident.objects.select_related(
            "case",
            "confidentiality__address__person",
            "confidentiality__contact__person",
            "confidentiality__from_person",
        ).get(public_id=public_id)
        facts = facts_about_case(actor, incident.case_id)
        authorise(actor, Permission.KEEP_INCIDENTS, facts)
    except (Incident.DoesNotExist, NotAuthorised):
        raise RecordNotFound("incident") from None
    audit.note_read("case", incident.case_id)
    kept = incident.confidentiality
    return IncidentPage(
        incident=incident,
        about=describe(kept) if kept is not None else "",
        papers=list(incident.papers.order_by("pk")),
        steps=list(incident.steps.order_by("done_at", "pk")),
    )


def get_case_to_look_into(
    *, public_id: uuid.UUID, actor: Actor
) -> tuple[Case, Sequence[tuple[Confidentiality, str]]]:
    """
    Return a family with what is kept from somebody in it, each in words.

    :raises RecordNotFound: if it does not exist, or is not theirs to keep incidents of.
    """
    case = get_case(public_id=public_id, actor=actor, permission=Permission.KEEP_INCIDENTS)
    return case, [(one, describe(one)) for one in kept_of_case(case)]
