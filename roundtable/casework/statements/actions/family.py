"""Giving statements to the family, and what they answer."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from roundtable.casework.conferences.queries import facts_about_conference
from roundtable.casework.conferences.readers import reader_for
from roundtable.casework.statements.actions.saying import finish_statements, lock_statement
from roundtable.casework.statements.items import Loaded, load, load_one, statement_item
from roundtable.casework.statements.models import Given, Reply, Statement
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core.errors import CannotProceed, NotAuthorised
from roundtable.rules.access import Facts, Permission
from roundtable.rules.disclosure import Audience, Item, Outcome, Reader, disclose


class CannotReply(CannotProceed):
    """The answer is not one of the three, or has nothing to say."""


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
    *, statement_id: int, answer: str, text: str = "", actor: Actor, now: datetime
) -> Reply:
    """
    Keep what a member of the family answers to a statement they were given. It is evidence.

    Each answer is a row of its own: nothing that was answered before is changed.

    :raises CannotReply: if the answer is not one of the three, or more was to be said and is not.
    :raises NotAuthorised: if it was not given to them, or is no longer theirs to read.
    """
    statement = lock_statement(statement_id)
    authorise(actor, Permission.REPLY_TO_STATEMENT, _facts_of_reader(statement, actor))
    if actor.person_id is None:
        raise NotAuthorised("Only a member of the family answers.")
    if answer not in Reply.Answer.values:
        raise CannotReply("Choose one of the three answers.")
    if answer == Reply.Answer.MORE and not text.strip():
        raise CannotReply("Write what you want to say.")
    reply = Reply.objects.create(
        authority_id=statement.authority_id,
        statement=statement,
        person_id=actor.person_id,
        answer=answer,
        text=text.strip(),
        at=now,
    )
    audit.record(actor=actor, verb="statement.replied", subject=statement, now=now, answer=answer)
    return reply


def _facts_of_reader(statement: Statement, actor: Actor) -> Facts:
    facts: Facts = facts_about_conference(actor, statement.conference_id)
    reader = reader_for(actor, statement.conference)
    can_read = disclose(reader, statement_item(load_one(statement))) is Outcome.READ
    return replace(facts, released=can_read)
