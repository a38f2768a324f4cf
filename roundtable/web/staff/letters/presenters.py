"""What the pages about letters and the record show, as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from roundtable.casework.conferences.page_queries import Frame
from roundtable.casework.plans.letter_queries import RecordPage, SentTo
from roundtable.casework.plans.letters.outcome import Addressee
from roundtable.web.design_system.presenters import Choice
from roundtable.web.design_system.wording import listed, moment
from roundtable.web.staff.letters.second_look import job_of
from roundtable.web.staff.words import Tag

if TYPE_CHECKING:
    from roundtable.casework.conferences.models import Participant

RECORD_STATES: dict[str, Tag] = {
    "": ("Not begun", "grey"),
    "draft": ("Draft", "yellow"),
    "approved": ("Approved by the chair", "blue"),
    "distributed": ("Handed out", "green"),
}
_WAYS = {
    "portal": "On their own page",
    "post": "By post",
    "hand": "By hand, through the social worker",
    "email": "By e-mail",
}


@dataclass(frozen=True, slots=True)
class LetterShown:
    """A letter that would go to one reader."""

    name: str
    job: str
    how: str
    left_out: str
    href: str


@dataclass(frozen=True, slots=True)
class SentShown:
    """What went to one reader; without an address where it is not open to who looks."""

    name: str
    when: str
    href: str


def sent_shown(sent: Sequence[SentTo]) -> list[SentShown]:
    """Return what went out, each with where its PDF is."""
    return [
        SentShown(
            one.name,
            moment(one.document.released_at or one.document.made_at),
            reverse("staff:document", args=[one.document.public_id]) if one.is_open else "",
        )
        for one in sent
    ]


def letter_shown(one: Addressee, frame: Frame) -> LetterShown:
    """Return who gets a letter and how, and which children it does not speak of."""
    unknown = [
        held.child.name
        for held in frame.children
        if held.child_id not in one.reader.may_know_children
    ]
    return LetterShown(
        name=one.participant.name,
        job=job_of(one.participant),
        how=one.recipient.delivery or "By hand",
        left_out=f"{listed(unknown)}: they may not know of them" if unknown else "None",
        href=reverse(
            "staff:letter-preview", args=[frame.conference.public_id, one.participant.public_id]
        ),
    )


@dataclass(frozen=True, slots=True)
class CopyShown:
    """A copy of the record that would go to one reader."""

    name: str
    job: str
    how: str
    href: str


@dataclass(frozen=True, slots=True)
class RecordShown:
    """The record, as far as it is."""

    state: Tag
    summary: str
    analysis: str
    closed_part: str
    approved: str
    copies: tuple[CopyShown, ...]
    sent: tuple[SentShown, ...]

    @classmethod
    def of(cls, page: RecordPage, frame: Frame, *, in_full: bool) -> "RecordShown":
        """Return it; the text itself only for those who write and approve it."""
        record = page.record
        approved = ""
        if record is not None and record.approved_at is not None:
            by = record.approved_by.name if record.approved_by else "The chair"
            approved = f"{by}, {moment(record.approved_at)}"
        return cls(
            state=RECORD_STATES[record.state if record else ""],
            summary=record.summary if record and in_full else "",
            analysis=record.analysis if record and in_full else "",
            closed_part=record.closed_part if record and in_full else "",
            approved=approved,
            copies=tuple(copy_shown(one, page, frame) for one in page.readers),
            sent=tuple(sent_shown(page.sent)),
        )


def copy_shown(one: "Participant", page: RecordPage, frame: Frame) -> CopyShown:
    return CopyShown(
        name=one.name,
        job=job_of(one),
        how=_WAYS[page.ways[one.pk]],
        href=reverse("staff:record-copy", args=[frame.conference.public_id, one.public_id]),
    )


def copy_choices(people: Sequence["Participant"]) -> list[Choice]:
    """Return the readers as answers."""
    return [Choice(str(one.public_id), f"{one.name}, {job_of(one).lower()}") for one in people]
