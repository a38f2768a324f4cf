"""Links to answer by: the link alone opens nothing, the code opens it once, the answer ends it."""

import re
from datetime import timedelta
from typing import Any

import pytest

from roundtable.casework.conferences.actions.participants import WithdrawnBecause
from roundtable.casework.conferences.models import Conference, Part, Participant
from roundtable.casework.conferences.queries import conferences_visible_to
from roundtable.casework.conferences.tests.family import Family, Further
from roundtable.casework.conferences.tests.looking import audited, codes, queued
from roundtable.casework.invitations.actions.answer import (
    Answer,
    CannotAnswerInvitation,
    withdraw_invitation,
)
from roundtable.casework.invitations.actions.links import (
    CannotSendLink,
    CannotUseLink,
    SentLink,
    answer_by_link,
    open_link,
    send_answer_link,
)
from roundtable.casework.invitations.by_link import actor_by_link, find_link
from roundtable.casework.invitations.models import AnswerLink
from roundtable.casework.invitations.tests.invited import invitation_of, send, with_list
from roundtable.casework.people.actions import record_contact
from roundtable.casework.people.models import ContactPoint
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised, RecordNotFound
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.rules.answer_links import LASTS, MOST_WRONG_CODES, OPEN_FOR
from roundtable.rules.invitation_states import State


@pytest.fixture(scope="module")
def further() -> Further:
    def invite(family: Family) -> None:
        conference = with_list(family)
        send(family, conference)
        for channel, value in (("email", "rosa@example.org"), ("text", "07700 900123")):
            record_contact(
                person=family.mother,
                channel=channel,
                value=value,
                is_safe=True,
                actor=family.actor("social_worker"),
                now=clock.now(),
            )
        conference.refresh_from_db()
        family.conferences["invited"] = conference

    return invite


@pytest.fixture
def conference(cast: Family) -> Conference:
    return cast.conferences["invited"]


def send_link(cast: Family, conference: Conference, whom: str, **changes: Any) -> SentLink:
    asked = {**cast.professionals, **cast.people}[whom]
    sent: dict[str, Any] = {
        "invitation_id": invitation_of(conference, asked).pk,
        "link_channel": "email",
        "code_channel": "hand",
        "actor": cast.actor("administrator"),
        "now": clock.now(),
    }
    return send_answer_link(**{**sent, **changes})


def token_of(message: OutboxMessage) -> str:
    found = re.search(r"/answer/([^/]+)/", message.body)
    assert found
    return found[1]


def sent_and_opened(cast: Family, conference: Conference, whom: str) -> str:
    sent = send_link(cast, conference, whom)
    token = token_of(queued("answer_link")[-1])
    assert open_link(token=token, code=sent.code_to_tell, now=clock.now()).opened_at
    return token


def test_link_and_code_go_two_ways_and_say_nothing(cast: Family, conference: Conference) -> None:
    sent = send_link(cast, conference, "mother", code_channel="text")
    (link,), (code,) = queued("answer_link"), queued("answer_code")
    assert (link.channel, code.channel) == ("email", "text")
    assert link.is_secret
    assert code.is_secret
    assert sent.code_to_tell == ""
    said = f"{link.subject_line} {link.body} {code.subject_line} {code.body}".lower()
    for word in ("conference", "child", "protection", "hartley", "rosa", "ava", "social"):
        assert word not in said.replace(token_of(link).lower(), "")
    digits = re.search(r"\d{6}", code.body)
    assert digits
    assert digits[0] not in link.body
    assert digits[0] not in sent.link.code_digest
    assert "answer_link.sent" in [one.verb for one in AuditEvent.objects.all()]


@pytest.mark.parametrize(
    ("ways", "code"),
    [
        ({"link_channel": "email", "code_channel": "email"}, "SAME_WAY"),
        ({"link_channel": "text", "code_channel": "hand"}, "LINK_NOT_SAFE"),
        ({"link_channel": "email", "code_channel": "text"}, "CODE_NOT_SAFE"),
    ],
)
def test_nothing_goes_a_way_that_is_not_marked_safe(
    cast: Family, conference: Conference, ways: dict[str, str], code: str
) -> None:
    ContactPoint.objects.filter(person=cast.mother, channel="text").update(is_safe=None)
    with pytest.raises(CannotSendLink) as refused:
        send_link(cast, conference, "mother", **ways)
    assert codes(refused.value) == {code}
    assert not queued("answer_link")
    assert not AnswerLink.objects.exists()


@pytest.mark.parametrize("who", ["mother", "police_officer", "chair", "social_worker", "stranger"])
def test_only_the_desk_sends_one(cast: Family, conference: Conference, who: str) -> None:
    with pytest.raises(NotAuthorised):
        send_link(cast, conference, "mother", actor=cast.actor(who))


def test_the_code_opens_it_once(cast: Family, conference: Conference) -> None:
    sent = send_link(cast, conference, "police_officer")
    token = token_of(queued("answer_link")[-1])
    spaced = f"{sent.code_to_tell[:3]} {sent.code_to_tell[3:]}"
    assert open_link(token=token, code=spaced, now=clock.now()).opened_at == clock.now()
    with pytest.raises(CannotUseLink):
        open_link(token=token, code=sent.code_to_tell, now=clock.now())
    assert audited("answer_link.opened")[-1].user_id is None


