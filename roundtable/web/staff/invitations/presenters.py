"""What the pages about the list, invitations and answers show, as plain values."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from roundtable.casework.conferences.choices import PART_WORDS
from roundtable.casework.conferences.coming import knows
from roundtable.casework.conferences.page_queries import Frame
from roundtable.casework.invitations.choices import COMING_HOW, FROM_AFAR
from roundtable.casework.invitations.enclosed import unread_in
from roundtable.casework.invitations.page_queries import Answer, BeforeSending
from roundtable.casework.invitations.ways import HAS_A_LETTER, Way, way_of
from roundtable.rules.disclosure import Reader
from roundtable.web.design_system.wording import count, day, listed, moment
from roundtable.web.staff.conferences.presenters import ANSWERS
from roundtable.web.staff.letters.second_look import (
    ToOpen,
    job_of,
    left_out_for,
    of_reader,
    to_open,
)
from roundtable.web.staff.words import Tag

if TYPE_CHECKING:
    from roundtable.casework.conferences.models import Participant

_BY_OFFICE = frozenset({"chair", "minute_taker"})


@dataclass(frozen=True, slots=True)
class PersonShown:
    """Somebody on the list, and what can be done about it: (text, address) pairs."""

    name: str
    job: str
    role: str
    why: str
    part: str
    knows: str
    for_whom: str
    kept_from: str
    actions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ListShown:
    """The list of people, as one of the staff may have it."""

    people: tuple[PersonShown, ...]
    withdrawn: tuple[tuple[str, str], ...]
    may_change: bool

    @classmethod
    def of(
        cls,
        frame: Frame,
        participants: Sequence["Participant"],
        *,
        reader: Reader,
        may_change: bool,
    ) -> "ListShown":
        known = [one for one in participants if knows(reader, one)]
        names = {one.person_id: one.name for one in known if one.person_id is not None}
        is_split = any(one.is_family and one.part == "separate" for one in known)
        return cls(
            people=tuple(
                _person(one, frame, names, is_split=is_split, may_change=may_change)
                for one in known
                if one.withdrawn_at is None
            ),
            withdrawn=tuple(
                (one.name, f"{one.withdrawn_reason}, {day(one.withdrawn_at)}")
                for one in known
                if one.withdrawn_at is not None
            ),
            may_change=may_change,
        )


def _person(
    one: "Participant",
    frame: Frame,
    names: Mapping[int, str],
    *,
    is_split: bool,
    may_change: bool,
) -> PersonShown:
    professional = one.professional
    known = {row.child_id for row in one.may_know.all()}
    kept = [names.get(row.from_person_id, "somebody of the family") for row in _kept(one)]
    helped = one.speaks_for or one.deputises_for
    return PersonShown(
        name=one.name,
        job=f"{professional.job_title}, {professional.agency.name}" if professional else "",
        role=str(one.get_role_display()),
        why=one.reason,
        part=PART_WORDS[one.part],
        knows=_children(frame, known),
        for_whom=names.get(helped.person_id or 0, "a colleague") if helped else "",
        kept_from=listed(kept),
        actions=_actions(one, frame, is_split=is_split) if may_change else (),
    )


def _kept(one: "Participant") -> list[Any]:
    return [row for row in one.kept_from.all() if row.ended_on is None]


def _children(frame: Frame, known: Collection[int]) -> str:
    """Return which children somebody may know about: all, none, or their names."""
    names = [held.child.name for held in frame.children if held.child_id in known]
    if len(names) == len(frame.children) > 1:
        return "All the children"
    return listed(names) or "None of the children"


def _actions(one: "Participant", frame: Frame, *, is_split: bool) -> tuple[tuple[str, str], ...]:
    if one.role in _BY_OFFICE:
        return ()
    ids = [frame.conference.public_id, one.public_id]
    return (
        ("Take off the list", reverse("staff:withdraw-participant", args=ids)),
        ("Keep from somebody", reverse("staff:keep-from", args=ids)),
        *(
            [("Which session", reverse("staff:assign-session", args=ids))]
            if is_split and not one.is_family
            else []
        ),
    )


# Invitations


@dataclass(frozen=True, slots=True)
class LetterShown:
    """What one reader will be sent, and what of it is left out for them."""

    name: str
    job: str
    how: str
    left_out: tuple[str, ...]
    look_for: tuple[str, ...]
    preview_href: str
    enclose_href: str
    enclosed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stopper:
    """Something that has to be put right first, and where."""

    text: str
    href: str
    link: str


@dataclass(frozen=True, slots=True)
class SendingShown:
    """The next round of invitations, before it goes."""

    letters: tuple[LetterShown, ...]
    stoppers: tuple[Stopper, ...]
    agreeable: tuple[str, ...]
    needs_second_person: bool
    checked: str

    @property
    def is_stopped(self) -> bool:
        return bool(self.stoppers)

    @classmethod
    def of(cls, before: BeforeSending, frame: Frame, *, may_edit: bool) -> "SendingShown":
        return cls(
            letters=tuple(_letter(one, before, frame) for one in before.to),
            stoppers=tuple(_stoppers(before, frame, may_edit=may_edit)),
            agreeable=tuple(one.text for one in before.reasons if not one.hard),
            needs_second_person=before.needs_second_person,
            checked=moment(before.look.seen_at) if before.look.seen_at else "",
        )


_HOW = {
    "portal": "Letter on their own page",
    "post": "Letter by post",
    "hand": "Letter by hand",
    "email": "Letter by e-mail",
    "": "No safe way to reach them",
}


def _letter(one: "Participant", before: BeforeSending, frame: Frame) -> LetterShown:
    way, channel = way_of(one), before.channels.get(one.pk, "")
    how = _HOW[channel]
    if way is Way.NOTE and channel:
        how = f"Note of when and where, {how.split(' ', 1)[1]}"
    if way is Way.THROUGH_WORKER:
        how = "Their worker goes through it with them, and it is on their page afterwards"
    ids = [frame.conference.public_id, one.public_id]
    return LetterShown(
        name=one.name,
        job=job_of(one),
        how=how,
        left_out=_left_out(one, before, frame),
        look_for=of_reader(before.look, one.pk),
        preview_href=reverse("staff:invitation-preview", args=ids) if way in HAS_A_LETTER else "",
        enclose_href=reverse("staff:enclose", args=ids)
        if way in HAS_A_LETTER and one.is_family
        else "",
        enclosed=tuple(each.title for each in before.enclosures.get(one.pk, ())),
    )


def letters_to_open(before: BeforeSending, frame: Frame) -> list[ToOpen]:
    """Return each letter for the second person, who opens all of them."""
    return [
        to_open(
            one,
            frame,
            before.look,
            left_out=_left_out(one, before, frame),
            page="staff:invitation-preview",
        )
        for one in before.with_a_letter
    ]


def _left_out(one: "Participant", before: BeforeSending, frame: Frame) -> tuple[str, ...]:
    """Return what this reader's papers do not say, and why: children, people, addresses."""
    has_a_letter = way_of(one) in HAS_A_LETTER
    listed_for_them = before.participants if has_a_letter else ()
    masked = [
        held.child.name
        for held in frame.children
        if one.professional is not None and held.child_id in before.kept
    ]
    found = [*left_out_for(one, listed_for_them, frame.conference, frame.children)]
    if masked and has_a_letter:
        lives = "lives" if len(masked) == 1 else "live"
        found.append(f"Where {listed(masked)} {lives}: kept from somebody of the family")
    return tuple(found)


