"""Data of an authority's size: copies that keep every sentence true, made once."""

import pytest
from django.db import models

from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core import clock
from roundtable.foundation.core.context import set_context
from roundtable.foundation.core.fields import ScopedForeignKey
from roundtable.ops.demo import sweep
from roundtable.ops.demo.multiply import (
    LISTS_OF_IDS,
    PLAIN_IDS,
    SHARED,
    Copies,
    copied_models,
)
from roundtable.ops.demo.seeding import TALES, open_stage, tell_all
from roundtable.ops.demo.sizes import (
    TARGETS,
    AnotherSize,
    copies_for,
    copies_to_make,
    count_plans,
    grow,
    size_of_data,
)
from roundtable.ops.demo.stage import Stage

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture
def stage() -> Stage:
    stage = open_stage(today=clock.today(), seed=1)
    tell_all(stage, [tale for tale in TALES if tale.state in ("letters_sent", "ended_at_review")])
    set_context([stage.cast.authority.pk])
    return stage


def test_copies_double_the_plans_and_break_no_sentence(stage: Stage) -> None:
    authority = stage.cast.authority
    running, every = count_plans(authority)
    advanced: list[int] = []
    grow(authority, "la", Copies(current=1, past=2, years=2, teams=2), advance=advanced.append)
    assert count_plans(authority) == (running * 2, every * 4)
    assert sum(advanced) == 3
    assert sweep.broken() == {}
    assert size_of_data() == "la"


def test_the_sweep_finds_what_does_not_hold(stage: Stage) -> None:
    Clock.objects.filter(subject_type="plan").update(stopped_on=None)
    assert "an ended plan has no clock running" in sweep.broken()


def test_data_of_a_size_are_not_made_again_nor_of_another_size(stage: Stage) -> None:
    authority = stage.cast.authority
    authority.branding["made_of_size"] = "la"
    assert copies_to_make(authority, "la").made == 0
    with pytest.raises(AnotherSize, match="size la"):
        copies_to_make(authority, "large")


@pytest.mark.parametrize("size", TARGETS)
def test_enough_copies_are_made_for_a_size(size: str) -> None:
    copies = copies_for(size, open_plans=40, plans=60)
    running, ended, *_ = TARGETS[size]
    assert running <= 40 * (1 + copies.current) < running + 40
    assert ended <= 60 * copies.past < ended + 60


def test_what_a_copy_points_to_is_copied_with_it_or_shared() -> None:
    known = {*copied_models(), *SHARED}
    lost = [
        f"{model._meta.label}.{field.name}"
        for model in copied_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, ScopedForeignKey) and field.related_model not in known
    ]
    assert lost == []


def test_a_plain_id_in_a_copy_is_that_of_the_copy() -> None:
    # Users are shared; a statement's session is a number; no incident of the demonstration is copied.
    as_it_is = {("statements_statement", "session"), ("invitations_incidentpaper", "message_id")}
    columns = {
        (model._meta.db_table, str(field.column))
        for model in copied_models()
        for field in model._meta.local_concrete_fields
        if type(getattr(field, "base_field", field)) is models.BigIntegerField
        and not field.column.endswith("user_id")
    }
    moved = {(table, column) for table, plain in PLAIN_IDS.items() for column in plain}
    assert columns == as_it_is | moved | (set(LISTS_OF_IDS) & columns)
