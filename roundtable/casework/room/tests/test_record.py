"""The record: drafted, approved, then handed out as one copy for each reader."""

import json
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.people.models import Kinship, Relationship
from roundtable.casework.room.actions import (
    CannotApproveRecord,
    CannotDistributeRecord,
    CannotDraftRecord,
    CannotEditRecord,
    approve_record,
    copies_of_record,
    edit_record,
    end_as_decided,
    read_out_views,
    record_apology,
)
from roundtable.casework.room.chapters import Chapters, Decided
from roundtable.casework.room.letters.record import ConferenceRecord as Copy
from roundtable.casework.room.letters.record import OpinionGiven, ReportHeard
from roundtable.casework.room.models import ConferenceRecord
from roundtable.casework.room.record import ABOUT_YOUR_CHILD, VIEWS_APART, WITHHELD_VIEWS
from roundtable.casework.room.tests.meeting import DAY, TEN, Meeting
from roundtable.casework.statements.models import Statement
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised
from roundtable.foundation.documents.actions import print_document
from roundtable.foundation.documents.models import Document
from roundtable.foundation.documents.plain_values import content_of
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.rules.access import Role
from roundtable.rules.disclosure import Audience, Reader
from roundtable.rules.reasons import Override

CANARY = "The canary is at 9 Wren Row"
CLOSED_CANARY = "The second canary sings in Larkfield"
WHO_HAS_A_COPY = {
    "mother",
    "excluded_father",
    "half_siblings_father",
    "chair",
    "social_worker",
    "manager",
    "police_officer",
    "health_visitor",
    "head_teacher",
    "midwife",
    "refuge_worker",
}


def chapters(conference: Conference, reader: Reader, participant: Participant) -> Chapters:
    """Stand in for what lies above: every child's plan, and one report."""
    return Chapters(
        decided={
            child.pk: Decided(
                opinions=(OpinionGiven(by="PC Grant", threshold="Yes, the threshold is met"),),
                decision="Child protection plan",
                reasons="They are at risk.",
            )
            for child in conference.children.all()
        },
        reports=(ReportHeard(author="Mia Stone", received="on time", shared_with_family="given"),),
    )


@pytest.fixture
def ended(meeting: Meeting) -> Meeting:
    """A meeting with something said in every way, and decided."""
    meeting.say(
        "head_teacher", "Ava reads with grandad.", "ava", domain="working_well", kind="fact"
    )
    meeting.say("health_visitor", "Ben missed two checks.", "ben", domain="worried")
    meeting.say(
        "police_officer", CANARY, "ava", domain="worried", kept_from=[meeting.person("mother")]
    )
    meeting.say("social_worker", "For us.", "ava", domain="grey", audience=Audience.SOCIAL_CARE)
    meeting.views("ava", "ava", text="I wake when it's loud.", how_given="With a drawing")
    meeting.views("ben", "ben", not_obtained_reason="Too young.")
    views = meeting.views("mother", "ava", by="mother", text="I want help.")
    read_out_views(views_id=views.pk, actor=meeting.actor("chair"), now=clock.now())
    meeting.wait()
    meeting.do("take_recess", reason="Rosa asked.")
    meeting.wait(10)
    meeting.do("resume")
    meeting.do(
        "begin_closed_part",
        out=[meeting.seat(name).pk for name in ("mother", "half_siblings_father", "head_teacher")],
        reason="Police information.",
    )
    meeting.say("police_officer", CLOSED_CANARY, "ava", domain="worried")
    meeting.wait()
    meeting.do("resume")
    meeting.wait(60)
    end_as_decided(conference=meeting.conference, actor=meeting.actor("chair"), now=clock.now())
    return meeting


@pytest.fixture
def drafted(ended: Meeting) -> Meeting:
    ended.do("draft_record", by="minute_taker", summary="The chair welcomed everyone.")
    return ended


@pytest.fixture
def approved(drafted: Meeting) -> Meeting:
    approve(drafted)
    return drafted


