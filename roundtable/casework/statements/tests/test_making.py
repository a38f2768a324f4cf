"""Making statements, and putting them right."""

import pytest
from django.db import ProgrammingError, transaction

from roundtable.casework.conferences.models import Conference
from roundtable.casework.people.models import Person
from roundtable.casework.statements.actions import (
    CannotMakeStatement,
    CannotReviseStatement,
    correct_statement,
    revise_statement,
)
from roundtable.casework.statements.models import MadeIn, Statement, StatementVersion
from roundtable.casework.statements.queries import statements_for
from roundtable.casework.statements.tests.table import Table
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised


def decide(table: Table) -> None:
    Conference.objects.filter(pk=table.conference.pk).update(state="DECIDED")
    table.refresh()


def revise(table: Table, statement: Statement, name: str, **changes: object) -> Statement:
    return revise_statement(
        **{
            "statement_id": statement.pk,
            "based_on": statement.current_number,
            "actor": table.actor(name),
            "now": clock.now(),
            **changes,
        }
    )


def test_statement_keeps_its_words_and_marks(table: Table) -> None:
    statement = table.say(
        "health_visitor",
        "  Two checks were missed. ",
        "ben",
        kind="fact",
        provenance="second",
        source="The clinic's list",
        domain="worried",
    )
    version = StatementVersion.objects.get(statement=statement)
    assert version.text == "Two checks were missed."
    assert (version.kind, version.provenance, version.source, version.domain) == (
        "fact",
        "second",
        "The clinic's list",
        "worried",
    )
    assert [row.child for row in version.about.all()] == [table.person("ben")]


def test_statements_stand_in_the_order_they_were_made(table: Table) -> None:
    said = [table.say("police_officer", text, "ava") for text in ("One.", "Two.", "Three.")]
    assert [statement.position for statement in said] == [1, 2, 3]


@pytest.mark.parametrize("text", ["", "  \n"])
def test_nothing_is_no_statement(table: Table, text: str) -> None:
    with pytest.raises(CannotMakeStatement, match="Enter what was said"):
        table.say("police_officer", text, "ava")
    assert not Statement.objects.exists()


def test_statement_is_about_children_of_the_conference(table: Table) -> None:
    with pytest.raises(CannotMakeStatement, match="part of this conference"):
        table.say("police_officer", "About somebody else.", "mother")


def test_childs_own_words_are_about_that_child_too(table: Table) -> None:
    statement = table.say("head_teacher", "I look after Ben.", "ben", said_by=table.person("ava"))
    about = StatementVersion.objects.get(statement=statement).about.all()
    assert {row.child for row in about} == {table.person("ava"), table.person("ben")}


def test_making_is_on_the_audit_without_words(table: Table) -> None:
    statement = table.say("police_officer", "Canary sings.", "ava")
    event = AuditEvent.objects.get(verb="statement.made")
    assert event.subject_id == statement.pk
    assert event.details == {"conference": table.conference.pk, "made_in": "report"}


def test_statement_after_the_decision_is_stamped(table: Table) -> None:
    decide(table)
    assert table.say("police_officer", "Later.", "ava").is_after_decision


def test_revising_adds_a_version_and_keeps_the_first(table: Table) -> None:
    statement = table.say("police_officer", "He was there.", "ava", kind="fact", domain="worried")
    revise(table, statement, "police_officer", text="He may have been there.", kind="allegation")
    first, second = StatementVersion.objects.filter(statement=statement).order_by("number")
    assert (first.text, first.kind) == ("He was there.", "fact")
    assert (second.text, second.kind, second.domain) == (
        "He may have been there.",
        "allegation",
        "worried",
    )
    shown = statements_for(table.reader("mother"), table.conference)
    assert shown == ()
    [shown] = statements_for(table.reader("chair"), table.conference)
    assert (shown.text, shown.kind, shown.children) == (
        "He may have been there.",
        "Alleged",
        ("Ava Hartley",),
    )
    assert AuditEvent.objects.filter(verb="statement.revised").count() == 1


