"""
Telling a link or its code by word of mouth: who has seen the one does not see the other.

What somebody was shown is in the audit, and that is what is asked.
"""

import uuid
from datetime import datetime

from django.db import transaction

from roundtable.casework.cases.sent_messages import SentMessage, get_message
from roundtable.casework.conferences.channels import safe_ways
from roundtable.casework.conferences.queries import facts_about_participant
from roundtable.casework.invitations.actions.posting import lock_message, waits_for_a_person
from roundtable.casework.invitations.by_link import as_rule
from roundtable.casework.invitations.models import AnswerLink, Invitation
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.core.errors import CannotProceed, RecordNotFound
from roundtable.foundation.messaging import outcomes
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.rules import answer_links as rules
from roundtable.rules.access import Permission

CODE, LINK = "answer_code", "answer_link"
_THE_OTHER = {CODE: LINK, LINK: CODE}


class CannotTell(CannotProceed):
    """It went or ended meanwhile, or they have seen the other half of it."""


@transaction.atomic
def show_secret(*, public_id: uuid.UUID, actor: Actor, now: datetime) -> SentMessage:
    """
    Return what holds a link or a code, for whoever of the desk is about to post or tell it.

    :raises RecordNotFound: if it does not wait for anybody, or is not theirs to tell.
    :raises CannotTell: if they have seen the other half.
    """
    found = get_message(public_id=public_id, actor=actor)
    message = lock_message(found.message.pk, actor)
    if not waits_for_a_person(message):
        raise RecordNotFound("message")
    link = _link_of(message)
    if link is not None:
        _let_see(link, message.kind, actor=actor, now=now)
    audit.note_read("message", message.pk)
    return found


@transaction.atomic
def tell_code(*, invitation_id: int, actor: Actor, now: datetime) -> str:
    """
    Return a code that waits to be told, to a worker or the chair who tells it. It has gone then.

    :raises CannotTell: if none waits, its link has ended, or they have seen the link.
    """
    invitation = Invitation.objects.get(pk=invitation_id)
    facts = facts_about_participant(actor, invitation.participant_id)
    authorise(actor, Permission.RECORD_FAMILY_CONTACT, facts)
    link = AnswerLink.objects.filter(invitation=invitation, ended_at=None).order_by("pk").last()
    message = _code_of(link) if link is not None else None
    if link is None or message is None or not rules.takes_a_code(as_rule(link), now):
        raise CannotTell("No code waits to be told to them. Ask the desk to send a new link.")
    _let_see(link, CODE, actor=actor, now=now)
    code = message.body
    outcomes.mark_sent(message, now=now, by_user_id=actor.user_id)
    return code


def note_seen(link: AnswerLink, what: str, *, actor: Actor, now: datetime) -> None:
    """Keep that somebody was shown a link or its code."""
    audit.record(actor=actor, verb=f"{what}.shown", subject=link.invitation, now=now, link=link.pk)


def _let_see(link: AnswerLink, what: str, *, actor: Actor, now: datetime) -> None:
    seen = AuditEvent.objects.filter(
        subject_type=Invitation._meta.model_name,
        subject_id=link.invitation_id,
        verb=f"{_THE_OTHER[what]}.shown",
        user_id=actor.user_id,
        details__link=link.pk,
    )
    offer = rules.Offer(
        link_channel=link.link_channel,
        code_channel=link.code_channel,
        safe_channels=safe_ways(link.invitation.participant),
    )
    if reasons := rules.reasons_cannot_see(offer, has_seen_the_other=seen.exists()):
        raise CannotTell(reasons)
    note_seen(link, what, actor=actor, now=now)


def _link_of(message: OutboxMessage) -> AnswerLink | None:
    if message.kind not in _THE_OTHER:
        return None
    links = AnswerLink.objects.select_related(
        "invitation__participant__person", "invitation__participant__professional__agency"
    )
    return links.get(public_id=uuid.UUID(message.reference.partition(":")[2]))


def _code_of(link: AnswerLink) -> OutboxMessage | None:
    """Return the code of a link that waits for a person, and let nobody else tell it."""
    waiting = OutboxMessage.objects.select_for_update().filter(
        reference=f"{CODE}:{link.public_id}", by_hand_at__isnull=False, sent_at=None,
        stopped_at=None,
    )  # fmt: skip
    return waiting.first()
