"""The working-day calendar an authority counts by: the shipped days and those added since."""

from roundtable.foundation.core.models import Authority, BankHoliday
from roundtable.rules.working_days import ENGLAND_AND_WALES, Calendar


def calendar_of(authority: Authority) -> Calendar:
    """Return the calendar for `authority`, one query."""
    added = BankHoliday.objects.filter(authority=authority)
    days = {row.day: row.name for row in added}
    return ENGLAND_AND_WALES.with_extra(days) if days else ENGLAND_AND_WALES


def calendar_for(authority_id: int) -> Calendar:
    """Return the calendar of an authority of which only the id is at hand, one query."""
    return calendar_of(Authority(pk=authority_id))
