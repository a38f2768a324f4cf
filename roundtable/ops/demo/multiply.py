"""
Data of an authority's size: the families that acts built, copied inside the database.

A copy is the same family with other identifiers; nothing is invented that an act did not write.
Copies of the past are moved back by whole years of weeks and everything open in them is closed.
Agencies and rooms are shared; professionals are copied in teams, so that one social worker does
not end up with a whole town.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import connection, models, transaction

from roundtable.casework.cases.models import Denial, DutyTurn
from roundtable.casework.conferences.models import Booking, Room
from roundtable.casework.fortnight.models import FortnightPlan, PlannedConference
from roundtable.casework.information.models import InformationText, InformationVersion
from roundtable.casework.people.models import Agency, Professional
from roundtable.casework.plans.models import UnreadChild
from roundtable.casework.statements.models import TradeWord
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core.context import set_context
from roundtable.foundation.core.fields import ScopedForeignKey
from roundtable.foundation.documents.models import Document, KeptFile

STRIDE = 10_000_000
# 52 weeks: a Thursday stays a Thursday.
YEAR_OF_WEEKS = 364
COPIES_AT_ONCE = 5

# What an authority has once, or what belongs to no family alone.
SHARED = (
    Agency,
    Professional,
    Room,
    Booking,
    DutyTurn,
    Denial,
    UnreadChild,
    InformationText,
    InformationVersion,
    TradeWord,
    FortnightPlan,
    PlannedConference,
)
# Columns that hold the plain id of a row that is copied, or of a professional.
PLAIN_IDS = {
    "clocks_clock": {
        "subject_id": "row",
        "case_id": "row",
        "child_id": "row",
        "owner_id": "professional",
    },
    "documents_document": {
        "subject_id": "row",
        "case_id": "row",
        "reader_person_id": "row",
        "reader_professional_id": "professional",
    },
    "cases_timelineentry": {"child_id": "row", "subject_id": "row"},
    "invitations_invitation": {"document_id": "row"},
    "invitations_enclosure": {"document_id": "row"},
    "preparing_gonethrough": {"document_id": "row"},
}
# What must be different in every copy.
DISTINCT = {
    "cases_case": {"reference": "left(reference, 12) || '-' || c"},
    "people_person": {
        "la_child_id": "case la_child_id when '' then '' else left(la_child_id, 12) || 'C' || c end"
    },
}
# Columns that hold many such ids.
LISTS_OF_IDS = {
    ("room_sessionevent", "out_of_room"): (
        f"(select coalesce(jsonb_agg(one::bigint + c * {STRIDE}), '[]') "
        "from jsonb_array_elements_text(out_of_room) as one)"
    ),
    (
        "reports_papercopy",
        "reports",
    ): f"array(select one + c * {STRIDE} from unnest(reports) as one)",
}
# How what is open in a copy of the past was closed.
CLOSED: dict[str, dict[str, str]] = {
    "plans_plan": {
        "ends_on": "coalesce(ends_on, starts_on + 200) - ({days})::int",
        "end_reason": "case when ends_on is null then 'risk_reduced' else end_reason end",
        "state": "'ENDED'",
    },
    "clocks_clock": {
        "stopped_on": "coalesce(stopped_on, due_on) - ({days})::int",
        "stopped_by": "case when stopped_on is null then 'no longer needed' else stopped_by end",
    },
    "cases_allocation": {"ends_on": "coalesce(ends_on, starts_on + 300) - ({days})::int"},
    "cases_section47enquiry": {
        "state": "case state when 'OPEN' then 'NOT_SUBSTANTIATED' else state end"
    },
    "plans_coregroupmeeting": {
        "state": "case state when 'PLANNED' then 'CANCELLED' else state end"
    },
    "conferences_conference": {
        "state": "case when ending = '' then 'CANCELLED' else 'DISTRIBUTED' end"
    },
}


@dataclass(frozen=True, slots=True)
class Copies:
    """How many copies stand as they are, and how many lie in the past, over how many years."""

    current: int
    past: int
    years: int
    teams: int

    @property
    def made(self) -> int:
        return self.current + self.past


def multiply(
    authority_id: int, copies: Copies, *, advance: Callable[[int], object] = lambda n: None
) -> None:
    """Copy every family of the authority, some copies at a time, each in its own transaction."""
    with transaction.atomic():
        set_context([authority_id])
        _copy_teams(authority_id, copies.teams)
    for first in range(1, copies.made + 1, COPIES_AT_ONCE):
        last = min(first + COPIES_AT_ONCE - 1, copies.made)
        with transaction.atomic():
            set_context([authority_id])
            for model in copied_models():
                for is_past, low, high in _halves(first, last, copies.current):
                    _copy(model, authority_id, low, high, copies, is_past=is_past)
        advance(last - first + 1)


def _halves(first: int, last: int, current: int) -> Iterator[tuple[bool, int, int]]:
    if first <= current:
        yield False, first, min(last, current)
    if last > current:
        yield True, max(first, current + 1), last


def copied_models() -> list[type[models.Model]]:
    """Return every model whose rows are copied with a family, in no order that matters."""
    casework = [
        model
        for app in apps.get_app_configs()
        if app.name.startswith("roundtable.casework.")
        for model in app.get_models()
        if model not in SHARED and not _is_history(model)
    ]
    return [*casework, Clock, Document, KeptFile]


def _is_history(model: type[models.Model]) -> bool:
    return any(field.name == "pgh_id" for field in model._meta.local_fields)


def _copy_teams(authority_id: int, teams: int) -> None:
    columns = _columns(Professional)
    values = {"id": f"id + c * {STRIDE}", "public_id": "gen_random_uuid()"}
    _insert(Professional, columns, values, authority_id, 1, teams - 1)


def _copy(
    model: type[models.Model],
    authority_id: int,
    low: int,
    high: int,
    copies: Copies,
    *,
    is_past: bool,
) -> None:
    days = f"(mod(c - {copies.current} - 1, {copies.years}) + 1) * {YEAR_OF_WEEKS}"
    values: dict[str, str] = {}
    for field in model._meta.local_concrete_fields:
        column = str(field.column)
        value = _value(model, field, copies)
        if is_past and isinstance(field, models.DateTimeField):
            value = f'"{column}" - make_interval(days => ({days})::int)'
        elif is_past and isinstance(field, models.DateField):
            value = f'"{column}" - ({days})::int'
        if value is not None:
            values[column] = value
    if is_past:
        if any(field.column == "origin" for field in model._meta.local_concrete_fields):
            values["origin"] = "case origin when 'own' then 'paper' else origin end"
        for column, closed in CLOSED.get(model._meta.db_table, {}).items():
            values[column] = closed.format(days=days)
    _insert(model, _columns(model), values, authority_id, low, high)


def _value(model: type[models.Model], field: models.Field, copies: Copies) -> str | None:
    """Return how a column of the copy differs, or None if it does not."""
    column, table = str(field.column), model._meta.db_table
    row = f'"{column}" + c * {STRIDE}'
    professional = f'"{column}" + mod(c, {copies.teams}) * {STRIDE}'
    plain = PLAIN_IDS.get(table, {}).get(column)
    if field.primary_key or plain == "row":
        return row
    if column == "public_id":
        return "gen_random_uuid()"
    if column in DISTINCT.get(table, {}):
        return DISTINCT[table][column]
    if (table, column) in LISTS_OF_IDS:
        return LISTS_OF_IDS[table, column]
    if isinstance(field, ScopedForeignKey):
        target = field.related_model
        if target is Professional:
            return professional
        return None if target in SHARED else row
    return professional if plain == "professional" else None


def _columns(model: type[models.Model]) -> list[str]:
    return [str(field.column) for field in model._meta.local_concrete_fields]


def _insert(
    model: type[models.Model],
    columns: list[str],
    values: dict[str, str],
    authority_id: int,
    low: int,
    high: int,
) -> None:
    names = ", ".join(f'"{column}"' for column in columns)
    selected = ", ".join(values.get(column, f'"{column}"') for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f'insert into "{model._meta.db_table}" ({names}) select {selected} '
            f'from "{model._meta.db_table}", generate_series(%s::bigint, %s::bigint) as c '
            "where authority_id = %s and id < %s",
            [low, high, authority_id, STRIDE],
        )
