"""Answering by a link: the desk sends it, the code opens it once, and the answer ends it."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from roundtable.casework.conferences.actions.notices import NEUTRAL_SUBJECT
from roundtable.casework.conferences.actions.states import lock_conference
from roundtable.casework.conferences.channels import safe_ways
from roundtable.casework.conferences.models import Conference, ParticipantRole
from roundtable.casework.conferences.queries import facts_about_participant
from roundtable.casework.invitations.actions.answer import (
    Answer,
    answer_invitation,
    name_deputy,
)
from roundtable.casework.invitations.actions.telling import CODE, LINK, note_seen
from roundtable.casework.invitations.by_link import (
    actor_by_link,
    address_of,
    as_rule,
    digest_of,
    find_link,
    is_right,
    role_by_link,
)
from roundtable.casework.invitations.models import AnswerLink, Invitation
from roundtable.casework.people.models import Channel
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.foundation.messaging.actions import queue
from roundtable.foundation.messaging.queries import leaves_with
from roundtable.rules import answer_links as rules
from roundtable.rules.access import Permission
from roundtable.rules.conference_states import ARRANGED
from roundtable.rules.invitation_states import ANSWERED, OUT


class CannotSendLink(CannotProceed):
    """Link and code would go the same way, or a way that is not safe for them."""


class CannotOpenLink(CannotProceed):
    """It is not the right code."""


class CannotUseLink(CannotProceed):
    """It was used, or its time is over."""


@dataclass(frozen=True, slots=True)
class SentLink:
    """A link that is on its way. `code_to_tell` is there where a person tells it, this once."""

    link: AnswerLink
    code_to_tell: str


@transaction.atomic
def send_answer_link(
    *, invitation_id: int, link_channel: str, code_channel: str, actor: Actor, now: datetime
) -> SentLink:
    """
    Send somebody a link to answer by, and its code another way. An earlier link ends.

    Neither message says what it is about.

    :raises CannotSendLink: if one of the ways is not safe for them, or both are the same.
    """
    invitation = _lock_invitation(invitation_id)
    facts = facts_about_participant(actor, invitation.participant_id)
    authorise(actor, Permission.SEND_INVITATIONS, facts)
    offer = rules.Offer(
        link_channel=link_channel,
        code_channel=code_channel,
        safe_channels=safe_ways(invitation.participant),
        can_answer_by_link=role_by_link(invitation.participant) is not None,
        is_coming_meeting=invitation.conference.state in ARRANGED
        and invitation.state in OUT | ANSWERED,
    )
    if reasons := rules.reasons_cannot_offer(offer):
        raise CannotSendLink(reasons)
    end_links(invitation, now=now)
    code = f"{secrets.randbelow(10**rules.CODE_DIGITS):0{rules.CODE_DIGITS}}"
    link = AnswerLink(
        authority_id=invitation.authority_id,
        invitation=invitation,
        link_channel=link_channel,
        code_channel=code_channel,
        expires_at=now + rules.LASTS,
    )
    link.code_digest = digest_of(code, link)
    link.save()
    audit.record(
        actor=actor,
        verb="answer_link.sent",
        subject=invitation,
        now=now,
        link=link.pk,
        link_channel=link_channel,
        code_channel=code_channel,
    )
    until = clock.day_of(link.expires_at)
    _tell(
        link,
        LINK,
        f"Please answer here: {address_of(link)} You need a code, which comes another way."
        f" The page can be opened once, until {until.day} {until:%B}.",
        now=now,
    )
    if not rules.is_told_at_once(offer):
        _tell(link, CODE, f"Your code is {code}", now=now)
        return SentLink(link, code_to_tell="")
    note_seen(link, CODE, actor=actor, now=now)
    return SentLink(link, code_to_tell=code)


@transaction.atomic
def open_link(*, token: str, code: str, now: datetime) -> AnswerLink:
    """
    Try a code. The right one opens the link, once; after a few wrong ones it is over.

    Whoever calls it keeps what a wrong code wrote: it is counted.

    :raises RecordNotFound: if it is no link of ours.
    :raises CannotUseLink: if it was opened before, or its time or tries are over.
    """
    link = find_link(token, for_update=True)
    actor = actor_by_link(link)
    if not rules.takes_a_code(as_rule(link), now):
        raise CannotUseLink("This link does not work any more.")
    is_open = is_right(code, link)
    if is_open:
        link.opened_at = now
    else:
        link.wrong_codes += 1
    link.save(update_fields=["opened_at", "wrong_codes"])
    audit.record(
        actor=actor,
        verb="answer_link.opened" if is_open else "answer_link.wrong_code",
        subject=link.invitation,
        now=now,
        link=link.pk,
    )
    return link


@transaction.atomic
def answer_by_link(
    *,
    token: str,
    answer: Answer | None,
    deputy_id: int | None = None,
    how: str = "",
    part: str = "",
    in_their_room: str = "",
    note: str = "",
    now: datetime,
) -> Invitation:
    """
    Answer by a link that was opened: come, decline, or, without an `answer`, send a colleague.

    The answer ends the link. It is that of the person it was sent to, with all that holds for it.

    :raises CannotUseLink: if its time is over, or it was answered by already.
    """
    link = find_link(token, for_update=True)
    actor = actor_by_link(link)
    if not rules.takes_an_answer(as_rule(link), now):
        raise CannotUseLink("This link does not work any more. Ask for another one, or ring.")
    link.ended_at = now
    link.save(update_fields=["ended_at"])
    if answer is None:
        name_deputy(
            invitation_id=link.invitation_id,
            professional_id=deputy_id or 0,
            note=note,
            actor=actor,
            now=now,
        )
        return Invitation.objects.get(pk=link.invitation_id)
    return answer_invitation(
        invitation_id=link.invitation_id,
        answer=answer,
        how=how,
        part=part,
        in_their_room=in_their_room,
        note=note,
        actor=actor,
        now=now,
    )


def end_links(invitation: Invitation, *, now: datetime) -> None:
    """End every open link of an invitation."""
    AnswerLink.objects.filter(invitation=invitation, ended_at=None).update(ended_at=now)


def _lock_invitation(invitation_id: int) -> Invitation:
    conference_id = Invitation.objects.values_list("conference_id", flat=True).get(pk=invitation_id)
    conference = lock_conference(conference_id)
    invitation = Invitation.objects.select_related(
        "participant__person", "participant__professional__agency"
    ).get(pk=invitation_id)
    invitation.conference = conference
    return invitation


def _tell(link: AnswerLink, what: str, body: str, *, now: datetime) -> None:
    invitation = link.invitation
    participant, conference = invitation.participant, invitation.conference
    channel = link.link_channel if what == LINK else link.code_channel
    queue(
        reference=f"{what}:{link.public_id}",
        kind=what,
        channel=channel,
        subject=invitation,
        subject_line=NEUTRAL_SUBJECT,
        body=body,
        case_id=conference.case_id,
        person_id=participant.person_id,
        professional_id=participant.professional_id or _who_brings(conference, channel),
        is_secret=True,
        # It opens the letter: it must not be there before that can be called back no more.
        not_before=leaves_with(invitation.document_id),
        now=now,
    )


def _who_brings(conference: Conference, channel: str) -> int | None:
    """Return the worker who gives it to somebody of the family by hand: they need no address."""
    if channel != Channel.HAND:
        return None
    workers = conference.participants.filter(role=ParticipantRole.SOCIAL_WORKER, withdrawn_at=None)
    return workers.values_list("professional_id", flat=True).first()
