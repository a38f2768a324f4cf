"""Telling everyone who was invited that the meeting has changed, and nobody else."""

from collections.abc import Callable, Collection
from datetime import datetime

from roundtable.casework.cases.models import TimelineEntry
from roundtable.casework.conferences.actions.calendars import change_entry
from roundtable.casework.conferences.channels import FOR_NOTICES, channels_for
from roundtable.casework.conferences.models import Conference, Participant, ParticipantRole
from roundtable.casework.conferences.queries import participants_of
from roundtable.casework.conferences.readers import begins_for, reader_of_participant
from roundtable.foundation.core import clock
from roundtable.foundation.messaging.actions import queue
from roundtable.rules.disclosure import Audience, Item, ItemKind, Outcome, disclose
from roundtable.rules.explanations import time_of_day

# Words that say nothing to whoever else looks at a telephone or a letter box.
NEUTRAL_SUBJECT = "About your appointment"
_SUBJECT = "A conference has changed"

Words = Callable[[datetime | None], str]


def tell_everyone_invited(
    conference: Conference,
    line: TimelineEntry,
    *,
    family: Words | None,
    professionals: Words,
    at: datetime | None,
    now: datetime,
) -> int:
    """
    Queue one change notice for each reader, the family's first; return how many.

    `family` and `professionals` make the text from the time the reader was asked to come, which
    may be that of a session of their own. Somebody kept out of the whole meeting is not told when
    it is. Somebody without a safe channel is told by the social worker, who is asked to. Without
    words for the family only professionals are told.
    """
    told = [
        one
        for one in participants_of(conference)
        if one.invited_at is not None
        and _may_know_when(one)
        and not (one.is_family and family is None)
    ]
    told.sort(key=lambda one: not one.is_family)
    _tell(conference, told, f"change:{line.pk}", family, professionals, at=at, now=now)
    for participant in told:
        change_entry(participant, conference, at=begins_for(participant, at), now=now)
    return len(told)


def tell_of_own_time(
    conference: Conference, participant: Participant, *, before: datetime | None, now: datetime
) -> None:
    """
    Tell somebody who was invited to another time, and whoever speaks for them, when they come now.

    What their letter says of the time does not hold any more. Where another room is theirs, only
    that is said: a place stands in no short message.
    """
    at = begins_for(participant, conference.starts_at)
    if at is None or at == before:
        return
    told = [
        one
        for one in participants_of(conference)
        if participant.pk in (one.pk, one.speaks_for_id) and one.invited_at is not None
    ]
    is_elsewhere = participant.own_room_id not in (None, conference.room_id)
    where = " It is in another place: the social worker tells you where." if is_elsewhere else ""
    _tell(
        conference,
        told,
        f"own-time:{participant.pk}:{now.isoformat()}",
        lambda moment: f"Your appointment is now on {at_words(moment)}.{where}",
        lambda moment: f"You are asked to come on {at_words(moment)}.{where}",
        at=conference.starts_at,
        now=now,
    )


def _tell(
    conference: Conference,
    told: Collection[Participant],
    reference: str,
    family: Words | None,
    professionals: Words,
    *,
    at: datetime | None,
    now: datetime,
) -> None:
    everyone = participants_of(conference)
    channels = channels_for(told, FOR_NOTICES)
    worker = next((one for one in everyone if one.role == ParticipantRole.SOCIAL_WORKER), None)
    for participant in told:
        moment = begins_for(participant, at)
        channel = channels.get(participant.pk, "")
        carrier = None if channel or not participant.is_family else worker
        queue(
            reference=f"{reference}:{participant.pk}",
            kind="change_notice",
            channel=channel or "hand",
            subject=conference,
            subject_line=NEUTRAL_SUBJECT if participant.is_family else _SUBJECT,
            body=family(moment) if family and participant.is_family else professionals(moment),
            case_id=conference.case_id,
            person_id=participant.person_id,
            professional_id=carrier.professional_id if carrier else participant.professional_id,
            now=now,
        )


def _may_know_when(participant: Participant) -> bool:
    when = Item(kind=ItemKind.TIME, audience=Audience.EVERYONE, session=participant.session)
    return disclose(reader_of_participant(participant), when) is Outcome.READ


def at_words(moment: datetime | None) -> str:
    """Return day and time as London says them: Tuesday 24 November 2026 at 10am."""
    if moment is None:
        return "a day that was not set"
    local = moment.astimezone(clock.LONDON)
    return f"{local:%A} {local.day} {local:%B %Y} at {time_of_day(local.time())}"
