"""Reads of invitations, answers and needs. Every list starts from `invitations_visible_to`."""

import uuid
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from roundtable.casework.cases.facts import NOT_BARRED, used_by
from roundtable.casework.conferences.facts import participant_facts
from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.conferences.queries import (
    conferences_visible_to,
    participants_of,
)
from roundtable.casework.conferences.slots import RoomNeeds
from roundtable.casework.convening.models import StatedNeed
from roundtable.casework.convening.queries import needs_by_form
from roundtable.casework.invitations.models import Invitation, Need, NeedKind
from roundtable.casework.invitations.ways import BY_OFFICE
from roundtable.casework.people.models import AgencyKind
from roundtable.foundation.access.doors import Door, Expressions
from roundtable.foundation.access.gate import may
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.foundation.core.kept import Kept
from roundtable.rules.access import NAMED_ONE_BY_ONE, Facts, Permission, Role
from roundtable.rules.conference_states import ARRANGED
from roundtable.rules.invitation_states import OUT, State, may_be_chased
from roundtable.rules.need_states import OPEN
from roundtable.rules.quorum import Attendee, QuorumPolicy, reasons_not_quorate
from roundtable.rules.reasons import Reason

_ON_LIST = (Q(fact_invited=True) | Q(fact_deputising=True)) & Q(
    fact_involvement_open=True, fact_excluded_whole=False
)
_ALLOCATED = Q(fact_allocated=True)
_OWN = Q(fact_invited=True, fact_excluded_whole=False, fact_about_self=True)

# The same conditions as VIEW_INVITATION in `rules.grants`; a test holds the two together.
_SEEN_BY: Mapping[Role, Q] = {
    Role.CHAIR: _ALLOCATED | Q(fact_on_duty=True),
    Role.ADMINISTRATOR: Q(),
    Role.SOCIAL_WORKER: _ALLOCATED,
    Role.MANAGER: _ALLOCATED,
    Role.HEAD_OF_SERVICE: Q(),
    Role.PARTNER: _ON_LIST & (Q(fact_about_self=True) | Q(fact_deputising=True)),
    Role.AGENCY_LEAD: Q(fact_own_agency=True),
    Role.FAMILY: _OWN,
    Role.CHILD: _OWN,
    Role.ADVOCATE: Q(fact_invited=True, fact_excluded_whole=False, fact_involvement_open=True),
    Role.INTERPRETER: _ALLOCATED & Q(fact_involvement_open=True),
}
_HEALTH = frozenset(
    {
        AgencyKind.HEALTH_VISITING,
        AgencyKind.MIDWIFERY,
        AgencyKind.GP,
        AgencyKind.SCHOOL_NURSING,
        AgencyKind.PAEDIATRICS,
        AgencyKind.MENTAL_HEALTH,
    }
)
OPEN_NEEDS = sorted(state.value for state in OPEN)
_WITH_ALL = (
    "conference__case",
    "conference__room",
    "conference__chair",
    "participant__person",
    "participant__professional__agency",
    "deputy",
)


def invitations_visible_to(actor: Actor) -> QuerySet[Invitation]:
    """Return the invitations `actor` may see, and no trace of any other."""
    if actor.role not in _SEEN_BY:
        return Invitation.objects.none()
    unrestricted = Q(fact_restricted=False) | _ALLOCATED
    conditions = (
        _SEEN_BY[actor.role],
        Q() if actor.role in NAMED_ONE_BY_ONE else unrestricted,
        NOT_BARRED,
    )
    facts = used_by(_facts_of_invitation(actor), *conditions)
    return Invitation.objects.alias(**facts).filter(*conditions)


def _facts_of_invitation(actor: Actor) -> Expressions:
    return participant_facts(actor, path="participant__")


_INVITATIONS = Door(
    "invitation", lambda: Invitation.objects.select_related(*_WITH_ALL), _facts_of_invitation
)


def get_invitation(
    *, public_id: uuid.UUID, actor: Actor, permission: Permission = Permission.VIEW_INVITATION
) -> Invitation:
    """
    Return the invitation, with participant and conference, if `actor` holds `permission` on it.

    :raises RecordNotFound: if it does not exist or is not theirs to see.
    """
    invitation = _INVITATIONS.open(actor, public_id, permission)
    audit.note_read("conference", invitation.conference_id)
    return invitation


