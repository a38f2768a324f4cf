"""The letter that asks a professional to come to a conference and to write a report for it."""

from dataclasses import dataclass
from datetime import date, time
from typing import ClassVar

from roundtable.casework.conferences.letters.parts import Venue
from roundtable.casework.conferences.models import Kind
from roundtable.casework.invitations.letters.invitation import PersonInvited
from roundtable.foundation.documents.rendition import (
    CannotRender,
    Contact,
    OneOrMore,
    Rendition,
)


@dataclass(frozen=True, kw_only=True)
class ChildToConsider:
    """A child of the conference. `address` may be `KEPT_PRIVATE`; `born` or `due`, never both."""

    name: str
    kind: Kind
    address: str
    born: date | None = None
    due: date | None = None

    def __post_init__(self) -> None:
        if (self.born is None) == (self.due is None):
            raise CannotRender("born", "must be a birth date or a due date, and not both")


@dataclass(frozen=True, kw_only=True)
class AdultInvolved:
    """An adult of the household or with parental responsibility, as this reader may know them."""

    name: str
    relationship: str


@dataclass(frozen=True, kw_only=True)
class ReportDue:
    """
    The report asked of the reader: which children it is for and when the chair must have it.

    In a meeting that is a review for some children and the first for others there are several.
    """

    about: str
    to_chair_by: date
    to_family_by: date


@dataclass(frozen=True, kw_only=True)
class ProfessionalInvitationLetter(Rendition):
    """
    An invitation for one professional.

    `answer_page` and `report_page` are addresses without personal data. `own_part` tells a reader
    who comes to part of the meeting, or a session of it, which one that is. `copies` is how many
    printed copies to bring, if the authority still asks for them.
    """

    TEMPLATE: ClassVar[str] = "casework/invitations/letters/professional_invitation.typ"
    TITLE: ClassVar[str] = "Invitation to a child protection conference"

    children: OneOrMore[ChildToConsider]
    adults: tuple[AdultInvolved, ...] = ()
    reason: str
    on: date
    starts_at: time
    arrive_at: time
    ends_at: time | None = None
    venue: Venue
    own_part: str | None = None
    chair: Contact
    social_worker: Contact
    answer_by: date
    answer_page: str | None = None
    reports: OneOrMore[ReportDue]
    report_page: str | None = None
    copies: int | None = None
    people: OneOrMore[PersonInvited]
    signed_by: Contact
