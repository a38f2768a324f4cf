"""Who gets an entry for their calendar, and what becomes of it when the meeting moves or falls."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from roundtable.casework.conferences.actions.move import reschedule_conference
from roundtable.casework.conferences.actions.put_off import postpone_conference
from roundtable.casework.conferences.models import Conference
from roundtable.casework.conferences.tests.family import ENDS_AT, STARTS_AT, Family, Further
from roundtable.casework.conferences.tests.looking import audited, queued
from roundtable.casework.invitations.actions.answer import Answer, answer_invitation, name_deputy
from roundtable.casework.invitations.actions.calendars import (
    CannotWishForCalendar,
    wish_for_calendar,
)
from roundtable.casework.invitations.actions.recall import recall_message
from roundtable.casework.invitations.tests.invited import invitation_of, send, with_list
from roundtable.casework.people.actions import record_contact
from roundtable.casework.people.models import ContactPoint
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.rules.conference_guards import PostponedFor


@pytest.fixture(scope="module")
def further() -> Further:
    def invite(family: Family) -> None:
        conference = with_list(family)
        record_contact(
            person=family.mother,
            channel="email",
            value="rosa@example.org",
            is_safe=True,
            actor=family.actor("social_worker"),
            now=clock.now(),
        )
        family.conferences["listed"] = conference

    return invite


@pytest.fixture
def conference(cast: Family) -> Conference:
    return cast.conferences["listed"]


def entries(whom: Any) -> list[OutboxMessage]:
    return [
        one
        for one in queued("calendar")
        if whom.pk == (one.professional_id or one.person_id)
        and (one.person_id is not None) == hasattr(whom, "birth_on")
    ]


def read(message: OutboxMessage) -> Any:
    calendar = Calendar.from_ical(message.calendar)
    (event,) = calendar.walk("VEVENT")
    return calendar["method"], event


def test_professionals_get_one_that_names_nobody(cast: Family, conference: Conference) -> None:
    send(cast, conference)
    (message,) = entries(cast.police_officer)
    method, event = read(message)
    assert (method, event["sequence"]) == ("REQUEST", 0)
    assert event["dtstart"].dt == STARTS_AT
    for one in queued("calendar"):
        for word in ("Hartley", "Ava", "Ben", "Rosa", "child", "protection", "Doyle", "Osei"):
            assert word.lower() not in f"{one.subject_line}{one.body}{one.calendar}".lower()


def reschedule(cast: Family, conference: Conference, now: datetime) -> None:
    reschedule_conference(
        conference_id=conference.pk,
        starts_at=STARTS_AT + timedelta(hours=1),
        ends_at=ENDS_AT + timedelta(hours=1),
        reason="The interpreter comes later.",
        actor=cast.actor("administrator"),
        now=now,
    )


def test_a_move_replaces_it_in_place(cast: Family, conference: Conference) -> None:
    send(cast, conference)
    conference.refresh_from_db()
    reschedule(cast, conference, clock.now())
    first, moved = entries(cast.police_officer)
    (_, before), (method, after) = read(first), read(moved)
    assert method == "REQUEST"
    assert after["uid"] == before["uid"]
    assert after["sequence"] == before["sequence"] + 1
    assert after["dtstart"].dt == STARTS_AT + timedelta(hours=1)
    send(cast, conference)
    assert read(entries(cast.police_officer)[-1])[1]["sequence"] == 2


RECALL = timedelta(minutes=10)


def postpone(cast: Family, conference: Conference, now: datetime) -> None:
    postpone_conference(
        conference_id=conference.pk,
        why=PostponedFor.ILLNESS,
        interim_safety="Grandmother stays with them.",
        actor=cast.actor("chair"),
        now=now,
    )


def call_back(cast: Family, conference: Conference, now: datetime) -> None:
    letter = OutboxMessage.objects.get(
        kind="invitation", professional_id=cast.police_officer.pk, case_id=conference.case_id
    )
    recall_message(message_id=letter.pk, actor=cast.actor("administrator"), now=now)


def test_an_entry_leaves_with_the_invitation(cast: Family, conference: Conference) -> None:
    send(cast, conference)
    (entry,) = entries(cast.police_officer)
    assert entry.leaves_at == clock.now() + RECALL


def test_what_has_not_left_is_called_back_with_the_invitation(
    cast: Family, conference: Conference
) -> None:
    send(cast, conference)
    call_back(cast, conference, clock.now())
    (entry,) = entries(cast.police_officer)
    assert (entry.stopped_at, entry.sent_at) == (clock.now(), None)
    # Of a meeting they never heard of, nothing tells them that it will not be.
    postpone(cast, conference, now=clock.now() + RECALL)
    assert len(entries(cast.police_officer)) == 1


def test_what_has_left_is_cancelled_when_the_invitation_is_called_back(
    cast: Family, conference: Conference
) -> None:
    send(cast, conference)
    (entry,) = entries(cast.police_officer)
    OutboxMessage.objects.filter(pk=entry.pk).update(sent_at=clock.now() + RECALL)
    call_back(cast, conference, clock.now() + RECALL)  # it was held, for its address had changed
    first, last = entries(cast.police_officer)
    assert (read(last)[0], read(last)[1]["sequence"]) == ("CANCEL", 1)
    assert read(last)[1]["uid"] == read(first)[1]["uid"]


def test_a_move_within_the_ten_minutes_waits_as_the_first_entry_did(
    cast: Family, conference: Conference
) -> None:
    send(cast, conference)
    later = clock.now() + timedelta(minutes=4)
    reschedule(cast, conference, later)
    first, last = entries(cast.police_officer)
    assert first.stopped_at == later
    assert last.leaves_at == clock.now() + RECALL
    assert read(last)[1]["sequence"] == 1


def test_a_meeting_put_off_leaves_the_calendar(cast: Family, conference: Conference) -> None:
    send(cast, conference)
    postpone(cast, conference, now=clock.now() + RECALL)
    first, last = entries(cast.police_officer)
    method, event = read(last)
    assert (method, event["sequence"]) == ("CANCEL", 1)
    assert event["uid"] == read(first)[1]["uid"]
    assert event["dtstart"].dt == STARTS_AT


def test_of_the_family_only_who_asked_and_then_no_place(
    cast: Family, conference: Conference
) -> None:
    cast.mother.wants_calendar = True
    cast.mother.save()
    send(cast, conference)
    (message,) = entries(cast.mother)
    _, event = read(message)
    assert event["summary"] == "Appointment"
    assert "location" not in event
    assert "description" not in event
    assert entries(cast.half_siblings_father) == []


def test_a_colleague_has_their_own_until_they_are_not_needed(
    cast: Family, conference: Conference
) -> None:
    send(cast, conference)
    invitation = invitation_of(conference, cast.health_visitor)
    by: dict[str, Any] = {"actor": cast.actor("health_visitor"), "now": clock.now()}
    name_deputy(
        invitation_id=invitation.pk, professional_id=cast.other_health_visitor.pk, note="", **by
    )
    answer_invitation(invitation_id=invitation.pk, answer=Answer.ACCEPT, **by)
    methods = [read(one)[0] for one in entries(cast.other_health_visitor)]
    assert methods == ["REQUEST", "CANCEL"]


def wish(cast: Family, conference: Conference, who: str, *, wants: bool = True) -> Any:
    seat = conference.participants.get(person=cast.mother)
    return wish_for_calendar(
        participant_id=seat.pk, wants=wants, actor=cast.actor(who), now=clock.now()
    )


def test_a_mother_says_whether_she_wants_it(cast: Family, conference: Conference) -> None:
    send(cast, conference)
    wish(cast, conference, "mother")
    cast.mother.refresh_from_db()
    assert cast.mother.wants_calendar
    wish(cast, conference, "mother", wants=False)
    assert [read(one)[0] for one in entries(cast.mother)] == ["REQUEST", "CANCEL"]
    assert audited("person.calendar_declined")
    with pytest.raises(NotAuthorised):
        wish(cast, conference, "half_siblings_father")


def test_not_to_an_address_that_is_not_marked_safe(cast: Family, conference: Conference) -> None:
    send(cast, conference)
    ContactPoint.objects.filter(person=cast.mother, channel="email").update(is_safe=False)
    with pytest.raises(CannotWishForCalendar):
        wish(cast, conference, "mother")
