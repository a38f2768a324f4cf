"""What the family answers: kept as given, and read by those it was given to."""

from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from roundtable.casework.conferences.models import Participant
from roundtable.casework.conferences.tests.family import add
from roundtable.casework.statements.actions import (
    CannotReply,
    give_statements,
    reply_to_statement,
    write_down_reply,
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


def reply(
    table: Table,
    statement: Statement,
    name: str,
    answer: str,
    text: str = "",
    is_told: bool = True,
) -> Reply:
    return reply_to_statement(
        statement_id=statement.pk,
        answer=answer,
        text=text,
        is_told=is_told,
        actor=table.actor(name),
        now=clock.now(),
    )


def write_down(
    table: Table, statement: Statement, by: str, person: str = "mother", **more: Any
) -> Reply:
    usual: dict[str, Any] = {"answer": "not_right", "how_given": "by telephone", "is_told": True}
    return write_down_reply(
        statement_id=statement.pk,
        person=table.person(person),
        **usual | more,
        actor=table.actor(by),
        now=clock.now(),
    )


def test_nobody_answers_unawares_and_once_told_is_enough(
    table: Table, statement: Statement
) -> None:
    with pytest.raises(CannotReply, match="told who reads"):
        reply(table, statement, "mother", "right", is_told=False)
    reply(table, statement, "mother", "right")
    assert not reply(table, statement, "mother", "not_right", is_told=False).was_told
    with pytest.raises(CannotReply, match="told who reads"):
        reply(table, statement, "half_siblings_father", "right", is_told=False)


def test_a_worker_writes_down_what_was_said_and_stands_beside_it(
    table: Table, statement: Statement
) -> None:
    given = write_down(table, statement, "social_worker", text=" One. I rang. ")
    worker = table.actor("social_worker").name
    assert (given.person, given.written_by, given.text) == (
        table.person("mother"),
        worker,
        "One. I rang.",
    )
    [shown] = statements_for(table.reader("chair"), table.conference)
    mother = table.person("mother").name
    assert shown.replies[0].by == f"{mother}, written down by {worker} (by telephone)"
    event = AuditEvent.objects.get(verb="statement.reply_written_down")
    assert event.details == {"answer": "not_right", "person": table.person("mother").pk}


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"how_given": " "}, "how they told you"),
        ({"is_told": False}, "told who reads"),
        ({"answer": "more"}, "what you want to say"),
    ],
)
def test_what_cannot_be_written_down(
    table: Table, statement: Statement, more: dict[str, Any], words: str
) -> None:
    with pytest.raises(CannotReply, match=words):
        write_down(table, statement, "social_worker", **more)
    assert not Reply.objects.exists()


@pytest.mark.parametrize(
    ("by", "person"),
    [
        ("administrator", "mother"),
        ("stranger", "mother"),
        ("mother", "mother"),
        ("social_worker", "excluded_father"),
    ],
)
def test_it_is_written_down_by_who_works_with_them_and_for_who_can_read_it(
    table: Table, statement: Statement, by: str, person: str
) -> None:
    with pytest.raises(NotAuthorised):
        write_down(table, statement, by, person)


def test_nobody_writes_down_an_answer_to_what_they_cannot_read(table: Table) -> None:
    hidden = table.say("social_worker", "Kept.", "ben", audience="SOCIAL_CARE")
    give_statements(statement_ids=[hidden.pk], reader=table.reader("mother"), now=clock.now())
    for by in ("social_worker", "police_officer"):
        with pytest.raises(NotAuthorised):
            write_down(table, hidden, by)


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
