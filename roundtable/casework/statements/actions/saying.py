"""Saying something at a conference, and putting it right."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Unpack

from django.db import transaction
from django.db.models import Max

from roundtable.casework.conferences.models import Conference, ConferenceChild, Participant
from roundtable.casework.conferences.queries import facts_about_conference
from roundtable.casework.people.models import Person
from roundtable.casework.statements.marks import Marks
from roundtable.casework.statements.models import (
    MadeIn,
    Statement,
    StatementChild,
    StatementReader,
    StatementVersion,
)
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core.errors import CannotProceed, NotAuthorised
from roundtable.rules.access import Permission, Role
from roundtable.rules.conference_states import ENDED, ON_RECORD, State

_FAMILY = frozenset({Role.FAMILY, Role.CHILD, Role.ADVOCATE})
_MARKS_OF_VERSION = (
    "kind",
    "provenance",
    "source",
    "happened_on",
    "domain",
    "audience",
    "withheld_reason",
)


class CannotMakeStatement(CannotProceed):
    """There are no words, or they are about a child who is not part of this conference."""


class CannotReviseStatement(CannotProceed):
    """Somebody else changed it meanwhile, or the conference is over."""


def is_over(conference: Conference) -> bool:
    """Return whether what was said is fixed: from here on it only gains corrections."""
    return State(conference.state) in ENDED | ON_RECORD


@transaction.atomic
def make_statement(
    *,
    conference: Conference,
    author: Participant | None,
    text: str,
    made_in: MadeIn,
    said_by: Person | None = None,
    session: int | None = None,
    is_finished: bool = True,
    actor: Actor,
    now: datetime,
    **marks: Unpack[Marks],
) -> Statement:
    """
    Keep one statement, as part of an act that was authorised itself: a report, an item, views.

    `said_by` is whose words they are, where the author wrote down somebody else's. A statement
    that is not finished is read by nobody but its author.

    :raises CannotMakeStatement: if there are no words, or a child is not part of the conference.
    """
    text = _checked_text(text)
    children = _about(conference, author, said_by, marks.get("children", ()))
    last = Statement.objects.filter(conference=conference).aggregate(last=Max("position"))["last"]
    statement = Statement.objects.create(
        authority_id=conference.authority_id,
        conference=conference,
        author=author,
        said_by=said_by,
        made_in=made_in,
        session=session,
        position=(last or 0) + 1,
        made_at=now,
        finished_at=now if is_finished else None,
        is_after_decision=is_over(conference),
    )
    version = StatementVersion(
        text=text,
        **{name: marks[name] for name in _MARKS_OF_VERSION if name in marks},  # type: ignore[literal-required]
    )
    _keep_version(
        statement,
        version,
        children=children,
        kept_from={person.pk for person in marks.get("kept_from", ())},
        meant_for={person.pk for person in marks.get("meant_for", ())},
        actor=actor,
        now=now,
    )
    audit.record(
        actor=actor,
        verb="statement.made",
        subject=statement,
        now=now,
        conference=conference.pk,
        made_in=str(made_in),
    )
    return statement


def _checked_text(text: str) -> str:
    if not text.strip():
        raise CannotMakeStatement("Enter what was said.")
    return text.strip()


def _about(
    conference: Conference,
    author: Participant | None,
    said_by: Person | None,
    children: Iterable[Person],
) -> set[int]:
    """Return the ids of the children it is about. A child's own words are about that child too."""
    subjects = set(
        ConferenceChild.objects.filter(conference=conference).values_list("child_id", flat=True)
    )
    about = {child.pk for child in children}
    if about - subjects:
        raise CannotMakeStatement("Choose children who are part of this conference.")
    speaker = said_by.pk if said_by is not None else author.person_id if author else None
    return about | ({speaker} & subjects if speaker is not None else set())


def _keep_version(
    statement: Statement,
    version: StatementVersion,
    *,
    children: Collection[int],
    kept_from: Collection[int],
    meant_for: Collection[int],
    actor: Actor,
    now: datetime,
) -> None:
    scope = {"authority_id": statement.authority_id}
    version.authority_id = statement.authority_id
    version.statement = statement
    version.number = statement.current_number
    version.at, version.user_id, version.by = now, actor.user_id or None, actor.name
    version.save(force_insert=True)
    StatementChild.objects.bulk_create(
        StatementChild(version=version, child_id=child, **scope) for child in sorted(children)
    )
    StatementReader.objects.bulk_create(
        StatementReader(version=version, person_id=person, may_read=may_read, **scope)
        for people, may_read in ((kept_from, False), (meant_for, True))
        for person in sorted(people)
    )


@transaction.atomic
def revise_statement(
    *,
    statement_id: int,
    based_on: int,
    text: str | None = None,
    actor: Actor,
    now: datetime,
    **marks: Unpack[Marks],
) -> Statement:
    """
    Put a statement right by a new version; what is not given stays as it was.

    `based_on` is the number of the version that was on the screen, so that two people who write
    at once do not overwrite each other.

    :raises CannotReviseStatement: if it was changed meanwhile, or the conference is over: then
        only `correct_statement` is left.
    """
    statement = lock_statement(statement_id)
    _authorise_change(statement, actor)
    if is_over(statement.conference) and not statement.is_after_decision:
        raise CannotReviseStatement(
            "This conference has ended. A correction can be added; what was said stays."
        )
    _check_unchanged(statement, based_on)
    return add_version(statement, text=text, marks=marks, actor=actor, now=now)


