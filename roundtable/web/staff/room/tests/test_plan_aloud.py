"""The plan on the screen for everyone: as it is written, for all who are here together."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from roundtable.casework.conferences.models import Conference, Part, Participant
from roundtable.casework.conferences.tests.family import STARTS_AT, Family
from roundtable.casework.plans.tests import table
from roundtable.casework.room.actions.attendance import record_departure
from roundtable.web.staff.room.tests.test_room import press, room, sign_in, text_of


@pytest.fixture
def meeting(cast: Family, clock: time_machine.Traveller) -> Conference:
    conference = table.sitting(cast, table.invited(cast, "ava", "ben"))
    clock.move_to(STARTS_AT + timedelta(minutes=30))
    return conference


@pytest.fixture
def chair(cast: Family, meeting: Conference) -> Client:
    return sign_in(cast, "chair")


def test_it_says_the_whole_plan_and_follows_it(cast, meeting, chair) -> None:
    page = room(meeting, "plan/")
    first = chair.get(page)
    assert "no plan here yet" in text_of(first)
    seen = {"X-Seen-News": first.content.decode().split('data-follow="')[1].split('"')[0]}
    assert chair.get(page, headers=seen).status_code == 204
    table.write_plan(cast, table.child_of(cast, meeting, "ava"))
    shown = text_of(chair.get(page, headers=seen))
    for words in (
        "The plan for Ava Hartley",
        "Grandmother sleeps there, and nobody else is let in.",
        "What must change soon",
        "Key worker Sam Iqbal",
        "Kezia Ncube",
        "Rosa Hartley",
        "A legal planning meeting.",
        "At least every 10 working days.",
        "Tuesday 15 December 2026",
        "Tuesday 2 March 2027",
        "Help for the family Not agreed yet",
    ):
        assert words in shown, words
    ben = table.child_of(cast, meeting, "ben")
    assert "no plan here yet" in text_of(chair.get(f"{page}?child={ben.public_id}"))


def test_it_is_blank_while_the_meeting_stands_still(cast, meeting, chair) -> None:
    table.write_plan(cast, table.child_of(cast, meeting, "ava"))
    press(chair, meeting, "recess")
    shown = text_of(chair.get(room(meeting, "plan/")))
    assert "We have stopped for a moment." in shown
    assert "Grandmother" not in shown


def test_who_may_not_read_it_takes_it_off_the_screen_while_they_are_here(
    cast, meeting, chair
) -> None:
    table.write_plan(cast, table.child_of(cast, meeting, "ava"))
    mother = Participant.objects.get(conference=meeting, person=cast.people["mother"])
    Participant.objects.filter(pk=mother.pk).update(part=Part.NONE)
    assert "Grandmother" not in text_of(chair.get(room(meeting, "plan/")))
    record_departure(participant_id=mother.pk, actor=cast.actor("chair"), now=table.NOW)
    assert "Grandmother" in text_of(chair.get(room(meeting, "plan/")))
