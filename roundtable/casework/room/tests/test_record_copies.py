"""The record as each of its readers has it."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roundtable.casework.conferences.letters.parts import ENDED_EARLY, TOLD_BY_THE_WORKER
from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.people.models import Kinship, Relationship
from roundtable.casework.room.actions import (
    copies_of_record,
    end_as_decided,
    record_apology,
)
from roundtable.casework.room.chapters import Chapters
from roundtable.casework.room.record import ABOUT_YOUR_CHILD, VIEWS_APART, WITHHELD_VIEWS
from roundtable.casework.room.tests.meeting import DAY, Meeting
from roundtable.casework.room.tests.minutes import (
    CANARY,
    CLOSED_CANARY,
    WHO_HAS_A_COPY,
    chapters,
    copy_for,
    edit,
    record,
    words_of,
)
from roundtable.casework.statements.models import Statement
from roundtable.foundation.core import clock

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


def test_what_nobody_has_put_under_a_heading_is_in_it_for_who_may_read_it(
    meeting: Meeting,
) -> None:
    meeting.say("head_teacher", "Ava has a new school bag.", "ava")
    meeting.say("health_visitor", "Ben is registered with a dentist.", "ben")
    meeting.say("police_officer", CANARY, "ava", kept_from=[meeting.person("mother")])
    meeting.say("social_worker", "The flat is on the list for repairs.")
    meeting.say("social_worker", "They were both here in June.", "ava", "ben")
    meeting.views("mother", "ava", by="mother", text="I want help.")
    meeting.wait()
    end_as_decided(conference=meeting.conference, actor=meeting.actor("chair"), now=clock.now())
    meeting.do("draft_record", by="minute_taker", summary="We met.")

    def also_said(name: str) -> dict[str, list[str]]:
        copy = copy_for(meeting, name)
        found = {one.name: [line.text for line in one.also_said] for one in copy.children}
        return found | {"": [line.text for line in copy.also_said]}

    assert also_said("chair") == {
        "Ava Hartley": ["Ava has a new school bag.", CANARY, "They were both here in June."],
        "Ben Hartley": ["Ben is registered with a dentist.", "They were both here in June."],
        "Baby Hartley": [],
        "": ["The flat is on the list for repairs."],
    }
    mother = also_said("mother")
    assert mother["Ava Hartley"] == ["Ava has a new school bag.", "They were both here in June."]
    assert also_said("half_siblings_father") == {
        "Ben Hartley": ["Ben is registered with a dentist."],
        "": [],
    }
    assert CANARY not in words_of(copy_for(meeting, "mother"))


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
    made = copies_of_record(record(), chapters_for=chapters, now=clock.now()).of
    assert {one.participant.pk for one in made} == {
        drafted.seat(name).pk for name in WHO_HAS_A_COPY
    }
    # A number on a family's copy would tell them how many others there are.
    numbers = [one.rendition.copy_number for one in made if not one.participant.is_family]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {one.rendition.copy_number for one in made if one.participant.is_family} == {None}
    # The minute taker does not, even if somebody names them.
    named = copies_of_record(
        record(),
        chapters_for=chapters,
        also_for={drafted.seat("minute_taker").pk},
        now=clock.now(),
    )
    assert len(named.of) == len(made)


def test_without_a_decision_it_says_what_happened_instead(meeting: Meeting) -> None:
    meeting.do(
        "adjourn",
        reason="Two reports came this morning.",
        interim_plan="Grandmother stays with them.",
        next_on=date(2026, 12, 15),
    )
    meeting.do("draft_record", by="minute_taker", summary="We stopped at once.")
    copies = {
        one.participant.pk: one.rendition
        for one in copies_of_record(
            record(), chapters_for=lambda *_: Chapters(), now=clock.now()
        ).of
    }
    for name in ("excluded_father", "half_siblings_father"):
        theirs = copies[meeting.seat(name).pk]
        assert theirs.what_happened_instead == ENDED_EARLY
        assert theirs.interim_plan == TOLD_BY_THE_WORKER
    copy = copies[meeting.seat("mother").pk]
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
