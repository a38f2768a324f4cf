"""What the application's role may do to each table, granted anew after every migration.

The role owns nothing, so it can neither switch off row-level security nor a trigger, nor truncate.
"""

from typing import Any

import pghistory.models
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections, models, transaction
from psycopg import sql

# Written by migrations alone; the application reads how far they have come.
READ_ONLY_TABLES = frozenset({"django_migrations"})


def grant_after_migrations(*, using: str, **_: Any) -> None:
    """Receive `post_migrate`, which comes once all tables are there."""
    call_command("createcachetable", database=using, verbosity=0)
    role = sql.Identifier(settings.DATABASE_APPLICATION_ROLE)
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(
            sql.SQL(
                "revoke all on all tables in schema public from {role};"
                "grant usage on schema public to {role};"
                "grant usage, select on all sequences in schema public to {role}"
            ).format(role=role)
        )
        for table in connections[using].introspection.table_names(cursor):
            cursor.execute(
                sql.SQL("grant {rights} on {table} to {role}").format(
                    rights=sql.SQL(rights_on(table)), table=sql.Identifier(table), role=role
                )
            )


def rights_on(table: str) -> str:
    if table in READ_ONLY_TABLES:
        return "select"
    if table in append_only_tables():
        return "select, insert"
    return "select, insert, update, delete"


def append_only_tables() -> frozenset[str]:
    """Return the tables of models that say so, and those that hold the history of rows."""
    return frozenset(
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if _is_append_only(model)
    )


def _is_append_only(model: type[models.Model]) -> bool:
    return getattr(model, "append_only", False) or issubclass(
        model, pghistory.models.Event | pghistory.models.Context
    )
