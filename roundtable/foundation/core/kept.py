"""
Queries that are put together once.

Most of what a page costs is Django putting the same few queries together and turning them into
the same SQL, again and again. What every page asks is therefore kept: built at its first use with
slots where the values go, and afterwards only filled in. See `docs/adr/0011-kept-queries.md`.

    _children = Kept(
        lambda given: ConferenceChild.objects.filter(conference_id=given("conference_id"))
    )
    rows = _children.rows(conference_id=conference.pk)
"""

import copy
import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date
from types import SimpleNamespace
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models import Expression, QuerySet
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler
from psycopg.sql import Literal
from psycopg.types.datetime import TimestamptzLoader
from psycopg.types.numeric import Int2, Int4

_ServerBindingCursor: Any = ServerBindingCursor  # it has no types
M = TypeVar("M", bound=models.Model)

# What differs from one reading to the next. Written into the text it would stay there for ever: a
# date of yesterday, somebody else's id. Small whole numbers are counts, and Django's own `exists`:
# keys are large ones.
_ONLY_IN_SLOTS = (int, date, UUID)
_NEVER_A_KEY = (bool, Int2, Int4)
# Every kept query in the shape of each role is about this many.
_PLANS_A_CONNECTION = 400


class Slot(Expression):
    """The place of a value that is filled in when the query is asked."""

    def __init__(self, name: str) -> None:
        super().__init__(output_field=models.TextField())
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any, **_: Any) -> Any:
        return "%s", [self]


class Kept(Generic[M]):
    """
    A query put together once for each of its shapes, and asked with values ever after.

    `build` is called with `Slot` and the shape: whatever changes the text of the query, such as a
    role. It must depend on nothing else. Relations it prefetches are kept too.
    """

    def __init__(self, build: Callable[..., QuerySet[M, Any]]) -> None:
        self._build = build
        self._plans: dict[tuple[Hashable, ...], _Plan] = {}

    def rows(self, *shape: Hashable, **values: object) -> list[Any]:
        """
        Return what the query finds with these values, one query for it and one for each prefetch.

        :raises KeyError: if a slot has no value.
        :raises BakedIn: if the query would keep a value that has to have a slot.
        """
        plan = self._plans.get(shape)
        if plan is None:
            plan = self._plans.setdefault(shape, _Plan.of(self._build(Slot, *shape)))
        return plan.rows(values)

    def first(self, *shape: Hashable, **values: object) -> Any | None:
        """Return the first row, or None. The query itself should ask for no more than one."""
        return next(iter(self.rows(*shape, **values)), None)


class BakedIn(TypeError):
    """A kept query holds a value that differs from one reading to the next."""


class _Plan:
    """The text of a query, and what turns its rows into what was asked for."""

    # A query set is Any here: what is looked at inside is not for users, and has no types.
    def __init__(self, queryset: Any, compiler: SQLCompiler, sql: str) -> None:
        self.queryset = queryset
        self.compiler = compiler
        self.sql = sql
        self.converters: Mapping[int, Any] = {}
        self.slots: tuple[str, ...] = ()
        self.prefetches: list[_Prefetch] = []

    @classmethod
    def of(cls, queryset: Any) -> "_Plan":
        prefetches = [_Prefetch.of(queryset.model, one) for one in _taken_off(queryset)]
        compiler = queryset.query.get_compiler(using=queryset.db)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            return cls(queryset, compiler, "")
        for value in params:
            if _varies(value):
                raise BakedIn(
                    f"{value!r} in the query for {queryset.model.__name__}: give it a slot"
                )
        plan = cls(queryset, compiler, _with_constants(sql, params, connections[queryset.db]))
        plan.converters = compiler.get_converters([one[0] for one in compiler.select])
        plan.slots = tuple(one.name for one in params if isinstance(one, Slot))
        plan.prefetches = prefetches
        return plan

    def rows(self, values: Mapping[str, object]) -> list[Any]:
        if not self.sql:
            return []
        found = list(self._filled([values[name] for name in self.slots]))
        for prefetch in self.prefetches:
            prefetch.attach(found, values)
        return found

    def _filled(self, values: Sequence[object]) -> Any:
        """Have Django read the rows as it always does, with a compiler that knows its answers."""
        connection: Any = connections[self.queryset.db]
        compiler: Any = copy.copy(self.compiler)
        compiler.connection = connection
        compiler.execute_sql = lambda *_, **__: [_ask(connection, self.sql, values)]
        compiler.get_converters = lambda *_: self.converters
        query: Any = copy.copy(self.queryset.query)
        query.get_compiler = lambda *_, **__: compiler
        asked: Any = QuerySet(self.queryset.model, query, self.queryset.db)
        asked._fields = self.queryset._fields
        return iter(self.queryset._iterable_class(asked))


