"""What the booking form of a conference says, for finding a time and for the needs desk."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, time
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch
from django.db.models.functions import JSONObject

from roundtable.casework.cases.facts import case_facts
from roundtable.casework.cases.models import Case
from roundtable.casework.convening.models import (
    BookingForm,
    FormChild,
    ProposedExclusion,
    StatedNeed,
    TimeToAvoid,
    TransferChild,
    WantedProfessional,
)
from roundtable.foundation.access.doors import Door
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core.kept import Kept
from roundtable.rules.access import Permission
from roundtable.rules.avoided_times import AvoidedTime, Because
from roundtable.rules.transfer_states import State as TransferState

_FORMS = Door(
    "booking form",
    lambda: BookingForm.objects.select_related("case__authority"),
    lambda actor: case_facts(actor, path="case__"),
)


def get_booking_form(
    *,
    public_id: uuid.UUID,
    actor: Actor,
    permission: Permission = Permission.REQUEST_CONFERENCE,
) -> BookingForm:
    """
    Return a booking form with its case, if `actor` holds `permission` on the case. One query.

    :raises RecordNotFound: if it does not exist or is not theirs.
    """
    form = _FORMS.open(actor, public_id, permission)
    audit.note_read("case", form.case_id)
    return form


def unsent_form(case: Case) -> BookingForm | None:
    """Return the form that somebody began for a case that was opened, and has not sent."""
    return BookingForm.objects.filter(case=case, sent_at=None).first()


def avoided_times(form_ids: Collection[int]) -> Mapping[int, list[AvoidedTime]]:
    """Return by form what the family said about their days; one query for any number of forms."""
    found: dict[int, list[AvoidedTime]] = defaultdict(list)
    for form_id, told in _AVOIDED.rows(form_ids=list(form_ids)):
        found[form_id] += as_avoided([told])
    return found


_AS_TOLD = JSONObject(
    because="because",
    first_on="first_on",
    last_on="last_on",
    weekdays="weekdays",
    starts="starts",
    ends="ends",
)
_AVOIDED: Kept[TimeToAvoid] = Kept(
    lambda given: (
        TimeToAvoid.objects.filter(form_id__any=given("form_ids"))
        .order_by("pk")
        .values_list("form_id", _AS_TOLD)
    )
)


def avoided_said() -> ArraySubquery:
    """Return the same as a column of a query of conferences, for `as_avoided`."""
    rows = TimeToAvoid.objects.filter(form_id=OuterRef("booking_form_id")).order_by("pk")
    return ArraySubquery(rows.values(told=_AS_TOLD))


def as_avoided(told: Iterable[Mapping[str, Any]]) -> list[AvoidedTime]:
    return [
        AvoidedTime(
            because=Because(one["because"]),
            first_on=date.fromisoformat(one["first_on"]) if one["first_on"] else None,
            last_on=date.fromisoformat(one["last_on"]) if one["last_on"] else None,
            weekdays=frozenset(one["weekdays"]),
            starts=time.fromisoformat(one["starts"]) if one["starts"] else None,
            ends=time.fromisoformat(one["ends"]) if one["ends"] else None,
        )
        for one in told
    ]


def needs_by_form(form_ids: Collection[int]) -> list[tuple[int, str, str]]:
    """Return form, kind and detail of what people need; one query for any number of forms."""
    return _NEEDS.rows(form_ids=list(form_ids))


_NEEDS = Kept(
    lambda given: StatedNeed.objects.filter(form_id__any=given("form_ids")).values_list(
        "form_id", "kind", "detail"
    )
)


def family_travel(form_id: int | None) -> str:
    """Return how the family comes, as the form says it; no query where there is no form."""
    if form_id is None:
        return ""
    return BookingForm.objects.values_list("travel", flat=True).get(pk=form_id)


def stated_needs(form: BookingForm) -> list[StatedNeed]:
    """Return what people of the family need in order to take part, as the form says it."""
    return list(form.needs.select_related("person").order_by("pk"))


def filled_form(form_id: int | None) -> BookingForm | None:
    """
    Return the form that a request was made with, and all that it says. Six queries.

    It names whom the police look up, and the risk to whoever visits: that is shown to those alone
    who hold `VIEW_STAFF_RISK`.
    """
    if form_id is None:
        return None
    return (
        BookingForm.objects.select_related("late_manager", "late_chair")
        .prefetch_related(
            Prefetch("children", FormChild.objects.select_related("child")),
            Prefetch("needs", StatedNeed.objects.select_related("person")),
            Prefetch("wanted", WantedProfessional.objects.select_related("professional__agency")),
            Prefetch("exclusions", ProposedExclusion.objects.select_related("person")),
            "avoided",
        )
        .get(pk=form_id)
    )


def accepted_transfers(child_ids: Collection[int]) -> list[int]:
    """Return those of the children whose transfer from another authority was accepted."""
    return _ACCEPTED.rows(child_ids=list(child_ids), state=TransferState.ACCEPTED.value)


_ACCEPTED = Kept(
    lambda given: TransferChild.objects.filter(
        child_id__any=given("child_ids"), transfer__state=given("state")
    ).values_list("child_id", flat=True)
)
