"""What the family answers: kept as given, and read by those it was given to."""

import pytest
from django.db import ProgrammingError, transaction

from roundtable.casework.conferences.models import Participant
from roundtable.casework.conferences.tests.family import add
from roundtable.casework.statements.actions import (
    CannotReply,
    give_statements,
    reply_to_statement,
)
from roundtable.casework.statements.models import Reply, Statement
from roundtable.casework.statements.queries import statements_for
from roundtable.casework.statements.tests.table import Table
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised


@pytest.fixture
def statement(table: Table) -> Statement:
    """Something said of Ben and given to both his parents."""
    said = table.say("health_visitor", "Two checks were missed.", "ben")
    for name in ("mother", "half_siblings_father"):
        give_statements(statement_ids=[said.pk], reader=table.reader(name), now=clock.now())
    return said


def reply(table: Table, statement: Statement, name: str, answer: str, text: str = "") -> Reply:
    return reply_to_statement(
        statement_id=statement.pk,
        answer=answer,
        text=text,
        actor=table.actor(name),
        now=clock.now(),
    )


def test_reply_is_kept_and_audited(table: Table, statement: Statement) -> None:
    given = reply(table, statement, "mother", "not_right", " One. I rang. ")
    assert (given.person, given.answer, given.text) == (
        table.person("mother"),
        "not_right",
        "One. I rang.",
    )
    event = AuditEvent.objects.get(verb="statement.replied")
    assert event.details == {"answer": "not_right"}


def test_second_reply_stands_beside_the_first(table: Table, statement: Statement) -> None:
    reply(table, statement, "mother", "right")
    reply(table, statement, "mother", "more", "But only once.")
    [shown] = statements_for(table.reader("mother"), table.conference)
    assert [(one.answer, one.text) for one in shown.replies] == [
        ("That's right", ""),
        ("I want to say more", "But only once."),
    ]


def test_reply_is_read_by_professionals_and_by_who_gave_it(
    table: Table, statement: Statement
) -> None:
    reply(table, statement, "mother", "more", "The canary.")
    for name, expected in (
        ("chair", ["The canary."]),
        ("police_officer", ["The canary."]),
        ("mother", ["The canary."]),
        ("half_siblings_father", []),
    ):
        [shown] = statements_for(table.reader(name), table.conference)
        assert [one.text for one in shown.replies] == expected, name


@pytest.mark.parametrize(
    ("answer", "text", "words"),
    [("perhaps", "", "one of the three"), ("more", "  ", "Write what you want to say")],
)
def test_reply_that_says_nothing(
    table: Table, statement: Statement, answer: str, text: str, words: str
) -> None:
    with pytest.raises(CannotReply, match=words):
        reply(table, statement, "mother", answer, text)


@pytest.mark.parametrize(
    "name", ["excluded_father", "child", "chair", "police_officer", "administrator", "stranger"]
)
def test_only_who_was_given_it_replies(table: Table, statement: Statement, name: str) -> None:
    with pytest.raises(NotAuthorised):
        reply(table, statement, name, "right")


def test_advocate_who_comes_by_their_work_does_not_answer_as_the_family(table: Table) -> None:
    add(table.cast, table.conference, "advocate", speaks_for_id=table.seat("mother").pk)
    Participant.objects.filter(conference=table.conference).update(invited_at=clock.now())
    heard = table.say("health_visitor", "Said aloud.", "ben", made_in="meeting", session=1)
    with pytest.raises(NotAuthorised, match="member of the family"):
        reply(table, heard, "advocate", "right")
    assert reply(table, heard, "mother", "right")


def test_nobody_replies_to_what_they_cannot_read(table: Table) -> None:
    kept = table.say("police_officer", "Kept.", "ben", kept_from=[table.person("mother")])
    with pytest.raises(NotAuthorised):
        reply(table, kept, "mother", "right")


def test_database_keeps_a_reply_as_it_was_given(table: Table, statement: Statement) -> None:
    reply(table, statement, "mother", "right")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Reply.objects.update(answer="not_right")
