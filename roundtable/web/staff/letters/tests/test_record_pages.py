"""The record in the browser: begun, written, approved by the chair, and handed out copy by copy."""

import uuid

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.conferences.tests.family import Family, arranged
from roundtable.casework.plans.tests import table
from roundtable.casework.room.models import ConferenceRecord
from roundtable.foundation.documents.models import Document
from roundtable.web.staff.tests.visiting import (
    confirmed,
    filled,
    links,
    opened,
    problems,
    queries_of,
    visitor,
    words_of,
)

MOST_QUERIES = 15
# The second person sees what is asked about each copy: all are made, as they would leave.
MOST_TO_LOOK_OVER = 47
SUMMARY = "The children were left alone at night, twice."


@pytest.fixture
def conference(cast: Family, clock: time_machine.Traveller) -> Conference:
    conference, _ = table.decided(cast, "ava")
    clock.move_to(table.NOW)
    return conference


@pytest.fixture
def writer(cast: Family, conference: Conference) -> Client:
    return visitor(cast.actor("minute_taker"))


@pytest.fixture
def chair(cast: Family, conference: Conference) -> Client:
    return visitor(cast.actor("chair"))


@pytest.fixture
def desk(cast: Family, conference: Conference) -> Client:
    return visitor(cast.actor("administrator"))


def address(conference: Conference, name: str = "record", *more: object) -> str:
    return reverse(f"staff:{name}", args=[conference.public_id, *more])


def begin(writer: Client, conference: Conference) -> None:
    assert writer.post(address(conference, "begin-record"), filled()).status_code == 302


def approve(writer: Client, chair: Client, conference: Conference) -> None:
    begin(writer, conference)
    writer.post(address(conference, "write-record"), filled(summary=SUMMARY))
    done = confirmed(chair, address(conference, "approve-record"), filled(open_queries="0"))
    assert done.status_code == 302


def look_at_copies(cast: Family, conference: Conference) -> None:
    second = visitor(cast.actor("second_administrator"))
    page = second.get(address(conference, "check-copies"))
    assert second.post(address(conference, "check-copies"), filled()).status_code == 422
    for text, href in links(page).items():
        if text.startswith("Open what"):
            second.get(href)
    done = second.post(address(conference, "check-copies"), filled())
    assert done.status_code == 302


def readers(conference: Conference) -> list[Participant]:
    return [one for one in conference.participants.all() if one.role != "minute_taker"]


def test_the_minute_taker_begins_and_writes_it(
    cast: Family, writer: Client, conference: Conference
) -> None:
    page = writer.get(address(conference))
    assert "With its readers by Tuesday 5 January 2027 · 20 working days left" in words_of(page)
    assert links(page)["Begin the record"] == address(conference, "begin-record")
    begin(writer, conference)
    refused = writer.post(address(conference, "write-record"), filled(analysis="It will go on."))
    assert problems(refused) == ["Enter a summary"]
    assert "It will go on." in refused.content.decode()
    writer.post(address(conference, "write-record"), filled(summary=SUMMARY))
    assert SUMMARY in words_of(writer.get(address(conference)))


def test_a_draft_is_for_minute_taker_and_chair(
    cast: Family, writer: Client, chair: Client, conference: Conference
) -> None:
    begin(writer, conference)
    writer.post(address(conference, "write-record"), filled(summary=SUMMARY))
    assert SUMMARY in words_of(chair.get(address(conference)))
    for name in ("social_worker", "manager", "administrator"):
        assert SUMMARY not in words_of(visitor(cast.actor(name)).get(address(conference)))


def test_the_chair_approves_and_then_nobody_changes_it(
    cast: Family, writer: Client, chair: Client, conference: Conference
) -> None:
    begin(writer, conference)
    empty = confirmed(chair, address(conference, "approve-record"), filled(open_queries="0"))
    assert problems(empty) == ["Write a summary first."]
    writer.post(address(conference, "write-record"), filled(summary=SUMMARY))
    open_ = confirmed(chair, address(conference, "approve-record"), filled(open_queries="2"))
    assert problems(open_) == ["Open queries: 2."]
    done = confirmed(chair, address(conference, "approve-record"), filled(open_queries="0"))
    assert done.status_code == 302
    assert ConferenceRecord.objects.get().state == "approved"
    assert "Approved: Dele Lowe" in words_of(chair.get(address(conference)))
    write = address(conference, "write-record")
    refused = chair.post(write, opened(chair, write) | {"summary": "Something else."})
    assert refused.status_code == 422
    assert "The record is approved." in problems(refused)[0]


