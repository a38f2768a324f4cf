"""
The next round of invitations: to whom it goes, how, and what each of its readers gets.

Each letter is composed once, from what was read once for all of them: the page that shows it, the
second person who looks at it and the act that sends it mean the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from roundtable.casework.conferences.channels import FOR_LETTERS, reach_of
from roundtable.casework.conferences.models import Conference, Papers, Participant
from roundtable.casework.conferences.readers import copy_numbers
from roundtable.casework.conferences.second_look import Contents, LookedOver, look_over
from roundtable.casework.invitations.compose import letter_for
from roundtable.casework.invitations.enclosed import passages_of
from roundtable.casework.invitations.looking_over import who_is_asked
from roundtable.casework.invitations.meeting import Meeting
from roundtable.casework.invitations.models import Enclosure
from roundtable.casework.invitations.ways import HAS_A_LETTER, way_of
from roundtable.foundation.documents.plain_values import content_of
from roundtable.foundation.documents.rendition import CannotRender, Rendition
from roundtable.rules.reasons import Reason, hard


@dataclass(frozen=True, slots=True)
class LetterRound:
    """Those who are asked next, and the letter of each who gets one."""

    meeting: Meeting
    to: Sequence[Participant]
    channels: Mapping[int, str]
    confirmed_on: Mapping[int, date | None]
    """When the way that leads to each was last gone through with them."""
    letters: Mapping[Participant, Rendition]
    says: Mapping[Participant, Mapping[str, Any]]
    """The letters as plain values."""
    blank: Mapping[Participant, CannotRender]
    """Whose letter cannot be printed yet, and why."""

    @property
    def conference(self) -> Conference:
        return self.meeting.conference

    @property
    def cannot_print(self) -> list[Reason]:
        return [hard("CANNOT_PRINT", f"{one.name}: {why}") for one, why in self.blank.items()]

    @property
    def enclosed(self) -> Iterator[Enclosure]:
        for one in self.to:
            yield from self.meeting.enclosures.get(one.pk, ())

    @property
    def contents(self) -> Contents:
        """What each reader gets in one envelope, as plain values: the letter, and what is with it."""
        return {
            one: {**letter, "enclosed_with_it": self._with_letter_to(one)}
            for one, letter in self.says.items()
        }

    def _with_letter_to(self, one: Participant) -> list[dict[str, object]]:
        return [
            {"enclosure": each.pk, "says": [text for _, text in passages_of(each)]}
            for each in self.meeting.enclosures.get(one.pk, ())
        ]


def compose_round(
    meeting: Meeting, *, to: Sequence[Participant] | None = None, now: datetime
) -> LetterRound:
    """
    Return the next round as it would go now, or as it would to those it is asked for.

    Three queries, for any number of people.
    """
    to = who_is_asked(meeting.conference, meeting.participants) if to is None else to
    reach, numbers = reach_of(to), copy_numbers(meeting.participants)
    channels = reach.channels(FOR_LETTERS)
    letters: dict[Participant, Rendition] = {}
    says: dict[Participant, Mapping[str, Any]] = {}
    blank: dict[Participant, CannotRender] = {}
    for one in to:
        if way_of(one) in HAS_A_LETTER:
            channel = channels.get(one.pk, "")
            try:
                letter = letter_for(
                    meeting, one, channel=channel, copy_number=numbers[one.pk], now=now
                )
                says[one], letters[one] = content_of(letter), letter
            except CannotRender as why:
                blank[one] = why
    return LetterRound(meeting, to, channels, reach.confirmed_on(channels), letters, says, blank)


def look_over_round(letters: LetterRound, *, is_confidential: bool, by_user: int) -> LookedOver:
    """Return what `by_user`, who sends the round or looks at it second, has to know about it."""
    return look_over(
        letters.conference,
        Papers.INVITATIONS,
        letters.contents,
        participants=letters.meeting.participants,
        children=letters.meeting.children,
        has_confidentiality=is_confidential,
        by_user=by_user,
    )
