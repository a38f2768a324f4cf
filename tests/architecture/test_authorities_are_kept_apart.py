"""Every table with an authority shows its rows to that authority alone, whatever a query says."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction

from roundtable.foundation.core.context import set_context
from roundtable.foundation.core.isolation import protect
from tests.support.owner import owner_connection

pytestmark = pytest.mark.django_db

# Read to find out which authorities someone works for, so before there is a context.
READ_BEFORE_ANY_CONTEXT = {"accounts_appointment"}

# A table is protected if row-level security is on and its only policy is, word for word, ours.
TABLES_WITH_AN_AUTHORITY = """
    select relname::text,
           relrowsecurity,
           coalesce((
               select array_agg(concat_ws(
                   ' / ', polpermissive, polcmd, polroles::text,
                   pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)))
               from pg_policy where polrelid = pg_class.oid
           ), '{}')
    from pg_class
    join pg_attribute on attrelid = pg_class.oid and attname = 'authority_id' and not attisdropped
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
    order by relname
"""


@pytest.fixture
def owner() -> Iterator[psycopg.Connection]:
    """The owner, in a transaction that leaves nothing behind."""
    with owner_connection() as connected, connected.transaction(force_rollback=True):
        connected.execute("create table scratch (id int, authority_id bigint not null)")
        yield connected


def unprotected_tables(owner: psycopg.Connection) -> list[str]:
    owner.execute("create table model_table (authority_id bigint)")
    owner.execute(protect("model_table"))
    tables = {
        name: (on, policies) for name, on, policies in owner.execute(TABLES_WITH_AN_AUTHORITY)
    }
    wanted = tables.pop("model_table")
    return [name for name, found in tables.items() if found != wanted]


def test_every_table_with_an_authority_is_protected(owner: psycopg.Connection) -> None:
    owner.execute("drop table scratch")

    assert set(unprotected_tables(owner)) == READ_BEFORE_ANY_CONTEXT


@pytest.mark.parametrize(
    "mistake",
    [
        "select",  # nothing was done at all
        "alter table scratch enable row level security",
        "alter table scratch enable row level security;"
        " create policy own_authority on scratch using (true)",
        protect("scratch") + "alter table scratch disable row level security",
        protect("scratch") + "create policy another on scratch using (true)",
    ],
)
def test_a_table_without_protection_is_found(owner: psycopg.Connection, mistake: str) -> None:
    owner.execute(mistake)

    assert "scratch" in unprotected_tables(owner)


def test_a_protected_table_is_not_found(owner: psycopg.Connection) -> None:
    owner.execute(protect("scratch"))

    assert "scratch" not in unprotected_tables(owner)


@pytest.fixture
def two_rows() -> Iterator[None]:
    """A protected table with a row of each of two authorities."""
    with owner_connection() as owner:
        owner.execute("create table scratch (id int, authority_id bigint not null)")
        try:
            owner.execute("insert into scratch values (1, 101), (2, 202)")
            owner.execute("grant select, insert, update, delete on scratch to public")
            owner.execute(protect("scratch"))
            yield
        finally:
            owner.execute("drop table scratch")


def write(statement: str, *, as_authority: int) -> None:
    with transaction.atomic():
        set_context([as_authority])
        connection.cursor().execute(statement)


def seen() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("select id from scratch order by id")
        return [found for (found,) in cursor.fetchall()]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("two_rows")
class TestAQuery:
    def test_without_a_context_sees_nothing(self) -> None:
        assert seen() == []

    def test_sees_the_rows_of_its_authorities(self) -> None:
        with transaction.atomic():
            set_context([202])
            assert seen() == [2]
            set_context([101, 202])
            assert seen() == [1, 2]

    def test_with_an_empty_context_sees_nothing(self) -> None:
        with transaction.atomic():
            set_context([])
            assert seen() == []

    def test_after_a_context_sees_nothing_on_the_same_connection(self) -> None:
        with transaction.atomic():
            set_context([101])
            assert seen() == [1]

        assert seen() == []

    def test_cannot_write_for_another_authority(self) -> None:
        with pytest.raises(ProgrammingError, match="row-level security"):
            write("insert into scratch values (3, 202)", as_authority=101)

    def test_cannot_move_a_row_to_another_authority(self) -> None:
        with pytest.raises(ProgrammingError, match="row-level security"):
            write("update scratch set authority_id = 202", as_authority=101)