def record() -> ConferenceRecord:
    return ConferenceRecord.objects.select_related("conference__authority").get()


def edit(meeting: Meeting, by: str = "minute_taker", **changes: Any) -> ConferenceRecord:
    return edit_record(record_id=record().pk, actor=meeting.actor(by), now=clock.now(), **changes)


def approve(meeting: Meeting, by: str = "chair", **details: Any) -> ConferenceRecord:
    return approve_record(
        record_id=record().pk, actor=meeting.actor(by), now=clock.now(), **details
    )


def copy_for(meeting: Meeting, name: str, **details: Any) -> Copy:
    made = copies_of_record(record(), chapters_for=chapters, now=clock.now(), **details)
    return next(one.rendition for one in made if one.participant.pk == meeting.seat(name).pk)


def words_of(copy: Copy) -> str:
    return json.dumps(content_of(copy), ensure_ascii=False)


def hand_out(meeting: Meeting, by: str = "administrator", **details: Any) -> list[Document]:
    everyone = Participant.objects.filter(conference=meeting.conference)
    return meeting.do(
        "distribute_record",
        by=by,
        **{
            "chapters_for": chapters,
            "checked": set(everyone.values_list("pk", flat=True)),
            **details,
        },
    )


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
    done = approve(
        drafted, open_queries=2, overrides=[Override("QUERIES_OPEN", "Settled.", Role.CHAIR)]
    )
    assert (done.state, done.approved_at) == ("approved", clock.now())
    assert done.approved_by == drafted.table.cast.professionals["chair"]
    assert drafted.conference.state == "RECORD_APPROVED"
    with pytest.raises(CannotApproveRecord):
        approve(drafted)


def test_empty_record_is_not_approved(ended: Meeting) -> None:
    ended.do("draft_record", by="minute_taker")
    with pytest.raises(CannotApproveRecord, match="summary"):
        approve(ended)


# What each reader has


def test_chairs_copy_has_the_whole_meeting(drafted: Meeting) -> None:
    copy = copy_for(drafted, "chair")
    assert (copy.held_on, copy.started_at, copy.ended_at) == (DAY, time(10, 0), time(11, 20))
    assert (copy.place, copy.chair, copy.minute_taker) == ("Willow Room", "Dele Lowe", "Tom Reed")
    assert copy.is_quorate
    assert [child.name for child in copy.children] == [
        "Ava Hartley",
        "Ben Hartley",
        "Baby Hartley",
    ]
    ava, ben, unborn = copy.children
    assert [one.text for one in ava.working_well] == ["Ava reads with grandad."]
    assert ava.working_well[0].by == "Mia Stone, head teacher"
    assert ava.working_well[0].kind == "Fact"
    assert [one.text for one in ava.worried_about] == [CANARY]
    assert [one.text for one in ben.worried_about] == ["Ben missed two checks."]
    assert [(one.whose, one.text) for one in ava.views] == [
        ("Ava Hartley", "I wake when it's loud."),
        ("Rosa Hartley", "I want help."),
    ]
    assert [(one.whose, one.text) for one in ben.views] == [("Ben Hartley", "Too young.")]
    assert (unborn.born, unborn.due) == (None, date(2027, 2, 14))
    assert ava.decision == "Child protection plan"
    assert ava.opinions[0].by == "PC Grant"
    assert [one.text for one in copy.confidential] == [CLOSED_CANARY]
    assert [(f"{one.at:%H:%M}", one.what) for one in copy.happenings] == [
        ("10:00", "The meeting began"),
        ("10:05", "Recess: Rosa asked."),
        ("10:15", "The meeting went on"),
        ("10:15", "Closed part: Police information."),
        ("10:20", "The meeting went on"),
        ("11:20", "The chair's decisions were made, and the meeting ended"),
    ]
    people = {one.name: one for one in copy.people}
    assert people["Rosa Hartley"].attendance == "In the room, 09:50 to 11:20"
    assert people["Neil Doyle"].attendance == "Asked by the chair not to come"
    assert people["Jo Hale"].attendance == "Did not come; nothing was heard"
    assert people["Mia Stone"].job == "Head teacher, St Anne's Primary"
    assert {one.to for one in copy.copies} >= {"Rosa Hartley", "Kezia Ncube"}
    assert copy.corrections_by == date(2026, 12, 17)
    assert copy.reports[0].author == "Mia Stone"


