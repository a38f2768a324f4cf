"""Decision letters in the browser: looked at, checked, sent once, and opened as their reader has them."""

import uuid

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from roundtable.casework.conferences.models import Conference
from roundtable.casework.conferences.tests.family import Family, arranged
from roundtable.casework.plans.tests import table
from roundtable.foundation.core import clock as time
from roundtable.foundation.documents.models import Document
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.web.staff.tests.visiting import (
    confirmed,
    filled,
    links,
    queries_of,
    visitor,
    words_of,
)

MOST_QUERIES = 15
# The second person sees what is asked about each letter: all are made, as they would leave.
MOST_QUERIES_TO_LOOK_OVER = 25


@pytest.fixture
def conference(cast: Family, clock: time_machine.Traveller) -> Conference:
    conference, _ = table.decided(cast, "ava", "ben")
    clock.move_to(table.NOW)
    return conference


@pytest.fixture
def desk(cast: Family, conference: Conference) -> Client:
    return visitor(cast.actor("administrator"))


def address(conference: Conference, name: str = "letters", *more: object) -> str:
    return reverse(f"staff:{name}", args=[conference.public_id, *more])


def test_the_desk_sees_who_gets_a_letter_and_by_when(
    cast: Family, desk: Client, conference: Conference
) -> None:
    words = words_of(desk.get(address(conference)))
    assert "Due Friday 4 December 2026 · 1 working day left" in words
    assert "Rosa Hartley Parent or carer" in words
    assert "Look at the letter" in words


def test_a_letter_is_looked_at_before_it_goes(
    cast: Family, desk: Client, conference: Conference
) -> None:
    mother = conference.participants.get(person=cast.people["mother"])
    page = desk.get(address(conference, "letter-preview", mother.public_id))
    assert page["Content-Type"] == "application/pdf"
    assert page.content.startswith(b"%PDF")
    assert not Document.objects.filter(kind="decision_letter").exists()
    assert desk.get(address(conference, "letter-preview", uuid.uuid4())).status_code == 404


def test_letters_go_once_after_a_check(cast: Family, desk: Client, conference: Conference) -> None:
    check = desk.post(address(conference), filled())
    assert "Rosa Hartley" in words_of(check)
    assert not Document.objects.filter(kind="decision_letter").exists()
    other = visitor(cast.actor("second_administrator"))
    page = other.get(address(conference, "check-letters"))
    assert "Each letter is right" in words_of(page)
    to_open = [href for text, href in links(page).items() if text.startswith("Open what")]
    assert len(to_open) == 8
    for href in to_open[1:]:
        other.get(href)
    # One was not opened: nobody can say that it is right.
    refused = other.post(address(conference, "check-letters"), filled())
    assert refused.status_code == 422
    assert words_of(refused).count("Not opened yet") == 1
    assert words_of(refused).count("open what they get first") == 1
    other.get(to_open[0])
    assert other.post(address(conference, "check-letters"), filled()).status_code == 302
    assert confirmed(desk, address(conference), filled()).status_code == 302
    letters = Document.objects.filter(kind="decision_letter").count()
    assert letters == OutboxMessage.objects.filter(kind="decision_letter").count() == 8
    confirmed(desk, address(conference), filled())
    assert Document.objects.filter(kind="decision_letter").count() == letters
    words = words_of(desk.get(address(conference)))
    assert "Letters that went out" in words
    assert "Open the letter" in words


def test_a_letter_that_went_out_is_opened_as_its_reader_has_it(
    cast: Family, desk: Client, conference: Conference
) -> None:
    table.send_letters(cast, conference)
    hers = Document.objects.get(kind="decision_letter", reader_person_id=cast.people["mother"].pk)
    opened = links(desk.get(address(conference)))["Open the letter to Rosa Hartley (PDF)"]
    assert opened == reverse("staff:document", args=[hers.public_id])
    page = desk.get(opened)
    assert page["Content-Type"] == "application/pdf"
    assert page["Content-Disposition"] == 'inline; filename="letter.pdf"'
    for name in ("chair", "social_worker", "manager"):
        assert visitor(cast.actor(name)).get(opened).status_code == 200
    for name in ("other_social_worker", "other_chair", "police_officer", "stranger"):
        assert visitor(cast.actor(name)).get(opened).status_code == 404


def test_what_was_not_released_is_not_opened(
    cast: Family, desk: Client, conference: Conference
) -> None:
    table.send_letters(cast, conference)
    Document.objects.update(released_at=None)
    document = Document.objects.filter(kind="decision_letter").first()
    page = desk.get(reverse("staff:document", args=[document.public_id]))
    assert page.status_code == 404


def test_before_it_ends_there_is_no_letter(cast: Family) -> None:
    conference = arranged(cast, "ava")
    desk = visitor(cast.actor("administrator"))
    assert "has not ended yet" in words_of(desk.get(address(conference)))
    chair = conference.participants.get(role="chair")
    assert desk.get(address(conference, "letter-preview", chair.public_id)).status_code == 404


@pytest.mark.parametrize("name", ["chair", "social_worker", "manager"])
def test_those_on_the_case_see_them_and_send_none(
    cast: Family, conference: Conference, name: str
) -> None:
    client = visitor(cast.actor(name))
    page = client.get(address(conference))
    assert page.status_code == 200
    assert "Look at the letter" not in words_of(page)
    assert client.post(address(conference), filled(_step="confirm")).status_code == 404
    mother = conference.participants.get(person=cast.people["mother"])
    preview = address(conference, "letter-preview", mother.public_id)
    assert client.get(preview).status_code == 404


@pytest.mark.parametrize("name", ["minute_taker", "other_chair", "other_social_worker", "stranger"])
def test_to_others_there_are_no_letters(cast: Family, conference: Conference, name: str) -> None:
    assert visitor(cast.actor(name)).get(address(conference)).status_code == 404


@pytest.mark.parametrize("is_sent", [False, True])
def test_the_page_stays_within_its_queries(
    cast: Family, desk: Client, conference: Conference, is_sent: bool
) -> None:
    if is_sent:
        table.send_letters(cast, conference, time.now())
    assert queries_of(desk, address(conference)) <= MOST_QUERIES
    if not is_sent:
        assert queries_of(desk, address(conference, "check-letters")) <= MOST_QUERIES_TO_LOOK_OVER
    assert queries_of(visitor(cast.actor("chair")), address(conference)) <= MOST_QUERIES


def test_the_second_person_sees_how_what_was_written_reads(
    cast: Family, conference: Conference
) -> None:
    page = visitor(cast.actor("second_administrator")).get(
        reverse("staff:check-letters", args=[conference.public_id])
    )
    assert "What was written reads at grade" in words_of(page)
    assert "aim for 5" in words_of(page)
    assert "aim for 8" in words_of(page)
