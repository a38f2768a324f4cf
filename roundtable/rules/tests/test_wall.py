"""What is joined on the wall, what never is, and what contradicts itself."""

import pytest

from roundtable.rules.wall import Sentence, contradicting, joined

AVA, BEN = frozenset({1}), frozenset({2})


def of(text: str, domain: str = "worried", children: frozenset[int] = AVA, audience: str = "ALL"):
    return Sentence(text, domain, children, audience)


def are_joined(first: Sentence, second: Sentence) -> bool:
    return joined([first, second]) == [(0, 1)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Two checks were missed.", "two checks were missed"),
        ("The home was cold at night", "Home was really cold at night."),
        ("He didn't come to the clinic", "He did not come to clinic"),
        ("Ava comes to school tired and hungry", "Ava comes to school tired and very hungry."),
        ("Ava often comes to school tired", "Ava often comes to primary school tired"),
    ],
)
def test_same_said_twice_is_joined(first: str, second: str) -> None:
    assert are_joined(of(first), of(second))
    assert are_joined(of(second), of(first))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Two checks were missed.", "Three checks were missed."),
        ("Ben hit Ava at the nursery", "Ava hit Ben at the nursery"),
        ("Mother was seen shouting at Ava", "Father was seen shouting at Ava"),
        ("He was at home on Friday night", "He was not at home on Friday night"),
        ("He hit Ava at home in the kitchen", "Mother denies he hit Ava at home in the kitchen"),
        ("He hit Ava at home in the kitchen", "He nearly hit Ava at home in the kitchen"),
        ("He was cold", "He was cold at home"),
        ("?", "!"),
    ],
)
def test_what_is_not_the_same_is_not_joined(first: str, second: str) -> None:
    assert not are_joined(of(first), of(second))


@pytest.mark.parametrize(
    "other",
    [
        of("She was cold.", domain="impact"),
        of("She was cold.", children=AVA | BEN),
        of("She was cold.", audience="PROFESSIONALS"),
    ],
)
def test_only_what_stands_side_by_side_is_joined(other: Sentence) -> None:
    assert not are_joined(of("She was cold."), other)


def test_what_was_said_again_stands_where_it_was_said_last() -> None:
    said = [of("Home is warm."), of("Home is clean."), of("Home is warm")]
    assert joined(said) == [(1,), (0, 2)]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (of("He was at home."), of("He was not at home."), True),
        (of("He hit Ava."), of("He did not hit Ava.", domain="grey"), True),
        (of("Two checks were missed"), of("Three checks were missed"), False),
        (of("He was at home."), of("He was at home."), False),
        (of("He was at home."), of("He was not at home.", children=BEN), False),
        (of("Yes, warm"), of("Not yes, warm"), False),  # too short to be about one thing
        (of("He was at home."), of("She was not at home."), False),
    ],
)
def test_what_does_not_go_together(first: Sentence, second: Sentence, expected: bool) -> None:
    assert contradicting([first, second]) == ([(0, 1)] if expected else [])
