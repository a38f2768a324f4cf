"""Twi, Asante dialect, is Twi."""

import pytest

from roundtable.rules.languages import each_language, speaks


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ([], ()),
        (["Twi", "twi "], ("twi",)),
        (["Twi", "Twi, Asante"], ("Twi, Asante",)),
        (["Polish", "British Sign Language"], ("British Sign Language", "Polish")),
    ],
)
def test_each_language_is_asked_for_once(asked: list[str], expected: tuple[str, ...]) -> None:
    assert each_language(asked) == expected


@pytest.mark.parametrize(
    ("languages", "asked", "answer"),
    [
        (["Twi", "French"], "twi", True),
        (["Twi"], "Twi, Asante dialect", True),
        (["Twi"], "Twist", False),
        ([], "Twi", False),
    ],
)
def test_who_has_the_language(languages: list[str], asked: str, *, answer: bool) -> None:
    assert speaks(languages, asked) is answer
