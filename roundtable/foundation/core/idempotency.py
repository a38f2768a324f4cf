"""One form, one act: a double press or a resent page must not do it twice."""

import uuid
from datetime import datetime

from roundtable.foundation.core.models import IdempotencyKey


def claim(key: str, *, user_id: int, now: datetime) -> bool:
    """
    Return whether this key is used for the first time.

    The claim is part of the request's transaction: if the act fails, so does the claim, and the
    person can try again. A key that is no key at all counts as used.
    """
    try:
        parsed = uuid.UUID(key)
    except ValueError:
        return False
    row = IdempotencyKey(key=parsed, user_id=user_id, claimed_at=now)
    return bool(IdempotencyKey.objects.bulk_create([row], ignore_conflicts=True)) and (
        IdempotencyKey.objects.filter(key=parsed, user_id=user_id, claimed_at=now).exists()
    )
