"""Who has seen a link does not tell its code, and the other way round."""

import pytest

from roundtable.casework.conferences.models import Conference
from roundtable.casework.conferences.tests.family import Family, Further
from roundtable.casework.conferences.tests.looking import audited, codes, queued
from roundtable.casework.invitations.actions.links import SentLink, open_link, send_answer_link
from roundtable.casework.invitations.actions.telling import CannotTell, show_secret, tell_code
from roundtable.casework.invitations.page_queries import answers_by_participant
from roundtable.casework.invitations.tests.invited import invitation_of, keep_invited, seat_of
from roundtable.casework.invitations.tests.test_answer_links import token_of
from roundtable.casework.people.actions import record_contact
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised, RecordNotFound
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.foundation.messaging.tasks import deliver


@pytest.fixture(scope="module")
def further() -> Further:
    return keep_invited


@pytest.fixture
def conference(cast: Family) -> Conference:
    # Long enough after the letters that nobody can call them back.
    OutboxMessage.objects.update(leaves_at=clock.now())
    return cast.conferences["invited"]


def by_post(cast: Family, conference: Conference, **changes: str) -> SentLink:
    """Send the mother a link by post, its code to be given to her by hand."""
    mark_safe(cast, "post", "")
    ways = {"link_channel": "post", "code_channel": "hand", **changes}
    sent = send_answer_link(
        invitation_id=invitation_of(conference, cast.mother).pk,
        **ways,
        actor=cast.actor("administrator"),
        now=clock.now(),
    )
    for message in [*queued("answer_link"), *queued("answer_code")]:
        deliver(authority_id=message.authority_id, message_id=message.pk)
    return sent


def mark_safe(cast: Family, channel: str, value: str) -> None:
    record_contact(
        person=cast.mother,
        channel=channel,
        value=value,
        is_safe=True,
        actor=cast.actor("social_worker"),
        now=clock.now(),
    )


def show(cast: Family, kind: str, name: str = "administrator") -> str:
    message = queued(kind)[-1]
    shown = show_secret(public_id=message.public_id, actor=cast.actor(name), now=clock.now())
    return shown.message.body


@pytest.mark.parametrize(
    ("first", "then"), [("answer_link", "answer_code"), ("answer_code", "answer_link")]
)
def test_one_hand_has_one_half(cast: Family, conference: Conference, first: str, then: str) -> None:
    assert by_post(cast, conference).code_to_tell == ""
    assert show(cast, first)
    with pytest.raises(CannotTell) as refused:
        show(cast, then)
    assert codes(refused.value) == {"SAW_THE_OTHER"}
    assert [one.verb for one in audited(f"{then}.shown")] == []
    assert show(cast, first), "the half they have they may look at again"
    assert show(cast, then, "second_administrator")


def test_the_worker_tells_the_code_that_the_desk_may_not_see(
    cast: Family, conference: Conference
) -> None:
    by_post(cast, conference)
    show(cast, "answer_link")
    seat = seat_of(conference, cast.mother)
    assert answers_by_participant(conference)[seat.pk].has_code_to_tell
    once = {"invitation_id": invitation_of(conference, cast.mother).pk, "now": clock.now()}
    for name in ("administrator", "other_social_worker", "police_officer", "mother", "stranger"):
        with pytest.raises(NotAuthorised):
            tell_code(**once, actor=cast.actor(name))
    said = tell_code(**once, actor=cast.actor("social_worker"))
    assert audited("answer_code.shown")[-1].user_id == cast.actor("social_worker").user_id
    code = said.rsplit(" ", 1)[1]
    token = token_of(queued("answer_link")[-1])
    assert open_link(token=token, code=code, now=clock.now()).opened_at
    assert not answers_by_participant(conference)[seat.pk].has_code_to_tell
    assert queued("answer_code")[-1].body == ""
    with pytest.raises(CannotTell, match="No code waits"):
        tell_code(**once, actor=cast.actor("chair"))
    with pytest.raises(RecordNotFound):
        show(cast, "answer_code")


def test_two_safe_ways_on_record_may_pass_one_hand(cast: Family, conference: Conference) -> None:
    mark_safe(cast, "phone", "07700 900123")
    sent = by_post(cast, conference, code_channel="phone")
    assert sent.code_to_tell
    assert audited("answer_code.shown")[-1].details["link"] == sent.link.pk
    assert show(cast, "answer_link")


def test_who_was_told_the_code_at_once_does_not_send_the_link_by_hand(
    cast: Family, conference: Conference, settings: object
) -> None:
    settings.MAIL_IS_BY_HAND = True  # type: ignore[attr-defined]
    mark_safe(cast, "email", "rosa@example.org")
    assert by_post(cast, conference, link_channel="email").code_to_tell
    with pytest.raises(CannotTell):
        show(cast, "answer_link")
    assert show(cast, "answer_link", "second_administrator")
