from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

import pytest

from roundtable.foundation.documents.plain_values import build, for_print, time_in_words
from roundtable.foundation.documents.rendition import CannotRender, OneOrMore


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, kw_only=True)
class Inner:
    name: str
    on: date
    colours: OneOrMore[Colour]


@dataclass(frozen=True, kw_only=True)
class Outer:
    inner: OneOrMore[Inner]
    at: time | None = None
    note: str | None = None
    count: int = 1
    is_so: bool = False
    extras: tuple[str, ...] = ()


GOOD = {"inner": [{"name": "Ava", "on": "2026-12-03", "colours": ["red"]}]}


def changed(**inner):
    return {"inner": [{**GOOD["inner"][0], **inner}]}


def test_json_becomes_what_the_fields_declare():
    built = build(Outer, {**GOOD, "at": "09:45:00", "unknown": 1})
    assert built == Outer(
        inner=(Inner(name="Ava", on=date(2026, 12, 3), colours=(Colour.RED,)),), at=time(9, 45)
    )


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ({}, "inner"),
        ({"inner": []}, "inner"),
        ({"inner": [{}]}, "inner.1.name"),
        (changed(name=None), "inner.1.name"),
        (changed(name=""), "inner.1.name"),
        (changed(name=" \t\u200b "), "inner.1.name"),
        (changed(on=None), "inner.1.on"),
        (changed(on="3 December"), "inner.1.on"),
        (changed(colours=[]), "inner.1.colours"),
        (changed(colours=["blue"]), "inner.1.colours.1"),
        (changed(name=7), "inner.1.name"),
        ({**GOOD, "note": ""}, "note"),
        ({**GOOD, "count": "1"}, "count"),
        ({**GOOD, "count": True}, "count"),
        ({**GOOD, "is_so": 0}, "is_so"),
        ({**GOOD, "extras": "abc"}, "extras"),
        ({**GOOD, "extras": ["a", ""]}, "extras.2"),
        ({"inner": ["Ava"]}, "inner.1"),
    ],
)
def test_what_is_missing_or_wrong_is_named(content, field):
    with pytest.raises(CannotRender) as refusal:
        build(Outer, content)
    assert refusal.value.field == field


def test_the_refusal_can_be_read():
    assert str(CannotRender("children.1.key_worker")) == (
        "This cannot be printed yet: children, 1, key worker is missing."
    )


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (time(0), "midnight"),
        (time(0, 5), "12:05am"),
        (time(9, 45), "9:45am"),
        (time(12), "midday"),
        (time(12, 30), "12:30pm"),
        (time(14), "2pm"),
    ],
)
def test_times_in_words(at, words):
    assert time_in_words(at) == words


def test_dates_in_words():
    printed = for_print(date(2026, 12, 3))
    assert {key: words.replace("\u00a0", " ") for key, words in printed.items()} == {
        "day": "Thursday 3 December 2026",
        "date": "3 December 2026",
    }