def _with_constants(sql: str, params: Sequence[object], connection: Any) -> str:
    """Return the text with what never varies written into it: then only slots are left to fill."""
    connection.ensure_connection()
    left = iter(params)

    def filled(found: re.Match[str]) -> str:
        if found.group() != "%s":
            return found.group()
        value = next(left)
        if isinstance(value, Slot):
            return "%s"
        return Literal(value).as_string(connection.connection).replace("%", "%%")

    return re.sub("%.", filled, sql)


def _ask(connection: Any, sql: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
    """
    Return the rows, from a statement that the server plans once for a connection.

    Planning such a query takes longer than running it. Django's own cursors write the values into
    the text, so that every text would be another statement.
    """
    connection.ensure_connection()
    with connection._prepare_cursor(_Prepared(connection.connection)) as cursor:
        cursor.execute(sql, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


class _Prepared(_ServerBindingCursor):  # type: ignore[misc]
    """Django's cursor for values that travel apart from the text."""

    def __init__(self, connection: Any) -> None:
        # Otherwise a hundred: of more, each one asked would push out another's plan.
        connection.prepared_max = _PLANS_A_CONNECTION
        super().__init__(connection)
        # Django's own moves each moment to another zone in Python; they come in UTC as it is.
        self.adapters.register_loader("timestamptz", TimestamptzLoader)

    def execute(self, query: str, params: Any = None, **more: Any) -> Any:
        found = super().execute(query, params, **more)
        # Django's list of queries reads it here; psycopg leaves it out for a prepared one.
        self._query: Any = SimpleNamespace(query=query.encode())
        return found


def _varies(value: object) -> bool:
    if isinstance(value, list | tuple):
        return any(map(_varies, value))
    return isinstance(value, _ONLY_IN_SLOTS) and not isinstance(value, _NEVER_A_KEY)


def _taken_off(queryset: Any) -> Sequence[Any]:
    lookups: Sequence[Any] = queryset._prefetch_related_lookups
    queryset._prefetch_related_lookups = ()
    return lookups


class _Prefetch:
    """The rows that point at those of a kept query by a foreign key: one relation, one level."""

    def __init__(self, name: str, key: str, plan: _Plan) -> None:
        self.name = name
        self.key = key
        self.plan = plan

    @classmethod
    def of(cls, model: type[models.Model], lookup: Any) -> "_Prefetch":
        name = lookup if isinstance(lookup, str) else lookup.prefetch_to
        given = None if isinstance(lookup, str) else lookup.queryset
        relation: Any = model._meta.get_field(name)
        rows = given if given is not None else relation.related_model._default_manager.all()
        key = relation.remote_field.attname
        return cls(name, key, _Plan.of(rows.filter(**{f"{key}__any": Slot("_pks")})))

    def attach(self, found: Sequence[models.Model], values: Mapping[str, object]) -> None:
        if not found:
            return
        rows = self.plan.rows({**values, "_pks": [one.pk for one in found]})
        by_key: dict[object, list[models.Model]] = defaultdict(list)
        for row in rows:
            by_key[getattr(row, self.key)].append(row)
        for one in found:
            hold(one, self.name, by_key[one.pk])


def hold(row: models.Model, relation: str, related: Sequence[models.Model]) -> None:
    """
    Give a row what `row.<relation>.all()` would ask for, and each of those the row.

    What is asked beyond that goes to the database as ever, and is about this row alone: without the
    filter `row.<relation>.order_by(...)` would be everybody's.
    """
    there: Any = row._meta.get_field(relation)
    to_row = there.remote_field.name
    for one in related:
        setattr(one, to_row, row)
    held: Any = QuerySet(there.related_model, Query(there.related_model))
    held._deferred_filter = False, (), {to_row: row}  # Put into SQL only if somebody asks for more.
    held._result_cache, held._prefetch_done = list(related), True
    cache = row.__dict__.setdefault("_prefetched_objects_cache", {})
    cache[relation] = held


__all__ = ["BakedIn", "Kept", "Slot", "hold"]