@transaction.atomic
def correct_statement(
    *,
    statement_id: int,
    based_on: int,
    text: str,
    actor: Actor,
    now: datetime,
    **marks: Unpack[Marks],
) -> Statement:
    """
    Append a correction to a statement of a conference that has ended.

    :raises CannotReviseStatement: if it was changed meanwhile, or the conference is not over yet.
    """
    statement = lock_statement(statement_id)
    _authorise_change(statement, actor)
    if not is_over(statement.conference):
        raise CannotReviseStatement("The conference is not over: change the statement itself.")
    _check_unchanged(statement, based_on)
    return add_version(statement, text=text, marks=marks, is_correction=True, actor=actor, now=now)


def lock_statement(statement_id: int) -> Statement:
    """Return the statement, held until the transaction ends."""
    return (
        Statement.objects.select_for_update(of=("self",))
        .select_related("conference", "author")
        .get(pk=statement_id)
    )


def _authorise_change(statement: Statement, actor: Actor) -> None:
    """
    Let those put it right who made it: an agency its report, the table its minutes.

    :raises NotAuthorised: for anybody else; not even the chair edits another agency's report.
    """
    authorise(
        actor,
        _permission_to_change(statement, actor),
        facts_about_conference(actor, statement.conference_id),
    )
    if statement.made_in == MadeIn.MEETING:
        return
    its_own = (_is_own, _wrote_it_down, _stands_in_for_who_made_it)
    if not any(is_so(statement, actor) for is_so in its_own):
        raise NotAuthorised("A statement is put right by those whose it is.")


def _permission_to_change(statement: Statement, actor: Actor) -> Permission:
    if statement.made_in == MadeIn.MEETING:
        return Permission.RECORD_ITEM
    if statement.made_in == MadeIn.REPORT:
        return Permission.WRITE_REPORT
    return Permission.GIVE_VIEWS if actor.role in _FAMILY else Permission.RECORD_VIEWS


def _is_own(statement: Statement, actor: Actor) -> bool:
    author = statement.author
    people = {statement.said_by_id, author.person_id if author else None} - {None}
    return actor.person_id in people or (
        author is not None and author.professional_id in actor.professional_ids
    )


def _wrote_it_down(statement: Statement, actor: Actor) -> bool:
    return StatementVersion.objects.filter(
        statement=statement, number=1, user_id=actor.user_id
    ).exists()


def _stands_in_for_who_made_it(statement: Statement, actor: Actor) -> bool:
    """A deputy goes on with the report of the person they stand in for."""
    deputies = Participant.objects.filter(
        deputises_for=statement.author_id,
        professional__in=actor.professional_ids,
        withdrawn_at=None,
    )
    return statement.made_in == MadeIn.REPORT and deputies.exists()


def _check_unchanged(statement: Statement, based_on: int) -> None:
    if statement.current_number != based_on:
        raise CannotReviseStatement(
            "Somebody else changed this statement while you were writing. Read it again first."
        )


def add_version(
    statement: Statement,
    *,
    text: str | None,
    marks: Marks,
    is_correction: bool = False,
    actor: Actor,
    now: datetime,
) -> Statement:
    """Add a version to a statement, as part of an act that was authorised and holds a lock."""
    old = StatementVersion.objects.get(statement=statement, number=statement.current_number)
    version = StatementVersion(
        text=_checked_text(old.text if text is None else text),
        is_correction=is_correction,
        **{name: marks.get(name, getattr(old, name)) for name in _MARKS_OF_VERSION},
    )
    statement.current_number += 1
    statement.save(update_fields=["current_number"])
    _keep_version(
        statement,
        version,
        children=_children_now(statement, old, marks),
        kept_from=_readers_now(old, marks.get("kept_from"), may_read=False),
        meant_for=_readers_now(old, marks.get("meant_for"), may_read=True),
        actor=actor,
        now=now,
    )
    audit.record(
        actor=actor,
        verb="statement.corrected" if is_correction else "statement.revised",
        subject=statement,
        now=now,
        number=statement.current_number,
    )
    return statement


def _children_now(statement: Statement, old: StatementVersion, marks: Marks) -> set[int]:
    if "children" not in marks:
        return set(StatementChild.objects.filter(version=old).values_list("child_id", flat=True))
    return _about(statement.conference, statement.author, statement.said_by, marks["children"])


def _readers_now(
    old: StatementVersion, people: Iterable[Person] | None, *, may_read: bool
) -> set[int]:
    if people is not None:
        return {person.pk for person in people}
    before = StatementReader.objects.filter(version=old, may_read=may_read)
    return set(before.values_list("person_id", flat=True))


def finish_statements(*, statement_ids: Iterable[int], now: datetime) -> None:
    """Let statements be read by others than their author, as part of an act of handing in."""
    Statement.objects.filter(pk__in=list(statement_ids), finished_at=None).update(finished_at=now)


def leave_out_statement(*, statement: Statement, now: datetime) -> None:
    """Take a statement that nobody else has read out again, as part of another act."""
    statement.left_out_at = now
    statement.save(update_fields=["left_out_at"])


def unfinish_statements(*, statement_ids: Iterable[int]) -> None:
    """Close statements to everybody but their author, whoever had them, as part of another act."""
    Statement.objects.filter(pk__in=list(statement_ids)).update(finished_at=None)
