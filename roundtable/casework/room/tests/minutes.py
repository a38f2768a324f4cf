"""A meeting that has ended, and its record, for the tests of the record."""

import json
from typing import Any

import pytest

from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.room.actions import (
    approve_record,
    copies_of_record,
    edit_record,
    end_as_decided,
    read_out_views,
)
from roundtable.casework.room.chapters import Chapters, Decided
from roundtable.casework.room.letters.record import ConferenceRecord as Copy
from roundtable.casework.room.letters.record import OpinionGiven, ReportHeard
from roundtable.casework.room.models import ConferenceRecord
from roundtable.casework.room.tests.meeting import Meeting
from roundtable.foundation.core import clock
from roundtable.foundation.documents.models import Document
from roundtable.foundation.documents.plain_values import content_of
from roundtable.rules.disclosure import Audience, Reader

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
    return next(one.rendition for one in made.of if one.participant.pk == meeting.seat(name).pk)


def words_of(copy: Copy) -> str:
    return json.dumps(content_of(copy), ensure_ascii=False)


def hand_out(meeting: Meeting, by: str = "administrator", **details: Any) -> list[Document]:
    everyone = Participant.objects.filter(conference=meeting.conference)
    meeting.do(
        "check_copies_of_record",
        by="second_administrator",
        chapters_for=chapters,
        looked_at=set(everyone.values_list("pk", flat=True)),
    )
    return meeting.do(
        "distribute_record",
        by=by,
        **{
            "chapters_for": chapters,
            "checked": set(everyone.values_list("pk", flat=True)),
            **details,
        },
    )
