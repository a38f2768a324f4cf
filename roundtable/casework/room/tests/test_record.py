"""The record: then handed out."""

import json
from datetime import date, timedelta

import pytest

from roundtable.casework.conferences.tests.family import agrees
from roundtable.casework.room.actions import (
    CannotApproveRecord,
    CannotDistributeRecord,
    CannotDraftRecord,
    CannotEditRecord,
)
from roundtable.casework.room.chapters import Chapters
from roundtable.casework.room.tests.meeting import DAY, TEN, Meeting
from roundtable.casework.room.tests.minutes import (
    CANARY,
    WHO_HAS_A_COPY,
    approve,
    edit,
    hand_out,
    record,
)
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised
from roundtable.foundation.documents.actions import print_document
from roundtable.foundation.documents.models import Document
from roundtable.foundation.messaging.models import OutboxMessage

# Drafting and approving


def test_drafting_begins_a_record_of_a_meeting_that_ended(drafted: Meeting) -> None:
    assert drafted.conference.state == "RECORD_DRAFT"
    assert (record().state, record().version, record().summary) == (
        "draft",
        1,
        "The chair welcomed everyone.",
    )
    assert AuditEvent.objects.filter(verb="record.drafted").count() == 1
    with pytest.raises(CannotDraftRecord):
        drafted.do("draft_record", by="minute_taker")


def test_nothing_to_draft_while_it_is_on(meeting: Meeting) -> None:
    with pytest.raises(CannotDraftRecord):
        meeting.do("draft_record", by="minute_taker")


@pytest.mark.parametrize(
    "name", ["chair", "other_minute_taker", "administrator", "police_officer", "mother", "stranger"]
)
def test_minute_taker_drafts(ended: Meeting, name: str) -> None:
    with pytest.raises(NotAuthorised):
        ended.do("draft_record", by=name)


def test_minute_taker_and_chair_write_until_it_is_approved(drafted: Meeting) -> None:
    edit(drafted, analysis="Risk is high.")
    edit(drafted, by="chair", closed_part="What police said.")
    assert (record().summary, record().analysis, record().closed_part) == (
        "The chair welcomed everyone.",
        "Risk is high.",
        "What police said.",
    )
    assert [one.details["fields"] for one in AuditEvent.objects.filter(verb="record.edited")] == [
        ["analysis"],
        ["closed_part"],
    ]
    for name in ("other_chair", "social_worker", "police_officer", "mother"):
        with pytest.raises(NotAuthorised):
            edit(drafted, by=name, summary="Mine.")
    approve(drafted)
    with pytest.raises(CannotEditRecord, match="approved"):
        edit(drafted, by="chair", summary="Changed.")
    with pytest.raises(NotAuthorised):
        # Their window closed when the chair approved.
        edit(drafted, summary="Changed.")
    assert record().summary == "The chair welcomed everyone."


def test_chair_approves(drafted: Meeting) -> None:
    for name in ("minute_taker", "other_chair", "administrator", "stranger"):
        with pytest.raises(NotAuthorised):
            approve(drafted, by=name)
    with pytest.raises(CannotApproveRecord, match="Open queries: 2") as refusal:
        approve(drafted, open_queries=2)
    assert refusal.value.can_be_overridden
    settled = agrees(drafted.table.cast, "chair", "QUERIES_OPEN")
    done = approve(drafted, open_queries=2, overrides=[settled])
    assert (done.state, done.approved_at) == ("approved", clock.now())
    assert done.approved_by == drafted.table.cast.professionals["chair"]
    assert drafted.conference.state == "RECORD_APPROVED"
    with pytest.raises(CannotApproveRecord):
        approve(drafted)


def test_empty_record_is_not_approved(ended: Meeting) -> None:
    ended.do("draft_record", by="minute_taker")
    with pytest.raises(CannotApproveRecord, match="summary"):
        approve(ended)


# Handing it out


def test_handing_out_releases_and_queues_each_copy_once(approved: Meeting) -> None:
    documents = hand_out(approved)
    assert approved.conference.state == "DISTRIBUTED"
    assert record().state == "distributed"
    assert len(documents) == len(WHO_HAS_A_COPY)
    assert all(one.released_at == clock.now() for one in documents)
    assert {one.kind for one in documents} == {"record"}
    messages = OutboxMessage.objects.filter(kind="record")
    assert {one.document_id for one in messages} == {one.pk for one in documents}
    assert {one.subject_line for one in messages} == {"A record from the conference service"}
    mother = messages.get(person_id=approved.person("mother").pk)
    assert mother.channel == "portal"
    with pytest.raises(CannotDistributeRecord):
        hand_out(approved)
    assert OutboxMessage.objects.filter(kind="record").count() == len(WHO_HAS_A_COPY)


def test_handing_out_stops_the_clock_and_starts_that_of_corrections(approved: Meeting) -> None:
    approved.clock.shift(timedelta(days=7))
    hand_out(approved)
    stopped = Clock.objects.get(rule="record")
    assert (stopped.started_on, stopped.stopped_on) == (DAY, DAY + timedelta(days=7))
    running = Clock.objects.get(rule="record_corrections", stopped_on=None)
    assert (running.subject_type, running.due_on) == ("conferencerecord", date(2026, 12, 24))
    event = AuditEvent.objects.get(verb="record.distributed")
    assert len(event.details["documents"]) == len(WHO_HAS_A_COPY)


def test_it_is_approved_before_it_goes_out(drafted: Meeting) -> None:
    with pytest.raises(CannotDistributeRecord):
        hand_out(drafted)


@pytest.mark.parametrize("name", ["chair", "minute_taker", "social_worker", "mother", "stranger"])
def test_the_desk_hands_it_out(approved: Meeting, name: str) -> None:
    with pytest.raises(NotAuthorised):
        hand_out(approved, by=name)


def test_every_copy_is_looked_at(approved: Meeting) -> None:
    checked = {approved.seat("mother").pk}
    with pytest.raises(CannotDistributeRecord, match="not yet checked for their reader: 10") as no:
        hand_out(approved, checked=checked)
    assert no.value.can_be_overridden
    head = agrees(approved.table.cast, "head_of_service", "COPIES_NOT_CHECKED")
    assert hand_out(approved, checked=checked, overrides=[head])


def test_address_in_free_text_does_not_reach_who_it_is_kept_from(drafted: Meeting) -> None:
    seat = drafted.seat("excluded_father")
    for child in ("ben", "unborn"):
        seat.may_know.create(authority=drafted.table.cast.authority, child=drafted.person(child))
    edit(drafted, summary="The family lives at 14 Tern Close now.")
    approve(drafted)
    with pytest.raises(CannotDistributeRecord, match="kept from Neil Doyle") as refusal:
        hand_out(drafted)
    assert "Tern" not in str(refusal.value)
    assert not Document.objects.filter(kind="record").exists()


def test_copy_that_would_say_something_blank_does_not_go_out(approved: Meeting) -> None:
    with pytest.raises(CannotDistributeRecord, match="cannot be printed yet"):
        hand_out(approved, chapters_for=lambda *_: Chapters())


def test_copy_prints(approved: Meeting) -> None:
    documents = hand_out(approved)
    mothers = next(one for one in documents if one.reader_person_id == approved.person("mother").pk)
    assert print_document(mothers).startswith(b"%PDF")
    assert CANARY not in json.dumps(mothers.content)
    assert clock.now() > TEN
