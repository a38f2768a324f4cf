"""
A statement as disclosure knows it: the one place where its `Item` is built.

Nothing here is for a page. What leaves this app has been through `disclose` in `queries`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, QuerySet

from roundtable.casework.people.models import Person, named, numbers_of
from roundtable.casework.statements.models import (
    Given,
    Reply,
    Statement,
    StatementChild,
    StatementReader,
    StatementVersion,
)
from roundtable.foundation.core.kept import Kept, Slot
from roundtable.rules.disclosure import Audience, Item, ItemKind


@dataclass(slots=True)
class Loaded:
    """A statement's current version with all that decides who may read it."""

    version: StatementVersion
    children: list[Person] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    was_finished: bool = False

    @property
    def statement(self) -> Statement:
        statement: Statement = self.version.statement
        return statement

    @property
    def kept_from(self) -> frozenset[int]:
        return frozenset(vars(self.version)["kept_from"])

    @property
    def meant_for(self) -> frozenset[int]:
        return frozenset(vars(self.version)["meant_for"])

    @property
    def given_to(self) -> frozenset[int]:
        return frozenset(vars(self.version)["given_to"])

    @property
    def was_answered(self) -> bool:
        return bool(vars(self.version)["was_answered"])

    @property
    def child_ids(self) -> frozenset[int]:
        return frozenset(child.pk for child in self.children)


def of_conference(
    conference_id: int,
    *,
    ids: Collection[int] | None = None,
    made_in: str | None = None,
    only_considered: bool = False,
) -> list[Loaded]:
    """
    Return what was said for and in a conference, in its order; all of it or these. At most three queries.

    `only_considered` leaves out what was said after the conference had ended.
    """
    shape = (ids is not None, made_in is not None, only_considered)
    return _with_the_rest(
        _OF_CONFERENCE.rows(
            *shape, conference_id=conference_id, ids=list(ids or ()), made_in=made_in
        )
    )


def load(statement_ids: Iterable[int]) -> list[Loaded]:
    """Return the current versions of statements in their order. At most three queries."""
    return _with_the_rest(_BY_ID.rows(statement_ids=list(statement_ids)))


def load_as_kept(numbers: Mapping[int, int]) -> list[Loaded]:
    """
    Return statements as they were in the versions with these numbers, in their order.

    They had been handed in then, whatever has become of them since. At most three queries.
    """
    wanted = _versions(current=False).filter(statement__in=list(numbers))
    versions = [one for one in wanted if one.number == numbers[one.statement_id]]
    loaded = _with_the_rest(versions)
    for one in loaded:
        one.was_finished = True
    return loaded


def load_one(statement: Statement) -> Loaded:
    """Return one statement as `load` does."""
    return load([statement.pk])[0]


def _with_the_rest(versions: Sequence[StatementVersion]) -> list[Loaded]:
    loaded = {version.pk: Loaded(version) for version in versions}
    by_statement = {one.statement.pk: one for one in loaded.values()}
    if not loaded:
        return []
    for row in _CHILDREN.rows(version_ids=list(loaded)):
        loaded[row.version_id].children.append(row.child)
    answered = [pk for pk, one in by_statement.items() if one.was_answered]
    if answered:  # a report that is being written has no replies to ask for
        for reply in _REPLIES.rows(statement_ids=answered):
            by_statement[reply.statement_id].replies.append(reply)
    return list(loaded.values())


def _versions(*, current: bool = True) -> QuerySet[StatementVersion]:
    """Return the current versions, with who said them and the people who are named on them."""
    now = {"number": F("statement__current_number"), "statement__left_out_at": None}
    rows = StatementVersion.objects.filter(**now if current else {})
    named = StatementReader.objects.filter(version=OuterRef("pk")).values("person_id")
    given = Given.objects.filter(statement=OuterRef("statement_id")).values("person_id")
    return (
        rows.select_related(
            "statement__author__person",
            "statement__author__professional__agency",
            "statement__said_by",
        )
        .defer(*numbers_of("statement__author__person", "statement__said_by"))
        .annotate(
            meant_for=ArraySubquery(named.filter(may_read=True)),
            kept_from=ArraySubquery(named.filter(may_read=False)),
            given_to=ArraySubquery(given),
            was_answered=Exists(Reply.objects.filter(statement=OuterRef("statement_id"))),
        )
        .order_by("statement__position", "statement_id")
    )


def _of_conference(
    given: type[Slot], some: bool, in_one_place: bool, only_considered: bool
) -> QuerySet[StatementVersion]:
    rows = _versions().filter(statement__conference_id=given("conference_id"))
    if some:
        rows = rows.filter(statement_id__any=given("ids"))
    if in_one_place:
        rows = rows.filter(statement__made_in=given("made_in"))
    return rows.filter(statement__is_after_decision=False) if only_considered else rows


_OF_CONFERENCE = Kept(_of_conference)
_BY_ID = Kept(lambda given: _versions().filter(statement_id__any=given("statement_ids")))
_CHILDREN = Kept(
    lambda given: (
        StatementChild.objects.filter(version_id__any=given("version_ids"))
        .select_related("child")
        .only("version", *named("child"))
        .order_by("child_id")
    )
)
_REPLIES = Kept(
    lambda given: (
        Reply.objects.filter(statement_id__any=given("statement_ids"))
        .select_related("person")
        .defer(*numbers_of("person"))
        .order_by("at", "pk")
    )
)


def item_id(statement_id: int) -> str:
    """Return the id under which a statement stands in a reader's released items."""
    return f"statement:{statement_id}"


def statement_item(loaded: Loaded) -> Item:
    """Return the statement as `rules.disclosure` asks about it."""
    statement, author = loaded.statement, loaded.statement.author
    speaker = statement.said_by_id or (author.person_id if author else None)
    is_childs = speaker in loaded.child_ids
    is_finished = loaded.was_finished or statement.finished_at is not None
    return Item(
        kind=ItemKind.STATEMENT,
        id=item_id(statement.pk),
        audience=Audience(loaded.version.audience) if is_finished else Audience.AUTHOR,
        children=loaded.child_ids,
        confidential_from=loaded.kept_from,
        author_person=speaker,
        # Who wrote down somebody else's words reads what they wrote.
        author_professional=author.professional_id if author else None,
        author_agency=author.professional.agency_id if author and author.professional else None,
        shared_with=loaded.given_to,
        session=statement.session,
        child_allows=loaded.meant_for if is_childs or loaded.meant_for else None,
    )


def reply_item(loaded: Loaded, reply: Reply) -> Item:
    """
    Return an answer as disclosure asks about it: the words of who gave it.

    It reaches nobody whom the statement does not reach, and of the family only who gave it.
    """
    return Item(
        kind=ItemKind.VIEWS,
        id=f"reply:{reply.pk}",
        audience=Audience(loaded.version.audience),
        children=loaded.child_ids,
        confidential_from=loaded.kept_from,
        author_person=reply.person_id,
    )
