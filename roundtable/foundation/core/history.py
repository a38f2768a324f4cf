"""Row history for rows that can change: the row as it was, and who changed it."""

from typing import TypeVar

import pghistory
from django.db import models

M = TypeVar("M", bound=type[models.Model])


def with_history(model: M) -> M:
    """
    Keep the earlier state of every changed or deleted row in an append-only table.

    Nothing is kept at an insert: the row itself is that state until it changes.
    """
    tracker = pghistory.track(
        pghistory.UpdateEvent("before_change", row=pghistory.Old),
        pghistory.DeleteEvent("before_deletion", row=pghistory.Old),
        append_only=True,
    )
    return tracker(model)  # type: ignore[no-any-return]