def _stoppers(before: BeforeSending, frame: Frame, *, may_edit: bool) -> list[Stopper]:
    """Return what stops it, each with the page that puts it right where the reader may open it."""
    people = (
        reverse("staff:case-people", args=[frame.conference.case.public_id]) if may_edit else ""
    )
    found = [
        Stopper(
            f"{held.child.name}: complete who they are and who their parents are",
            reverse("staff:complete-identity", args=[held.child.public_id]),
            "Complete this child's identity",
        )
        for held in before.without_identity
    ]
    found += [
        Stopper(
            f"{one.name}: no safe way to reach them is recorded",
            people if one.person_id is not None else "",
            "Record how to reach them",
        )
        for one in before.without_channel
    ]
    found += [
        Stopper(
            before.not_gone_through[one.pk].text.removesuffix("."),
            _safe_contact(one, frame) if may_edit else "",
            "Go through it with them",
        )
        for one in before.to
        if one.pk in before.not_gone_through
    ]
    found += [
        Stopper(
            f"{one.name}: a second person has to read what goes with the letter",
            reverse("staff:enclose", args=[frame.conference.public_id, one.public_id]),
            "What goes with it",
        )
        for one in before.to
        if any(unread_in(each) for each in before.enclosures.get(one.pk, ()))
    ]
    return found


def _safe_contact(one: "Participant", frame: Frame) -> str:
    if one.person is None:
        return ""
    ids = [frame.conference.case.public_id, one.person.public_id]
    return reverse("staff:safe-contact", args=ids)


# Answers and needs


@dataclass(frozen=True, slots=True)
class AnswerShown:
    name: str
    job: str
    status: Tag
    when: str
    note: str
    href: str
    link_href: str
    bounce_href: str
    code_href: str


def answer_shown(
    one: "Participant",
    answer: Answer,
    *,
    href: str,
    link_href: str = "",
    bounce_href: str = "",
    code_href: str = "",
) -> AnswerShown:
    """
    Return what somebody answered.

    `href` is where an answer taken by telephone is kept, `link_href` where they are sent a link,
    `code_href` where its code is shown to who tells it.
    """
    deputy = f"{answer.deputy} comes instead" if answer.deputy else ""
    return AnswerShown(
        name=one.name,
        job=job_of(one),
        status=ANSWERS[answer.state],
        when=moment(answer.answered_at) if answer.answered_at else "",
        note=". ".join(
            part for part in (deputy, *_how(answer), answer.note, *_waits(answer)) if part
        ),
        href=href if answer.is_outstanding or answer.is_answered else "",
        link_href=link_href if answer.is_outstanding else "",
        bounce_href=bounce_href if answer.is_outstanding and not answer.has_bounced else "",
        code_href=code_href if answer.has_code_to_tell else "",
    )


def _waits(answer: Answer) -> tuple[str, ...]:
    """What has been done about an answer that has not come."""
    if not answer.is_outstanding:
        return ()
    return (
        answer.bounced_because,
        f"Asked once more on {day(answer.chased_on)}" if answer.chased_on else "",
    )


def _how(answer: Answer) -> tuple[str, ...]:
    """How they take part, where that is not in the room and for the whole of it."""
    afar = dict(COMING_HOW)[answer.how] if answer.how in FROM_AFAR else ""
    return (
        afar,
        f"For this part: {answer.coming_part}" if answer.coming_part else "",
        f"In the room with them: {answer.in_their_room}" if answer.in_their_room else "",
    )


def answers_in_words(answers: Sequence[Answer]) -> str:
    """Return `9 of 11 have answered`."""
    given = sum(one.is_answered for one in answers)
    return f"{given} of {count(len(answers), 'person', 'people')} answered"
