"""Who works with some families, who interprets for them, and from where they come; at once."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Exists, OuterRef, QuerySet, Value

from roundtable.casework.cases.models import Allocation, Capacity, CaseMember, Standing
from roundtable.casework.conferences.models import Conference, Participant, ParticipantRole
from roundtable.casework.convening.models import StatedNeed
from roundtable.foundation.core.kept import Kept, Slot

_WORKED_ON_IT = frozenset({Capacity.SOCIAL_WORKER, Capacity.MANAGER})


@dataclass(slots=True)
class Around:
    """What is known of the people around some cases and their conferences."""

    worked: dict[int, set[int]]
    on_case: dict[int, set[int]]
    involved: Counter[int]
    interpreters: dict[int, set[int]]
    languages: dict[int, set[str]]
    homes: dict[int, set[str]]


def people_around(conferences: Collection[Conference], cases: Collection[int]) -> Around:
    """Return who works on the cases, who interprets what, and where families live. One query."""
    found = Around(
        defaultdict(set),
        defaultdict(set),
        Counter(),
        defaultdict(set),
        defaultdict(set),
        defaultdict(set),
    )
    rows = _AROUND.rows(case_ids=list(cases), conference_ids=[one.pk for one in conferences])
    for what, key, professional_id, words in rows:
        if what == _WORKS:
            found.on_case[key].add(professional_id)
            if words in _WORKED_ON_IT:
                found.worked[key].add(professional_id)
            found.involved[key] += words == Capacity.INVOLVED
        elif what == _INTERPRETS:
            found.interpreters[key].add(professional_id)
        elif what == _LIVES:
            found.homes[key].add(words)
        else:
            found.languages[key].add(words)
    return found


_WORKS, _INTERPRETS, _NEEDS_LANGUAGE, _LIVES = "works", "interprets", "language", "lives"


def _around(given: type[Slot]) -> QuerySet[Any, Any]:
    """Five short lists in one answer: what, whose, which professional, and in a word."""
    cases, conferences = given("case_ids"), given("conference_ids")
    nobody = Value(None, output_field=BigIntegerField())
    work = (
        Allocation.objects.filter(case_id__any=cases)
        .exclude(capacity=Capacity.CHAIR)
        .values_list(Value(_WORKS), "case_id", "professional_id", "capacity")
    )
    interpreters = Participant.objects.filter(
        conference_id__any=conferences,
        role=ParticipantRole.INTERPRETER,
        professional_id__isnull=False,
        withdrawn_at=None,
    ).values_list(Value(_INTERPRETS), "conference_id", "professional_id", Value(""))
    languages = (
        CaseMember.objects.filter(case_id__any=cases, ended_on=None)
        .exclude(person__interpreter_language="")
        .values_list(Value(_NEEDS_LANGUAGE), "case_id", nobody, "person__interpreter_language")
    )
    stated = (
        StatedNeed.objects.filter(form__conferences__pk__any=conferences, kind="interpreter")
        .exclude(detail="")
        .values_list(Value(_NEEDS_LANGUAGE), "form__case_id", nobody, "detail")
    )
    return work.union(interpreters, languages, stated, _homes(cases, nobody), all=True)


def _homes(cases: Slot, nobody: Value) -> QuerySet[Any, Any]:
    """
    Return where the adults of these families live now.

    Of a family in which an address is kept from anybody no postcode is read at all: a room that
    is proposed because it is near would tell where.
    """
    somebody_of_it = CaseMember.objects.filter(
        case_id=OuterRef("case_id"),
        person__addresses__kept_from__isnull=False,
        person__addresses__kept_from__ended_on=None,
    )
    return CaseMember.objects.filter(
        ~Exists(somebody_of_it),
        case_id__any=cases,
        ended_on=None,
        standing=Standing.ADULT,
        person__addresses__isnull=False,
        person__addresses__ends_on=None,
    ).values_list(Value(_LIVES), "case_id", nobody, "person__addresses__postcode")


_AROUND: Kept[Any] = Kept(_around)
