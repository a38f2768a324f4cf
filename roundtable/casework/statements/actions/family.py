"""Giving statements to the family, and what they answer."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from roundtable.casework.conferences.models import Participant
from roundtable.casework.conferences.queries import (
    facts_about_conference,
    with_what_makes_a_reader,
)
from roundtable.casework.conferences.readers import reader_for, reader_of_participant
from roundtable.casework.people.models import Person
from roundtable.casework.statements.actions.saying import finish_statements, lock_statement
from roundtable.casework.statements.items import Loaded, load, load_one, statement_item
from roundtable.casework.statements.models import Given, Reply, Statement
from roundtable.casework.statements.queries import has_been_told
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core.errors import CannotProceed, NotAuthorised
from roundtable.rules.access import Facts, Permission
from roundtable.rules.disclosure import Audience, Item, Outcome, Reader, disclose
from roundtable.rules.replies import reasons_cannot_reply


class CannotReply(CannotProceed):
    """The answer is none of the three, has nothing to say, or they were not told what it is for."""


def give_statements(*, statement_ids: Iterable[int], reader: Reader, now: datetime) -> int:
    """
    Note that a member of the family was given these statements, as part of an act of sharing.

    Only those that `reader` may read once given are; return how many. They count as finished:
    words a family holds are no draft. What is revised later goes through disclosure again.
    """
    person_id = reader.person_id
    if person_id is None:
        return 0
    loaded = load(statement_ids)
    readable = [
        one.statement
        for one in loaded
        if disclose(reader, _once_given(one, person_id)) is Outcome.READ
    ]
    finish_statements(statement_ids=[one.pk for one in readable], now=now)
    Given.objects.bulk_create(
        (
            Given(
                authority_id=statement.authority_id,
                statement=statement,
                number=statement.current_number,
                person_id=person_id,
                at=now,
            )
            for statement in readable
        ),
        ignore_conflicts=True,
    )
    return len(readable)


def _once_given(loaded: Loaded, person_id: int) -> Item:
    item = statement_item(loaded)
    return replace(
        item,
        audience=Audience(loaded.version.audience),
        shared_with=item.shared_with | {person_id},
    )


@transaction.atomic
def reply_to_statement(
    *,
    statement_id: int,
    answer: str,
    text: str = "",
    is_told: bool = False,
    actor: Actor,
    now: datetime,
) -> Reply:
    """
    Keep what a member of the family answers to a statement they were given. It is evidence.

    Each answer is a row of its own: nothing that was answered before is changed. `is_told` says
    that they read first who reads an answer and what it may be used for; once is enough.

    :raises CannotReply: if the answer is not one of the three, more was to be said and is not, or
        nobody has told them.
    :raises NotAuthorised: if it was not given to them, or is no longer theirs to read.
    """
    statement = lock_statement(statement_id)
    authorise(actor, Permission.REPLY_TO_STATEMENT, _facts_of_reader(statement, actor))
    if actor.person_id is None:
        raise NotAuthorised("Only a member of the family answers.")
    reply = _keep_reply(
        Reply(statement=statement, person_id=actor.person_id, answer=answer, text=text.strip()),
        is_told=is_told,
        actor=actor,
        now=now,
    )
    audit.record(actor=actor, verb="statement.replied", subject=statement, now=now, answer=answer)
    return reply


@transaction.atomic
def write_down_reply(
    *,
    statement_id: int,
    person: Person,
    answer: str,
    text: str = "",
    how_given: str,
    is_told: bool = False,
    actor: Actor,
    now: datetime,
) -> Reply:
    """
    Keep what a member of the family answered to somebody who works with them, in their words.

    Who wrote it down stands beside it.

    :raises CannotReply: as `reply_to_statement`, or if nothing says how they gave it.
    :raises NotAuthorised: if the actor may not write down what the family says, or the statement
        is not for that person, or not for the actor, to read.
    """
    statement = lock_statement(statement_id)
    facts = facts_about_conference(actor, statement.conference_id)
    authorise(actor, Permission.RECORD_VIEWS, facts)
    loaded = load_one(statement)
    readers = (reader_for(actor, statement.conference), _reader_of(person, statement))
    if any(disclose(one, statement_item(loaded)) is not Outcome.READ for one in readers):
        raise NotAuthorised("Nobody answers what they may not read.")
    if not how_given.strip():
        raise CannotReply("Say how they told you.")
    reply = _keep_reply(
        Reply(
            statement=statement,
            person=person,
            answer=answer,
            text=text.strip(),
            written_by=actor.name,
            how_given=how_given.strip(),
        ),
        is_told=is_told,
        actor=actor,
        now=now,
    )
    audit.record(
        actor=actor,
        verb="statement.reply_written_down",
        subject=statement,
        now=now,
        answer=answer,
        person=person.pk,
    )
    return reply


def _keep_reply(reply: Reply, *, is_told: bool, actor: Actor, now: datetime) -> Reply:
    told_before = has_been_told(reply.person_id, reply.statement.conference_id)
    reasons = reasons_cannot_reply(
        answer=reply.answer, text=reply.text, was_told=is_told or told_before
    )
    if reasons:
        raise CannotReply(reasons)
    reply.authority_id = reply.statement.authority_id
    reply.was_told, reply.user_id, reply.at = is_told, actor.user_id or None, now
    reply.save(force_insert=True)
    return reply


def _reader_of(person: Person, statement: Statement) -> Reader:
    seats = Participant.objects.filter(
        conference_id=statement.conference_id, person=person, withdrawn_at=None
    )
    seat = with_what_makes_a_reader(seats).first()
    if seat is None:
        raise NotAuthorised("They have no part in this conference.")
    return reader_of_participant(seat)


def _facts_of_reader(statement: Statement, actor: Actor) -> Facts:
    facts: Facts = facts_about_conference(actor, statement.conference_id)
    reader = reader_for(actor, statement.conference)
    can_read = disclose(reader, statement_item(load_one(statement))) is Outcome.READ
    return replace(facts, released=can_read)
