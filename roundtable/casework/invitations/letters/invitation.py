"""The letter that asks a parent or other family member to come to a conference."""

from dataclasses import dataclass
from datetime import date, time
from typing import ClassVar

from roundtable.casework.conferences.letters.parts import Advice, Child, Complaints, Venue
from roundtable.foundation.documents.rendition import Contact, OneOrMore, Rendition


@dataclass(frozen=True, kw_only=True)
class PersonInvited:
    """
    Someone else who is asked to come, as this reader may know them.

    `why` is a reason in plain words ("sees Ben at the baby clinic"). `reach` is a phone number or
    address, or `KEPT_PRIVATE`. Someone whom the reader may not know of is left out altogether.
    """

    name: str
    job: str
    why: str
    reach: str


@dataclass(frozen=True, kw_only=True)
class ReportToExpect:
    """A report the reader will be given, and the day they should have it by."""

    author: str
    job: str
    by: date


@dataclass(frozen=True, kw_only=True)
class InvitationLetter(Rendition):
    """
    An invitation for one member of the family.

    `arrive_at` and the dates come from the authority's settings. `own_part` tells a reader who
    comes to part of the meeting, or to a session of their own, which one that is; it never says
    who is in another. `interpreter` is the language one has been booked for. `recording` is the
    authority's policy in its own words. `views_page` is where views can be written online.
    """

    TEMPLATE: ClassVar[str] = "casework/invitations/letters/invitation.typ"
    TITLE: ClassVar[str] = "Invitation to a child protection conference"

    children: OneOrMore[Child]
    on: date
    starts_at: time
    arrive_at: time
    ends_at: time | None = None
    is_short_notice: bool = False
    venue: Venue
    own_part: str | None = None
    chair: Contact
    social_worker: Contact
    people: OneOrMore[PersonInvited]
    reports: OneOrMore[ReportToExpect]
    tell_us_by: date
    views_by: date
    views_page: str | None = None
    interpreter: str | None = None
    family_may_interpret: bool = False
    advice: Advice
    recording: str
    complaints: Complaints
    enclosed: tuple[str, ...] = ()
    signed_by: Contact
