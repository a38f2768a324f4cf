"""Whom somebody of the family would bring: proposed by them, decided by the chair."""

from datetime import datetime

from django.db import transaction

from roundtable.casework.conferences.actions.notices import NEUTRAL_SUBJECT
from roundtable.casework.conferences.channels import FOR_NOTICES, channels_for
from roundtable.casework.conferences.models import Conference
from roundtable.casework.conferences.queries import facts_about_conference
from roundtable.casework.invitations.actions.needs import lock_need, state_after
from roundtable.casework.invitations.models import BROUGHT_ALONG, Need
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.foundation.messaging.actions import queue
from roundtable.rules import need_states as rules
from roundtable.rules.access import Permission


class CannotDecideSupporter(CannotProceed):
    """Nobody was proposed, or they cannot come."""


@transaction.atomic
def decide_supporter(
    *,
    need_id: int,
    name: str,
    is_accepted: bool,
    reason: str = "",
    confidentiality_acknowledged: bool = False,
    is_alleged_abuser: bool = False,
    actor: Actor,
    now: datetime,
) -> Need:
    """
    Say, as the chair, whether somebody may bring this supporter or solicitor; they are told.

    There is no right to bring somebody, and no reason to refuse without one. A solicitor may
    advise, and does not speak for them.

    :raises CannotDecideSupporter: if nobody was proposed, or without a reason to refuse.
    """
    need, conference = lock_need(need_id)
    facts = facts_about_conference(actor, conference.pk)
    authorise(actor, Permission.DECIDE_EXCLUSION, facts)
    if need.kind not in BROUGHT_ALONG:
        raise CannotDecideSupporter("This is not about somebody who comes along.")
    reasons = rules.reasons_cannot_decide_supporter(
        rules.Supporter(
            who=name,
            is_accepted=is_accepted,
            reason=reason,
            is_subject_or_alleged_abuser=is_alleged_abuser,
            confidentiality_acknowledged=confidentiality_acknowledged,
        )
    )
    if reasons:
        raise CannotDecideSupporter(reasons)
    need.state = state_after(need, "accept" if is_accepted else "refuse", CannotDecideSupporter)
    today = clock.day_of(now)
    need.who, need.outcome = name.strip(), reason.strip()
    need.decided_by_id = actor.professional_id
    need.confirmed_on = need.arranged_on = today if is_accepted else None
    need.arrangement = f"{need.who} may come." if is_accepted else ""
    need.ended_on = None if is_accepted else today
    need.save()
    audit.record(
        actor=actor,
        verb="need.supporter_decided",
        subject=need,
        now=now,
        is_accepted=is_accepted,
        conference=conference.pk,
    )
    _tell(need, conference, now=now)
    return need


def _tell(need: Need, conference: Conference, *, now: datetime) -> None:
    """Tell them that there is an answer, in words that say nothing to anybody else."""
    participant = need.participant
    channel = channels_for([participant], FOR_NOTICES).get(participant.pk)
    if channel:
        queue(
            reference=f"supporter:{need.public_id}:{now.timestamp():.0f}",
            kind="supporter_decided",
            channel=channel,
            subject=conference,
            subject_line=NEUTRAL_SUBJECT,
            body="There is an answer about who may come with you. Ring us, or look at your page.",
            case_id=conference.case_id,
            person_id=participant.person_id,
            professional_id=participant.professional_id,
            now=now,
        )