def test_the_desk_looks_at_each_copy_and_hands_them_out(
    cast: Family, writer: Client, chair: Client, desk: Client, conference: Conference
) -> None:
    approve(writer, chair, conference)
    page = desk.get(address(conference, "hand-out-record"))
    mother = conference.participants.get(person=cast.people["mother"])
    copy = address(conference, "record-copy", mother.public_id)
    assert copy in links(page).values()
    looked_at = desk.get(copy)
    assert looked_at["Content-Type"] == "application/pdf"
    assert not Document.objects.filter(kind="record").exists()
    some = filled(checked=[str(mother.public_id)])
    refused = confirmed(desk, address(conference, "hand-out-record"), some)
    assert refused.status_code == 422
    assert "Copies not yet checked for their reader: 6." in problems(refused)
    every = filled(checked=[str(one.public_id) for one in readers(conference)])
    alone = confirmed(desk, address(conference, "hand-out-record"), every)
    assert "a second person must check it" in problems(alone)[0]
    look_at_copies(cast, conference)
    words = words_of(desk.get(address(conference, "hand-out-record")))
    assert "That was done" in words
    done = confirmed(desk, address(conference, "hand-out-record"), every)
    assert done.status_code == 302
    assert Document.objects.filter(kind="record").count() == len(readers(conference)) == 7
    assert "Copies that went out" in words_of(desk.get(address(conference)))


def test_a_copy_is_its_readers_the_chairs_and_the_desks(
    cast: Family, writer: Client, chair: Client, desk: Client, conference: Conference
) -> None:
    approve(writer, chair, conference)
    every = filled(checked=[str(one.public_id) for one in readers(conference)])
    look_at_copies(cast, conference)
    confirmed(desk, address(conference, "hand-out-record"), every)

    def copy_of(name: str) -> str:
        document = Document.objects.get(
            kind="record", reader_professional_id=cast.professionals[name].pk
        )
        return reverse("staff:document", args=[document.public_id])

    manager = visitor(cast.actor("manager"))
    assert manager.get(copy_of("manager")).status_code == 200
    assert manager.get(copy_of("chair")).status_code == 404  # it may hold a closed part
    assert chair.get(copy_of("manager")).status_code == 200
    assert desk.get(copy_of("manager")).status_code == 200
    assert visitor(cast.actor("stranger")).get(copy_of("manager")).status_code == 404


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("begin-record", ["chair", "administrator", "social_worker", "manager"]),
        ("write-record", ["administrator", "social_worker", "manager"]),
        ("approve-record", ["minute_taker", "administrator", "social_worker"]),
        ("hand-out-record", ["minute_taker", "chair", "social_worker"]),
    ],
)
def test_each_step_is_somebodys(
    cast: Family, writer: Client, conference: Conference, page: str, names: list[str]
) -> None:
    begin(writer, conference)
    for name in names:
        assert visitor(cast.actor(name)).get(address(conference, page)).status_code == 404


@pytest.mark.parametrize("name", ["other_minute_taker", "other_chair", "stranger"])
def test_to_others_there_is_no_record(cast: Family, conference: Conference, name: str) -> None:
    client = visitor(cast.actor(name))
    assert client.get(address(conference)).status_code == 404
    assert client.get(address(conference, "record-copy", uuid.uuid4())).status_code == 404


def test_before_it_ends_nothing_is_begun(cast: Family) -> None:
    conference = arranged(cast, "ava")
    writer = visitor(cast.actor("minute_taker"))
    assert "Begin the record" not in links(writer.get(address(conference)))
    refused = writer.post(address(conference, "begin-record"), filled())
    assert refused.status_code == 422


def test_its_pages_stay_within_their_queries(
    cast: Family, writer: Client, chair: Client, desk: Client, conference: Conference
) -> None:
    assert queries_of(writer, address(conference)) <= MOST_QUERIES
    approve(writer, chair, conference)
    assert queries_of(desk, address(conference)) <= MOST_QUERIES
    assert queries_of(desk, address(conference, "hand-out-record")) <= MOST_QUERIES
    many = queries_of(desk, address(conference, "check-copies"))
    # For a few readers it is the same.
    conference.participants.filter(role="professional").update(withdrawn_at=table.NOW)
    assert queries_of(desk, address(conference, "check-copies")) == many <= MOST_TO_LOOK_OVER
