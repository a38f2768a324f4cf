"""Whether a conference will be quorate, as it is to be expected; and which soon may not be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Coalesce

from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.conferences.queries import conferences_visible_to
from roundtable.casework.invitations.queries import attendee
from roundtable.casework.invitations.ways import BY_OFFICE
from roundtable.foundation.accounts.models import Actor, AnyActor, slots_of
from roundtable.foundation.core.kept import Kept, Slot
from roundtable.rules.access import Role
from roundtable.rules.conference_states import ARRANGED
from roundtable.rules.conference_states import State as ConferenceState
from roundtable.rules.invitation_states import State
from roundtable.rules.quorum import (
    COUNTING_ROLES,
    Expected,
    Forecast,
    QuorumPolicy,
    forecast_quorum,
)
from roundtable.rules.readiness import FORECAST_WORKING_DAYS, quorum_line
from roundtable.rules.working_days import Calendar

# Before its people are invited nobody can be missing, and after the day has moved they are asked
# anew.
_ASKED = sorted(state.value for state in ARRANGED - {ConferenceState.SCHEDULED})


def forecast_of(seats: Iterable[Any], policy: QuorumPolicy) -> Forecast:
    """Return what is to be expected of these participants; each carries its `answer`."""
    expected = [_expected(one) for one in seats if one.role in COUNTING_ROLES]
    return forecast_quorum(expected, policy)


def answer_of_seat() -> Coalesce:
    """Return the state of a participant's invitation as SQL, "" where there is none."""
    return Coalesce(F("invitations__state"), Value(""), output_field=TextField())


def _expected(seat: Any) -> Expected:
    is_coming: bool | None = True
    if seat.role not in BY_OFFICE and seat.deputises_for_id is None:
        is_coming = _COMING.get(seat.answer)
    agency = seat.professional.agency.name if seat.professional else seat.name
    return Expected(attendee(seat), agency, is_coming)


_COMING: Mapping[str, bool | None] = {
    State.ACCEPTED.value: True,
    State.DECLINED.value: False,
    State.DEPUTY_NAMED.value: False,
}


@dataclass(frozen=True, slots=True)
class MayNotBeQuorate:
    """A conference a few days off whose quorum is not sure, with the agencies that are missing."""

    conference: Conference
    says: str


def may_not_be_quorate(
    actor: Actor, *, today: date, calendar: Calendar
) -> tuple[MayNotBeQuorate, ...]:
    """
    Return the conferences that will hardly be quorate unless somebody acts now, soonest first.

    One query, for any number of them.
    """
    until = calendar.add(today, FORECAST_WORKING_DAYS)
    seats = _NEAR.rows(actor.role, **slots_of(actor) | {"today": today, "until": until})
    found = []
    for _, own in groupby(seats, key=lambda one: one.conference_id):
        theirs = list(own)
        conference = theirs[0].conference
        policy = QuorumPolicy.of(conference.authority.effective_settings)
        forecast = forecast_of(theirs, policy)
        if not forecast.is_quorate:
            found.append(MayNotBeQuorate(conference, quorum_line(forecast, is_close=True).says))
    return tuple(found)


def _near(given: type[Slot], role: Role) -> QuerySet[Participant]:
    """Who counts at the conferences that are near; of each that is asked there is somebody."""
    near = conferences_visible_to(AnyActor(role)).filter(
        state__in=_ASKED, on__gte=given("today"), on__lte=given("until")
    )
    # The few conferences come first: read from the seats, every seat there ever was is gone through.
    return (
        Participant.objects.filter(
            conference_id__any=ArraySubquery(near.values("pk")),
            withdrawn_at=None,
            role__in=sorted(COUNTING_ROLES),
        )
        .select_related("professional__agency", "conference__authority", "conference__case")
        .only(*_SHOWN)
        .annotate(answer=answer_of_seat())
        .order_by("conference__starts_at", "conference_id", "pk")
    )


# What is counted and said of each; a conference has a seat in the list for everybody who counts.
_SHOWN = (
    "role",
    "has_direct_contact",
    "deputises_for",
    "professional__name",
    "professional__agency__name",
    "professional__agency__kind",
    "conference__public_id",
    "conference__on",
    "conference__starts_at",
    "conference__ends_at",
    "conference__authority__settings",
    "conference__case__family_name",
    "conference__case__reference",
)
_NEAR = Kept(_near)
