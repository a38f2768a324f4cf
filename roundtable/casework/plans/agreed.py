"""What everybody in the room takes home: the outline plan and the next dates, one for each reader."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from roundtable.casework.conferences.channels import channels_for
from roundtable.casework.conferences.letters import authority as house
from roundtable.casework.conferences.models import (
    Conference,
    ConferenceChild,
    Papers,
    Part,
    Participant,
)
from roundtable.casework.conferences.page_queries import Frame
from roundtable.casework.conferences.queries import children_of, participants_of
from roundtable.casework.conferences.second_look import LookedOver, look_over, said_right_by
from roundtable.casework.decisions.letters.sentences import decided
from roundtable.casework.people.models import Channel
from roundtable.casework.plans.letters.agreed import Agreed, AgreedForChild
from roundtable.casework.plans.letters.outcome import (
    Addressee,
    Outcomes,
    child_decision,
    may_read_decision,
    not_decided,
)
from roundtable.casework.plans.letters_to_send import addressees, read_outcomes
from roundtable.casework.room.models import Attendance
from roundtable.casework.room.record_sources import local_time
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core import clock
from roundtable.foundation.core.calendars import calendar_of
from roundtable.foundation.core.errors import CannotProceed
from roundtable.foundation.documents.models import Document
from roundtable.foundation.documents.plain_values import content_of
from roundtable.foundation.documents.queries import documents_of
from roundtable.foundation.documents.rendition import CannotRender, Contact
from roundtable.rules import timescales
from roundtable.rules.settings import number

KIND = "agreed"


class CannotTellWhatWasAgreed(CannotProceed):
    """The meeting is not over, it has changed meanwhile, or a reader's would say something unsafe."""


@dataclass(frozen=True, slots=True)
class TakenHome:
    """What each reader gets, as it would be made now, and what the two who release it must know."""

    of: Mapping[Addressee, Agreed]
    look: LookedOver
    digest: str
    """Of all of it: what was on the page when somebody said that it is right."""


def take_home(
    conference: Conference,
    *,
    children: Sequence[ConferenceChild] | None = None,
    by_user: int,
    now: datetime,
) -> TakenHome:
    """
    Return what everybody gets who was in the room when it ended. A constant number of queries.

    :raises CannotTellWhatWasAgreed: naming the reader whose would say something blank.
    """
    children = children_of(conference) if children is None else children
    everyone = participants_of(conference, with_withdrawn=True)
    outcomes = read_outcomes(conference, children=children, everyone=everyone)
    made: dict[Addressee, Agreed] = {}
    for to in _readers(conference, children, everyone):
        try:
            made[to] = agreed_for(outcomes, to, dated=clock.day_of(now))
            content_of(made[to])
        except CannotRender as refusal:
            raise CannotTellWhatWasAgreed(f"{to.participant.name}: {refusal}") from refusal
    contents = {to.participant: content_of(one) for to, one in made.items()}
    look = look_over(
        conference,
        Papers.AGREED,
        contents,
        participants=list(outcomes.seats.values()),
        children=children,
        has_confidentiality=bool(outcomes.kept_apart),
        by_user=by_user,
    )
    return TakenHome(made, look, _digest(contents))


def _readers(
    conference: Conference, children: Sequence[ConferenceChild], everyone: Sequence[Participant]
) -> list[Addressee]:
    """Return who was here to the end, and may know of a child. Who was kept out gets nothing."""
    here = Attendance.objects.filter(conference=conference, left_at=conference.closed_at)
    stayed = set(here.values_list("participant_id", flat=True))
    known = {child.child_id for child in children}
    readers = [
        to
        for to in addressees(conference, children=children, everyone=everyone, came=stayed)
        if to.came and to.participant.part != Part.NONE and to.reader.may_know_children & known
    ]
    return _as_told_here(readers)


def _as_told_here(readers: Sequence[Addressee]) -> list[Addressee]:
    """On their own page at once where that is safe; on paper, from hand to hand, where it is not."""
    family = [to.participant for to in readers if to.participant.person_id is not None]
    pages = channels_for(family, (Channel.PORTAL,))
    ways = {one.pk: Channel(pages.get(one.pk, Channel.HAND)).label for one in family}
    return [
        replace(
            to,
            recipient=replace(
                to.recipient, delivery=ways.get(to.participant.pk, to.recipient.delivery)
            ),
        )
        for to in readers
    ]


