"""An enquiry that should never have been opened: struck, with who agreed, and kept on file."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from roundtable.casework.cases.models import Section47Enquiry
from roundtable.casework.cases.queries import facts_about_case
from roundtable.casework.cases.timeline import note
from roundtable.casework.people.approvals import in_codes, in_words, settle
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.clocks.actions import stop_clocks
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules import enquiry_states
from roundtable.rules.access import Permission
from roundtable.rules.enquiry_states import Finding, State
from roundtable.rules.reasons import Override, hard
from roundtable.rules.transitions import TransitionNotAllowed, next_state


class CannotCancelEnquiry(CannotProceed):
    """It has an outcome, it is not said why, or the data officer and manager have not agreed."""


@transaction.atomic
def cancel_enquiry(
    *,
    enquiry_id: int,
    reason: str,
    overrides: Collection[Override] = (),
    actor: Actor,
    now: datetime,
) -> Section47Enquiry:
    """
    Strike an enquiry that was started in error. Its limit stops, and it is counted nowhere.

    :raises CannotCancelEnquiry: if it has an outcome, it is not said why, or the data officer and
        the team manager have not both agreed.
    """
    enquiry = Section47Enquiry.objects.select_for_update(of=("self",)).get(pk=enquiry_id)
    authorise(actor, Permission.DECIDE_ENQUIRY, facts_about_case(actor, enquiry.case_id))
    before = enquiry.state
    try:
        state = next_state(enquiry_states.TRANSITIONS, State(before), "cancel_in_error")
    except TransitionNotAllowed as refusal:
        raise CannotCancelEnquiry(str(refusal)) from refusal
    reasons = enquiry_states.reasons_cannot_cancel_in_error(Finding())
    if not reason.strip():
        reasons.append(hard("NO_REASON", "Say why it should never have been opened."))
    agreed = settle(
        reasons,
        overrides,
        authority_id=enquiry.authority_id,
        refusal=CannotCancelEnquiry,
        now=now,
    )
    today = clock.day_of(now)
    enquiry.state, enquiry.outcome_on = state.value, today
    enquiry.findings = reason.strip()
    enquiry.save(update_fields=["state", "outcome_on", "findings"])
    stop_clocks(
        subject=enquiry,
        rules={"initial_conference", "conference_request"},
        on=today,
        how="opened by mistake",
        actor=actor,
        now=now,
    )
    note(
        case=enquiry.case_id,
        kind="enquiry_cancelled",
        title="Section 47 enquiry struck: opened by mistake",
        detail=in_words(agreed, actor=actor),
        subject=enquiry,
        child_id=enquiry.child_id,
        happened_on=today,
        from_state=before,
        to_state=state.value,
        actor=actor,
        now=now,
    )
    audit.record(
        actor=actor,
        verb="enquiry.cancelled",
        subject=enquiry,
        now=now,
        overrides=in_codes(agreed, actor=actor),
    )
    return enquiry