def test_what_is_kept_from_one_person_is_in_no_word_of_their_copy(drafted: Meeting) -> None:
    mother = words_of(copy_for(drafted, "mother"))
    for canary in (CANARY, CLOSED_CANARY, "For us.", "Police information", "Closed part"):
        assert canary not in mother
    assert "Ava reads with grandad." in mother
    assert "I want help." in mother
    # Ava's own words: nobody has asked her yet who may read them.
    assert "I wake when it's loud." not in mother
    assert "Too young" not in mother
    assert "Withheld" not in mother


def test_half_siblings_fathers_copy_knows_of_his_child_alone(drafted: Meeting) -> None:
    edit(drafted, summary="Ava and Ben were talked about.", analysis="Ava worries us.")
    copy = copy_for(drafted, "half_siblings_father")
    words = words_of(copy)
    assert [child.name for child in copy.children] == ["Ben Hartley"]
    assert [one.text for one in copy.children[0].worried_about] == ["Ben missed two checks."]
    assert copy.summary == ABOUT_YOUR_CHILD
    assert copy.reason == ABOUT_YOUR_CHILD
    for hidden in ("Ava", "unborn", "Ola Berg", "Neil", "Maternity", CANARY, CLOSED_CANARY):
        assert hidden not in words, hidden
    assert copy.children[0].views == (
        replace(copy.children[0].views[0], whose="Ben Hartley", text=VIEWS_APART),
    )


def test_excluded_fathers_copy_has_nothing_that_was_said(drafted: Meeting) -> None:
    copy = copy_for(drafted, "excluded_father")
    words = words_of(copy)
    assert [child.name for child in copy.children] == ["Ava Hartley"]
    for hidden in (
        "Willow Room",
        "Jo Hale",
        "Safe Haven",
        "reads with grandad",
        "I want help",
        CANARY,
        "Ben Hartley",
    ):
        assert hidden not in words, hidden
    assert copy.children[0].decision == "Child protection plan"


def test_who_was_asked_out_is_told_that_something_is_withheld(drafted: Meeting) -> None:
    edit(drafted, closed_part="What police said.")
    teacher = copy_for(drafted, "head_teacher")
    assert [one.text for one in teacher.confidential] == ["Withheld from this copy: 2."]
    assert CLOSED_CANARY not in words_of(teacher)
    officer = copy_for(drafted, "police_officer")
    assert [one.text for one in officer.confidential] == [
        CLOSED_CANARY,
        "What police said.",
        "Withheld from this copy: 1.",
    ]


def test_views_kept_from_a_professional_are_marked_as_withheld(drafted: Meeting) -> None:
    seat = drafted.seat("midwife")
    seat.may_know.exclude(child=drafted.person("ava")).delete()
    conference = drafted.conference
    views = conference.children.get(child=drafted.person("ava")).views.get(
        person=drafted.person("mother")
    )
    version = views.statement.versions.get()
    version.about.model.objects.create(
        authority=conference.authority, version=version, child=drafted.person("ben")
    )
    texts = [one.text for one in copy_for(drafted, "midwife").children[0].views]
    assert texts == ["I wake when it's loud.", WITHHELD_VIEWS]


