"""Guessing passwords: it stops soon, says nothing about who has an account, and is on record."""

import json
import threading
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from roundtable.foundation.accounts.models import User
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.audit.tasks import sign_in_refused
from roundtable.foundation.core.context import set_context
from roundtable.foundation.core.models import Authority
from roundtable.rules.access import Role
from roundtable.web.design_system.sign_in.limits import place_of
from roundtable.web.design_system.tests.people import PASSWORD, person

pytestmark = pytest.mark.django_db
HERE, THERE = "192.0.2.7", "198.51.100.9"
KNOWN, UNKNOWN = "sam.iqbal@example.org", "nobody@example.org"


def attempt(email: str = KNOWN, password: str = "guess", place: str = HERE):
    answers = {"email": email, "password": password}
    return Client(REMOTE_ADDR=place).post("/sign-in/", answers)


@pytest.fixture
def sam() -> User:
    return person(Role.CHAIR)


@pytest.mark.parametrize("email", [KNOWN, UNKNOWN])
def test_after_five_wrong_ones_not_even_the_right_one_is_looked_at(sam: User, email: str) -> None:
    assert [attempt(email).status_code for _ in range(6)] == [422] * 5 + [429]
    refused = attempt(email.upper(), PASSWORD)
    assert refused.status_code == 429
    assert refused["Retry-After"] == "301"
    assert "too many attempts to sign in. Wait 5 minutes, then try again" in refused.text
    assert PASSWORD not in refused.text


def test_after_a_while_it_is_looked_at_again(sam: User, clock: time_machine.Traveller) -> None:
    for _ in range(5):
        attempt()
    clock.shift(timedelta(minutes=4))
    assert "Wait 1 minute, then" in attempt(password=PASSWORD).text
    clock.shift(timedelta(minutes=1, seconds=1))
    assert attempt(password=PASSWORD).status_code == 302


def test_who_guesses_elsewhere_keeps_nobody_out(sam: User) -> None:
    for _ in range(6):
        attempt(place=THERE)
    assert attempt(place=THERE, password=PASSWORD).status_code == 429
    assert attempt(place=HERE, password=PASSWORD).status_code == 302


def test_signing_in_forgets_what_was_mistyped(sam: User) -> None:
    for _ in range(3):
        assert [attempt().status_code for _ in range(4)] == [422] * 4
        assert attempt(password=PASSWORD).status_code == 302


def test_one_place_guesses_twenty_times_a_minute_at_most(
    sam: User, clock: time_machine.Traveller
) -> None:
    guesses = [attempt(f"person{number}@example.org").status_code for number in range(21)]
    assert guesses == [422] * 20 + [429]
    assert attempt(password=PASSWORD).status_code == 429
    assert attempt(password=PASSWORD, place=THERE).status_code == 302
    clock.shift(timedelta(minutes=1, seconds=1))
    assert attempt(password=PASSWORD).status_code == 302


def test_one_account_is_guessed_at_a_hundred_times_a_day_wherever_from(sam: User) -> None:
    guesses = [attempt(place=f"192.0.2.{number // 4}").status_code for number in range(101)]
    assert guesses == [422] * 100 + [429]
    assert "Wait 24 hours, then" in attempt(place=THERE).text


def test_every_refusal_takes_the_same_work(sam: User, monkeypatch: pytest.MonkeyPatch) -> None:
    left, without_password = person(Role.CHAIR, "Left Long Ago"), person(Role.CHAIR, "No Password")
    User.objects.filter(pk=left.pk).update(is_active=False)
    without_password.set_unusable_password()
    without_password.save()
    attempt(UNKNOWN)  # what is asked for once only
    hashed: list[str] = []
    encode = MD5PasswordHasher.encode

    def noted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", noted)
    work = {}
    for email in (KNOWN, left.email, without_password.email, "somebody.else@example.org"):
        hashed.clear()
        with CaptureQueriesContext(connection) as queries:
            refused = attempt(email)
        assert refused.status_code == 422
        assert "The email address or the password is not right" in refused.text
        work[email] = (len(hashed), len(queries))
    assert {hashes for hashes, _ in work.values()} == {1}, "the slow part, once for everybody"
    assert len(set(work.values())) == 1, work


def test_refusals_are_on_record_in_the_authority_that_knows_the_account(
    sam: User,
) -> None:
    for _ in range(6):
        attempt()
    attempt(UNKNOWN)
    for job in queued():
        sign_in_refused(**job)
    set_context(Authority.objects.values_list("pk", flat=True))
    events = list(AuditEvent.objects.filter(verb="sign_in.refused").order_by("pk"))
    assert [one.details for one in events] == [{"was_last": False}] * 4 + [{"was_last": True}]
    for event in events:
        assert (event.subject_type, event.subject_id) == ("user", sam.pk)
        assert (event.user_id, event.process, event.role) == (None, "sign-in", "CHAIR")


def queued() -> list[dict]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select args from procrastinate_jobs where task_name = 'audit.sign_in_refused'"
            " order by id"
        )
        return [json.loads(args) for (args,) in cursor.fetchall()]


def test_what_is_counted_and_queued_holds_neither_address(sam: User) -> None:
    attempt()
    with connection.cursor() as cursor:
        cursor.execute("select cache_key, value from core_cache")
        kept = str(cursor.fetchall()) + str(queued())
    assert queued()
    for address in (KNOWN, HERE):
        assert address not in kept


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_counted_too() -> None:
    person(Role.CHAIR)
    cache.clear()
    together = threading.Barrier(8, timeout=20)
    answers: list[int] = []

    def guess() -> None:
        try:
            together.wait()
            answers.append(attempt().status_code)
        finally:
            connection.close()

    people = [threading.Thread(target=guess) for _ in range(8)]
    for one in people:
        one.start()
    for one in people:
        one.join(timeout=60)
    assert sorted(answers) == [422] * 5 + [429] * 3
    cache.clear()


@pytest.mark.parametrize(
    ("header", "sent", "place"),
    [
        ("REMOTE_ADDR", "192.0.2.7", "192.0.2.7"),
        ("REMOTE_ADDR", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("REMOTE_ADDR", "", ""),
        ("HTTP_X_FORWARDED_FOR", "203.0.113.5, 192.0.2.7", "192.0.2.7"),
        ("HTTP_X_FORWARDED_FOR", "anything, 2001:db8::1", "2001:db8::/64"),
    ],
)
def test_the_place_is_what_our_own_proxy_saw(settings, header: str, sent: str, place: str) -> None:
    settings.CLIENT_ADDRESS_HEADER = header
    request = HttpRequest()
    request.META = {"REMOTE_ADDR": "10.0.0.1", header: sent}
    assert place_of(request) == place


def test_nobody_can_have_the_counts_thrown_out_by_filling_the_cache(sam: User) -> None:
    for _ in range(5):
        attempt()
    for number in range(400):
        cache.set(f"z{number}", number)
    assert attempt(password=PASSWORD).status_code == 429
