"""What only the owner of the tables can do for the tests; everything else is done as the app."""

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql

from roundtable.config import database

# Where the rows that migrations put into tables are kept, to be put back.
PRISTINE = "pristine"
NEVER_EMPTIED = ("django_migrations",)


def hand_over_to_application() -> None:
    """Have every further connection, of any thread, made as the application's role."""
    _connect_django_as("application")


def take_back_as_owner() -> None:
    _connect_django_as("owner")


def _connect_django_as(role: database.Role) -> None:
    connection.close()
    wanted = database.django_database(kind="test", role=role)
    connection.settings_dict.update(USER=wanted["USER"], PASSWORD=wanted["PASSWORD"])


def connect_as_owner(database_name: str) -> psycopg.Connection:
    """Connect to a database of the test server, beside Django's own connection."""
    owner = database.django_database(kind="test", role="owner")
    return psycopg.connect(
        host=owner["HOST"] or None,
        port=owner["PORT"] or None,
        user=owner["USER"],
        password=owner["PASSWORD"] or None,
        dbname=database_name,
        autocommit=True,
        **owner["OPTIONS"],
    )


def owner_connection() -> psycopg.Connection:
    """Connect to the test database as the owner; close it by using it as a context manager."""
    return connect_as_owner(settings.DATABASES["default"]["NAME"])


def remember_migrated_rows() -> None:
    """Keep a copy of what the migrations wrote: bank holidays, kinds of content and the like."""
    with owner_connection() as owner:
        owner.execute(f"drop schema if exists {PRISTINE} cascade; create schema {PRISTINE}")
        for table in _tables_with_rows(owner):
            owner.execute(
                sql.SQL("create table {copy} as table {table}").format(
                    copy=sql.Identifier(PRISTINE, table), table=sql.Identifier(table)
                )
            )


def restore_migrated_rows() -> None:
    """Empty every table, procrastinate's too, and put back what the migrations wrote.

    Django's own `flush` would need the owner, and does not know tables without a model.
    """
    with owner_connection() as owner, owner.transaction():
        # Nobody should be connected any more; a test that left somebody must not hang the rest.
        owner.execute("set local lock_timeout = '10s'")
        used = _tables_with_rows(owner)
        if not used:
            return
        names = sql.SQL(", ").join(map(sql.Identifier, used))
        owner.execute(sql.SQL("truncate {} restart identity cascade").format(names))
        for table in _tables(owner, PRISTINE):
            _put_back(owner, table)


def _put_back(owner: psycopg.Connection, table: str) -> None:
    # References are checked at the end of the transaction, so the order does not matter.
    owner.execute(
        sql.SQL("insert into {table} overriding system value table {copy}").format(
            table=sql.Identifier(table), copy=sql.Identifier(PRISTINE, table)
        )
    )
    for (column,) in owner.execute(
        "select column_name from information_schema.columns"
        " where table_schema = 'public' and table_name = %s and is_identity = 'YES'",
        [table],
    ).fetchall():
        owner.execute(
            sql.SQL(
                "select setval(pg_get_serial_sequence({table}, {name}), max({column}))"
                " from {source}"
            ).format(
                table=sql.Literal(f'"{table}"'),
                name=sql.Literal(column),
                column=sql.Identifier(column),
                source=sql.Identifier(table),
            )
        )


def _tables(owner: psycopg.Connection, schema: str) -> list[str]:
    found = owner.execute("select tablename from pg_tables where schemaname = %s", [schema])
    return sorted(name for (name,) in found if name not in NEVER_EMPTIED)


def _tables_with_rows(owner: psycopg.Connection) -> list[str]:
    asked = sql.SQL(" union all ").join(
        sql.SQL("select {name} where exists (select from {table})").format(
            name=sql.Literal(table), table=sql.Identifier(table)
        )
        for table in _tables(owner, "public")
    )
    return [name for (name,) in owner.execute(asked)]
