"""The letter that tells somebody they are kept out of a conference, or part of it, and why."""

from dataclasses import dataclass
from typing import ClassVar

from roundtable.casework.conferences.letters.parts import Advice, Complaints
from roundtable.casework.conferences.models import ExclusionDecision
from roundtable.foundation.documents.rendition import Contact, OneOrMore, Rendition

KIND = "exclusion_letter"
"""Under which its documents are kept: who has it can give their views, though they are kept out."""


@dataclass(frozen=True, kw_only=True)
class ExclusionLetter(Rendition):
    """
    A chair's decision to keep one person out, for that person.

    It says neither when nor where the meeting is: who may know that has an invitation too.
    `reasons` and `views_by` are the chair's own words. `decision` is never REFUSED.
    """

    TEMPLATE: ClassVar[str] = "casework/conferences/letters/exclusion.typ"
    TITLE: ClassVar[str] = "Taking part in a child protection conference"

    children: OneOrMore[str]
    decision: ExclusionDecision
    reasons: str
    views_by: str
    chair: Contact
    social_worker: Contact
    advice: Advice
    complaints: Complaints
    signed_by: Contact
