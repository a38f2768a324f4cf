"""What a child said, told back to them: who can read it, where it was used, what came of it."""

from datetime import date

import pytest

from roundtable.casework.conferences.page_queries import conference_frame
from roundtable.casework.conferences.tests.family import Family, add
from roundtable.casework.plans.childs_words import childs_words, own_words
from roundtable.casework.plans.tests import table
from roundtable.casework.room.actions.saying import read_out_views, record_views
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.web.design_system.childs_words import ChildsWordsShown

SAID = "I want it quiet at night."


@pytest.fixture
def conference(cast: Family, clock):
    """Ava has said something, for her grandmother too, and it was read out; then it is decided."""
    conference = table.invited(cast, "ava")
    add(cast, conference, "grandmother")
    table.sitting(cast, conference)
    held = conference.children.get()
    table.hear(cast, held)
    views = record_views(
        conference_child_id=held.pk,
        person=cast.people["ava"],
        text=SAID,
        how_given="to Sam, with a drawing",
        meant_for=[cast.people["grandmother"]],
        actor=cast.actor("social_worker"),
        now=table.NOW,
    )
    read_out_views(views_id=views.pk, actor=cast.actor("chair"), now=table.NOW)
    table.write_plan(cast, held)
    table.propose(cast, held, "plan", who_tells_the_child="Sam, at school.")
    table.conclude_conference(conference_id=conference.pk, actor=cast.actor("chair"), now=table.NOW)
    clock.move_to(table.NOW)
    return conference


def told(cast: Family, conference, name: str = "social_worker"):
    actor = cast.actor(name)
    frame = conference_frame(public_id=conference.public_id, actor=actor)
    return childs_words(frame, frame.children[0], actor=actor)


def test_the_worker_has_it_all_to_go_through_with_the_child(cast: Family, conference) -> None:
    words = told(cast, conference)
    shown = ChildsWordsShown.of(words)
    assert shown.said == (SAID,)
    assert shown.how == "to Sam, with a drawing"
    assert shown.who_reads == (
        "The grown-ups whose job it is to help you.",
        "In your family: Jean Hartley. You chose that.",
    )
    assert shown.used == ("It was read out in the meeting on Thursday 3 December 2026 at 11:30am.",)
    assert shown.decided == (
        "Ava Hartley will have a child protection plan.",
        "Sam Iqbal is the person to talk to.",
        "There is another meeting by 2 March 2027.",
    )
    assert words.came_of_it.who_tells == "Sam, at school."
    assert words.came_of_it.next_meeting == date(2027, 3, 2)


def test_it_says_that_it_is_in_the_record_once_that_is_approved(cast: Family, conference) -> None:
    from roundtable.casework.room.actions.record import approve_record, draft_record

    record = draft_record(
        conference_id=conference.pk,
        summary="They met.",
        actor=cast.actor("minute_taker"),
        now=table.NOW,
    )
    assert not told(cast, conference).is_in_record
    approve_record(record_id=record.pk, actor=cast.actor("chair"), now=table.NOW)
    assert told(cast, conference).is_in_record


def test_words_for_an_older_child(cast: Family, conference) -> None:
    cast.authority.settings = {**cast.authority.settings, "child_letter_older_age": 5}
    cast.authority.save()
    shown = ChildsWordsShown.of(told(cast, conference))
    assert "the person who runs the meeting" in shown.who_reads[0]


@pytest.mark.parametrize("name", ["mother", "grandmother", "child"])
def test_it_is_on_nobody_elses_page_and_on_the_childs_once_gone_through(
    cast: Family, conference, name: str
) -> None:
    with pytest.raises(RecordNotFound):
        own_words(public_id=conference.public_id, actor=cast.actor(name))


def test_a_reason_stands_where_nothing_could_be_had(cast: Family, clock) -> None:
    conference, _ = table.decided(cast, "ava")
    clock.move_to(table.NOW)
    words = told(cast, conference)
    assert (words.text, words.why_none) == ("", "Too young to say")
    assert ChildsWordsShown.of(words).used == ()