def test_who_it_is_kept_from_is_carried_over(table: Table) -> None:
    statement = table.say("police_officer", "Secret.", "ava", kept_from=[table.person("mother")])
    revise(table, statement, "police_officer", text="Still secret.")
    version = StatementVersion.objects.get(statement=statement, number=2)
    assert [row.person for row in version.readers.all()] == [table.person("mother")]
    revise(table, Statement.objects.get(), "police_officer", kept_from=list[Person](), children=[])
    version = StatementVersion.objects.get(statement=statement, number=3)
    assert not version.readers.exists()
    assert not version.about.exists()


def test_two_who_write_at_once_do_not_overwrite_each_other(table: Table) -> None:
    statement = table.say("police_officer", "One.", "ava")
    revise(table, statement, "police_officer", text="Two.")
    with pytest.raises(CannotReviseStatement, match="Somebody else changed"):
        revise(table, statement, "police_officer", text="Mine.", based_on=1)
    assert Statement.objects.get().current_number == 2


def test_blank_words_do_not_replace_what_was_said(table: Table) -> None:
    statement = table.say("police_officer", "One.", "ava")
    with pytest.raises(CannotMakeStatement):
        revise(table, statement, "police_officer", text=" ")


def test_after_the_decision_only_corrections_are_left(table: Table) -> None:
    statement = table.say("police_officer", "He was there.", "ava")
    with pytest.raises(CannotReviseStatement, match="not over"):
        correct_statement(
            statement_id=statement.pk,
            based_on=1,
            text="No.",
            actor=table.actor("police_officer"),
            now=clock.now(),
        )
    decide(table)
    with pytest.raises(CannotReviseStatement, match="ended"):
        revise(table, statement, "police_officer", text="He was not.")
    correct_statement(
        statement_id=statement.pk,
        based_on=1,
        text="He was not there.",
        actor=table.actor("police_officer"),
        now=clock.now(),
    )
    first, second = StatementVersion.objects.filter(statement=statement).order_by("number")
    assert (first.text, first.is_correction) == ("He was there.", False)
    assert (second.text, second.is_correction) == ("He was not there.", True)
    assert AuditEvent.objects.filter(verb="statement.corrected").count() == 1


@pytest.mark.parametrize(
    "name", ["chair", "minute_taker", "health_visitor", "social_worker", "mother", "stranger"]
)
def test_nobody_else_changes_an_agencys_statement(table: Table, name: str) -> None:
    statement = table.say("police_officer", "One.", "ava")
    with pytest.raises(NotAuthorised):
        revise(table, statement, name, text="Two.")


@pytest.mark.parametrize("name", ["chair", "minute_taker"])
def test_who_runs_the_meeting_puts_its_statements_right(table: Table, name: str) -> None:
    statement = table.say("police_officer", "One.", "ava", made_in=MadeIn.MEETING, session=1)
    assert revise(table, statement, name, text="Two.").current_number == 2


@pytest.mark.parametrize("name", ["police_officer", "other_chair", "mother", "stranger"])
def test_others_do_not_change_what_was_said_in_the_meeting(table: Table, name: str) -> None:
    statement = table.say("police_officer", "One.", "ava", made_in=MadeIn.MEETING, session=1)
    with pytest.raises(NotAuthorised):
        revise(table, statement, name, text="Two.")


def test_parent_changes_their_own_views_and_nobody_elses(table: Table) -> None:
    own = table.say("mother", "I am trying.", "ava", made_in=MadeIn.VIEWS)
    assert revise(table, own, "mother", text="I try hard.").current_number == 2
    fathers = table.say("half_siblings_father", "Mine.", "ben", made_in=MadeIn.VIEWS)
    with pytest.raises(NotAuthorised):
        revise(table, fathers, "mother", text="Not his.")


def test_database_lets_no_version_be_changed(table: Table) -> None:
    table.say("police_officer", "One.", "ava")
    for change in (
        lambda: StatementVersion.objects.update(text="Two."),
        lambda: StatementVersion.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            change()
