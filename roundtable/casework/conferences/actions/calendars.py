"""Sending entries for people's calendars, as part of the acts that set, move or give up a meeting."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet

from roundtable.casework.conferences.calendar_entries import Entry, as_ics
from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.conferences.readers import begins_for, room_for
from roundtable.casework.people.models import Channel, ContactPoint
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.foundation.messaging.actions import call_back, queue
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.rules.conference_states import ARRANGED, State

TITLE = "Meeting"
FAMILY_TITLE = "Appointment"
_SUBJECT = "A date for your calendar"
_OWN_SESSION_LASTS = timedelta(hours=1)
_WILL_NOT_BE = frozenset({State.POSTPONED, State.CANCELLED})


def send_entry(
    participant: Participant,
    conference: Conference,
    *,
    not_before: datetime | None = None,
    now: datetime,
) -> None:
    """
    Send the meeting as it stands to somebody's calendar, in place of what they had before.

    An entry that goes along with a letter leaves `not_before` that does.
    """
    starts_at = begins_for(participant, conference.starts_at)
    if starts_at is not None and conference.state in ARRANGED:
        waited = _stop_what_waits(participant, now=now)
        leaves = max((one for one in (not_before, waited) if one is not None), default=None)
        _send(participant, conference, starts_at=starts_at, not_before=leaves, now=now)


def cancel_entry(
    participant: Participant, conference: Conference, *, at: datetime | None, now: datetime
) -> None:
    """
    Take the meeting out of the calendar of somebody who had it there.

    What has not left yet does not leave, and of what never left they are told nothing.
    """
    _stop_what_waits(participant, now=now)
    if at is not None and _has_left(participant):
        _send(participant, conference, starts_at=at, is_cancelled=True, now=now)


def change_entry(
    participant: Participant, conference: Conference, *, at: datetime | None, now: datetime
) -> None:
    """
    Tell the calendar of somebody who has the meeting there what has become of it.

    `at` is when it begins for them, or would have begun.
    """
    if conference.state in _WILL_NOT_BE:
        cancel_entry(participant, conference, at=at, now=now)
    elif participant.calendar_sequence is not None:
        send_entry(participant, conference, now=now)


def own_entry(participant: Participant, conference: Conference, *, now: datetime) -> str:
    """
    Return the entry of a professional, to be put into a calendar by hand.

    :raises RecordNotFound: if the meeting is not arranged, or is over.
    """
    starts_at = begins_for(participant, conference.starts_at)
    if starts_at is None or conference.state not in ARRANGED:
        raise RecordNotFound("calendar entry")
    sequence = participant.calendar_sequence or 0
    return as_ics(
        _entry_of(participant, conference, starts_at=starts_at, sequence=sequence, now=now)
    )


def _entry_of(
    participant: Participant,
    conference: Conference,
    *,
    starts_at: datetime,
    sequence: int,
    is_cancelled: bool = False,
    now: datetime,
) -> Entry:
    """Return the entry for one reader: for the family no more than that there is an appointment."""
    room, is_whole = room_for(participant, conference), participant.comes_at is None
    family = participant.is_family
    ends_at = conference.ends_at if is_whole and not is_cancelled else None
    return Entry(
        uid=f"{participant.public_id}@roundtable",
        sequence=sequence,
        title=FAMILY_TITLE if family else TITLE,
        starts_at=starts_at,
        ends_at=ends_at or starts_at + _OWN_SESSION_LASTS,
        made_at=now,
        organiser=_organiser(conference),
        attendee=_mail_of(participant) or _no_reply(),
        place=f"{room.name}, {room.postcode}" if room is not None and not family else "",
        is_cancelled=is_cancelled,
    )


def _entries(participant: Participant) -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.filter(
        authority_id=participant.authority_id,
        reference__startswith=f"calendar:{participant.public_id}:",
    )


def _stop_what_waits(participant: Participant, *, now: datetime) -> datetime | None:
    """Stop an entry that can still be called back; return when it would have left."""
    waiting = _entries(participant).filter(sent_at=None, stopped_at=None, leaves_at__gt=now)
    until = None
    for one in waiting.order_by("pk"):
        call_back(one, now=now)
        until = one.leaves_at
    return until


def _has_left(participant: Participant) -> bool:
    """Return whether they have an entry, or one that nothing stops is on its way to them."""
    return _entries(participant).filter(stopped_at=None).exists()


def _send(
    participant: Participant,
    conference: Conference,
    *,
    starts_at: datetime,
    is_cancelled: bool = False,
    not_before: datetime | None = None,
    now: datetime,
) -> None:
    if not _mail_of(participant):
        return
    before = participant.calendar_sequence
    participant.calendar_sequence = 0 if before is None else before + 1
    participant.save(update_fields=["calendar_sequence"])
    entry = _entry_of(
        participant,
        conference,
        starts_at=starts_at,
        sequence=participant.calendar_sequence,
        is_cancelled=is_cancelled,
        now=now,
    )
    queue(
        reference=f"calendar:{participant.public_id}:{entry.sequence}",
        kind="calendar",
        channel=str(Channel.EMAIL.value),
        subject=conference,
        subject_line=_SUBJECT,
        body="The entry for your calendar is attached.",
        calendar=as_ics(entry),
        case_id=conference.case_id,
        person_id=participant.person_id,
        professional_id=participant.professional_id,
        not_before=not_before,
        now=now,
    )


def _mail_of(participant: Participant) -> str:
    """Where their entries go; for the family only if they asked for them, to an address marked safe."""
    if participant.professional is not None:
        return str(participant.professional.email)
    person = participant.person
    if person is None or not person.wants_calendar:
        return ""
    safe = ContactPoint.objects.filter(person=person, channel=Channel.EMAIL, is_safe=True)
    return str(safe.order_by("-pk").values_list("value", flat=True).first() or "")


def _organiser(conference: Conference) -> str:
    return str(conference.authority.branding.get("email") or "") or _no_reply()


def _no_reply() -> str:
    return f"no-reply@{urlsplit(settings.PUBLIC_URL).hostname}"
