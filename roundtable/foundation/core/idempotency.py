"""One form, one act: a double press or a resent page must not do it twice."""

import uuid
from datetime import datetime

from django.db import connection

from roundtable.foundation.core.models import IdempotencyKey

LONGEST_ADDRESS = 500


def claim(key: str, *, user_id: int, now: datetime) -> bool:
    """
    Return whether this key is used for the first time.

    The claim is part of the request's transaction: if the act fails, so does the claim, and the
    person can try again. A second press waits here until the first is done or has failed. A key
    that is no key at all counts as used.
    """
    try:
        parsed = uuid.UUID(key)
    except ValueError:
        return False
    with connection.cursor() as cursor:
        # The row count tells, not the time: two presses can fall into one moment.
        cursor.execute(
            f'insert into "{IdempotencyKey._meta.db_table}"'
            " (key, user_id, claimed_at, answered_with) values (%s, %s, %s, '')"
            " on conflict do nothing",
            [parsed, user_id, now],
        )
        return bool(cursor.rowcount == 1)


def was_used(key: str, *, user_id: int) -> bool:
    """Return whether this user's form with this key has been sent, and its act was done."""
    try:
        parsed = uuid.UUID(key)
    except ValueError:
        return False
    return IdempotencyKey.objects.filter(key=parsed, user_id=user_id).exists()


def remember_answer(key: str, *, user_id: int, address: str) -> None:
    """Keep where the act led, for the same person sending the form again."""
    if len(address) <= LONGEST_ADDRESS:
        IdempotencyKey.objects.filter(key=key, user_id=user_id).update(answered_with=address)


def answer_to(key: str, *, user_id: int) -> str:
    """Return where the act of this user's form led; empty if that is not known."""
    found = IdempotencyKey.objects.filter(key=key, user_id=user_id)
    return found.values_list("answered_with", flat=True).first() or ""
