"""The screen that everybody looks at: what all of them may read, and nothing while they wait."""

import pytest

from roundtable.casework.room.shared import SharedScreen, shared_screen
from roundtable.casework.room.tests.meeting import Meeting
from roundtable.casework.room.tests.test_saying import CANARY, close, step
from roundtable.foundation.core import clock
from roundtable.rules.disclosure import Audience


def screen(meeting: Meeting, child: str = "") -> SharedScreen:
    held = meeting.conference.children.get(child=meeting.person(child)) if child else None
    return shared_screen(
        meeting.conference, child=held.public_id if held else None, now=clock.now()
    )


def on_it(meeting: Meeting, child: str = "") -> list[str]:
    wall = screen(meeting, child).wall
    return [one.text for column in wall.columns for one in column.statements]


def test_shows_the_wall_and_the_agenda(meeting: Meeting) -> None:
    meeting.leave("half_siblings_father")  # who must not know of Ava
    step(meeting, 2)
    meeting.say("police_officer", "He was there.", "ava", domain="worried")
    shown = screen(meeting)
    assert on_it(meeting) == ["He was there."]
    assert [one.position for one in shown.agenda if one.is_on] == [2]
    assert (shown.is_on, shown.is_paused) == (True, False)


def test_what_one_of_them_may_not_read_appears_when_they_have_left(meeting: Meeting) -> None:
    meeting.say(
        "police_officer", CANARY, "ava", domain="worried", audience=Audience.PROFESSIONALS.value
    )
    assert on_it(meeting) == []
    for name in ("mother", "half_siblings_father"):
        meeting.wait(1)
        meeting.leave(name)
    assert on_it(meeting) == [CANARY]
    meeting.wait(1)
    meeting.arrive("mother")
    assert on_it(meeting) == []


def test_children_that_somebody_here_must_not_know_of_are_no_tab(meeting: Meeting) -> None:
    names = [one.child.forename for one in screen(meeting).children]
    meeting.leave("half_siblings_father")
    more = [one.child.forename for one in screen(meeting).children]
    assert set(names) < set(more)


def test_one_child_at_a_time(meeting: Meeting) -> None:
    meeting.leave("half_siblings_father")
    meeting.say("police_officer", "About Ava.", "ava", domain="worried")
    meeting.say("police_officer", "About Ben.", "ben", domain="worried")
    assert on_it(meeting, "ava") == ["About Ava."]
    assert sorted(on_it(meeting)) == ["About Ava.", "About Ben."]


@pytest.mark.parametrize("pause", ["recess", "closed part"])
def test_pause_and_closed_part_look_the_same_and_show_nothing(meeting: Meeting, pause: str) -> None:
    meeting.say("police_officer", "He was there.", "ava", domain="worried")
    if pause == "recess":
        meeting.do("take_recess")
    else:
        close(meeting, "mother")
    assert screen(meeting) == SharedScreen(is_on=True, is_paused=True)


def test_words_of_a_closed_part_are_never_on_it(meeting: Meeting) -> None:
    close(meeting, "mother")
    meeting.say("police_officer", CANARY, "ava", domain="worried")
    meeting.wait(1)
    meeting.do("resume")
    for name in ("mother", "half_siblings_father"):
        meeting.leave(name)
    assert on_it(meeting) == []
    assert CANARY in meeting.has("police_officer")


def test_nobody_there_and_nothing_on(meeting: Meeting) -> None:
    meeting.say("police_officer", "He was there.", "ava", domain="worried")
    for participant in meeting.conference.participants.all():
        if participant.attendances.filter(left_at=None).exists():
            participant.attendances.update(left_at=clock.now())
    assert on_it(meeting) == []
    assert screen(meeting).children == []