def test_addresses_are_masked_for_professionals_and_left_out_for_family(drafted: Meeting) -> None:
    Relationship.objects.filter(adult=drafted.person("mother")).update(lives_with_child=True)
    Relationship.objects.filter(adult=drafted.person("grandmother")).update(
        lives_with_child=True, kinship=Kinship.GRANDPARENT
    )
    chairs = copy_for(drafted, "chair")
    adults = {one.name: one for one in chairs.adults}
    assert adults["Rosa Hartley"].address == "kept private"
    assert adults["Rosa Hartley"].relationship.startswith("Mother of Ava Hartley, ")
    assert "Tern Close" not in words_of(chairs)
    assert copy_for(drafted, "mother").adults == ()


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"room": None, "link": "https://meet.example/1"}, "By video"),
        (
            {"room": None, "home_venue_reason": "She cannot leave the house."},
            "At the family's home",
        ),
    ],
)
def test_place_is_said_in_words(drafted: Meeting, changes: dict[str, Any], place: str) -> None:
    Conference.objects.filter(pk=drafted.conference.pk).update(**changes)
    assert copy_for(drafted, "chair").place == place


def test_apologies_and_who_came_in_whose_place(ended: Meeting) -> None:
    Participant.objects.filter(pk=ended.seat("midwife").pk).update(
        deputises_for=ended.seat("refuge_worker")
    )
    for name, was_given in (("refuge_worker", True), ("manager", False)):
        record_apology(
            participant_id=ended.seat(name).pk,
            was_given=was_given,
            actor=ended.actor("minute_taker"),
            now=clock.now(),
        )
    ended.do("draft_record", by="minute_taker", summary="We met.")
    people = {one.name: one for one in copy_for(ended, "chair").people}
    assert people["Jo Hale"].attendance == "Sent apologies"
    assert people["Ruth Okoro"].attendance == "Did not come"
    assert people["Ola Berg"].deputy_for == "Jo Hale"


def test_household_of_a_child_they_do_not_know_is_left_out(drafted: Meeting) -> None:
    Relationship.objects.filter(child=drafted.person("ben")).update(lives_with_child=True)
    drafted.seat("midwife").may_know.exclude(child=drafted.person("unborn")).delete()
    assert copy_for(drafted, "midwife").adults == ()
    assert copy_for(drafted, "chair").adults


def test_what_came_after_the_end_is_no_part_of_it(drafted: Meeting) -> None:
    drafted.table.say("police_officer", "Late news.", "ava", domain="worried")
    assert "Late news." not in words_of(copy_for(drafted, "chair"))


def test_who_gets_a_copy(drafted: Meeting) -> None:
    made = copies_of_record(record(), chapters_for=chapters, now=clock.now())
    assert {one.participant.pk for one in made} == {
        drafted.seat(name).pk for name in WHO_HAS_A_COPY
    }
    assert [one.rendition.copy_number for one in made] == list(range(1, len(made) + 1))
    # The minute taker does not, even if somebody names them.
    named = copies_of_record(
        record(),
        chapters_for=chapters,
        also_for={drafted.seat("minute_taker").pk},
        now=clock.now(),
    )
    assert len(named) == len(made)


def test_without_a_decision_it_says_what_happened_instead(meeting: Meeting) -> None:
    meeting.do(
        "adjourn",
        reason="Two reports came this morning.",
        interim_plan="Grandmother stays with them.",
        next_on=date(2026, 12, 15),
    )
    meeting.do("draft_record", by="minute_taker", summary="We stopped at once.")
    [copy, *_] = (
        one.rendition
        for one in copies_of_record(record(), chapters_for=lambda *_: Chapters(), now=clock.now())
    )
    assert copy.what_happened_instead == "Two reports came this morning."
    assert copy.interim_plan == "Grandmother stays with them."
    assert copy.next_meeting == "Tuesday 15 December 2026"
    assert copy.children[0].decision is None


def test_each_copy_costs_the_same_however_much_was_said(drafted: Meeting) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            copies_of_record(record(), chapters_for=lambda *a: chapters(*a), now=clock.now())
        return len(queries)

    first = count()
    for number in range(10):
        drafted.table.say("police_officer", f"Line {number}.", "ava", domain="worried")
    Statement.objects.update(is_after_decision=False)
    assert "Line 9." in words_of(copy_for(drafted, "chair"))
    assert count() == first


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
    head = Override("COPIES_NOT_CHECKED", "I have read them.", Role.HEAD_OF_SERVICE)
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
