"""The way to a room: by the first half of two postcodes, and dearer for who needs help."""

import pytest

from roundtable.rules.proposals import ANOTHER_THAT_DAY, OTHER_CHAIR
from roundtable.rules.travel import (
    FARTHER,
    SAME_AREA,
    UNKNOWN,
    Journey,
    Way,
    how_far,
    weigh_travel,
    words_of_travel,
)

ROOM = "PR7 2AB"


@pytest.mark.parametrize(
    ("homes", "there", "way"),
    [
        (["PR7 9ZZ"], ROOM, Way.NEAR),
        (["pr79zz "], ROOM, Way.NEAR),
        (["PR1 9ZZ"], ROOM, Way.SAME_AREA),
        (["P7 2AB"], ROOM, Way.FARTHER),
        (["EC1A 1BB"], "EC1A 2CC", Way.NEAR),
        (["PR7 9ZZ", "LA1 1AA", "PR1 1AA"], ROOM, Way.FARTHER),
        (["PR7 9ZZ", "not known"], ROOM, Way.NEAR),
        (["not known"], ROOM, None),
        ([], ROOM, None),
        (["PR7 9ZZ"], "", None),
    ],
)
def test_the_longest_way_counts_that_is_known(homes, there, way) -> None:
    assert how_far(homes, there) == way


@pytest.mark.parametrize(
    ("home", "needs_help", "cost", "words"),
    [
        ("PR7 9ZZ", False, 0, "It is near where the family lives."),
        ("PR7 9ZZ", True, 0, "It is near where the family lives."),
        ("PR1 9ZZ", False, SAME_AREA, "The family has some way to come."),
        (
            "PR1 9ZZ",
            True,
            2 * SAME_AREA,
            "The family has some way to come, and needs help to get there.",
        ),
        ("LA1 1AA", False, FARTHER, "The family has a long way to come."),
        (
            "LA1 1AA",
            True,
            2 * FARTHER,
            "The family has a long way to come, and needs help to get there.",
        ),
        ("not known", True, 0, ""),
    ],
)
def test_it_costs_more_the_farther_it_is_and_where_help_is_needed(
    home, needs_help, cost, words
) -> None:
    journey = Journey(frozenset({home}), needs_help)
    assert weigh_travel(journey, ROOM) == cost
    assert words_of_travel(journey, ROOM) == words


def test_by_link_and_of_a_home_that_is_not_weighed_nothing_is_said() -> None:
    near = Journey(frozenset({"LA1 1AA"}), needs_help=True)
    assert (weigh_travel(near, ""), words_of_travel(near, "")) == (0, "")
    assert (weigh_travel(UNKNOWN, ROOM), words_of_travel(UNKNOWN, ROOM)) == (0, "")


def test_the_chair_they_know_is_worth_more_than_the_way() -> None:
    assert ANOTHER_THAT_DAY <= SAME_AREA < FARTHER
    assert 2 * FARTHER * 2 <= OTHER_CHAIR
