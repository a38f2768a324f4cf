"""The working-day calendar an authority counts by: the shipped days and those added since."""

from datetime import date

from roundtable.foundation.core.kept import Kept
from roundtable.foundation.core.models import Authority, BankHoliday
from roundtable.rules.working_days import ENGLAND_AND_WALES, Calendar

_ADDED = Kept(
    lambda given: BankHoliday.objects.filter(authority_id=given("authority_id")).values_list(
        "day", "name"
    )
)


def calendar_of(authority: Authority, *, without: date | None = None) -> Calendar:
    """Return the calendar for `authority`, as if `without` had not been added; one query."""
    days = {day: name for day, name in _ADDED.rows(authority_id=authority.pk) if day != without}
    return ENGLAND_AND_WALES.with_extra(days) if days else ENGLAND_AND_WALES


def calendar_for(authority_id: int) -> Calendar:
    """Return the calendar of an authority of which only the id is at hand, one query."""
    return calendar_of(Authority(pk=authority_id))
