"""
What is true of an actor and a conference, or one participant of it: facts as SQL.

Facts about a single report, letter or document (who wrote it, to whom it was released) belong to
the app that keeps it, which replaces them in what is returned here.
"""

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable

from roundtable.casework.cases.facts import CAPACITIES, case_facts, open_on
from roundtable.casework.cases.models import Allocation
from roundtable.casework.conferences.models import (
    ConferenceChild,
    ExclusionDecision,
    Part,
    Participant,
    ParticipantRole,
)
from roundtable.casework.people.models import Relationship
from roundtable.foundation.access.doors import Expressions
from roundtable.foundation.accounts.models import Actor
from roundtable.rules.access import Role
from roundtable.rules.conference_states import BEFORE_OPENING, UNDER_WAY, State

# Here as themselves; everybody else is here as a professional. A mother who is a teacher is two.
_AS_PERSONS = frozenset({Role.FAMILY, Role.CHILD})
NOT_OVER = sorted(state.value for state in BEFORE_OPENING | UNDER_WAY)
_RECORD_IS_DONE = sorted(
    state.value
    for state in (State.RECORD_APPROVED, State.DISTRIBUTED, State.CORRECTED, State.CANCELLED)
)


def conference_facts(actor: Actor, *, path: str = "") -> Expressions:
    """
    Return the facts about `actor` and a conference, as expressions for `annotate` or `alias`.

    `path` leads to the conference: "" on `Conference` itself, "conference__" on what belongs to
    one.
    """
    conference_id = OuterRef(f"{path}pk" if not path else f"{path[:-2]}_id")
    here = Participant.objects.filter(
        is_actor(actor), conference_id=conference_id, withdrawn_at=None
    )
    stands_in = Exists(here.filter(deputises_for__isnull=False, conference__state__in=NOT_OVER))
    case = case_facts(actor, path=f"{path}case__")
    return {
        **case,
        "fact_allocated": _allocated(actor, path, here, case["fact_allocated"]),
        "fact_author": _is(Q(**{f"{path}requested_by_id__any": actor.professional_ids})),
        "fact_invited": Exists(here.filter(invited_at__lte=actor.now)),
        "fact_excluded_whole": Exists(
            here.filter(part=Part.NONE, exclusions__decision=ExclusionDecision.WHOLE)
        ),
        "fact_excluded_part": Exists(
            here.filter(part=Part.PART, exclusions__decision=ExclusionDecision.PART)
        ),
        "fact_involvement_open": _involvement_open(actor, path, here, stands_in),
        "fact_deputising": stands_in,
        "fact_about_self": _is_child_of(actor, conference_id),
        "fact_holds_pr": _holds_responsibility(actor, conference_id),
        "fact_open_window": _open_window(actor, path),
    }


def participant_facts(actor: Actor, *, path: str = "") -> Expressions:
    """
    Return the facts about `actor` and one participant, and so about their invitation.

    Who stands in for one person, or speaks for one, does so for nobody else on the list.
    """
    row = OuterRef(f"{path}pk" if not path else f"{path[:-2]}_id")
    own = _is(is_actor(actor, path=path) & Q(**{f"{path}withdrawn_at": None}))
    here = Participant.objects.filter(is_actor(actor), withdrawn_at=None)
    stands_in = Exists(here.filter(deputises_for_id=row, conference__state__in=NOT_OVER))
    facts = {
        **conference_facts(actor, path=f"{path}conference__"),
        "fact_about_self": own,
        "fact_own_agency": _is(Q(**{f"{path}professional__agency_id__any": actor.agency_ids})),
        "fact_deputising": stands_in,
    }
    if actor.role is Role.ADVOCATE:
        carries = Exists(here.filter(speaks_for_id=row, invited_at__lte=actor.now))
        invited_self = _is(is_actor(actor, path=path) & Q(**{f"{path}invited_at__lte": actor.now}))
        facts["fact_invited"] = _is(Q(carries) | Q(invited_self))
    if actor.role is Role.INTERPRETER:
        facts["fact_allocated"] = own
    return facts


def is_actor(actor: Actor, *, path: str = "") -> Q:
    """Return the condition that a participant is `actor`, in the role they are acting in."""
    person = Q(**{f"{path}person_id__any": actor.person_ids})
    professional = Q(**{f"{path}professional_id__any": actor.professional_ids})
    if actor.role in _AS_PERSONS:
        return person
    return person | professional if actor.role is Role.ADVOCATE else professional


def _is(condition: Q) -> Combinable:
    return ExpressionWrapper(condition, output_field=BooleanField())


def _allocated(
    actor: Actor, path: str, here: QuerySet[Participant], on_case: Combinable
) -> Combinable:
    ids = actor.professional_ids
    if actor.role is Role.CHAIR:
        # A conference that is over is open to whoever chairs the family's conferences now: they
        # must read what was decided, and the first chair may have left.
        over = Q(**{f"{path}ending__gt": ""}) & Q(on_case)
        return _is(Q(**{f"{path}chair_id__any": ids}) | over)
    if actor.role is Role.MINUTE_TAKER:
        return _is(Q(**{f"{path}minute_taker_id__any": ids}))
    if actor.role is Role.INTERPRETER:
        return Exists(here.filter(role=ParticipantRole.INTERPRETER))
    return on_case


def _involvement_open(
    actor: Actor, path: str, here: QuerySet[Participant], stands_in: Exists
) -> Combinable:
    if actor.role is Role.PARTNER:
        on_case = Allocation.objects.filter(
            open_on(actor.today),
            case_id=OuterRef(f"{path}case_id"),
            professional_id__any=actor.professional_ids,
            capacity=CAPACITIES[Role.PARTNER],
        )
        return _is(Q(Exists(on_case)) | Q(stands_in))
    if actor.role is Role.ADVOCATE:
        return Exists(here.filter(Q(speaks_for=None) | Q(speaks_for__withdrawn_at=None)))
    if actor.role is Role.INTERPRETER:
        return Exists(here.filter(conference__state__in=NOT_OVER))
    return _is(Q(pk__in=[]))


def _is_child_of(actor: Actor, conference_id: OuterRef) -> Combinable:
    own = actor.person_ids if actor.role is Role.CHILD else ()
    return Exists(ConferenceChild.objects.filter(conference_id=conference_id, child_id__any=own))


def _holds_responsibility(actor: Actor, conference_id: OuterRef) -> Combinable:
    adults = actor.person_ids if actor.role is Role.FAMILY else ()
    return Exists(
        Relationship.objects.filter(
            child__conferences__conference_id=conference_id,
            adult_id__any=adults,
            has_parental_responsibility=True,
            ended_on=None,
        )
    )


def _open_window(actor: Actor, path: str) -> Combinable:
    if actor.role is Role.MINUTE_TAKER:
        return _is(~Q(**{f"{path}state__in": _RECORD_IS_DONE}))
    return _is(Q(**{f"{path}state__in": sorted(state.value for state in BEFORE_OPENING)}))