def agreed_for(outcomes: Outcomes, to: Addressee, *, dated: date) -> Agreed:
    """
    Return what was agreed, for one reader: everything in it has passed disclosure for them.

    :raises CannotRender: if the authority has not set what must be said.
    """
    conference = outcomes.conference
    authority, chair = conference.authority, conference.chair
    if conference.closed_at is None:
        raise ValueError("A meeting that goes on has not agreed on anything.")
    held_on = conference.held_on or clock.day_of(conference.opened_at or conference.closed_at)
    return Agreed(
        letterhead=house.letterhead(authority),
        recipient=to.recipient,
        reference=str(conference.public_id)[:8],
        copy_number=to.copy_number,
        dated=dated,
        for_family=to.participant.is_family,
        held_on=held_on,
        ended_at=local_time(conference.closed_at),
        children=tuple(
            _for_child(outcomes, child, to)
            for child in outcomes.children
            if child.pk in outcomes.decisions and may_read_decision(outcomes, child, to.reader)
        ),
        not_decided=None if outcomes.decisions else not_decided(outcomes, to),
        chair=Contact(name=chair.name if chair else "", job="conference chair"),
        letter_by=timescales.due(
            "decision_letter",
            held_on,
            calendar=calendar_of(authority),
            settings=authority.effective_settings,
        ).due_on,
    )


def _for_child(outcomes: Outcomes, child: ConferenceChild, to: Addressee) -> AgreedForChild:
    """The same as the letter will have, without the reasons: they are told in the room."""
    letter = child_decision(outcomes, child, to)
    return AgreedForChild(
        name=letter.name,
        decision=decided(letter.outcome, name=letter.name, for_family=to.participant.is_family),
        legal_planning=letter.legal_planning,
        categories=letter.categories,
        plan=letter.plan,
        asked_of_reader=letter.asked_of_reader,
        support=letter.recommended_support,
        contact=letter.contact,
        who_tells_the_child=letter.who_tells_the_child,
    )


def _digest(contents: Mapping[Participant, Mapping[str, Any]]) -> str:
    all_of_it = {str(one.pk): content for one, content in contents.items()}
    return hashlib.sha256(json.dumps(all_of_it, sort_keys=True).encode()).hexdigest()


# The page


@dataclass(frozen=True, slots=True)
class SameForThem:
    """Readers whose paper says the same, but for whose it is; what to look for in it."""

    readers: Sequence[Addressee]
    agreed: Agreed
    look_for: tuple[str, ...]
    grade: float | None
    """How hard to read is what was written in it."""


@dataclass(frozen=True, slots=True)
class AgreedPage:
    """How far it is: what each would get, who has said it is right, or what was given to whom."""

    groups: Sequence[SameForThem]
    not_given: Sequence[Participant]
    """Who is on the list and gets none here: they were not in the room at the end."""
    seen: str
    said_right_by: Collection[int]
    """The users who have said that all of it, as it is now, is right."""
    given: Sequence[tuple[Document, str]]
    due_at: datetime


def agreed_page(frame: Frame, *, actor: Actor, now: datetime) -> AgreedPage:
    """
    Return what the chair and the minute taker look at together. A constant number of queries.

    :raises CannotTellWhatWasAgreed: if a reader's paper would say something blank.
    """
    conference = frame.conference
    if conference.closed_at is None:
        raise CannotTellWhatWasAgreed("The meeting is not over yet.")
    due_at = conference.closed_at + timedelta(
        minutes=number(conference.authority.effective_settings, "agreed_within_minutes")
    )
    given = list(documents_of("conference", conference.pk, kind=KIND))
    listed = participants_of(conference, with_withdrawn=True)
    if given:
        names = {(one.person_id, one.professional_id): one.name for one in listed}
        who = [names[one.reader_person_id, one.reader_professional_id] for one in given]
        return AgreedPage((), (), "", (), list(zip(given, who, strict=True)), due_at)
    home = take_home(conference, children=frame.children, by_user=actor.user_id, now=now)
    gets = {to.participant.pk for to in home.of}
    return AgreedPage(
        groups=_same_for(home),
        not_given=[one for one in listed if one.withdrawn_at is None and one.pk not in gets],
        seen=home.digest,
        said_right_by=said_right_by(
            conference,
            Papers.AGREED,
            {to.participant: content_of(one) for to, one in home.of.items()},
        ),
        given=(),
        due_at=due_at,
    )


def _same_for(home: TakenHome) -> list[SameForThem]:
    groups: dict[str, list[Addressee]] = {}
    for to, agreed in home.of.items():
        said = content_of(agreed)
        del said["recipient"], said["copy_number"]
        groups.setdefault(json.dumps(said, sort_keys=True), []).append(to)
    return [
        SameForThem(
            readers,
            home.of[readers[0]],
            _look_for(readers, home.look),
            home.look.grade_for(readers[0].participant.pk),
        )
        for readers in groups.values()
    ]


def _look_for(readers: Sequence[Addressee], look: LookedOver) -> tuple[str, ...]:
    found = []
    for to in readers:
        pk, name = to.participant.pk, to.participant.name
        found += [f"{name} must not know: {flag}." for flag in look.flags.get(pk, ())]
        found += [f"{name}: {question}" for question in look.questions.get(pk, ())]
    return tuple(dict.fromkeys(found))
