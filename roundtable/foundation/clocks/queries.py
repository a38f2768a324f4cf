"""Reads of clocks: worklists and pages take their dates from here."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core import clock
from roundtable.foundation.core.kept import Slot
from roundtable.rules.timescales import WINDOWS


def running_clocks(
    *,
    subject_type: str | None = None,
    subject_ids: Collection[int] | None = None,
    case_ids: Collection[int] | None = None,
    rules: Collection[str] | None = None,
    due_before: date | None = None,
    with_closed_windows: bool = False,
    today: date | Slot | None = None,
) -> QuerySet[Clock]:
    """
    Return running clocks that match all that is given, soonest due first.

    A window whose day has passed is closed and left out, unless the page says that it is; a kept
    query says which day is `today`.
    """
    clocks = Clock.objects.filter(stopped_on=None).order_by("due_on", "pk")
    if not with_closed_windows:
        clocks = clocks.exclude(rule__in=WINDOWS, due_on__lt=today or clock.today())
    if subject_type is not None:
        clocks = clocks.filter(subject_type=subject_type)
    if subject_ids is not None:
        clocks = clocks.filter(subject_id__in=subject_ids)
    if case_ids is not None:
        clocks = clocks.filter(case_id__in=case_ids)
    if rules is not None:
        clocks = clocks.filter(rule__in=rules)
    if due_before is not None:
        clocks = clocks.filter(due_on__lt=due_before)
    return clocks


def clocks_of(subject_type: str, subject_id: int) -> QuerySet[Clock]:
    """Return all clocks of one subject, running and stopped, oldest first."""
    return Clock.objects.filter(subject_type=subject_type, subject_id=subject_id).order_by("pk")