def test_codes_are_not_guessed(cast: Family, conference: Conference) -> None:
    sent = send_link(cast, conference, "police_officer")
    token = token_of(queued("answer_link")[-1])
    wrong = f"{(int(sent.code_to_tell) + 1) % 10**6:06}"
    for _ in range(MOST_WRONG_CODES):
        assert open_link(token=token, code=wrong, now=clock.now()).opened_at is None
    with pytest.raises(CannotUseLink):
        open_link(token=token, code=sent.code_to_tell, now=clock.now())
    assert len(audited("answer_link.wrong_code")) == MOST_WRONG_CODES


def test_a_link_does_not_wait_for_ever(cast: Family, conference: Conference) -> None:
    sent = send_link(cast, conference, "police_officer")
    token = token_of(queued("answer_link")[-1])
    with pytest.raises(CannotUseLink):
        open_link(token=token, code=sent.code_to_tell, now=clock.now() + LASTS)


def test_a_new_link_ends_the_one_before(cast: Family, conference: Conference) -> None:
    first = send_link(cast, conference, "police_officer")
    token = token_of(queued("answer_link")[-1])
    send_link(cast, conference, "police_officer")
    with pytest.raises(CannotUseLink):
        open_link(token=token, code=first.code_to_tell, now=clock.now())


@pytest.mark.parametrize("token", ["x", "x:y:z", "WzEsIjAwIl0:1abc:forged"])
def test_what_is_no_link_of_ours_is_not_there(cast: Family, token: str) -> None:
    with pytest.raises(RecordNotFound):
        find_link(token)


def test_the_answer_is_theirs_and_ends_the_link(cast: Family, conference: Conference) -> None:
    token = sent_and_opened(cast, conference, "mother")
    answered = answer_by_link(
        token=token,
        answer=Answer.ACCEPT,
        how="telephone",
        in_their_room="Nobody",
        part="The first half",
        now=clock.now(),
    )
    assert answered.state == State.ACCEPTED
    assert (answered.coming_how, answered.in_their_room) == ("telephone", "Nobody")
    assert (answered.coming_part, answered.answered_by_user_id) == ("The first half", None)
    with pytest.raises(CannotUseLink):
        answer_by_link(token=token, answer=Answer.DECLINE, now=clock.now())


def test_the_code_alone_does_not_keep_it_open(cast: Family, conference: Conference) -> None:
    token = sent_and_opened(cast, conference, "mother")
    with pytest.raises(CannotUseLink):
        answer_by_link(token=token, answer=Answer.ACCEPT, how="room", now=clock.now() + OPEN_FOR)


def test_who_joins_from_afar_says_who_is_there(cast: Family, conference: Conference) -> None:
    token = sent_and_opened(cast, conference, "mother")
    with pytest.raises(CannotAnswerInvitation) as refused:
        answer_by_link(token=token, answer=Answer.ACCEPT, how="video", now=clock.now())
    assert codes(refused.value) == {"WHO_IS_THERE"}


def test_a_colleague_by_link_has_access_until_it_closes(
    cast: Family, conference: Conference
) -> None:
    token = sent_and_opened(cast, conference, "health_visitor")
    answered = answer_by_link(
        token=token, answer=None, deputy_id=cast.other_health_visitor.pk, now=clock.now()
    )
    assert answered.state == State.DEPUTY_NAMED
    assert answered.report_still_due
    assert Participant.objects.filter(deputises_for=answered.participant).exists()
    assert conferences_visible_to(cast.actor("other_health_visitor")).exists()


def test_who_is_not_needed_any_more_has_no_link(cast: Family, conference: Conference) -> None:
    token = sent_and_opened(cast, conference, "health_visitor")
    withdraw_invitation(
        invitation_id=invitation_of(conference, cast.health_visitor).pk,
        because=WithdrawnBecause.NOT_INVOLVED,
        actor=cast.actor("administrator"),
        now=clock.now(),
    )
    with pytest.raises(CannotUseLink):
        answer_by_link(token=token, answer=Answer.ACCEPT, how="room", now=clock.now())


def test_no_link_to_a_meeting_that_is_over(cast: Family, conference: Conference) -> None:
    Conference.objects.filter(pk=conference.pk).update(state="DECIDED")
    with pytest.raises(CannotSendLink) as refused:
        send_link(cast, conference, "police_officer", now=clock.now() + timedelta(days=1))
    assert codes(refused.value) == {"NOT_COMING"}


def test_a_link_is_nothing_to_who_was_kept_out_after_it_was_sent(
    cast: Family, conference: Conference
) -> None:
    token = sent_and_opened(cast, conference, "mother")
    seat = invitation_of(conference, cast.mother).participant
    Participant.objects.filter(pk=seat.pk).update(part=Part.NONE)
    # They would read when the others meet.
    with pytest.raises(RecordNotFound):
        actor_by_link(find_link(token))
    with pytest.raises(RecordNotFound):
        answer_by_link(token=token, answer=Answer.ACCEPT, now=clock.now())
    assert AnswerLink.objects.get().ended_at is None