def list_invitations(
    actor: Actor,
    *,
    states: Collection[State] | None = None,
    conference: Conference | None = None,
    is_coming: bool = False,
) -> QuerySet[Invitation]:
    """
    Return what `actor` may see, the soonest conference first; one query.

    With `is_coming` only those to conferences that are arranged and have not opened.
    """
    found = invitations_visible_to(actor).select_related(*_WITH_ALL)
    if states is not None:
        found = found.filter(state__in=sorted(state.value for state in states))
    if conference is not None:
        found = found.filter(conference=conference)
    if is_coming:
        found = found.filter(conference__state__in=sorted(state.value for state in ARRANGED))
    return found.order_by("conference__starts_at", "pk")


def own_answer(invitation: Invitation, actor: Actor) -> dict[str, str]:
    """
    Return what `actor` answered, as they are asked; empty before they did.

    What somebody else wrote down for them is in that person's words, and not shown.
    """
    said = _AS_ASKED.get(invitation.state)
    if said is None or invitation.answered_by_user_id != actor.user_id:
        return {}
    return {
        "answer": said,
        "how": invitation.coming_how,
        "in_their_room": invitation.in_their_room,
        "part": invitation.coming_part,
        "note": invitation.answer_note,
    }


_AS_ASKED = {State.ACCEPTED.value: "accept", State.DECLINED.value: "decline"}


def outstanding_answers(actor: Actor) -> QuerySet[Invitation]:
    """Return the invitations to coming conferences that nobody has answered."""
    return list_invitations(actor, states=OUT, is_coming=True)


def chaseable(conference: Conference, *, today: date) -> list[Invitation]:
    """Return the invitations to one coming conference whose answer may be asked for today."""
    if conference.state not in ARRANGED:
        return []
    found = Invitation.objects.filter(conference=conference, participant__withdrawn_at=None)
    return [
        one
        for one in found.select_related("participant__person", "participant__professional__agency")
        if may_be_chased(
            State(one.state),
            sent_on=clock.day_of(one.sent_at) if one.sent_at else None,
            chased_on=one.chased_on,
            today=today,
        )
    ]


@dataclass(frozen=True, slots=True)
class Answers:
    """How many were asked and what they said. Who comes by their office is not counted."""

    asked: int = 0
    coming: int = 0
    declined: int = 0
    deputies: int = 0
    outstanding: int = 0


def answers_of(conferences: Collection[Conference]) -> Mapping[int, Answers]:
    """
    Return the answers by conference id; one query for any number.

    After a meeting has moved, and until its invitations have gone out again, the answers are to
    the old date: its state is SCHEDULED.
    """
    counts = Counter(_STATES.rows(conference_ids=[one.pk for one in conferences]))
    return {
        conference.pk: Answers(
            asked=sum(n for (pk, _), n in counts.items() if pk == conference.pk),
            coming=counts[conference.pk, State.ACCEPTED],
            declined=counts[conference.pk, State.DECLINED],
            deputies=counts[conference.pk, State.DEPUTY_NAMED],
            outstanding=sum(counts[conference.pk, state] for state in OUT),
        )
        for conference in conferences
    }


_STATES = Kept(
    lambda given: Invitation.objects.filter(
        conference_id__any=given("conference_ids"), participant__withdrawn_at=None
    ).values_list("conference_id", "state")
)


def quorum_forecast(
    conference: Conference,
    *,
    participants: Collection[Participant] | None = None,
    accepted: Collection[int] | None = None,
) -> list[Reason]:
    """
    Return why it would not be quorate if just those came who said so; empty if it would be.

    `participants`, and the ids of those who `accepted`, save the queries where a page has them.
    """
    if accepted is None:
        said_so = Invitation.objects.filter(conference=conference, state=State.ACCEPTED)
        accepted = set(said_so.values_list("participant_id", flat=True))
    expected = [
        one
        for one in (participants_of(conference) if participants is None else participants)
        if one.pk in accepted or one.role in BY_OFFICE or one.deputises_for_id is not None
    ]
    policy = QuorumPolicy.of(conference.authority.effective_settings)
    return reasons_not_quorate([attendee(one) for one in expected], policy)


def attendee(participant: Participant) -> Attendee:
    """Return somebody of the list, as the quorum counts them."""
    agency = participant.professional.agency if participant.professional is not None else None
    return Attendee(
        agency=agency.pk if agency is not None else participant.pk,
        role=participant.role,
        is_social_care=agency is not None and agency.kind == AgencyKind.SOCIAL_CARE,
        is_health=agency is not None and agency.kind in _HEALTH,
        has_direct_contact=participant.has_direct_contact,
    )


