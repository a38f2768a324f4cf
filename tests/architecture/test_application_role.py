"""The application's role owns nothing, and what is append-only stays as it was written."""

from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings
from django.db import ProgrammingError, connection

from roundtable.foundation.core.grants import append_only_tables
from tests.support.owner import owner_connection

pytestmark = pytest.mark.django_db

OWNED = """
    select 'relation', relname::text from pg_class where relowner = %(role)s::regrole
    union all select 'schema', nspname::text from pg_namespace where nspowner = %(role)s::regrole
    union all select 'function', proname::text from pg_proc where proowner = %(role)s::regrole
    union all select 'database', datname::text from pg_database where datdba = %(role)s::regrole
"""
POWERS = """
    select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication
        or exists (select from pg_auth_members where member = pg_roles.oid)
    from pg_roles where rolname = %s
"""
CHANGEABLE = """
    select relname::text, right_to from pg_class
    cross join unnest(array['UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER', 'REFERENCES']) right_to
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
        and relname = any(%(tables)s) and has_table_privilege(%(role)s, pg_class.oid, right_to)
"""


@pytest.fixture
def role() -> str:
    return settings.DATABASE_APPLICATION_ROLE


@pytest.fixture
def owner(role: str) -> Iterator[psycopg.Connection]:
    """The owner, in a transaction that leaves nothing behind."""
    with owner_connection() as connected, connected.transaction(force_rollback=True):
        yield connected


def test_tests_run_as_the_application(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select current_user, session_user")
        assert cursor.fetchone() == (role, role)


def test_the_role_owns_nothing(owner: psycopg.Connection, role: str) -> None:
    assert owner.execute(OWNED, {"role": role}).fetchall() == []


def test_what_a_role_owns_is_found(owner: psycopg.Connection) -> None:
    owner.execute("create table scratch ()")
    found = owner.execute(OWNED, {"role": owner.info.user}).fetchall()

    assert ("relation", "scratch") in found


def test_the_role_has_no_powers_beside_its_grants(owner: psycopg.Connection, role: str) -> None:
    assert owner.execute(POWERS, [role]).fetchone() == (False,)
    assert owner.execute(POWERS, [owner.info.user]).fetchone() == (True,)  # it may make databases


def changeable(owner: psycopg.Connection, role: str, tables: set[str]) -> set[tuple[str, str]]:
    return set(owner.execute(CHANGEABLE, {"role": role, "tables": list(tables)}).fetchall())


def test_append_only_tables_cannot_be_changed(owner: psycopg.Connection, role: str) -> None:
    tables = set(append_only_tables())

    assert {
        "audit_auditevent",
        "audit_accessevent",
        "statements_statementversion",
        "clocks_clockevent",
        "plans_planversion",
        "plans_planreview",
        # The history of rows that change.
        "decisions_decisionevent",
        "plans_outlineevent",
        "plans_outcomereviewevent",
    } <= tables
    assert changeable(owner, role, tables) == set()


def test_a_table_that_can_be_changed_is_found(owner: psycopg.Connection, role: str) -> None:
    owner.execute("create table scratch ()")
    owner.execute(f"grant update, truncate on scratch to {role}")

    assert changeable(owner, role, {"scratch"}) == {("scratch", "UPDATE"), ("scratch", "TRUNCATE")}


def test_no_table_can_be_truncated(owner: psycopg.Connection, role: str) -> None:
    every_table = set(connection.introspection.table_names())
    rights = {right for _, right in changeable(owner, role, every_table)}

    assert rights == {"UPDATE", "DELETE"}


@pytest.mark.parametrize(
    "attempt",
    [
        "update audit_auditevent set authority_id = authority_id",
        "delete from audit_auditevent",
        "truncate audit_auditevent",
        "alter table audit_auditevent disable trigger all",
        "alter table people_person disable row level security",
        "drop policy own_authority on people_person",
        "drop table audit_auditevent",
        "set session_replication_role = replica",
        "create table mine ()",
        "update django_migrations set name = name",
    ],
)
def test_the_database_refuses(attempt: str) -> None:
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
        connection.cursor().execute(attempt)
