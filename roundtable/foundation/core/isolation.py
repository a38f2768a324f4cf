"""Row-level security and composite references, written by hand because they are short SQL."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from roundtable.foundation.core.fields import ScopedForeignKey

# `(select ...)` runs once for the statement, not once for each row; an ended local setting reads
# as an empty string, which `nullif` turns into "no authority at all".
POLICY = (
    "authority_id = any((select nullif(current_setting('app.authorities', true), ''))::bigint[])"
)


def protect(table: str) -> str:
    """Return the SQL that shows `table` only to the authorities of the current context."""
    return (
        f'alter table "{table}" enable row level security;'
        f'drop policy if exists own_authority on "{table}";'
        f'create policy own_authority on "{table}" using ({POLICY}) with check ({POLICY});'
    )


def _add_constraint(table: str, name: str, definition: str) -> str:
    return (
        f"do $$ begin if not exists (select from pg_constraint where conname = '{name}'"
        f" and conrelid = '\"{table}\"'::regclass)"
        f' then alter table "{table}" add constraint "{name}" {definition}; end if; end $$;'
    )


def _statements(model: type[models.Model]) -> Iterator[str]:
    table = model._meta.db_table
    yield protect(table)
    if not _is_history(model):
        yield _add_constraint(table, f"{table}_scope"[:63], "unique (authority_id, id)")


def _is_history(model: type[models.Model]) -> bool:
    """A row's earlier states repeat its id, and outlive what they point at."""
    return any(field.name == "pgh_id" for field in model._meta.local_fields)


def _references(model: type[models.Model]) -> Iterator[str]:
    table = model._meta.db_table
    for field in model._meta.local_fields:
        if isinstance(field, ScopedForeignKey) and not _is_history(model):
            target = field.related_model._meta.db_table
            yield _add_constraint(
                table,
                f"{table}_{field.column}_scope"[:63],
                f'foreign key (authority_id, "{field.column}") references "{target}"'
                " (authority_id, id) deferrable initially deferred",
            )


class IsolateAuthorities(Operation):
    """
    Give every table of the app that has an authority its policy and its composite references.

    Safe to repeat: each migration that adds a table or a reference ends with one of these.
    """

    reduces_to_sql = True
    reversible = True

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        pass

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        owned = [
            model
            for model in to_state.apps.get_models(include_auto_created=True)
            if model._meta.app_label == app_label
            and any(field.column == "authority_id" for field in model._meta.local_fields)
        ]
        for statements in (_statements, _references):  # every unique key before any reference
            for model in owned:
                for sql in statements(model):
                    schema_editor.execute(sql, None)

    def database_backwards(self, *args: Any, **kwargs: Any) -> None:
        pass  # dropping the table drops them

    def describe(self) -> str:
        return "Keep the rows of one authority from every other"
