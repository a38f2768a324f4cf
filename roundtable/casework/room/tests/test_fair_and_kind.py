"""Turns, the prompt sheet and breaks; and no meeting that quietly goes on without a quorum."""

from datetime import timedelta

import pytest

from roundtable.casework.room.actions import (
    CannotAskForBreak,
    CannotGiveTurn,
    CannotHearBreak,
    CannotStartAgendaItem,
    CannotTickPrompt,
)
from roundtable.casework.room.course import course_of
from roundtable.casework.room.fairness import FairTurns, fair_turns
from roundtable.casework.room.models import (
    Attendance,
    BreakRequest,
    PromptTick,
    SessionEvent,
    Turn,
)
from roundtable.casework.room.queries import agenda_of, news_of
from roundtable.casework.room.tests.meeting import Meeting
from roundtable.casework.room.tests.test_saying import step
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised

NOT_FOR_THEM = ("other_chair", "administrator", "social_worker", "police_officer", "mother")


def turn(meeting: Meeting, name: str | None, by: str = "minute_taker") -> Turn:
    pk = meeting.seat(name).pk if name else None
    given: Turn = meeting.do("give_turn", by, participant_id=pk)
    return given


def turns(meeting: Meeting) -> FairTurns:
    conference = meeting.conference
    return fair_turns(
        conference,
        participants=list(meeting.table.seats.values()),
        course=course_of(conference),
        agenda=agenda_of(conference, now=clock.now()),
        now=clock.now(),
    )


# Turns


def test_turns_are_counted_for_agencies_and_for_family(meeting: Meeting) -> None:
    for name, minutes in (("police_officer", 18), ("mother", 4), ("chair", 9)):
        turn(meeting, name)
        meeting.wait(minutes)
    found = turns(meeting)
    assert (found.agencies, found.family) == (18, 4)
    assert found.speaking == meeting.seat("chair").pk
    assert AuditEvent.objects.filter(verb="turn.given", subject_type="conference").count() == 3


@pytest.mark.parametrize("ending", ["a pause", "leaving", "the next is nobody's"])
def test_a_turn_ends(meeting: Meeting, ending: str) -> None:
    turn(meeting, "mother")
    meeting.wait(5)
    if ending == "a pause":
        meeting.do("take_recess")
    elif ending == "leaving":
        meeting.leave("mother")
    else:
        turn(meeting, None)
    meeting.wait(20)
    assert (turns(meeting).speaking, turns(meeting).family) == (None, 5)


def test_who_leaves_ends_no_turn_of_another(meeting: Meeting) -> None:
    turn(meeting, "mother")
    meeting.leave("head_teacher")
    assert turns(meeting).speaking == meeting.seat("mother").pk


def test_only_who_is_here_has_a_turn_and_only_while_it_goes_on(meeting: Meeting) -> None:
    meeting.leave("mother")
    with pytest.raises(CannotGiveTurn, match="not here"):
        turn(meeting, "mother")
    meeting.do("take_recess")
    with pytest.raises(CannotGiveTurn, match="in session"):
        turn(meeting, "police_officer")
    assert not Turn.objects.exists()


def test_the_family_is_to_be_asked_after_a_part(meeting: Meeting) -> None:
    step(meeting, 1)
    assert turns(meeting).ask_about == ()
    meeting.wait(5)
    step(meeting, 2)
    assert turns(meeting).ask_about == (1,)
    meeting.do("tick_prompts", codes=["family:1"])
    assert turns(meeting).ask_about == ()
    meeting.wait(5)
    step(meeting, 3)
    assert turns(meeting).ask_about == (2,)
    meeting.wait(1)
    turn(meeting, "mother")
    assert turns(meeting).ask_about == ()


def test_nobody_is_asked_who_is_not_here(meeting: Meeting) -> None:
    step(meeting, 1)
    for name in ("mother", "half_siblings_father"):
        meeting.leave(name)
    step(meeting, 2)
    assert turns(meeting).ask_about == ()


# The prompt sheet


def test_ticks_are_kept_with_time_and_by_whom(meeting: Meeting) -> None:
    meeting.do("tick_prompts", codes=["names", "outcome:plan", "names"])
    meeting.wait(1)
    meeting.do("tick_prompts", "minute_taker", codes=["names"], is_said=False)
    kept = list(PromptTick.objects.order_by("pk").values_list("code", "is_said", "by"))
    chair, taker = meeting.actor("chair").name, meeting.actor("minute_taker").name
    assert kept == [("names", True, chair), ("outcome:plan", True, chair), ("names", False, taker)]
    verbs = AuditEvent.objects.filter(verb__startswith="prompt.", subject_type="conference")
    assert list(verbs.order_by("pk").values_list("verb", flat=True)) == [
        "prompt.ticked",
        "prompt.unticked",
    ]


