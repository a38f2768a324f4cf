"""How the demonstration is told: the same again, in lanes, and going on where it broke off."""

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from roundtable.casework.cases.models import Case, TimelineEntry
from roundtable.casework.statements.models import StatementVersion
from roundtable.foundation.core import clock
from roundtable.foundation.core.context import set_context
from roundtable.ops.demo.lanes import CannotSeed, tell_in_lanes
from roundtable.ops.demo.seeding import (
    TALES,
    has_more_to_tell,
    open_stage,
    still_to_tell,
    tell_all,
)
from roundtable.ops.demo.story import Story
from roundtable.ops.demo.tale import Tale

pytestmark = pytest.mark.slow
FORKED = pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")


def some_tales(*states: str) -> list[Tale]:
    return [tale for tale in TALES if tale.state in states]


def told_with(seed: int) -> list[tuple[object, ...]]:
    """Return what a few families' story says, and leave nothing of it."""
    with transaction.atomic():
        stage = open_stage(today=clock.today(), seed=seed)
        told = tell_all(stage, some_tales("requested", "visits_overdue", "stood_down"))
        set_context([stage.cast.authority.pk])
        found = [
            *TimelineEntry.objects.order_by("pk").values_list(
                "happened_on", "title", "detail", "by"
            ),
            *StatementVersion.objects.order_by("pk").values_list("text", "at"),
            (told.acts, tuple(told.states)),
        ]
        transaction.set_rollback(True)
    return found


@pytest.mark.django_db
def test_the_same_number_tells_the_same_tales() -> None:
    first, again = told_with(seed=1), told_with(seed=1)
    assert first == again
    assert any(told_with(seed=other) != first for other in (2, 3, 4))


@pytest.mark.django_db(transaction=True)
@FORKED
def test_both_lanes_are_told_and_what_breaks_off_can_go_on() -> None:
    assert has_more_to_tell()
    stage = open_stage(today=clock.today(), seed=1)
    told = tell_in_lanes(stage, some_tales("review_late", "next_door", "review_due"))
    assert told.states == {"review_late": 1, "next_door": 1, "review_due": 1}
    assert told.acts > 0

    broken = Tale("broken", some_tales("requested")[0].family, _break_off)
    with pytest.raises(CannotSeed):
        tell_in_lanes(stage, [broken, *some_tales("enquiry_open")])

    assert has_more_to_tell()
    again = open_stage(today=clock.today(), seed=1)
    assert len(still_to_tell(again.cast)) == len(TALES) - 3
    assert again.cast.professionals == stage.cast.professionals
    assert again.cast.actors == stage.cast.actors
    assert again.cast.people == stage.cast.people


def _break_off(story: Story) -> None:
    # Half a story first: none of it may stay.
    some_tales("requested")[0].tell(story)
    assert Case.objects.filter(reference=story.family.reference).exists()
    raise RuntimeError("broken off")


def test_invented_people_stay_out_of_real_authorities(settings) -> None:
    settings.DEMO_MODE = False
    with pytest.raises(CommandError, match="Invented people belong in a demonstration"):
        call_command("seed_demo")


def test_it_says_so_when_everything_is_there(monkeypatch, capsys) -> None:
    command = "roundtable.ops.management.commands.seed_demo"

    class Stage:
        cast = None

    monkeypatch.setattr(f"{command}.open_stage", lambda **_: Stage)
    monkeypatch.setattr(f"{command}.still_to_tell", lambda _: [])
    call_command("seed_demo")
    assert capsys.readouterr().out == "The demonstration is here already.\n"
