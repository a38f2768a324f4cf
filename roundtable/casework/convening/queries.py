"""What the booking form of a conference says, for finding a time and for the needs desk."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from roundtable.casework.convening.models import BookingForm, StatedNeed, TimeToAvoid
from roundtable.rules.avoided_times import AvoidedTime, Because


def avoided_times(form_ids: Collection[int]) -> Mapping[int, list[AvoidedTime]]:
    """Return by form what the family said about their days; one query for any number of forms."""
    found: dict[int, list[AvoidedTime]] = defaultdict(list)
    for row in TimeToAvoid.objects.filter(form__in=form_ids).order_by("pk"):
        found[row.form_id].append(
            AvoidedTime(
                because=Because(row.because),
                first_on=row.first_on,
                last_on=row.last_on,
                weekdays=frozenset(row.weekdays),
                starts=row.starts,
                ends=row.ends,
            )
        )
    return found


def stated_needs(form: BookingForm) -> list[StatedNeed]:
    """Return what people of the family need in order to take part, as the form says it."""
    return list(form.needs.select_related("person").order_by("pk"))