@pytest.mark.parametrize("codes", [[], ["nonsense"], ["names", "outcome:prison"]])
def test_what_is_on_no_sheet_is_not_ticked(meeting: Meeting, codes: list[str]) -> None:
    with pytest.raises(CannotTickPrompt):
        meeting.do("tick_prompts", codes=codes)
    assert not PromptTick.objects.exists()


@pytest.mark.parametrize("name", NOT_FOR_THEM)
def test_others_neither_tick_nor_give_turns_nor_hear_breaks(meeting: Meeting, name: str) -> None:
    for act, details in (
        ("tick_prompts", {"codes": ["names"]}),
        ("give_turn", {"participant_id": None}),
        ("hear_breaks", {}),
    ):
        with pytest.raises(NotAuthorised):
            meeting.do(act, name, **details)


# Breaks


def test_a_break_is_asked_without_a_word(meeting: Meeting) -> None:
    before = news_of(meeting.conference, now=clock.now())
    meeting.do("ask_for_break", "mother")
    meeting.do("ask_for_break", "mother")  # pressing twice changes nothing
    asked = BreakRequest.objects.get()
    assert (asked.participant_id, asked.answered_at) == (meeting.seat("mother").pk, None)
    assert news_of(meeting.conference, now=clock.now()) != before  # the room shows it
    assert not SessionEvent.objects.exclude(event="open").exists()  # no copy of the record does
    assert AuditEvent.objects.filter(verb="break.asked", subject_type="conference").count() == 1


@pytest.mark.parametrize("act", ["hear_breaks", "take_recess"])
def test_it_waits_until_it_is_answered(meeting: Meeting, act: str) -> None:
    meeting.do("ask_for_break", "police_officer")
    meeting.wait(2)
    meeting.do(act)
    assert BreakRequest.objects.get().answered_at == clock.now()


def test_nothing_to_hear_is_said(meeting: Meeting) -> None:
    with pytest.raises(CannotHearBreak):
        meeting.do("hear_breaks")


@pytest.mark.parametrize("name", ["excluded_father", "stranger", "administrator", "other_chair"])
def test_who_is_not_at_the_meeting_asks_for_no_break(meeting: Meeting, name: str) -> None:
    with pytest.raises((NotAuthorised, CannotAskForBreak)):
        meeting.do("ask_for_break", name)
    assert not BreakRequest.objects.exists()


def test_a_break_is_for_who_is_here_while_it_goes_on(meeting: Meeting) -> None:
    meeting.do("take_recess")
    with pytest.raises(CannotAskForBreak, match="not going on"):
        meeting.do("ask_for_break", "mother")
    meeting.do("resume")
    meeting.leave("mother")
    with pytest.raises(CannotAskForBreak, match="Tell the chair"):
        meeting.do("ask_for_break", "mother")


# Joining from elsewhere


def test_who_is_with_them_is_kept_for_those_elsewhere_alone(meeting: Meeting) -> None:
    for mode, kept in (("remote", "Her sister"), ("in_person", "")):
        meeting.leave("mother")
        meeting.wait(1)
        stay = meeting.arrive("mother", mode=mode, in_their_room=" Her sister ")
        assert Attendance.objects.get(pk=stay.pk).in_their_room == kept


# Too few agencies


def empty(meeting: Meeting, *names: str) -> None:
    meeting.wait(1)
    for name in names:
        meeting.leave(name)


def test_an_inquorate_meeting_goes_on_only_when_the_chair_says_why(meeting: Meeting) -> None:
    step(meeting, 1)
    empty(meeting, "health_visitor", "head_teacher", "midwife")
    with pytest.raises(CannotStartAgendaItem, match="why it is safe"):
        step(meeting, 2)
    meeting.say("mother", "Where has everybody gone?", "ava")  # the record stays true
    meeting.do("go_on_inquorate", reason="Their reports are in, and delay would harm.")
    step(meeting, 2)


def test_fewer_still_and_the_chair_is_asked_again(meeting: Meeting) -> None:
    step(meeting, 1)
    empty(meeting, "health_visitor", "head_teacher", "midwife")
    meeting.do("go_on_inquorate", reason="Their reports are in.")
    empty(meeting, "mother")  # who counts for no quorum changes nothing
    step(meeting, 2)
    empty(meeting, "police_officer")
    with pytest.raises(CannotStartAgendaItem):
        step(meeting, 3)
    kept = SessionEvent.objects.filter(event="go_on_inquorate").values_list("reason", flat=True)
    assert list(kept) == ["Their reports are in."]


def test_the_first_step_begins_while_people_still_come(meeting: Meeting) -> None:
    meeting.clock.shift(timedelta(minutes=1))
    empty(meeting, "health_visitor", "head_teacher", "midwife")
    step(meeting, 1)
