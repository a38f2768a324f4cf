"""
The second person's look at what leaves: what is kept from each reader, and what they have seen.

What they saw is kept as a digest of each rendition. If a letter would say something else by the
time it leaves, or its reader is another, nobody has looked at it yet.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from roundtable.casework.conferences.leaks import (
    confidences_from,
    selves_of,
    what_is_kept,
    words_in,
)
from roundtable.casework.conferences.models import (
    Conference,
    ConferenceChild,
    Papers,
    Part,
    Participant,
    SecondLook,
)
from roundtable.casework.conferences.questions import Family, questions_about
from roundtable.casework.conferences.reading_grade import grade_of
from roundtable.casework.people.models import Confidentiality
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.audit.models import AuditEvent
from roundtable.rules.reasons import Reason, hard
from roundtable.rules.sending_guards import reasons_to_look_twice

# Who else is let have a copy is said when they are handed out; by when somebody answers is counted
# from the day it leaves.
_OF_NO_MATTER = frozenset(
    {"dated", "copy_number", "copies", "answer_by", "tell_us_by", "views_by", "is_short_notice"}
)

Contents = Mapping[Participant, Mapping[str, Any]]
"""What each reader's rendition says, as plain values."""


@dataclass(frozen=True, slots=True)
class LookedOver:
    """What leaves for the readers of a conference, looked over before it does."""

    flags: Mapping[int, tuple[str, ...]]
    """By participant, what is kept from them."""
    questions: Mapping[int, tuple[str, ...]]
    """By participant, what only a person can judge in their papers."""
    reasons: tuple[Reason, ...]
    """Why a second person has to look first."""
    seen_at: datetime | None
    """When another person looked at exactly this."""
    opened: frozenset[int]
    """The participants whose paper whoever asks has opened, as it is now."""
    contents: Contents

    def grade_for(self, participant_id: int) -> float | None:
        """Return how hard to read is what was written for one reader; it never stops a letter."""
        for one, content in self.contents.items():
            if one.pk == participant_id:
                return grade_of(content)
        return None


def look_over(
    conference: Conference,
    papers: Papers,
    contents: Contents,
    *,
    participants: Collection[Participant],
    children: Collection[ConferenceChild],
    has_confidentiality: bool,
    by_user: int,
) -> LookedOver:
    """
    Return what `by_user`, who is about to send, has to know. At most six queries.

    `participants` come from `participants_of`.
    """
    words = {one: "\n".join(words_in(content)) for one, content in contents.items()}
    confidences = confidences_of(contents)
    questions = questions_about(words, Family(conference, participants, children), confidences)
    seen_at = _seen_by_another(conference, papers, contents, by_user=by_user)
    return LookedOver(
        flags=flags_of(participants, contents, confidences),
        questions=questions,
        reasons=tuple(
            reasons_to_look_twice(
                has_confidentiality=has_confidentiality,
                questions=[one for ones in questions.values() for one in ones],
                is_looked_over=seen_at is not None,
            )
        ),
        seen_at=seen_at,
        opened=opened_by(papers, contents, user_id=by_user),
        contents=contents,
    )


def keep_second_look(
    conference: Conference, papers: Papers, contents: Contents, *, by_user: int, now: datetime
) -> SecondLook:
    """Keep what somebody looked at, as part of the act that says so."""
    return SecondLook.objects.create(
        authority_id=conference.authority_id,
        conference=conference,
        papers=papers.value,
        seen=_digests(contents),
        by_user_id=by_user,
        at=now,
    )


def last_looked_at(conference: Conference, papers: Papers, *, by_user: int) -> datetime | None:
    """
    Return when a person other than `by_user` last looked at what leaves. One query.

    Whether it still is what they saw is asked when it leaves.
    """
    looks = SecondLook.objects.filter(conference=conference, papers=papers.value)
    others = looks.exclude(by_user_id=by_user).order_by("-pk")
    return others.values_list("at", flat=True).first()


