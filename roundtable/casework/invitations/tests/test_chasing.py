"""Asking once more for answers, never twice in a day; and what came back undelivered."""

import io
import sys
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command

from roundtable.casework.conferences.models import Conference
from roundtable.casework.conferences.tests.family import Family, Further
from roundtable.casework.conferences.tests.looking import audited, codes, queued
from roundtable.casework.invitations.actions.answer import Answer, answer_invitation
from roundtable.casework.invitations.actions.chasing import (
    CannotChase,
    CannotRecordBounce,
    chase_answers,
    record_bounce,
)
from roundtable.casework.invitations.models import Invitation
from roundtable.casework.invitations.tasks import chase_late_answers
from roundtable.casework.invitations.tests.invited import invitation_of, keep_invited, send
from roundtable.foundation.core import clock
from roundtable.foundation.core.context import set_context
from roundtable.foundation.core.errors import NotAuthorised

TOMORROW = timedelta(days=1)


@pytest.fixture(scope="module")
def further() -> Further:
    return keep_invited


@pytest.fixture
def conference(cast: Family) -> Conference:
    return cast.conferences["invited"]


def chase(cast: Family, conference: Conference, **changes: Any) -> list[Invitation]:
    asked: dict[str, Any] = {
        "conference_id": conference.pk,
        "actor": cast.actor("administrator"),
        "now": clock.now() + TOMORROW,
    }
    return chase_answers(**{**asked, **changes})


def test_only_those_who_have_not_answered_and_not_twice_in_a_day(
    cast: Family, conference: Conference
) -> None:
    answer_invitation(
        invitation_id=invitation_of(conference, cast.police_officer).pk,
        answer=Answer.DECLINE,
        actor=cast.actor("police_officer"),
        now=clock.now(),
    )
    with pytest.raises(CannotChase):
        chase(cast, conference, now=clock.now())
    asked = {one.participant.name for one in chase(cast, conference)}
    assert cast.police_officer.name not in asked
    assert cast.health_visitor.name in asked
    with pytest.raises(CannotChase):
        chase(cast, conference)
    assert chase(cast, conference, now=clock.now() + 2 * TOMORROW)
    assert audited("invitation.chased")


def test_it_says_nothing_to_anybody_else(cast: Family, conference: Conference) -> None:
    chase(cast, conference)
    for message in queued("chase"):
        said = f"{message.subject_line} {message.body}".lower()
        assert not any(word in said for word in ("hartley", "child", "conference", "ava", "ben"))


@pytest.mark.parametrize("who", ["chair", "social_worker", "police_officer", "mother", "stranger"])
def test_only_the_desk_asks(cast: Family, conference: Conference, who: str) -> None:
    with pytest.raises(NotAuthorised):
        chase(cast, conference, actor=cast.actor(who))


def test_by_itself_only_where_it_is_late_once_and_never_the_family(
    cast: Family, conference: Conference
) -> None:
    assert chase_late_answers(cast.authority, now=clock.now() + TOMORROW) == 0
    late = clock.now() + timedelta(days=6)
    set_context([cast.authority.pk])
    assert chase_late_answers(cast.authority, now=late) == 2
    set_context([cast.authority.pk])
    asked = {one.professional_id for one in queued("chase")}
    assert asked == {cast.police_officer.pk, cast.health_visitor.pk}
    assert chase_late_answers(cast.authority, now=late + TOMORROW) == 0


def bounce(cast: Family, conference: Conference, who: str, **changes: Any) -> Invitation:
    said: dict[str, Any] = {
        "invitation_id": invitation_of(conference, cast.professionals[who]).pk,
        "because": "No such mailbox",
        "actor": cast.actor("administrator"),
        "now": clock.now(),
    }
    return record_bounce(**{**said, **changes})


def test_what_came_back_is_on_the_desk_and_is_not_chased(
    cast: Family, conference: Conference
) -> None:
    came_back = bounce(cast, conference, "police_officer")
    assert (came_back.state, came_back.bounced_because) == ("BOUNCED", "No such mailbox")
    assert came_back.pk not in {one.pk for one in chase(cast, conference)}
    answered = answer_invitation(
        invitation_id=came_back.pk,
        answer=Answer.ACCEPT,
        actor=cast.actor("administrator"),
        now=clock.now(),
    )
    assert answered.state == "ACCEPTED"
    with pytest.raises(CannotRecordBounce):
        bounce(cast, conference, "police_officer")


def test_what_came_back_goes_again_with_the_next_round(
    cast: Family, conference: Conference
) -> None:
    bounce(cast, conference, "police_officer")
    (again,) = send(cast, conference, now=clock.now() + TOMORROW)
    assert again.participant.professional == cast.police_officer
    assert (again.state, again.bounced_because) == ("SENT", "")


def test_what_came_back_is_said(cast: Family, conference: Conference) -> None:
    with pytest.raises(CannotRecordBounce) as refused:
        bounce(cast, conference, "police_officer", because=" ")
    assert codes(refused.value) == {"NO_WORDS"}
    with pytest.raises(NotAuthorised):
        bounce(cast, conference, "police_officer", actor=cast.actor("chair"))


REPORT = """From: mailer@marlsea.example
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.marlsea.example

Final-Recipient: rfc822; p.rao@police.example
Action: failed
Status: 5.1.1

--b
Content-Type: text/rfc822-headers

Message-ID: <{number}@marlsea.example>
Subject: Invitation to a conference
--b--
"""


def test_a_mail_server_says_that_it_came_back(
    cast: Family, conference: Conference, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = next(
        one for one in queued("invitation") if one.professional_id == cast.police_officer.pk
    )
    report = REPORT.format(number=message.public_id).encode()
    for expected in ("1 came back", "0 came back"):
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(report)))
        said = io.StringIO()
        call_command("record_bounce", stdout=said)
        assert said.getvalue().strip() == expected
    set_context([cast.authority.pk])
    message.refresh_from_db()
    assert message.failed_because == "The mail server could not deliver it (5.1.1)"
    assert invitation_of(conference, cast.police_officer).state == "BOUNCED"
