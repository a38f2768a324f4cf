"""What becomes of a request: authorised by the manager, returned with its gaps, sent again."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from roundtable.casework.conferences.actions.states import enter, lock_conference, state_after
from roundtable.casework.conferences.channels import reach_professional
from roundtable.casework.conferences.models import Conference
from roundtable.casework.conferences.queries import facts_about_conference
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core.errors import CannotProceed
from roundtable.foundation.messaging.actions import queue
from roundtable.rules.access import Permission
from roundtable.rules.conference_states import State


class CannotAuthoriseRequest(CannotProceed):
    """The request has moved on, or is authorised already."""


class CannotReturnRequest(CannotProceed):
    """There is no gap to return it with, or it is not a request any more."""


class CannotResubmitRequest(CannotProceed):
    """It was not returned."""


@transaction.atomic
def authorise_request(*, conference_id: int, actor: Actor, now: datetime) -> Conference:
    """
    Authorise a request, as the manager of the case. Nobody authorises their own.

    :raises CannotAuthoriseRequest: if it is no longer a request, or is authorised already.
    """
    conference = lock_conference(conference_id)
    facts = facts_about_conference(actor, conference.pk)
    authorise(actor, Permission.AUTHORISE_REQUEST, facts)
    if conference.state not in (State.REQUESTED, State.RETURNED):
        raise CannotAuthoriseRequest("It is no longer a request.")
    if conference.authorised_by_id is not None:
        raise CannotAuthoriseRequest("It has been authorised already.")
    conference.authorised_by_id = actor.professional_id
    enter(
        conference,
        State(conference.state),
        title="Request for a conference authorised",
        actor=actor,
        now=now,
    )
    audit.record(actor=actor, verb="conference.request_authorised", subject=conference, now=now)
    return conference


@transaction.atomic
def return_request(
    *, conference_id: int, gaps: Sequence[str], actor: Actor, now: datetime
) -> Conference:
    """
    Send a request back with what is missing in it, and tell who asked.

    :raises CannotReturnRequest: if nothing is missing, or it is not a request any more.
    """
    conference = lock_conference(conference_id)
    facts = facts_about_conference(actor, conference.pk)
    authorise(actor, Permission.ARRANGE_CONFERENCE, facts)
    state = state_after(conference, "return_request", refusal=CannotReturnRequest)
    conference.gaps = [gap.strip() for gap in gaps if gap.strip()]
    if not conference.gaps:
        raise CannotReturnRequest("Say what is missing.")
    line = enter(conference, state, title="Request for a conference returned", actor=actor, now=now)
    audit.record(
        actor=actor,
        verb="conference.request_returned",
        subject=conference,
        now=now,
        gaps=len(conference.gaps),
    )
    asked_by = conference.requested_by
    if asked_by is not None:
        queue(
            reference=f"request-returned:{line.pk}",
            kind="request_returned",
            channel=reach_professional(asked_by) or "email",
            subject=conference,
            subject_line="A request for a conference needs more",
            body="\n".join(conference.gaps),
            case_id=conference.case_id,
            professional_id=asked_by.pk,
            now=now,
        )
    return conference


@transaction.atomic
def resubmit_request(
    *,
    conference_id: int,
    reason: str = "",
    interim_safety_plan: str = "",
    actor: Actor,
    now: datetime,
) -> Conference:
    """
    Send a returned request again, its gaps filled; what is not given stays as it was.

    :raises CannotResubmitRequest: if it was not returned.
    """
    conference = lock_conference(conference_id)
    facts = facts_about_conference(actor, conference.pk)
    authorise(actor, Permission.REQUEST_CONFERENCE, facts)
    state = state_after(conference, "resubmit", refusal=CannotResubmitRequest)
    conference.reason = reason.strip() or conference.reason
    conference.interim_safety_plan = interim_safety_plan.strip() or conference.interim_safety_plan
    conference.gaps = []
    enter(conference, state, title="Request for a conference sent again", actor=actor, now=now)
    audit.record(actor=actor, verb="conference.request_resubmitted", subject=conference, now=now)
    return conference
