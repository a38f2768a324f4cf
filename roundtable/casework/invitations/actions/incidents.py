"""When papers told somebody what was not for them: opened, contained, and followed to its end."""

from datetime import datetime

from django.db import transaction

from roundtable.casework.cases.models import Case
from roundtable.casework.cases.queries import facts_about_case
from roundtable.casework.cases.timeline import note
from roundtable.casework.invitations.actions.recall import take_back_letter
from roundtable.casework.invitations.already_out import Told, kept_of_case, who_was_told
from roundtable.casework.invitations.models import Incident, IncidentPaper, IncidentStep
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.clocks.actions import start_clock, stop_clocks
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.foundation.messaging.actions import call_back
from roundtable.rules.access import Permission
from roundtable.rules.incidents import (
    BREACH_CLOCK,
    ICO_DECIDED,
    Step,
    reasons_cannot_close_incident,
)


class CannotOpenIncident(CannotProceed):
    """It is not said what happened, it is found in the future, or one is open already."""


class CannotNoteStep(CannotProceed):
    """Without words, after it was closed, or closed before everything is done."""


@transaction.atomic
def open_incident(
    *,
    case_id: int,
    what_happened: str,
    found_at: datetime,
    confidentiality_id: int | None = None,
    actor: Actor,
    now: datetime,
) -> Incident:
    """
    Write down that papers told somebody what was not for them, and hold back what has not left.

    Of what became confidential after letters had gone: every paper that tells it is listed as it
    is now. What has not left is called back, and the letters go from their reader's page; whose
    invitation told it is asked anew, with a letter that does not.

    :raises CannotOpenIncident: without words, or if one is open for it already.
    """
    case = Case.objects.select_for_update(of=("self",)).select_related("authority").get(pk=case_id)
    authorise(actor, Permission.KEEP_INCIDENTS, facts_about_case(actor, case.pk))
    if not what_happened.strip():
        raise CannotOpenIncident("Say what happened.")
    if found_at > now:
        raise CannotOpenIncident("It cannot be found later than now.")
    kept = {one.pk: one for one in kept_of_case(case)}
    if confidentiality_id is not None and confidentiality_id not in kept:
        raise CannotOpenIncident("That is not kept from anybody in this family.")
    about = kept.get(confidentiality_id or 0)
    if (
        about is not None
        and Incident.objects.filter(confidentiality=about, closed_at=None).exists()
    ):
        raise CannotOpenIncident("There is an open incident about it already.")
    incident = Incident.objects.create(
        authority_id=case.authority_id,
        case=case,
        confidentiality_id=confidentiality_id,
        what_happened=what_happened.strip(),
        found_at=found_at,
        opened_at=now,
        opened_by=actor.name,
    )
    if about is not None:
        for told in who_was_told(about, case):
            _hold_back(incident, told, actor=actor, now=now)
    start_clock(
        BREACH_CLOCK,
        subject=incident,
        authority=case.authority,
        starts_on=clock.day_of(found_at),
        case_id=case.pk,
        actor=actor,
        now=now,
    )
    note(
        case=case.pk,
        kind="incident",
        title="Papers told somebody what was not for them",
        subject=incident,
        actor=actor,
        now=now,
    )
    audit.record(actor=actor, verb="incident.opened", subject=incident, now=now, case=case.pk)
    return incident


@transaction.atomic
def note_step(
    *, incident_id: int, step: Step, words: str, done_at: datetime, actor: Actor, now: datetime
) -> IncidentStep:
    """
    Note what was done about an incident. Closing it is the last of the steps.

    :raises CannotNoteStep: without words, once it is closed, or closing before all else is done.
    """
    incident = Incident.objects.select_for_update(of=("self",)).get(pk=incident_id)
    authorise(actor, Permission.KEEP_INCIDENTS, facts_about_case(actor, incident.case_id))
    if incident.closed_at is not None:
        raise CannotNoteStep("It is closed. Open another one if there is more.")
    if not words.strip():
        raise CannotNoteStep("Say what was done, and by whom.")
    if done_at > now:
        raise CannotNoteStep("Note it when it has been done.")
    if step is Step.CLOSED:
        done = [Step(one) for one in incident.steps.values_list("step", flat=True)]
        reasons = reasons_cannot_close_incident(done)
        if reasons:
            raise CannotNoteStep(reasons)
        incident.closed_at = now
        incident.save(update_fields=["closed_at"])
    noted = IncidentStep.objects.create(
        authority_id=incident.authority_id,
        incident=incident,
        step=step.value,
        words=words.strip(),
        done_at=done_at,
        noted_by=actor.name,
        noted_at=now,
    )
    if step in ICO_DECIDED:
        on = clock.day_of(done_at)
        stop_clocks(subject=incident, rules={BREACH_CLOCK}, on=on, actor=actor, now=now)
    audit.record(
        actor=actor, verb="incident.step_noted", subject=incident, now=now, step=step.value
    )
    return noted


def _hold_back(incident: Incident, told: Told, *, actor: Actor, now: datetime) -> None:
    """Keep what exactly went to whom; call back what has not left, and take it from their page."""
    message = told.message
    IncidentPaper.objects.create(
        authority_id=incident.authority_id,
        incident=incident,
        message_id=message.pk,
        reader=told.reader,
        what=told.what,
        channel=message.channel,
        places=list(told.places),
        left_at=message.sent_at,
    )
    if message.sent_at is None:
        call_back(message, now=now)
    take_back_letter(message, actor=actor, now=now)
