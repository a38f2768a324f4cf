"""What is said in the meeting, and who has heard it."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from roundtable.casework.conferences.models import Part, Participant
from roundtable.casework.conferences.readers import CLOSED_PARTS, SEPARATE, TOGETHER
from roundtable.casework.room.actions import (
    CannotRecordItem,
    CannotStartAgendaItem,
    revise_item,
    start_agenda_item,
)
from roundtable.casework.room.course import course_of, reader_in_room, readers_at_the_table
from roundtable.casework.room.models import AgendaItem, LiveItem
from roundtable.casework.room.queries import agenda_of, happenings, news_of
from roundtable.casework.room.tests.meeting import TEN, Meeting
from roundtable.casework.statements.actions import CannotMakeStatement
from roundtable.casework.statements.models import Domain, Statement
from roundtable.casework.statements.queries import statements_for, wall
from roundtable.casework.statements.tests.table import Table
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.core import clock as time
from roundtable.foundation.core.errors import NotAuthorised
from roundtable.rules.disclosure import Audience

CANARY = "The canary is at 9 Wren Row"


def step(meeting: Meeting, position: int, by: str = "minute_taker") -> AgendaItem:
    item = AgendaItem.objects.get(conference=meeting.conference, position=position)
    return start_agenda_item(agenda_item_id=item.pk, actor=meeting.actor(by), now=time.now())


def close(meeting: Meeting, *out: str) -> None:
    meeting.do("begin_closed_part", out=[meeting.seat(name).pk for name in out], reason="Police.")


def test_item_stands_under_the_step_that_is_on(meeting: Meeting) -> None:
    step(meeting, 3)
    statement = meeting.say("head_teacher", "Reads with grandad.", "ava", domain="working_well")
    item = LiveItem.objects.get(statement=statement)
    assert item.agenda_item is not None
    assert (item.agenda_item.position, item.in_closed_part) == (3, False)
    assert (statement.made_in, statement.session) == ("meeting", TOGETHER)
    event = AuditEvent.objects.get(verb="room.item_recorded")
    assert event.details == {"statement": statement.pk}


def test_item_that_nobody_in_particular_said(meeting: Meeting) -> None:
    statement = meeting.say("chair", "The tree was drawn on the board.", "ava", author_id=None)
    assert statement.author is None
    [shown] = statements_for(meeting.reader("chair"), meeting.conference)
    assert shown.said_by == ""


def test_steps_take_their_time(meeting: Meeting) -> None:
    step(meeting, 1)
    meeting.wait(6)
    step(meeting, 2)
    meeting.wait(4)
    first, second, third, *_ = agenda_of(meeting.conference, now=time.now())
    assert (first.minutes, first.is_done, first.is_on) == (6, True, False)
    assert (second.minutes, second.is_done, second.is_on) == (4, False, True)
    assert (third.minutes, third.is_done, third.is_on) == (0, False, False)
    step(meeting, 1)
    assert agenda_of(meeting.conference, now=time.now())[0].is_on


def test_before_and_after_the_meeting_nothing_is_recorded(
    table: Table, clock: time_machine.Traveller
) -> None:
    clock.move_to(TEN)
    meeting = Meeting(table, clock)
    with pytest.raises(CannotRecordItem, match="not in session"):
        meeting.say("head_teacher", "Too soon.", "ava")
    meeting.do("open_conference")
    step(meeting, 1)
    conference = meeting.conference
    conference.state = "DECIDED"
    conference.save()
    with pytest.raises(CannotStartAgendaItem, match="not in session"):
        step(meeting, 2)


def test_items_that_cannot_be(meeting: Meeting) -> None:
    with pytest.raises(CannotMakeStatement):
        meeting.say("head_teacher", " ", "ava")
    with pytest.raises(CannotRecordItem, match="closed part first"):
        meeting.say("head_teacher", "Secret.", "ava", audience=Audience.CLOSED)
    with pytest.raises(CannotRecordItem, match="takes part"):
        meeting.say("head_teacher", "Who?", "ava", author_id=10**9)
    assert not LiveItem.objects.exists()


@pytest.mark.parametrize(
    "name", ["other_chair", "administrator", "head_teacher", "social_worker", "mother", "stranger"]
)
def test_chair_and_minute_taker_record_what_is_said(meeting: Meeting, name: str) -> None:
    with pytest.raises(NotAuthorised):
        meeting.say("head_teacher", "Mine.", "ava", actor=meeting.actor(name))
    with pytest.raises(NotAuthorised):
        step(meeting, 1, by=name)
    assert meeting.say("head_teacher", "Hers.", "ava", actor=meeting.actor("chair"))


# Who has heard it


def test_those_at_the_table_have_heard_it(meeting: Meeting) -> None:
    meeting.say("head_teacher", "Reads with grandad.", "ava")
    assert meeting.has("mother") == ["Reads with grandad."]
    assert meeting.has("midwife") == ["Reads with grandad."]
    # Of Ava he may not know; and Neil is kept out of the whole of it.
    assert meeting.has("half_siblings_father") == []
    assert meeting.has("excluded_father") == []


def test_only_an_apology_kept_her_away(table: Table, clock: time_machine.Traveller) -> None:
    clock.move_to(TEN)
    meeting = Meeting(table, clock)
    meeting.do("open_conference")
    meeting.say("head_teacher", "Reads with grandad.", "ava")
    assert meeting.has("mother") == ["Reads with grandad."]


def test_closed_part_is_for_those_in_it_whatever_the_marks_say(meeting: Meeting) -> None:
    close(meeting, "mother", "half_siblings_father", "head_teacher")
    statement = meeting.say("police_officer", CANARY, "ava", audience=Audience.EVERYONE)
    assert LiveItem.objects.get(statement=statement).in_closed_part
    assert statement.session == CLOSED_PARTS
    meeting.wait()
    meeting.do("resume")
    assert meeting.has("police_officer") == [CANARY]
    assert meeting.has("health_visitor") == [CANARY]
    assert meeting.has("minute_taker") == [CANARY]
    assert meeting.has("chair") == [CANARY]
    assert meeting.has("head_teacher") == ["-"]
    for name in ("mother", "half_siblings_father", "excluded_father"):
        assert meeting.has(name) == [], name


def test_who_was_not_there_was_not_in_the_closed_part(meeting: Meeting) -> None:
    meeting.leave("midwife")
    meeting.wait()
    close(meeting, "mother")
    meeting.say("police_officer", CANARY, "ava")
    meeting.wait()
    meeting.do("resume")
    meeting.arrive("midwife")
    assert meeting.has("midwife") == ["-"]
    assert meeting.has("refuge_worker") == ["-"]


def test_each_closed_part_is_one_of_its_own(meeting: Meeting) -> None:
    close(meeting, "mother", "head_teacher")
    meeting.say("police_officer", "The first.", "ava")
    meeting.wait()
    meeting.do("resume")
    meeting.wait()
    close(meeting, "mother", "midwife")
    meeting.say("police_officer", "The second.", "ava")
    meeting.wait()
    meeting.do("resume")
    assert meeting.has("head_teacher") == ["-", "The second."]
    assert meeting.has("midwife") == ["The first.", "-"]
    assert [part.number for part in course_of(meeting.conference).closed_parts] == [
        CLOSED_PARTS,
        CLOSED_PARTS + 1,
    ]


def test_for_the_family_there_was_no_closed_part(meeting: Meeting) -> None:
    meeting.wait()
    meeting.do("take_recess", reason="Rosa asked.")
    meeting.do("resume")
    close(meeting, "mother")
    meeting.wait()
    meeting.do("resume")
    course = course_of(meeting.conference)
    events = [one.event for one in happenings(course, meeting.reader("mother"))]
    assert events == ["open", "recess", "resume"]
    assert not any(one.reason for one in happenings(course, meeting.reader("mother")))
    chairs = [one.event for one in happenings(course, meeting.reader("chair"))]
    assert chairs == ["open", "recess", "resume", "begin_closed_part", "resume"]


def test_separate_sessions_hear_their_own(meeting: Meeting) -> None:
    father = meeting.seat("half_siblings_father")
    Participant.objects.filter(pk=father.pk).update(part=Part.SEPARATE, session=SEPARATE)
    meeting.leave("half_siblings_father")
    meeting.say("health_visitor", "Said with Rosa there.", "ben")
    meeting.wait()
    meeting.leave("mother")
    meeting.say("health_visitor", "Said with nobody there.", "ben")
    meeting.wait()
    meeting.arrive("half_siblings_father")
    statement = meeting.say("health_visitor", "Said with Marc there.", "ben")
    assert statement.session == SEPARATE
    assert meeting.has("mother") == ["Said with Rosa there."]
    assert meeting.has("half_siblings_father") == ["Said with Marc there."]
    assert len(meeting.has("police_officer")) == 3


def test_who_is_asked_to_a_part_heard_that_part_alone(meeting: Meeting) -> None:
    Participant.objects.filter(pk=meeting.seat("half_siblings_father").pk).update(part=Part.PART)
    meeting.say("mother", "Said while he was there.", "ben")
    meeting.wait()
    meeting.leave("half_siblings_father")
    meeting.say("mother", "Said when he had gone.", "ben")
    meeting.wait()
    meeting.arrive("half_siblings_father")
    meeting.wait()
    meeting.say("mother", "Said when he was back.", "ben")
    shown = statements_for(meeting.reader("half_siblings_father"), meeting.conference)
    assert [(one.text, one.said_by) for one in shown] == [
        ("Said while he was there.", "Rosa Hartley, parent or carer"),
        ("Said when he was back.", "Rosa Hartley, parent or carer"),
    ]
    assert len(meeting.has("mother")) == 3


# The screen in the room


def test_screen_shows_what_everybody_present_may_read(meeting: Meeting) -> None:
    meeting.say("head_teacher", "Of Ava.", "ava", domain="worried")
    meeting.say("health_visitor", "Of Ben.", "ben", domain="worried")
    meeting.say("social_worker", CANARY, "ben", domain="worried", audience=Audience.PROFESSIONALS)

    def shown() -> list[str]:
        on_the_wall = wall(meeting.on_the_screen(), meeting.conference)
        return [one.text for one in on_the_wall.column(Domain.WORRIED)]

    assert shown() == ["Of Ben."]
    meeting.wait()
    meeting.leave("half_siblings_father")
    assert shown() == ["Of Ava.", "Of Ben."]
    meeting.leave("mother")
    assert shown() == ["Of Ava.", "Of Ben.", CANARY]
    meeting.arrive("half_siblings_father")
    assert shown() == ["Of Ben."]


def test_screen_shows_nothing_when_nobody_is_there(
    table: Table, clock: time_machine.Traveller
) -> None:
    assert readers_at_the_table(table.conference) == []


def test_actor_reads_with_what_they_heard(meeting: Meeting) -> None:
    close(meeting, "mother", "head_teacher")
    meeting.say("police_officer", CANARY, "ava")
    meeting.clock.shift(timedelta(minutes=5))
    meeting.do("resume")

    def texts(name: str) -> list[str]:
        reader = reader_in_room(meeting.actor(name), meeting.conference)
        return [one.text for one in statements_for(reader, meeting.conference)]

    assert texts("police_officer") == [CANARY]
    assert texts("minute_taker") == [CANARY]
    assert texts("social_worker") == [CANARY]
    assert texts("head_teacher") == [""]
    # In the service, but not in the room.
    assert texts("manager") == [""]
    assert texts("mother") == texts("stranger") == []


# Catching up, and putting right


def test_item_that_had_to_wait_counts_from_when_it_was_said(meeting: Meeting) -> None:
    step(meeting, 3)
    said_at = time.now()
    meeting.wait(2)
    step(meeting, 4)
    statement = meeting.say("head_teacher", "Reads with grandad.", "ava", at=said_at)
    item = LiveItem.objects.get(statement=statement)
    assert statement.made_at == said_at
    assert item.agenda_item is not None
    assert item.agenda_item.position == 3
    assert AuditEvent.objects.get(verb="room.item_recorded").at == time.now()


def test_it_was_not_said_before_the_meeting_nor_after_now(meeting: Meeting) -> None:
    opened_at, now = meeting.conference.opened_at, meeting.wait()
    early = meeting.say("head_teacher", "One.", "ava", at=now - timedelta(days=2))
    late = meeting.say("head_teacher", "Two.", "ava", at=now + timedelta(hours=1))
    assert (early.made_at, late.made_at) == (opened_at, now)


def test_what_was_said_in_a_closed_part_stays_there_when_it_is_kept_later(meeting: Meeting) -> None:
    meeting.wait()
    close(meeting, "mother")
    said_at = meeting.wait(1)
    meeting.wait()
    meeting.do("resume")
    meeting.wait()
    statement = meeting.say("police_officer", CANARY, "ava", at=said_at)
    assert LiveItem.objects.get(statement=statement).in_closed_part
    assert statement.session == CLOSED_PARTS
    assert meeting.has("mother") == []
    assert wall(meeting.on_the_screen(), meeting.conference).withheld == 0
    assert CANARY in meeting.has("head_teacher")


def test_what_was_said_before_a_closed_part_is_open_when_it_is_kept_in_it(meeting: Meeting) -> None:
    said_at = meeting.wait()
    meeting.wait()
    close(meeting, "mother")
    statement = meeting.say("police_officer", "He was there.", "ava", at=said_at)
    assert not LiveItem.objects.get(statement=statement).in_closed_part
    assert statement.session == TOGETHER


def put_right(meeting: Meeting, statement: Statement, **details: Any) -> Statement:
    return revise_item(
        **{
            "live_item_id": LiveItem.objects.get(statement=statement).pk,
            "based_on": statement.current_number,
            "text": "He was not there.",
            "author_id": meeting.seat("head_teacher").pk,
            "actor": meeting.actor("minute_taker"),
            "now": time.now(),
            **details,
        }
    )


def test_putting_right_keeps_what_was_there(meeting: Meeting) -> None:
    statement = meeting.say("police_officer", "He was there.", "ava", domain="worried")
    put_right(meeting, statement, domain="grey")
    assert [one.text for one in statement.versions.order_by("number")] == [
        "He was there.",
        "He was not there.",
    ]
    [shown] = statements_for(meeting.reader("chair"), meeting.conference)
    assert (shown.domain, shown.number) == ("grey", 2)
    assert shown.said_by.startswith(meeting.seat("head_teacher").name)
    event = AuditEvent.objects.get(verb="room.item_revised")
    assert event.details == {"statement": statement.pk, "number": 2}
    assert event.subject_id == meeting.conference.pk


def test_what_cannot_be_put_right(meeting: Meeting) -> None:
    statement = meeting.say("police_officer", "He was there.", "ava")
    put_right(meeting, statement)
    with pytest.raises(CannotRecordItem, match="Somebody else changed this"):
        put_right(meeting, statement, based_on=1)
    statement.refresh_from_db()
    with pytest.raises(CannotRecordItem, match="Enter what is said"):
        put_right(meeting, statement, text=" ")
    with pytest.raises(CannotRecordItem, match="not said in a closed part"):
        put_right(meeting, statement, audience=Audience.CLOSED.value)
    with pytest.raises(NotAuthorised):
        put_right(meeting, statement, actor=meeting.actor("police_officer"))
    assert statement.versions.count() == 2


def test_putting_right_opens_no_closed_part(meeting: Meeting) -> None:
    close(meeting, "mother")
    statement = meeting.say("police_officer", "A word.", "ava")
    put_right(meeting, statement, text=CANARY, audience=Audience.EVERYONE.value)
    meeting.wait()
    meeting.do("resume")
    assert meeting.has("mother") == []
    assert CANARY in meeting.has("head_teacher")


# News


def test_every_act_of_the_meeting_is_news_and_looking_is_not(meeting: Meeting) -> None:
    def news() -> str:
        return news_of(meeting.conference, now=TEN)

    seen = {news()}
    statement = meeting.say("police_officer", "He was there.", "ava")
    seen.add(news())
    put_right(meeting, statement)
    seen.add(news())
    step(meeting, 2)
    seen.add(news())
    meeting.leave("head_teacher")
    seen.add(news())
    meeting.views("mother", "ava", text="It is better now.", by="chair")
    seen.add(news())
    meeting.do("take_recess")
    seen.add(news())
    assert len(seen) == 7
    assert meeting.has("chair")
    assert news() in seen
    assert news_of(meeting.conference, now=TEN + timedelta(minutes=1)) not in seen
