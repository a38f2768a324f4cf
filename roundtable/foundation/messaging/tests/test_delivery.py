"""Leaving for real: to a mail server that can be down, to a text service, or into somebody's hands."""

import json
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from procrastinate.contrib.django import app
from time_machine import Traveller

from roundtable.foundation.accounts.models import Appointment, User
from roundtable.foundation.core import clock
from roundtable.foundation.core.context import authority_context
from roundtable.foundation.core.models import Authority
from roundtable.foundation.messaging import tasks
from roundtable.foundation.messaging.actions import queue
from roundtable.foundation.messaging.errors import NotNow
from roundtable.foundation.messaging.gate import sending_gate
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.foundation.messaging.tests.mail_server import MailServer
from roundtable.rules.access import Role

pytestmark = pytest.mark.django_db(transaction=True)

CALENDAR = "BEGIN:VCALENDAR\r\nMETHOD:{}\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def authority(clock: Traveller, settings: LazySettings) -> Iterator[Authority]:
    with connection.cursor() as cursor:  # a retry is due by the database's own clock
        cursor.execute("select now()")
        clock.move_to(cursor.fetchone()[0])
    settings.SENDING_GATE = "roundtable.foundation.messaging.tests.open_gate"
    settings.PUBLIC_URL = "https://conferences.example"
    settings.DEFAULT_FROM_EMAIL = "no-reply@conferences.example"
    sending_gate.cache_clear()
    yield Authority.objects.create(code="OUT", name="Outbox Council")
    sending_gate.cache_clear()


@pytest.fixture
def server(settings: LazySettings) -> MailServer:
    server = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_USE_TLS, settings.EMAIL_HOST_USER = False, ""
    return server


def send(authority: Authority, reference: str, **changes: Any) -> OutboxMessage:
    with authority_context([authority.pk]):
        return queue(
            **{
                "reference": reference,
                "kind": "notice",
                "channel": "email",
                "subject": OutboxMessage(authority=authority),
                "subject_line": "About your appointment",
                "body": f"Words of {reference}",
                "person_id": 1,
                "now": clock.now(),
                **changes,
            }
        )


def work() -> None:
    with app.replace_connector(app.connector.get_worker_connector()):
        app.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


def time_has_come() -> None:
    """Let whatever waits for its next attempt be due."""
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set scheduled_at = null where status = 'todo'")


def kept(authority: Authority) -> list[OutboxMessage]:
    with authority_context([authority.pk]):
        return list(OutboxMessage.objects.order_by("pk"))


def words(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content()).strip()


def test_while_the_mail_server_is_down_for_a_day_nothing_is_lost_and_nothing_goes_twice(
    authority: Authority, server: MailServer
) -> None:
    for number in range(3):
        send(authority, f"first-{number}")
        send(authority, f"second-{number}", person_id=2)
    for _ in range(5):
        work()
        time_has_come()
    assert all(one.sent_at is None for one in kept(authority))
    assert {one.delayed_because for one in kept(authority)} == {"The mail server cannot be reached"}
    with server.up():
        for _ in range(3):
            work()
            time_has_come()
    assert all(one.sent_at and not one.delayed_because for one in kept(authority))
    for person, name in ((1, "first"), (2, "second")):
        got = [words(one) for one in server.letters if one["To"] == f"person-{person}@example.org"]
        assert got == [f"Words of {name}-{number}" for number in range(3)]
    numbers = {one["Message-ID"] for one in server.letters}
    assert numbers == {f"<{one.public_id}@conferences.example>" for one in kept(authority)}


def test_a_later_message_waits_for_an_earlier_one(authority: Authority, server: MailServer) -> None:
    first = send(authority, "first")
    second = send(authority, "second")
    with server.up():
        tasks.deliver(authority_id=authority.pk, message_id=second.pk)
        tasks.deliver(authority_id=authority.pk, message_id=first.pk)
    assert [words(one) for one in server.letters] == ["Words of first", "Words of second"]


