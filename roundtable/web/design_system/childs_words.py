"""What a child said and what came of it, in words for their age: on their page, or read with them."""

from dataclasses import dataclass

from roundtable.casework.plans.childs_words import ChildsWords
from roundtable.web.design_system.wording import day, listed, long_day, time_of_day


@dataclass(frozen=True, slots=True)
class ChildsWordsShown:
    """Short sentences, one thing at a time; for older children a little more."""

    child: str
    said: tuple[str, ...]
    how: str
    who_reads: tuple[str, ...]
    used: tuple[str, ...]
    decided: tuple[str, ...]

    @classmethod
    def of(cls, words: ChildsWords) -> "ChildsWordsShown":
        return cls(
            child=words.child,
            said=tuple(line for line in words.text.splitlines() if line.strip()),
            how=words.how_given,
            who_reads=_who_reads(words) if words.text else (),
            used=_used(words) if words.text else (),
            decided=_decided(words),
        )


def _who_reads(words: ChildsWords) -> tuple[str, ...]:
    helpers = (
        "The people whose job it is to help you, and the person who runs the meeting."
        if words.is_older
        else "The grown-ups whose job it is to help you."
    )
    if words.relatives:
        family = f"In your family: {listed(words.relatives)}. You chose that."
    elif words.read_out_at:
        family = "Nobody in your family got it on paper. Those who were in the room heard it."
    else:
        family = "Nobody in your family, unless you say so."
    return (helpers, family)


def _used(words: ChildsWords) -> tuple[str, ...]:
    lines = []
    if words.read_out_at:
        at = f"{long_day(words.read_out_at)} at {time_of_day(words.read_out_at)}"
        lines.append(f"It was read out in the meeting on {at}.")
    elif words.is_over:
        lines.append("It was not read out in the meeting. You can ask why.")
    else:
        lines.append("It is for the meeting. The meeting has not ended yet.")
    if words.is_in_record:
        lines.append("It is in the notes of the meeting that are kept.")
    return tuple(lines)


def _decided(words: ChildsWords) -> tuple[str, ...]:
    came = words.came_of_it
    if came is None:
        if not words.is_over:
            return ("Nothing is decided yet.",)
        who = words.tells_the_child or "Your social worker"
        return (f"{who} tells you what was decided. You can ask anything.",)
    lines = [came.decision]
    if came.key_worker:
        lines.append(f"{came.key_worker} is the person to talk to.")
    if came.next_meeting:
        lines.append(f"There is another meeting by {day(came.next_meeting)}.")
    return tuple(lines)
