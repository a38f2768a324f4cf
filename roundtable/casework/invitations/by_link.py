"""
Who comes by a link, without signing in: they are the one person it was sent to, and nobody else.

A link holds its authority and its own number, signed. Nothing else is in it, and nothing is read
of it before the signature was found to be ours.
"""

import uuid

from django.conf import settings
from django.core import signing
from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac

from roundtable.casework.conferences.models import Part, Participant, ParticipantRole
from roundtable.casework.invitations.models import AnswerLink
from roundtable.foundation.access.gate import decided
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core import clock
from roundtable.foundation.core.context import set_context
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.foundation.documents.models import Document
from roundtable.foundation.messaging.queries import arrived
from roundtable.rules import answer_links as rules
from roundtable.rules.access import Role

_SALT = "roundtable.answer-link"
# A child goes through the invitation with their worker; staff and interpreters sign in.
_ROLES = {
    ParticipantRole.PARENT: Role.FAMILY,
    ParticipantRole.FAMILY: Role.FAMILY,
    ParticipantRole.PROFESSIONAL: Role.PARTNER,
    ParticipantRole.ADVOCATE: Role.ADVOCATE,
}


def address_of(link: AnswerLink) -> str:
    """Return the whole address of a link, as a message carries it."""
    token = signing.dumps([link.authority_id, link.public_id.hex], salt=_SALT)
    return f"{settings.PUBLIC_URL}/answer/{token}/"


def find_link(token: str, *, for_update: bool = False) -> AnswerLink:
    """
    Return the link of an address, and show this transaction the rows of its authority.

    :raises RecordNotFound: if it is none of ours.
    """
    try:
        authority_id, number = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        raise RecordNotFound("link") from None
    set_context([authority_id])
    decided.set(True)  # by the signature: there is nobody signed in to ask the table about
    links = AnswerLink.objects.select_related(
        "invitation__participant__person",
        "invitation__participant__professional__agency",
        "invitation__conference__authority",
    )
    if for_update:
        links = links.select_for_update(of=("self",))
    link = links.filter(public_id=uuid.UUID(number)).first()
    if link is None:
        raise RecordNotFound("link")
    return link


def letter_by_link(link: AnswerLink) -> Document:
    """
    Return the letter of the invitation that a link is about: theirs, and arrived with them.

    :raises RecordNotFound: if they had a note and no letter, or it can still be called back.
    """
    letter = _letters(link).first()
    if letter is None:
        raise RecordNotFound("letter")
    audit.note_read("document", letter.pk)
    return letter


def has_letter(link: AnswerLink) -> bool:
    """Return whether the letter of the invitation is there to be opened by this link."""
    return _letters(link).exists()


def _letters(link: AnswerLink) -> QuerySet[Document]:
    participant = link.invitation.participant
    theirs = Document.objects.filter(
        pk=link.invitation.document_id or 0,
        reader_person_id=participant.person_id,
        reader_professional_id=participant.professional_id,
        released_at__isnull=False,
    )
    return arrived(theirs, now=clock.now())


def as_rule(link: AnswerLink) -> rules.Link:
    """Return how far a link is, as the rule asks about it."""
    return rules.Link(
        expires_at=link.expires_at,
        wrong_codes=link.wrong_codes,
        opened_at=link.opened_at,
        ended_at=link.ended_at,
    )


def role_by_link(participant: Participant) -> Role | None:
    """Return in what role somebody answers by a link; None if they do not, or not any more."""
    if participant.part == Part.NONE:
        return None
    return _ROLES.get(ParticipantRole(participant.role))


def actor_by_link(link: AnswerLink) -> Actor:
    """
    Return who acts by this link: the person it was sent to, with what that person may do.

    :raises RecordNotFound: if they do not answer by a link any more.
    """
    participant = link.invitation.participant
    role = role_by_link(participant)
    if role is None:
        raise RecordNotFound("link")
    professional_id = participant.professional_id
    return Actor(
        user_id=0,
        name="one-time link",
        role=role,
        authority_id=link.authority_id,
        authority_ids=(link.authority_id,),
        professional_ids=frozenset() if professional_id is None else frozenset({professional_id}),
        person_id=participant.person_id,
    )


def digest_of(code: str, link: AnswerLink) -> str:
    """Return what is kept of a code: useless for any other link, and without our key."""
    return salted_hmac(
        f"{_SALT}.code", f"{link.public_id.hex} {code}", algorithm="sha256"
    ).hexdigest()


def is_right(code: str, link: AnswerLink) -> bool:
    """Return whether it is the code of this link. Spaces and dashes do not count."""
    typed = "".join(char for char in code if char.isdecimal())
    return constant_time_compare(digest_of(typed, link), link.code_digest)
