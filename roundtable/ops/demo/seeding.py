"""Telling all the tales: in lanes, side by side, each family whole or not at all."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from roundtable.casework.cases.models import Case
from roundtable.foundation.core.context import authority_context, set_context
from roundtable.foundation.core.models import Authority
from roundtable.ops.demo import (
    next_door,
    tales_arranged,
    tales_asked,
    tales_begun,
    tales_held,
    tales_reported,
    tales_taken_over,
)
from roundtable.ops.demo.authority import CODE, OTHER_CODE
from roundtable.ops.demo.cast import Cast, build_cast, load_cast
from roundtable.ops.demo.hartley import HARTLEY, build_hartley
from roundtable.ops.demo.post import deliver_past_post
from roundtable.ops.demo.stage import Stage
from roundtable.ops.demo.story import Story
from roundtable.ops.demo.tale import Tale

LANES = (0, 1)


def _tell_of_the_hartleys(story: Story) -> None:
    build_hartley(story.stage.cast, upto="reports", stage=story.stage)


TALES: tuple[Tale, ...] = (
    Tale("ready_today", HARTLEY, _tell_of_the_hartleys),
    *tales_taken_over.TALES,
    *tales_begun.TALES,
    *tales_held.TALES,
    *tales_reported.TALES,
    *tales_arranged.TALES,
    *tales_asked.TALES,
    next_door.TALE,
)


@dataclass
class Told:
    """What was told: families by their state, and how many acts that took."""

    states: Counter[str] = field(default_factory=Counter)
    acts: int = 0

    def add(self, state: str, acts: int) -> None:
        self.states[state] += 1
        self.acts += acts


def open_stage(*, today: date, seed: int) -> Stage:
    """Found the authorities and engage the cast, unless an earlier run has done so."""
    with transaction.atomic():
        is_there = Authority.objects.filter(code=CODE).exists()
        cast = load_cast(today=today) if is_there else build_cast(today=today)
    return Stage(cast, seed=seed)


def still_to_tell(cast: Cast) -> list[Tale]:
    """Return the tales that are not in the database yet."""
    return _still_to_tell([cast.authority.pk, cast.other_authority.pk])


def _still_to_tell(authority_ids: list[int]) -> list[Tale]:
    references = [tale.family.reference for tale in TALES]
    with authority_context(authority_ids):
        cases = Case.objects.filter(reference__in=references)
        held = set(cases.values_list("reference", flat=True))
    return [tale for tale in TALES if tale.family.reference not in held]


def has_more_to_tell() -> bool:
    """Return whether the demonstration is missing here, or an earlier run broke off."""
    authority = Authority.objects.filter(code=CODE).first()
    if authority is None:
        return not Authority.objects.exists()
    other = Authority.objects.get(code=OTHER_CODE)
    return bool(_still_to_tell([authority.pk, other.pk]))


def tell(stage: Stage, tales: list[Tale]) -> Iterator[tuple[str, int]]:
    """Tell these one after the other, each in a transaction; yield its state and its acts."""
    for tale in tales:
        before = stage.acts
        with transaction.atomic():
            set_context([stage.cast.authority.pk, stage.cast.other_authority.pk])
            tale.tell(Story(stage, tale.family))
            set_context([stage.cast.authority.pk, stage.cast.other_authority.pk])
            deliver_past_post(stage)
        yield tale.state, stage.acts - before


def tell_all(
    stage: Stage, tales: list[Tale], *, advance: Callable[[], object] = lambda: None
) -> Told:
    """Tell them in this process and on this connection, lane after lane."""
    told = Told()
    for lane in LANES:
        for state, acts in tell(stage, [tale for tale in tales if tale.lane == lane]):
            told.add(state, acts)
            advance()
    return told


def summary_of(told: Told) -> Mapping[str, int]:
    return dict(sorted(told.states.items()))
