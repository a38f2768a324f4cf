"""The views of children and parents."""

import pytest
import time_machine

from roundtable.casework.conferences.models import Participant
from roundtable.casework.conferences.tests.family import add
from roundtable.casework.room.actions import CannotRecordViews, read_out_views
from roundtable.casework.room.models import Views
from roundtable.casework.room.queries import views_recorded
from roundtable.casework.room.tests.meeting import TEN, Meeting
from roundtable.casework.statements.models import StatementVersion
from roundtable.casework.statements.queries import statements_for
from roundtable.casework.statements.tests.table import Table
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.core import clock as time
from roundtable.foundation.core.errors import NotAuthorised


@pytest.fixture
def before(table: Table, clock: time_machine.Traveller) -> Meeting:
    """The table, some days before the meeting."""
    return Meeting(table, clock)


def test_views_are_the_persons_own_words(before: Meeting) -> None:
    views = before.views("ava", "ava", text="I wake when it's loud.", how_given="With a drawing")
    assert views.is_the_childs
    assert views.how_given == "With a drawing"
    [shown] = statements_for(before.table.reader("chair"), before.conference)
    assert (shown.text, shown.kind, shown.said_by) == (
        "I wake when it's loud.",
        "View",
        "Ava Hartley, told to Sam Iqbal, social worker",
    )
    assert AuditEvent.objects.get(verb="views.recorded").details == {
        "views": Views.objects.get().pk,
        "person": before.person("ava").pk,
        "obtained": True,
    }


def test_mother_gives_her_own(before: Meeting) -> None:
    before.views("mother", "ava", by="mother", text="I want help with the nights.")
    [shown] = statements_for(before.table.reader("mother"), before.conference)
    assert (shown.text, shown.said_by, shown.is_mine) == (
        "I want help with the nights.",
        "Rosa Hartley, parent or carer",
        True,
    )


def test_giving_them_again_keeps_what_was_said_first(before: Meeting) -> None:
    before.views("mother", "ava", by="mother", text="First.")
    before.views("mother", "ava", by="social_worker", text="Second.")
    assert Views.objects.count() == 1
    versions = StatementVersion.objects.order_by("number").values_list("text", flat=True)
    assert list(versions) == ["First.", "Second."]


def test_reason_in_their_place(before: Meeting) -> None:
    before.views("ben", "ben", not_obtained_reason="Too young; seen on 26 November.")
    before.views("mother", "ben", text="He is fine.")
    before.views("mother", "ben", not_obtained_reason="She took it back.")
    views = Views.objects.get(person=before.person("mother"))
    assert (views.statement, views.not_obtained_reason) == (None, "She took it back.")


@pytest.mark.parametrize(
    "given", [{}, {"text": " "}, {"text": "Yes.", "not_obtained_reason": "No."}]
)
def test_neither_nor_both(before: Meeting, given: dict[str, str]) -> None:
    with pytest.raises(CannotRecordViews, match="or why they could not be had"):
        before.views("ava", "ava", **given)


def test_after_the_end_they_come_too_late(meeting: Meeting) -> None:
    conference = meeting.conference
    conference.state = "DECIDED"
    conference.save()
    with pytest.raises(CannotRecordViews, match="ended"):
        meeting.views("ava", "ava", text="Too late.")


@pytest.mark.parametrize(
    ("by", "whose"),
    [
        ("half_siblings_father", "mother"),
        ("mother", "ava"),
        ("administrator", "mother"),
        ("interpreter", "mother"),
        ("stranger", "mother"),
    ],
)
def test_nobody_speaks_for_another_unasked(before: Meeting, by: str, whose: str) -> None:
    with pytest.raises(NotAuthorised):
        before.views(whose, "ava", by=by, text="Not theirs.")


def test_nobody_gives_views_on_a_child_they_must_not_know_of(before: Meeting) -> None:
    with pytest.raises(NotAuthorised):
        before.views("half_siblings_father", "ava", by="half_siblings_father", text="On Ava.")
    before.views("half_siblings_father", "ben", by="half_siblings_father", text="On Ben.")
    assert Views.objects.get().conference_child.child == before.person("ben")


