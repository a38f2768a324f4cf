"""The door of a kind of record: opened by those whom the table grants it, for others not there."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.db.models.expressions import Combinable

from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor, AnyActor, slots_of
from roundtable.foundation.core.errors import NotAuthorised, RecordNotFound
from roundtable.foundation.core.kept import Kept, Slot
from roundtable.rules.access import Facts, Permission, Role

M = TypeVar("M", bound=Model)
Expressions = dict[str, Combinable]
_PREFIX = "fact_"


class Door(Generic[M]):
    """
    How records of one kind are opened, and what is true of an actor and one of them.

    `rows` are the records with what every page of one shows; `facts` the facts of the access
    table as expressions named `fact_...`. One kept query for each question.
    """

    def __init__(
        self,
        name: str,
        rows: Callable[[], QuerySet[M]],
        facts: Callable[[Actor], Expressions],
    ) -> None:
        self._name = name

        def found(given: type[Slot], role: Role) -> Any:
            return rows().annotate(**facts(AnyActor(role))).filter(public_id=given("public_id"))

        def true_of(given: type[Slot], role: Role) -> Any:
            expressions = facts(AnyActor(role))
            every = rows().model._default_manager.annotate(**expressions)
            return every.filter(pk=given("pk")).values(*expressions)

        self._found, self._true_of = Kept(found), Kept(true_of)

    def open(self, actor: Actor, public_id: uuid.UUID, permission: Permission) -> M:
        """
        Return the record, if `actor` holds `permission` on it; its facts are read by `facts_on`.

        :raises RecordNotFound: if it does not exist or is not theirs to see.
        """
        row: M | None = self._found.first(actor.role, public_id=public_id, **slots_of(actor))
        try:
            if row is None:
                raise NotAuthorised(permission.value)
            authorise(actor, permission, facts_on(row))
        except NotAuthorised:
            raise RecordNotFound(self._name) from None
        return row

    def facts(self, actor: Actor, pk: int) -> Facts:
        """Return the facts about the record with this key; of one that is not there, none."""
        found: dict[str, Any] | None = self._true_of.first(actor.role, pk=pk, **slots_of(actor))
        return Facts() if found is None else as_facts(found)


def facts_on(row: Model) -> Facts:
    """Return the facts that came with a row when its door was opened."""
    return as_facts({name: value for name, value in vars(row).items() if name.startswith(_PREFIX)})


def as_facts(found: Mapping[str, object]) -> Facts:
    """Return facts from the columns `fact_...` of one row."""
    return Facts(**{name.removeprefix(_PREFIX): bool(value) for name, value in found.items()})
