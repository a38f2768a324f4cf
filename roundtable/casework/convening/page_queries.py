"""What the pages show of how else a conference is asked for: by an agency, or after a move here."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from roundtable.casework.cases.facts import NOT_BARRED, case_facts, used_by
from roundtable.casework.cases.models import Case
from roundtable.casework.cases.queries import get_case
from roundtable.casework.convening.models import AgencyRequest, TransferIn
from roundtable.foundation.access.doors import Door, facts_on
from roundtable.foundation.access.gate import decided, may
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.clocks.models import Clock
from roundtable.rules.access import Permission

_OFFERED = (
    Permission.RECORD_TRANSFER,
    Permission.ANSWER_TRANSFER,
    Permission.ANSWER_AGENCY_REQUEST,
    Permission.REQUEST_CONFERENCE,
)
_TRANSFERS = Door(
    "transfer",
    lambda: TransferIn.objects.select_related("case__authority"),
    lambda actor: case_facts(actor, path="case__"),
)
_AGENCIES = Door(
    "agency request",
    lambda: AgencyRequest.objects.select_related("case__authority", "asked_by__agency"),
    lambda actor: case_facts(actor, path="case__"),
)


@dataclass(frozen=True, slots=True)
class WaysPage:
    """A case with who else asks for a conference, and what the reader may do about it."""

    case: Case
    transfers: Sequence[TransferIn]
    agencies: Sequence[AgencyRequest]
    limits: Sequence[Clock]
    allowed: frozenset[Permission]


def ways_page(*, public_id: uuid.UUID, actor: Actor) -> WaysPage:
    """
    Return the transfers and agencies' requests of a case, newest first.

    :raises RecordNotFound: if the case does not exist or is not theirs to see.
    """
    case = get_case(public_id=public_id, actor=actor, permission=Permission.VIEW_CASE)
    facts = facts_on(case)
    transfers = list(
        TransferIn.objects.filter(case=case)
        .select_related("answered_by")
        .prefetch_related("children__child")
        .order_by("-notified_on", "-pk")
    )
    for one in transfers:
        for moved in one.children.all():
            audit.note_read("person", moved.child_id)
    agencies = AgencyRequest.objects.filter(case=case).select_related(
        "asked_by__agency", "answered_by", "chair_consulted"
    )
    return WaysPage(
        case=case,
        transfers=transfers,
        agencies=list(agencies.order_by("-asked_at", "-pk")),
        limits=list(
            Clock.objects.filter(
                case_id=case.pk, rule="transfer_in_conference", stopped_on=None
            ).order_by("due_on", "pk")
        ),
        allowed=frozenset(one for one in _OFFERED if may(actor, one, facts)),
    )


def get_transfer(*, public_id: uuid.UUID, actor: Actor, permission: Permission) -> TransferIn:
    """
    Return a transfer, if `actor` holds `permission` on its case. One query.

    :raises RecordNotFound: if it does not exist or is not theirs.
    """
    found = _TRANSFERS.open(actor, public_id, permission)
    audit.note_read("case", found.case_id)
    return found


def get_agency_request(*, public_id: uuid.UUID, actor: Actor) -> AgencyRequest:
    """
    Return an agency's request, if it is for `actor` to answer. One query.

    :raises RecordNotFound: if it does not exist or is not theirs to answer.
    """
    found = _AGENCIES.open(actor, public_id, Permission.ANSWER_AGENCY_REQUEST)
    audit.note_read("case", found.case_id)
    return found


# For the agency itself


def families_to_ask_for(actor: Actor) -> list[Case]:
    """Return the families a professional of another agency works with, by name. One query."""
    decided.set(True)
    conditions = (Q(fact_allocated=True), NOT_BARRED)
    facts = used_by(case_facts(actor), *conditions)
    rows = Case.objects.alias(**facts).filter(*conditions, closed_on=None)
    found = list(rows.order_by("family_name", "pk"))
    for case in found:
        audit.note_read("case", case.pk)
    return found


def own_agency_requests(actor: Actor, *, cases: Sequence[Case]) -> list[AgencyRequest]:
    """Return what somebody asked for in these cases, newest first. One query."""
    rows = AgencyRequest.objects.filter(asked_by__in=actor.professional_ids, case__in=cases)
    return list(rows.select_related("case", "answered_by").order_by("-asked_at", "-pk"))