def test_advocate_gives_them_for_who_they_speak_for(before: Meeting) -> None:
    add(
        before.table.cast,
        before.conference,
        "advocate",
        speaks_for_id=before.seat("mother").pk,
    )
    Participant.objects.filter(conference=before.conference).update(invited_at=time.now())
    before.views("mother", "ava", by="advocate", text="She wants help.")
    assert Views.objects.get().person == before.person("mother")
    with pytest.raises(NotAuthorised):
        before.views("half_siblings_father", "ben", by="advocate", text="Not his advocate.")


def test_child_gives_their_own_and_says_who_may_read_them(before: Meeting) -> None:
    before.views(
        "ava", "ava", by="child", text="Only for mum.", meant_for=[before.person("mother")]
    )
    views = Views.objects.get()
    views.statement.session = 1
    views.statement.save()
    assert before.has("mother") == ["Only for mum."]
    assert before.has("half_siblings_father") == []


def test_new_words_go_to_nobody_who_is_not_named_anew_and_stay_kept_from_the_same(
    before: Meeting,
) -> None:
    mother, father = before.person("mother"), before.person("half_siblings_father")
    before.views("ben", "ben", text="For mum.", meant_for=[mother], kept_from=[father])
    before.views("ben", "ben", by="social_worker", text="Something else.")
    readers = Views.objects.get().statement.versions.get(number=2).readers.all()
    assert [(one.person, one.may_read) for one in readers] == [(father, False)]


# What the decision asks for


def test_what_is_recorded_for_each_child(before: Meeting) -> None:
    by_child = {
        child.child_id: child.pk for child in before.conference.children.select_related("child")
    }
    ava, ben = by_child[before.person("ava").pk], by_child[before.person("ben").pk]
    found = views_recorded(before.conference)
    assert (found[ava].childs_views, found[ava].no_childs_views_because) == ("", "")
    assert set(found[ava].missing_from) == {
        before.person("mother").pk,
        before.person("excluded_father").pk,
    }
    before.views("ava", "ava", text="I want it quiet.")
    before.views("ben", "ben", not_obtained_reason="Too young.")
    before.views("mother", "ava", text="I try.")
    before.views("excluded_father", "ava", not_obtained_reason="Did not answer.")
    found = views_recorded(before.conference)
    assert found[ava].childs_views
    assert found[ava].parents_views
    assert found[ava].no_parents_views_because == "Did not answer."
    assert found[ava].missing_from == ()
    assert (found[ben].childs_views, found[ben].no_childs_views_because) == ("", "Too young.")
    assert found[ben].missing_from == (
        before.person("mother").pk,
        before.person("half_siblings_father").pk,
    )


# Read out


def test_read_out_they_are_heard_by_who_is_there(meeting: Meeting) -> None:
    views = meeting.views("excluded_father", "ava", text="I am sorry.")
    assert meeting.has("mother") == []
    meeting.wait()
    read_out_views(views_id=views.pk, actor=meeting.actor("chair"), now=time.now())
    assert Views.objects.get(pk=views.pk).read_out_at == time.now()
    assert meeting.has("mother") == ["I am sorry."]
    assert meeting.has("half_siblings_father") == []
    assert meeting.has("excluded_father") == ["I am sorry."]
    assert AuditEvent.objects.filter(verb="views.read_out").count() == 1


def test_childs_words_read_out_stay_the_childs_to_give(meeting: Meeting) -> None:
    views = meeting.views("ava", "ava", text="I wake when it's loud.")
    read_out_views(views_id=views.pk, actor=meeting.actor("chair"), now=time.now())
    assert meeting.has("mother") == []
    assert meeting.has("head_teacher") == ["I wake when it's loud."]


def test_reading_out_needs_views_and_a_meeting(meeting: Meeting) -> None:
    reason = meeting.views("ben", "ben", not_obtained_reason="Too young.")
    with pytest.raises(CannotRecordViews, match="no views"):
        read_out_views(views_id=reason.pk, actor=meeting.actor("chair"), now=time.now())
    views = meeting.views("mother", "ben", text="He is fine.")
    with pytest.raises(NotAuthorised):
        read_out_views(views_id=views.pk, actor=meeting.actor("head_teacher"), now=time.now())
    meeting.do("take_recess")
    with pytest.raises(CannotRecordViews, match="in session"):
        read_out_views(views_id=views.pk, actor=meeting.actor("chair"), now=time.now())
    assert time.now() == TEN
