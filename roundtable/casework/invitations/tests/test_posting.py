"""What no program sends: marked as gone by whoever took it, after one more look."""

import pytest

from roundtable.casework.conferences.models import Conference, Part, Participant
from roundtable.casework.conferences.tests.family import Family, add, arranged
from roundtable.casework.conferences.tests.looking import audited
from roundtable.casework.invitations import gate
from roundtable.casework.invitations.actions.posting import (
    CannotMarkPosted,
    CannotSettle,
    mark_posted,
    settle_message,
)
from roundtable.casework.people.models import ContactPoint
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised
from roundtable.foundation.messaging.actions import queue
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.foundation.messaging.tasks import deliver


@pytest.fixture
def conference(cast: Family) -> Conference:
    return arranged(cast)


@pytest.fixture
def message(cast: Family, conference: Conference) -> OutboxMessage:
    """A telephone call to the mother that waits for somebody to make it."""
    ContactPoint.objects.create(
        authority=cast.authority, person=cast.mother, channel="phone", value="07700 900123",
        is_safe=True, marked_on=clock.today(),
    )  # fmt: skip
    sent = queue(
        reference="call:1",
        kind="answer_code",
        channel="phone",
        subject=conference,
        subject_line="About your appointment",
        body="Your code is 123456",
        is_secret=True,
        case_id=conference.case_id,
        person_id=cast.mother.pk,
        now=clock.now(),
    )
    deliver(authority_id=sent.authority_id, message_id=sent.pk)
    sent.refresh_from_db()
    return sent


def test_it_has_gone_once_somebody_says_so(cast: Family, message: OutboxMessage) -> None:
    assert (message.sent_at, message.by_hand_because) == (None, "Ring them and tell them.")
    actor = cast.actor("administrator")
    posted = mark_posted(message_ids=[message.pk], actor=actor, now=clock.now())
    assert posted.sent == (message,)
    message.refresh_from_db()
    assert message.sent_at == clock.now()
    assert message.by_user_id == actor.user_id
    assert message.body == ""
    assert audited("message.posted")[-1].details["channel"] == "phone"
    with pytest.raises(CannotMarkPosted, match="gone or was stopped"):
        mark_posted(message_ids=[message.pk], actor=actor, now=clock.now())


def test_it_is_looked_at_once_more_and_held(cast: Family, message: OutboxMessage) -> None:
    ContactPoint.objects.filter(person=cast.mother).update(is_safe=False)
    posted = mark_posted(
        message_ids=[message.pk], actor=cast.actor("administrator"), now=clock.now()
    )
    assert (posted.sent, posted.held) == ((), (message,))
    message.refresh_from_db()
    assert message.sent_at is None
    assert "not marked as safe" in message.held_because[0]


def test_something_has_to_be_chosen(cast: Family) -> None:
    with pytest.raises(CannotMarkPosted, match="Choose"):
        mark_posted(message_ids=[], actor=cast.actor("administrator"), now=clock.now())


@pytest.mark.parametrize("name", ["chair", "social_worker", "police_officer", "mother", "stranger"])
def test_only_who_sends_marks_and_settles(cast: Family, message: OutboxMessage, name: str) -> None:
    actor = cast.actor(name)
    with pytest.raises(NotAuthorised):
        mark_posted(message_ids=[message.pk], actor=actor, now=clock.now())
    with pytest.raises(NotAuthorised):
        settle_message(message_id=message.pk, actor=actor, now=clock.now())


def test_what_came_back_waits_until_somebody_reached_them(
    cast: Family, message: OutboxMessage
) -> None:
    actor = cast.actor("administrator")
    with pytest.raises(CannotSettle):
        settle_message(message_id=message.pk, actor=actor, now=clock.now())
    gate.came_back(message, because="The mail server refused it (550)", now=clock.now())
    settle_message(message_id=message.pk, actor=actor, now=clock.now())
    message.refresh_from_db()
    assert message.settled_at == clock.now()
    assert audited("message.settled")
    with pytest.raises(CannotSettle):
        settle_message(message_id=message.pk, actor=actor, now=clock.now())


def test_a_message_to_work_goes_where_the_professional_is_reached_now(
    cast: Family, conference: Conference
) -> None:
    Participant.objects.create(
        authority=cast.authority, conference=conference, professional=cast.health_visitor,
        role="professional", part=Part.WHOLE,
    )  # fmt: skip
    cast.health_visitor.email = "hv@health.example"
    cast.health_visitor.save()
    message = queue(
        reference="note:1",
        kind="change_notice",
        channel="email",
        subject=conference,
        subject_line="A conference has changed",
        body="It is on another day.",
        case_id=conference.case_id,
        professional_id=cast.health_visitor.pk,
        now=clock.now(),
    )
    assert message.destination == "hv@health.example"
    cast.health_visitor.email = "new@health.example"
    cast.health_visitor.save()
    deliver(authority_id=message.authority_id, message_id=message.pk)
    message.refresh_from_db()
    assert "has changed" in message.held_because[0]


@pytest.mark.parametrize(
    ("kind", "method", "goes"),
    [
        ("change_notice", "", False),
        ("chase", "", False),
        ("calendar", "REQUEST", False),
        ("calendar", "CANCEL", True),
        ("invitation_withdrawn", "", True),
    ],
)
def test_who_was_kept_out_meanwhile_is_not_told_when_it_is(
    cast: Family, conference: Conference, kind: str, method: str, goes: bool
) -> None:
    father = add(cast, conference, "excluded_father")
    message = queue(
        reference=f"{kind}:1",
        kind=kind,
        channel="portal",
        subject=conference,
        subject_line="About your appointment",
        body="Your appointment is now on Friday.",
        calendar=f"BEGIN:VCALENDAR\r\nMETHOD:{method}\r\n" if method else "",
        case_id=conference.case_id,
        person_id=cast.excluded_father.pk,
        now=clock.now(),
    )
    assert gate.reasons_to_hold(message, now=clock.now()) == []
    Participant.objects.filter(pk=father.pk).update(part=Part.NONE)
    assert (gate.reasons_to_hold(message, now=clock.now()) == []) is goes
