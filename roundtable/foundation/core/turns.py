"""One after the other: who changes the same thing as somebody else waits for their turn."""

from django.db import connection


def take_turn(what: str) -> None:
    """
    Wait until nobody else is in the middle of changing `what`. It is ours until the transaction
    ends, so what is read after this is what the one before us wrote.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [what])