def test_whoever_is_killed_after_sending_sends_it_again_under_the_same_number(
    authority: Authority, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = send(authority, "killed")
    with server.up():
        with monkeypatch.context() as patched:
            patched.setattr(tasks, "mark_sent", _is_killed)
            with pytest.raises(KeyboardInterrupt):
                tasks.deliver(authority_id=authority.pk, message_id=message.pk)
        assert kept(authority)[0].sent_at is None
        work()
    first, second = server.letters
    assert first["Message-ID"] == second["Message-ID"]
    assert first.as_bytes() == second.as_bytes()
    assert kept(authority)[0].sent_at is not None


def _is_killed(*args: Any, **kwargs: Any) -> None:
    raise KeyboardInterrupt


def test_what_the_server_refuses_for_good_is_not_tried_again(
    authority: Authority, server: MailServer
) -> None:
    send(authority, "wrong")
    send(authority, "right", person_id=2)
    server.refuses = {"person-1@example.org": "550 5.1.1 person-1@example.org is unknown"}
    with server.up():
        for _ in range(2):
            work()
            time_has_come()
    wrong, right = kept(authority)
    assert wrong.failed_because == "The mail server refused it (550)"
    assert wrong.sent_at is None
    assert right.sent_at is not None
    assert len(server.letters) == 1


def test_what_the_server_does_not_take_now_is_tried_again(
    authority: Authority, server: MailServer
) -> None:
    message = send(authority, "greylisted")
    server.refuses = {"person-1": "451 4.7.1 try later"}
    with server.up():
        with pytest.raises(NotNow):
            tasks.deliver(authority_id=authority.pk, message_id=message.pk)
        assert kept(authority)[0].delayed_because == "The mail server does not take it now (451)"
        server.refuses = {}
        work()
    assert len(server.letters) == 1


def test_an_address_that_is_none_comes_back_at_once(
    authority: Authority, server: MailServer
) -> None:
    message = send(authority, "note")
    with authority_context([authority.pk]):
        OutboxMessage.objects.update(destination="mum@example.org\r\nBcc: father@example.org")
    with server.up():
        tasks.deliver(authority_id=authority.pk, message_id=message.pk)
    assert kept(authority)[0].failed_because == "It is not an e-mail address"
    assert server.letters == []


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_an_entry_travels_as_a_calendar_reads_it(
    authority: Authority, server: MailServer, method: str
) -> None:
    send(authority, "entry", calendar=CALENDAR.format(method))
    with server.up():
        work()
    (mail,) = server.letters
    assert mail.get_content_type() == "multipart/alternative"
    entry = list(mail.iter_parts())[1]
    assert entry.get_content_type() == "text/calendar"
    assert entry["Content-Type"].params["method"] == method
    assert f"METHOD:{method}" in entry.get_content()
    assert entry.get_filename() is None


def test_what_stands_on_the_outside_says_nothing(authority: Authority, server: MailServer) -> None:
    send(authority, "note")
    with server.up():
        work()
    (mail,) = server.letters
    assert set(mail.keys()) == {
        "Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Subject", "From", "To",
        "Message-ID", "Date", "Auto-Submitted",
    }  # fmt: skip
    assert mail["Subject"] == "About your appointment"
    assert mail["From"] == "no-reply@conferences.example"


def test_no_letter_is_mailed_and_who_cannot_sign_in_has_it_by_post(
    authority: Authority, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "_print", lambda document_id: None)
    user = User.objects.create_user("rosa@example.org", "Rosa")
    Appointment.objects.create(
        user=user, authority=authority, role=Role.FAMILY, person_id=1, starts_on=date(2020, 1, 1)
    )
    for person_id in (1, 2):
        message = send(authority, f"letter-{person_id}", document_id=7, person_id=person_id)
        with server.up():
            tasks.deliver(authority_id=authority.pk, message_id=message.pk)
    (mail,) = server.letters
    assert "https://conferences.example/" in words(mail)
    assert not list(mail.iter_attachments())
    mailed, posted = kept(authority)
    assert mailed.sent_at is not None
    assert posted.sent_at is None
    assert "cannot sign in" in posted.by_hand_because


@pytest.mark.parametrize(
    "channel, says",
    [
        ("post", "Post it."),
        ("hand", "Bring it to them."),
        ("phone", "Ring them and tell them."),
        ("text", "no text service is set up"),
        ("email", "this system sends no e-mail"),
    ],
)
def test_what_no_program_sends_waits_for_a_person(
    authority: Authority, settings: LazySettings, channel: str, says: str
) -> None:
    settings.MAIL_IS_BY_HAND = True
    send(authority, "note", channel=channel)
    work()
    work()
    (message,) = kept(authority)
    assert message.sent_at is None
    assert says in message.by_hand_because


@pytest.mark.parametrize(
    "status, sent, failed, delayed",
    [
        (202, True, "", ""),
        (400, False, "The text service refused it (400)", ""),
        (429, False, "", "The text service does not take it now (429)"),
        (503, False, "", "The text service does not take it now (503)"),
    ],
)
def test_a_text_goes_to_the_service_under_its_number(
    authority: Authority, settings: LazySettings, status: int, sent: bool, failed: str, delayed: str
) -> None:
    with text_service(status) as (address, got):
        settings.TEXT_GATEWAY_URL, settings.TEXT_GATEWAY_KEY = address, "key"
        send(authority, "code", channel="text", body="Your code is 123456", is_secret=True)
        work()
    (message,) = kept(authority)
    assert got == [
        {"to": "07700 900001", "text": "Your code is 123456", "reference": str(message.public_id)}
    ]
    assert (message.sent_at is not None, message.failed_because) == (sent, failed)
    assert message.delayed_because == delayed
    assert message.body == ("" if sent else "Your code is 123456")


def test_a_text_waits_for_a_service_that_is_down(
    authority: Authority, settings: LazySettings
) -> None:
    with text_service(202) as (address, _):
        settings.TEXT_GATEWAY_URL = address
    send(authority, "code", channel="text")
    work()
    assert kept(authority)[0].delayed_because == "The text service cannot be reached"


class text_service:
    """A text service that gives every message the same answer."""

    def __init__(self, status: int) -> None:
        got: list[Any] = []

        class Answer(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(status)
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                pass

        self.got, self.server = got, HTTPServer(("127.0.0.1", 0), Answer)

    def __enter__(self) -> tuple[str, list[Any]]:
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()
        return f"http://127.0.0.1:{self.server.server_address[1]}/", self.got

    def __exit__(self, *args: object) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


def test_it_is_tried_soon_and_at_least_every_quarter_of_an_hour() -> None:
    waits = [timedelta(seconds=tasks.wait_after(attempts)) for attempts in range(300)]
    assert waits[0] <= timedelta(minutes=1)
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(minutes=15)
    assert sum(waits, timedelta()) > timedelta(days=2)