def needs_of(conference: Conference) -> QuerySet[Need]:
    """Return what the people of a conference need, the oldest first."""
    return (
        Need.objects.filter(participant__conference=conference, participant__withdrawn_at=None)
        .select_related(
            "participant__person",
            "participant__professional",
            "participant__conference",
            "decided_by",
            "relative",
        )
        .order_by("asked_on", "pk")
    )


def needs_desk(actor: Actor) -> QuerySet[Need]:
    """
    Return every need for the coming conferences, the soonest first; one query.

    :raises RecordNotFound: to whom does not send invitations.
    """
    if not may(actor, Permission.SEND_INVITATIONS, Facts(same_authority=True)):
        raise RecordNotFound("needs desk")
    coming = conferences_visible_to(actor).filter(
        state__in=sorted(state.value for state in ARRANGED)
    )
    return (
        Need.objects.filter(participant__conference__in=coming, participant__withdrawn_at=None)
        .select_related(
            "participant__person",
            "participant__professional",
            "participant__conference__case",
            "decided_by",
            "relative",
        )
        .order_by("participant__conference__starts_at", "asked_on", "pk")
    )


def needs_to_arrange(actor: Actor) -> QuerySet[Need]:
    """Return the needs for coming conferences of `actor` that nobody has dealt with."""
    coming = conferences_visible_to(actor).filter(
        state__in=sorted(state.value for state in ARRANGED)
    )
    return (
        Need.objects.filter(
            participant__conference__in=coming,
            participant__withdrawn_at=None,
            state__in=OPEN_NEEDS,
        )
        .select_related("participant__person", "participant__conference__case")
        .order_by("participant__conference__starts_at", "asked_on", "pk")
    )


def room_needs(conference: Conference) -> RoomNeeds:
    """Return what the people on the list need of the room, to find and to check one."""
    return room_needs_of([conference])[conference.pk]


def room_needs_of(conferences: Collection[Conference]) -> Mapping[int, RoomNeeds]:
    """
    Return the same by conference id; two queries for any number of them.

    Before there is a list, the booking form says it.
    """
    said: dict[int, list[tuple[str, str]]] = {one.pk: [] for one in conferences}
    for pk, kind, detail in _NEEDS_OF_ROOM.rows(conference_ids=list(said)):
        said[pk].append((kind, detail.lower()))
    forms = {one.booking_form_id: one.pk for one in conferences if one.booking_form_id}
    for form_id, kind, detail in needs_by_form(forms.keys()):
        said[forms[form_id]].append((kind, detail.lower()))
    return {pk: _of_the_room(needs) for pk, needs in said.items()}


def needs_said() -> dict[str, ArraySubquery]:
    """Return what people need as columns of a query of conferences, for `what_room`."""
    told = JSONObject(kind="kind", detail="detail")
    said = _SAID.filter(participant__conference=OuterRef("pk")).values(told=told)
    stated = StatedNeed.objects.filter(form_id=OuterRef("booking_form_id")).values(told=told)
    return {"needs_said": ArraySubquery(said), "needs_stated": ArraySubquery(stated)}


def what_room(conference: Conference) -> RoomNeeds:
    """Return what somebody needs of the room, from a row with the columns of `needs_said`."""
    columns: Mapping[str, list[dict[str, str]]] = vars(conference)
    told = [*columns["needs_said"], *columns["needs_stated"]]
    return _of_the_room([(one["kind"], one["detail"].lower()) for one in told])


def _of_the_room(needs: Collection[tuple[str, str]]) -> RoomNeeds:
    """Access that is about hearing asks for the loop; any other for a way without steps."""
    access = [detail for kind, detail in needs if kind == NeedKind.ACCESS]
    hearing = [detail for detail in access if any(word in detail for word in _HEARING)]
    return RoomNeeds(
        step_free=len(access) > len(hearing),
        hearing_loop=bool(hearing),
        separate_waiting=any(kind == NeedKind.SEPARATE_ARRIVAL for kind, _ in needs),
        help_to_get_there=any(kind == NeedKind.TRANSPORT for kind, _ in needs),
    )


_HEARING = ("hearing", "loop", "deaf")
_SAID = Need.objects.filter(
    participant__withdrawn_at=None,
    kind__in=[
        NeedKind.ACCESS.value,
        NeedKind.SEPARATE_ARRIVAL.value,
        NeedKind.TRANSPORT.value,
    ],
)
_NEEDS_OF_ROOM: Kept[Need] = Kept(
    lambda given: _SAID.filter(participant__conference_id__any=given("conference_ids")).values_list(
        "participant__conference_id", "kind", "detail"
    )
)
