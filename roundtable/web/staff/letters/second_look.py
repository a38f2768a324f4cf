"""What stands beside a reader's paper before it leaves: what is kept from them, what is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from roundtable.casework.conferences.coming import who_is_coming
from roundtable.casework.conferences.page_queries import Frame
from roundtable.casework.conferences.readers import reader_of_participant
from roundtable.casework.conferences.second_look import LookedOver, why_not_told
from roundtable.web.design_system.wording import listed as listed_in_words

if TYPE_CHECKING:
    from roundtable.casework.conferences.models import Conference, ConferenceChild, Participant


def to_look_for(flags: Sequence[str], questions: Sequence[str]) -> tuple[str, ...]:
    """Return what to look for in one reader's paper, each in a sentence."""
    kept = [f"Kept from them: {flag[:1].lower()}{flag[1:]}." for flag in flags]
    return (*kept, *dict.fromkeys(questions))


def left_out_for(
    reader: "Participant",
    listed: Sequence["Participant"],
    conference: "Conference",
    children: Sequence["ConferenceChild"],
) -> tuple[str, ...]:
    """Return of which children and people one reader is told nothing, and why."""
    known = reader_of_participant(reader)
    coming = {one.participant_id for one in who_is_coming(conference, known, listed)}
    unknown = [one.child.name for one in children if one.child_id not in known.may_know_children]
    people: dict[str, list[str]] = {}
    for other in listed:
        if other.pk not in coming:
            people.setdefault(why_not_told(other, reader), []).append(other.name)
    about = [f"That it is about {listed_in_words(unknown)}: they may not know of them"]
    return (
        *(about if unknown else ()),
        *(
            f"That {listed_in_words(names)} {'takes' if len(names) == 1 else 'take'} part: {why}"
            for why, names in people.items()
        ),
    )


def of_reader(look: LookedOver | None, participant_id: int) -> tuple[str, ...]:
    """Return what to look for in the paper of one participant."""
    if look is None:
        return ()
    return to_look_for(look.flags.get(participant_id, ()), look.questions.get(participant_id, ()))


@dataclass(frozen=True, slots=True)
class ToOpen:
    """One reader's paper, for the second person: what is not in it, what to look for in it."""

    name: str
    job: str
    left_out: tuple[str, ...]
    look_for: tuple[str, ...]
    href: str
    is_opened: bool
    reads: str = ""


# School years of an average reader: what families can be asked to read, and what everybody can.
AIM_FOR_FAMILY, AIM = 5, 8


def in_school_years(grade: float | None, *, is_family: bool) -> str:
    """Return how what was written reads, and what to aim at; "" where nobody wrote anything."""
    if grade is None:
        return ""
    aim = AIM_FOR_FAMILY if is_family else AIM
    said = f"What was written reads at grade {max(grade, 0):.0f}; aim for {aim}"
    return f"{said}." if grade <= aim else f"{said}: shorter sentences and words help."


def to_open(
    one: "Participant",
    frame: Frame,
    look: LookedOver | None,
    *,
    left_out: tuple[str, ...],
    page: str,
) -> ToOpen:
    """Return what the second person looks at for one reader; `page` shows their paper."""
    return ToOpen(
        name=one.name,
        job=job_of(one),
        left_out=left_out,
        look_for=of_reader(look, one.pk),
        href=reverse(page, args=[frame.conference.public_id, one.public_id]),
        is_opened=look is not None and one.pk in look.opened,
        reads=in_school_years(look.grade_for(one.pk), is_family=one.is_family) if look else "",
    )


def job_of(one: "Participant") -> str:
    """Return what somebody on the list is: by their job, or to the family."""
    return one.professional.job_title if one.professional else str(one.get_role_display())
