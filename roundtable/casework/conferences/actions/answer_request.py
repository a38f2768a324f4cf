"""What becomes of a request: authorised by the manager, returned with its gaps, sent again."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from roundtable.casework.conferences.actions.states import enter, lock_conference, state_after
from roundtable.casework.conferences.channels import reach_professional
from roundtable.casework.conferences.models import Conference
from roundtable.casework.conferences.queries import facts_about_conference
from roundtable.casework.convening.actions.booking_form import fill_in, lock_form
from roundtable.casework.convening.details import Details
from roundtable.casework.convening.models import BookingForm
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core.errors import CannotProceed
from roundtable.foundation.messaging.actions import queue
from roundtable.rules.access import Permission
from roundtable.rules.categories import Category
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
def reopen_request(*, conference_id: int, actor: Actor, now: datetime) -> BookingForm:
    """
    Return the booking form of a returned request, to go through it again.

    A request that was made without one gets one, with what it said.

    :raises CannotResubmitRequest: if it was not returned.
    """
    conference = lock_conference(conference_id)
    authorise(actor, Permission.REQUEST_CONFERENCE, facts_about_conference(actor, conference.pk))
    state_after(conference, "resubmit", refusal=CannotResubmitRequest)
    if conference.booking_form_id is not None:
        return BookingForm.objects.get(pk=conference.booking_form_id)
    form: BookingForm = BookingForm.objects.create(
        authority_id=conference.authority_id,
        case=conference.case,
        started_by_id=actor.professional_id,
        started_at=now,
        saved_at=now,
        sent_at=conference.requested_at or now,
        typed={
            "reason": {
                "reason": [conference.reason],
                "expected_categories": list(conference.expected_categories),
            },
            "safety": {"interim_safety_plan": [conference.interim_safety_plan]},
        },
    )
    conference.booking_form = form
    conference.save(update_fields=["booking_form"])
    audit.record(actor=actor, verb="booking_form.started", subject=form, now=now)
    return form


@transaction.atomic
def resubmit_request(
    *,
    conference_id: int,
    reason: str = "",
    interim_safety_plan: str = "",
    expected_categories: Collection[Category] | None = None,
    details: Details | None = None,
    actor: Actor,
    now: datetime,
) -> Conference:
    """
    Send a returned request again, its gaps filled; what is not given stays as it was.

    With `details` its booking form is written anew.

    :raises CannotResubmitRequest: if it was not returned.
    """
    conference = lock_conference(conference_id)
    facts = facts_about_conference(actor, conference.pk)
    authorise(actor, Permission.REQUEST_CONFERENCE, facts)
    state = state_after(conference, "resubmit", refusal=CannotResubmitRequest)
    conference.reason = reason.strip() or conference.reason
    conference.interim_safety_plan = interim_safety_plan.strip() or conference.interim_safety_plan
    if expected_categories is not None:
        conference.expected_categories = sorted(Category(one).value for one in expected_categories)
    if details is not None and conference.booking_form_id is not None:
        fill_in(lock_form(conference.booking_form_id), details, now=now)
    conference.gaps = []
    enter(conference, state, title="Request for a conference sent again", actor=actor, now=now)
    audit.record(actor=actor, verb="conference.request_resubmitted", subject=conference, now=now)
    return conference
