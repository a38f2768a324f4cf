"""The letter that asks a child to come, in words for their age, with a page for what they think."""

from dataclasses import dataclass
from datetime import date, time
from typing import ClassVar

from roundtable.casework.conferences.letters.parts import Advice, Venue
from roundtable.casework.invitations.letters.invitation import PersonInvited
from roundtable.foundation.documents.rendition import Contact, OneOrMore, Rendition


@dataclass(frozen=True, kw_only=True)
class ChildInvitationLetter(Rendition):
    """
    An invitation for one child. `is_older` chooses the words: they are of the authority's age or
    over. Nobody else's address or number is in it; the social worker brings it and reads it with
    them.
    """

    TEMPLATE: ClassVar[str] = "casework/invitations/letters/child_invitation.typ"
    TITLE: ClassVar[str] = "A meeting about you"

    is_older: bool
    on: date
    starts_at: time
    arrive_at: time
    venue: Venue
    own_part: str | None = None
    chair: Contact
    social_worker: Contact
    people: OneOrMore[PersonInvited]
    views_by: date
    interpreter: str | None = None
    advice: Advice
    signed_by: Contact
