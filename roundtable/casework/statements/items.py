"""
A statement as disclosure knows it: the one place where its `Item` is built.

Nothing here is for a page. What leaves this app has been through `disclose` in `queries`.
"""

from dataclasses import dataclass, field

from django.db.models import F, QuerySet

from roundtable.casework.people.models import Person
from roundtable.casework.statements.models import (
    Given,
    Reply,
    Statement,
    StatementChild,
    StatementReader,
    StatementVersion,
)
from roundtable.rules.disclosure import Audience, Item, ItemKind


@dataclass(slots=True)
class Loaded:
    """A statement's current version with all that decides who may read it."""

    version: StatementVersion
    children: list[Person] = field(default_factory=list)
    kept_from: set[int] = field(default_factory=set)
    meant_for: set[int] = field(default_factory=set)
    given_to: set[int] = field(default_factory=set)
    replies: list[Reply] = field(default_factory=list)

    @property
    def statement(self) -> Statement:
        statement: Statement = self.version.statement
        return statement

    @property
    def child_ids(self) -> frozenset[int]:
        return frozenset(child.pk for child in self.children)


def load(statements: QuerySet[Statement], *, with_replies: bool = True) -> list[Loaded]:
    """
    Return the current versions of `statements` in their order, in a constant number of queries.

    One for the versions with who said them, and one each for the children, the named readers,
    those it was given to, and the replies.
    """
    versions = (
        StatementVersion.objects.filter(
            statement__in=statements, number=F("statement__current_number")
        )
        .select_related(
            "statement__author__person",
            "statement__author__professional__agency",
            "statement__said_by",
        )
        .order_by("statement__position", "statement_id")
    )
    loaded = {version.pk: Loaded(version) for version in versions}
    by_statement = {one.statement.pk: one for one in loaded.values()}
    about = StatementChild.objects.filter(version__in=loaded).select_related("child")
    for row in about.order_by("child_id"):
        loaded[row.version_id].children.append(row.child)
    for named in StatementReader.objects.filter(version__in=loaded):
        one = loaded[named.version_id]
        (one.meant_for if named.may_read else one.kept_from).add(named.person_id)
    for given in Given.objects.filter(statement__in=by_statement):
        by_statement[given.statement_id].given_to.add(given.person_id)
    if with_replies:
        replies = Reply.objects.filter(statement__in=by_statement).select_related("person")
        for reply in replies.order_by("at", "pk"):
            by_statement[reply.statement_id].replies.append(reply)
    return list(loaded.values())


def load_one(statement: Statement) -> Loaded:
    """Return one statement as `load` does."""
    return load(Statement.objects.filter(pk=statement.pk))[0]


def item_id(statement_id: int) -> str:
    """Return the id under which a statement stands in a reader's released items."""
    return f"statement:{statement_id}"


def statement_item(loaded: Loaded) -> Item:
    """Return the statement as `rules.disclosure` asks about it."""
    statement, author = loaded.statement, loaded.statement.author
    speaker = statement.said_by_id or (author.person_id if author else None)
    is_childs = speaker in loaded.child_ids
    is_finished = statement.finished_at is not None
    return Item(
        kind=ItemKind.STATEMENT,
        id=item_id(statement.pk),
        audience=Audience(loaded.version.audience) if is_finished else Audience.AUTHOR,
        children=loaded.child_ids,
        confidential_from=frozenset(loaded.kept_from),
        author_person=speaker,
        # Who wrote down somebody else's words reads what they wrote.
        author_professional=author.professional_id if author else None,
        author_agency=author.professional.agency_id if author and author.professional else None,
        shared_with=frozenset(loaded.given_to),
        session=statement.session,
        child_allows=frozenset(loaded.meant_for) if is_childs or loaded.meant_for else None,
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
        confidential_from=frozenset(loaded.kept_from),
        author_person=reply.person_id,
    )