def note_opened(
    papers: Papers,
    participant: Participant,
    content: Mapping[str, Any],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Note that somebody opened one reader's rendition, as it was then."""
    audit.record(
        actor=actor,
        verb=f"{papers.value}.opened",
        subject=participant,
        now=now,
        digest=_digest(content),
    )


def opened_by(papers: Papers, contents: Contents, *, user_id: int) -> frozenset[int]:
    """Return the participants whose rendition somebody has opened as it is now. One query."""
    wanted = {(one.pk, _digest(content)) for one, content in contents.items()}
    opened = AuditEvent.objects.filter(
        subject_type=Participant._meta.model_name,
        subject_id__in=[pk for pk, _ in wanted],
        verb=f"{papers.value}.opened",
        user_id=user_id,
    )
    return frozenset(
        pk
        for pk, digest in opened.values_list("subject_id", "details__digest")
        if pk is not None and (pk, digest) in wanted
    )


def said_right_by(conference: Conference, papers: Papers, contents: Contents) -> frozenset[int]:
    """Return the users who have said that each rendition, as it is now, is right. One query."""
    wanted = _digests(contents)
    looks = SecondLook.objects.filter(conference=conference, papers=papers.value)
    return frozenset(look.by_user_id for look in looks if wanted.items() <= look.seen.items())


def reasons_not_opened(contents: Contents, looked_at: Collection[int]) -> list[Reason]:
    """Return whose rendition was not looked at: then nobody can say that it is right."""
    return [
        hard("NOT_LOOKED_AT", f"{one.name}: open what they get first, as it is now.")
        for one in contents
        if one.pk not in looked_at
    ]


def confidences_of(readers: Collection[Participant]) -> list[Confidentiality]:
    """Return what is kept from these, and from whom they speak for. One query."""
    return confidences_from({person for one in readers for person in selves_of(one)})


def flags_of(
    participants: Collection[Participant],
    readers: Collection[Participant],
    confidences: Collection[Confidentiality],
) -> Mapping[int, tuple[str, ...]]:
    """
    Return by participant what is kept from them, or from whom they speak for; no query.

    `confidences` come from `confidences_of`.
    """
    selves = {one.pk: selves_of(one) for one in readers}
    kept: dict[int, list[str]] = defaultdict(list)
    for row in confidences:
        kept[row.from_person_id].append(what_is_kept(row))
    for one in participants:
        for hidden in one.kept_from.all():
            if hidden.ended_on is None:
                kept[hidden.from_person_id].append(f"That {one.name} takes part")
    return {
        pk: tuple(dict.fromkeys(line for person in mine for line in kept[person]))
        for pk, mine in selves.items()
    }


def why_not_told(other: Participant, reader: Participant) -> str:
    """Return why a reader is not told that somebody takes part, for who looks it over."""
    selves = selves_of(reader)
    if any(row.ended_on is None and row.from_person_id in selves for row in other.kept_from.all()):
        return "it is kept from them"
    if Part.NONE in (other.part, reader.part):
        return "one of the two is kept out"
    if Part.SEPARATE in (other.part, reader.part):
        return "they meet apart"
    return "it would tell them of a child, or of who else of the family comes"


def _seen_by_another(
    conference: Conference, papers: Papers, contents: Contents, *, by_user: int
) -> datetime | None:
    wanted = _digests(contents)
    looks = SecondLook.objects.filter(conference=conference, papers=papers.value)
    for look in looks.exclude(by_user_id=by_user).order_by("-pk"):
        if wanted.items() <= look.seen.items():
            return look.at
    return None


def _digests(contents: Contents) -> dict[str, str]:
    return {str(one.pk): _digest(content) for one, content in contents.items()}


def _digest(content: Mapping[str, Any]) -> str:
    """Its day and number are no part of it: what was seen today may leave tomorrow, as another."""
    said = {name: value for name, value in content.items() if name not in _OF_NO_MATTER}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
