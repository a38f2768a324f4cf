"""
Finding what looks like an address, a postcode or a telephone number in what somebody typed.

An address gets out through a sentence, not through the address field: "she is at 12 Mill Road now".
So whoever types one is asked before it is kept. They may have meant it: nothing is ever refused.
"""

import re
from collections.abc import Iterator
from typing import Final

POSTCODE: Final = r"[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}"

# What a street may be called for short. All of one line are read as the first.
_SAME = (
    ("street", "st", "str"), ("road", "rd"), ("avenue", "ave", "av"), ("lane", "ln"),
    ("close", "cl"), ("drive", "dr", "drv"), ("crescent", "cres", "cr"), ("court", "ct", "crt"),
    ("gardens", "gdns", "gdn"), ("square", "sq"), ("place", "pl"), ("terrace", "ter", "terr"),
    ("grove", "gr", "gro"), ("park", "pk"), ("house", "hse", "ho"), ("mount", "mt"),
    ("apartment", "apt", "appt"), ("saint", "snt"),
)  # fmt: skip
_FULL = {short: line[0] for line in _SAME for short in line}
STREETS: Final = frozenset(line[0] for line in _SAME)
STREET: Final = re.compile(rf"\b(\d+ ?[a-z]?(?: [a-z]+){{1,4}}? (?:{'|'.join(sorted(STREETS))}))\b")
"""A number and its street, in words that were `in_full`."""

# As it is typed: capitals tell a street from what happened in a house or a park.
_KIND = "|".join(sorted(short for line in _SAME for short in line))
_AS_TYPED = re.compile(
    rf"\b\d+ ?[A-Za-z]?,? (?:[A-Z][\w'\u2019-]*\.? ){{1,3}}(?i:{_KIND})\b", re.UNICODE
)
# Without capitals only what cannot be a word of every day, and no small word within.
_SMALL = "a an and are at by down for from his her in into is of off on or out the to up was with"
_PLAIN = re.compile(
    rf"\b\d+[a-z]?,? (?:(?!(?:{_SMALL.replace(' ', '|')})\b)[a-z'\u2019-]+ ){{1,2}}"
    r"(?:street|road|rd|avenue|ave|lane|crescent|gardens|terrace)\b",
    re.IGNORECASE,
)
_POSTCODE_AS_TYPED = re.compile(rf"(?<![a-z\d]){POSTCODE}(?![a-z\d])", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\d£.])(?:\+44|0044|\(?0)[\d\s().-]{8,15}\d(?!\d)")
_DIGITS = range(10, 12)


def whereabouts_in(text: str) -> tuple[str, ...]:
    """Return once each, as it was typed, what looks like an address, a postcode or a number."""
    return tuple(dict.fromkeys(" ".join(one.split()) for one in _found(text)))


def _found(text: str) -> Iterator[str]:
    for pattern in (_AS_TYPED, _PLAIN, _POSTCODE_AS_TYPED):
        yield from (match[0] for match in pattern.finditer(text))
    for match in _NUMBER.finditer(text):
        if len(_national(match[0])) in _DIGITS:
            yield match[0]


def _national(number: str) -> str:
    """Return the digits as they are dialled from within the country."""
    digits = "".join(one for one in number if one.isdigit())
    return re.sub(r"^(?:0044|44)0?", "0", digits)


def in_full(words: list[str]) -> str:
    """Return words in a row, what a street is called for short written in full."""
    return " ".join(_FULL.get(one, one) for one in words)
