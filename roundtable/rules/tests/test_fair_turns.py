"""Whose time it was, and after which parts the family has still to be asked."""

from datetime import UTC, datetime, timedelta

import pytest

from roundtable.rules.fair_turns import (
    Section,
    Side,
    SpokenTurn,
    TimeUsed,
    sections_to_ask_about,
    side_of,
    time_used,
)

TEN = datetime(2026, 12, 3, 10, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return TEN + timedelta(minutes=minutes)


def used(agencies: int, family: int) -> TimeUsed:
    return TimeUsed(timedelta(minutes=agencies), timedelta(minutes=family))


A, F = Side.AGENCIES, Side.FAMILY


@pytest.mark.parametrize(
    ("turns", "stops", "expected"),
    [
        ([], [], used(0, 0)),
        ([(0, A)], [], used(60, 0)),
        ([(0, A), (18, F), (22, None)], [], used(18, 4)),
        ([(18, F), (0, A), (22, None)], [], used(18, 4)),  # caught up afterwards
        ([(0, A)], [10], used(10, 0)),  # a pause ends a turn, and nobody has the next
        ([(0, A), (20, F)], [10], used(10, 40)),
        ([(20, F)], [10], used(0, 40)),
        ([(0, A), (5, A), (10, None)], [], used(10, 0)),
        ([(70, A)], [], used(0, 0)),  # a clock that is ahead takes nothing away
    ],
)
def test_time_is_counted_from_the_turns(
    turns: list[tuple[int, Side | None]], stops: list[int], expected: TimeUsed
) -> None:
    spoken = [SpokenTurn(at(minutes), side) for minutes, side in turns]
    assert time_used(spoken, stops=[at(one) for one in stops], now=at(60)) == expected


@pytest.mark.parametrize(
    ("role", "side"),
    [
        ("parent", F),
        ("child", F),
        ("advocate", F),
        ("professional", A),
        ("social_worker", A),
        ("chair", None),
        ("minute_taker", None),
        ("interpreter", None),
        ("observer", None),
    ],
)
def test_who_runs_the_meeting_counts_for_neither_side(role: str, side: Side | None) -> None:
    assert side_of(role) is side


SECTIONS = (
    Section(1, at(0), at(5), is_asked=True),
    Section(2, at(5), at(20)),
    Section(3, at(20), at(30)),
    Section(4, at(30)),
)


@pytest.mark.parametrize(
    ("spoke", "here", "expected"),
    [
        (None, True, (2, 3)),
        (at(4), True, (2, 3)),
        (at(6), True, (3,)),
        (at(25), True, ()),
        (None, False, ()),
    ],
)
def test_family_is_to_be_asked_after_each_part(
    spoke: datetime | None, here: bool, expected: tuple[int, ...]
) -> None:
    asked = sections_to_ask_about(SECTIONS, family_spoke_at=spoke, family_is_here=here)
    assert asked == expected
