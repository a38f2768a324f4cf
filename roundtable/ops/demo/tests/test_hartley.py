"""The Hartleys' story, chapter by chapter."""

import pytest

from roundtable.ops.demo.cast import Cast, build_cast
from roundtable.ops.demo.hartley import STAGES, build_hartley
from roundtable.rules.conference_states import State

REACHED = {
    "invited": State.INVITED,
    "reports": State.INVITED,
    "in_session": State.IN_SESSION,
    "decided": State.DECIDED,
    "letters": State.DECIDED,
    "core_group": State.RECORD_APPROVED,
    "reviewed": State.RECORD_APPROVED,
}


@pytest.fixture
def cast(db: None) -> Cast:
    return build_cast()


@pytest.mark.slow
@pytest.mark.parametrize("upto", ["in_session", "reviewed"])
def test_the_story_can_be_told_up_to(cast: Cast, upto: str) -> None:
    hartley = build_hartley(cast, upto=upto)
    assert hartley.conference.state == REACHED[upto]


def test_an_unknown_chapter_is_refused(cast: Cast) -> None:
    assert set(REACHED) == set(STAGES)
    with pytest.raises(ValueError, match="choose one of invited"):
        build_hartley(cast, upto="the end")
