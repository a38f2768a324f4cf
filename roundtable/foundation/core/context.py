"""Whose rows the database shows: the authorities of the person acting, for one transaction."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction


def set_context(authority_ids: Iterable[int], user_id: int | None = None) -> None:
    """
    Show this transaction the rows of these authorities and of no other.

    The setting is local: it ends with the transaction, so a reused connection starts blind.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A context lasts one transaction: open one first.")
    array = "{" + ",".join(str(int(one)) for one in authority_ids) + "}"
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('app.authorities', %s, true), set_config('app.user_id', %s, true)",
            [array, str(user_id or "")],
        )


@contextmanager
def authority_context(authority_ids: Iterable[int], user_id: int | None = None) -> Iterator[None]:
    """Run one transaction as these authorities: what jobs, commands and tests use."""
    with transaction.atomic():
        set_context(authority_ids, user_id)
        yield
