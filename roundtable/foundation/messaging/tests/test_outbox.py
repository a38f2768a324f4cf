"""The outbox: queued with the act, delivered once by the worker, whatever is killed meanwhile."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from time_machine import Traveller

from roundtable.foundation.core import clock
from roundtable.foundation.core.context import authority_context, set_context
from roundtable.foundation.core.models import Authority
from roundtable.foundation.messaging import tasks
from roundtable.foundation.messaging.actions import queue, stop_messages
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.foundation.messaging.tasks import deliver, take_up_again

pytestmark = pytest.mark.django_db(transaction=True)


class Undone(Exception):
    pass


@pytest.fixture
def clock_of_the_test(request: pytest.FixtureRequest) -> Traveller:
    return request.getfixturevalue("clock")


@pytest.fixture
def authority() -> Authority:
    return Authority.objects.create(code="OUT", name="Outbox Council")


def send(
    authority: Authority, reference: str = "letter:1", document_id: int | None = None
) -> OutboxMessage:
    subject = OutboxMessage(authority=authority)
    return queue(
        reference=reference,
        kind="letter",
        channel="portal",
        subject=subject,
        subject_line="A letter from the conference service",
        now=clock.now(),
        case_id=7,
        document_id=document_id,
    )


def jobs() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("select task_name, status::text from procrastinate_jobs order by id")
        return cursor.fetchall()


def work() -> None:
    """Let a worker do all that is queued, and end."""
    with app.replace_connector(app.connector.get_worker_connector()):
        app.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


def messages(authority: Authority) -> list[OutboxMessage]:
    with authority_context([authority.pk]):
        return list(OutboxMessage.objects.order_by("pk"))


def _send_and_fail(authority: Authority) -> None:
    with authority_context([authority.pk]):
        send(authority)
        raise Undone


def test_what_an_act_queued_goes_with_it_when_it_is_undone(authority: Authority) -> None:
    with pytest.raises(Undone):
        _send_and_fail(authority)
    assert jobs() == []
    assert messages(authority) == []


def test_the_same_reference_is_queued_once(authority: Authority) -> None:
    with authority_context([authority.pk]):
        assert send(authority) == send(authority)
    assert len(jobs()) == len(messages(authority)) == 1


def test_a_worker_delivers_each_message_once(authority: Authority) -> None:
    with authority_context([authority.pk]):
        send(authority)
    work()
    sent_at = messages(authority)[0].sent_at
    assert sent_at is not None
    deliver(authority_id=authority.pk, message_id=messages(authority)[0].pk)
    assert messages(authority)[0].sent_at == sent_at


def test_nothing_is_lost_and_nothing_is_sent_twice_while_all_is_down_for_a_day(
    authority: Authority, clock_of_the_test: Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select now()")
        clock_of_the_test.move_to(cursor.fetchone()[0])
    is_down, delivered = True, []

    def print_or_fail(document_id: int) -> None:
        if is_down:
            raise ConnectionError
        delivered.append(document_id)

    monkeypatch.setattr(tasks, "_print", print_or_fail)
    with authority_context([authority.pk]):
        for number in range(3):
            send(authority, f"letter:{number}", document_id=number)
    for _ in range(4):
        work()
        assert _deliveries() == ["todo"] * 3
        _time_has_come()
    is_down = False
    work()
    work()
    assert sorted(delivered) == [0, 1, 2]
    assert all(message.sent_at for message in messages(authority))
    assert _deliveries() == ["succeeded"] * 3


def _deliveries() -> list[str]:
    return [status for name, status in jobs() if name == "messaging.deliver"]


def _time_has_come() -> None:
    """Let whatever waits for its next attempt be due."""
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set scheduled_at = null")


def test_what_is_stopped_is_not_delivered(authority: Authority) -> None:
    with authority_context([authority.pk]):
        send(authority)
        assert stop_messages(authority_id=authority.pk, case_id=7, now=clock.now()) == 1
    work()
    assert messages(authority)[0].sent_at is None


def test_the_job_of_a_killed_worker_is_taken_up_again(
    authority: Authority, clock_of_the_test: Traveller
) -> None:
    with connection.cursor() as cursor:  # a retry is due by the database's own clock
        cursor.execute("select now()")
        clock_of_the_test.move_to(cursor.fetchone()[0])
    with authority_context([authority.pk]):
        send(authority)
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set status = 'doing'")
    assert messages(authority)[0].sent_at is None  # nobody works on it
    take_up_again.defer(timestamp=int(clock.now().timestamp()))
    work()
    work()
    assert messages(authority)[0].sent_at is not None


def test_another_authority_sees_no_message(authority: Authority) -> None:
    with authority_context([authority.pk]):
        send(authority)
    other = Authority.objects.create(code="OTH", name="Other Council")
    with transaction.atomic():
        set_context([other.pk])
        assert not OutboxMessage.objects.exists()
    assert clock.now() - messages(authority)[0].queued_at < timedelta(minutes=1)


def test_a_secret_is_not_kept_once_it_was_sent(authority: Authority) -> None:
    with authority_context([authority.pk]):
        queue(
            reference="code:1",
            kind="answer_code",
            channel="portal",
            subject=OutboxMessage(authority=authority),
            subject_line="About your appointment",
            body="Your code is 123456",
            is_secret=True,
            now=clock.now(),
        )
    work()
    (sent,) = messages(authority)
    assert sent.sent_at is not None
    assert sent.body == ""
