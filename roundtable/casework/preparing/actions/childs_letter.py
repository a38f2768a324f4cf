"""A letter for a child goes to a worker, who goes through it with them; then it is theirs."""

from datetime import date, datetime

from django.db import transaction

from roundtable.casework.cases.timeline import note
from roundtable.casework.conferences.actions.states import lock_conference
from roundtable.casework.conferences.models import ConferenceChild
from roundtable.casework.conferences.queries import facts_about_conference
from roundtable.casework.people.models import Professional
from roundtable.casework.preparing.models import GoneThrough
from roundtable.casework.preparing.queries import letters_for_a_child, who_goes_through_letters
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules.access import Permission
from roundtable.rules.reasons import Reason, hard


class CannotGoThroughLetter(CannotProceed):
    """It is not a letter of this child, is theirs already, or nobody is named who goes through it."""


@transaction.atomic
def go_through_letter(
    *,
    conference_child_id: int,
    document_id: int,
    on: date,
    kept_where: str,
    actor: Actor,
    now: datetime,
) -> GoneThrough:
    """
    Record that the named worker has gone through a letter with the child, and where it is kept.

    Only then does it stand on the child's own pages.

    :raises CannotGoThroughLetter: if it does not wait for this child, or something is missing.
    """
    held = ConferenceChild.objects.select_related("child").get(pk=conference_child_id)
    conference = lock_conference(held.conference_id)
    authorise(actor, Permission.SETTLE_CHILDS_PART, facts_about_conference(actor, conference.pk))
    worker = who_goes_through_letters(held)
    waiting = {one.document.pk for one in letters_for_a_child(held) if one.gone_through is None}
    reasons = _reasons(document_id in waiting, worker, on, kept_where, now)
    if reasons or worker is None:
        raise CannotGoThroughLetter(reasons)
    gone = GoneThrough.objects.create(
        authority_id=conference.authority_id,
        conference_child=held,
        document_id=document_id,
        worker=worker,
        on=on,
        kept_where=kept_where.strip(),
        recorded_at=now,
    )
    note(
        case=conference.case_id,
        kind="preparing",
        title=f"{worker.name} went through a letter with {held.child.name}",
        detail=f"Kept: {gone.kept_where}",
        subject=conference,
        happened_on=on,
        child_id=held.child_id,
        actor=actor,
        now=now,
    )
    audit.record(
        actor=actor,
        verb="child.letter_gone_through",
        subject=gone,
        now=now,
        conference=conference.pk,
        document=document_id,
        worker=worker.pk,
    )
    return gone


def _reasons(
    is_waiting: bool, worker: Professional | None, on: date, kept_where: str, now: datetime
) -> list[Reason]:
    found = []
    if not is_waiting:
        found.append(hard("NOT_WAITING", "There is no such letter that waits for this child."))
    if worker is None:
        found.append(hard("NO_WORKER", "Say first who goes through letters with this child."))
    if on > clock.day_of(now):
        found.append(hard("IN_THE_FUTURE", "The day cannot be in the future."))
    if not kept_where.strip():
        found.append(hard("NO_PLACE", "Enter where the child keeps it."))
    return found
