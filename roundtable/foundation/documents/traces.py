"""
Finding an address, a number or a name in a text, however it is written there.

"12 Safe Street, PR7 2AB" is also "12, SAFE STR." on one line and "pr72ab" on the next, "12%20Safe" in
a link and "I2 Safe Street" where a machine read it; 07700 900123 is also +44 (0)7700-900 123. Where it
is not sure that two are the same, it says that they are.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache
from urllib.parse import unquote

from roundtable.rules.written_places import POSTCODE, STREET, STREETS, in_full

_TOKEN = re.compile(r"[^\W_]+")
# Shorter ones ("12", "The flat") would be found in any letter.
_TELLING = 6
_COUNTRY = re.compile(r"^(?:0044|44|0)?0?")
# What is left of a number of a landline when its area is not said: 2x, 11x and 1x1, all others.
_LOCAL = re.compile(r"^(?:2\d(\d{8})|1(?:1\d|\d1)(\d{7})|1\d{3}(\d{6}))$")
# "14 in Tern Close", "Tern Close no. 14".
_BEFORE_A_STREET = r"(?: (?:in|on|of|at|along|the)){1,2} "
_AFTER_A_STREET = r" (?:(?:no|nr|number|house) )?"
_NUMBER = re.compile(r"^.*\d+ ?(?:[a-z] )? ?")
_WITHIN = re.compile(r"^(?:flat|apartment|room|unit) ?\w+ ")
# What is taken for one another by who reads: a machine, or somebody in a hurry.
_ALIKE = str.maketrans("oqilzsbg", "00112586")
_ALIKE_IN_NUMBERS = str.maketrans("oil", "011")
_SAID = {"at", "dot"}
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip


class Sort(StrEnum):
    LINE = "address"
    POSTCODE = "postcode"
    HOUSE = "number and street"
    NUMBER = "telephone number"
    LOCAL = "telephone number without its area"
    EMAIL = "e-mail address"
    PLACE = "street or place"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Trace:
    """One thing to look for, as `Text` looks for it."""

    sort: Sort
    words: str


class Text:
    """A text prepared once, so that many traces can be looked for in it."""

    def __init__(self, text: str) -> None:
        self._tokens = _tokens(text)

    def holds(self, trace: Trace) -> bool:
        """Return whether the text says it, in whatever way."""
        match trace.sort:
            case Sort.NUMBER:
                return any(trace.words in digits for digits in self._digits)
            case Sort.EMAIL:
                return any(trace.words in letters for letters in self._run_together)
            case Sort.NAME | Sort.PLACE:
                return f" {trace.words} " in self._in_full
            case Sort.HOUSE:
                return self._holds_spaced(trace.words) or self._holds_house(trace.words)
            case _:
                return self._holds_spaced(trace.words)

    def holds_any(self, traces: Iterable[Trace]) -> bool:
        return any(self.holds(trace) for trace in traces)

    def postcodes(self) -> frozenset[str]:
        """Return every postcode there is, as "PR7 2AB" is kept."""
        found = re.findall(rf"(?<![a-z\d]){POSTCODE}(?![a-z\d])", self._in_full)
        plain = (one.replace(" ", "") for one in found)
        return frozenset(f"{one[:-3]} {one[-3:]}".upper() for one in plain)

    def _holds_spaced(self, words: str) -> bool:
        """The letters in this order, with or without spaces, and not within a longer number."""
        plain = words.replace(" ", "")
        if plain in self._full_together and _spaced(words).search(self._in_full):
            return True
        if plain.translate(_ALIKE) not in self._alike_together:
            return False
        return _spaced(words.translate(_ALIKE), is_whole=True).search(self._alike) is not None

    def _holds_house(self, words: str) -> bool:
        return words.split()[-1] in self._in_full and bool(_house(words).search(self._in_full))

    @cached_property
    def _in_full(self) -> str:
        return f" {in_full(self._tokens)} "

    @cached_property
    def _full_together(self) -> str:
        return self._in_full.replace(" ", "")

    @cached_property
    def _alike(self) -> str:
        return self._in_full.translate(_ALIKE)

    @cached_property
    def _alike_together(self) -> str:
        return self._alike.replace(" ", "")

    @cached_property
    def _run_together(self) -> tuple[str, str]:
        """All letters in a row; and without "at" and "dot", as an address is read aloud."""
        return "".join(self._tokens), "".join(one for one in self._tokens if one not in _SAID)

    @cached_property
    def _digits(self) -> tuple[str, str]:
        """All digits in a row; and with the letters that were meant for digits."""
        meant = (
            token.translate(_ALIKE_IN_NUMBERS) if any(map(str.isdigit, token)) else ""
            for token in self._tokens
        )
        return _digits_of(self._run_together[0]), _digits_of("".join(meant))


@lru_cache(maxsize=4_096)
def _spaced(words: str, *, is_whole: bool = False) -> re.Pattern[str]:
    letters = " ?".join(map(re.escape, words.replace(" ", "")))
    if is_whole:
        return re.compile(rf"(?<![a-z\d]){letters}(?![a-z\d])")
    return re.compile(rf"(?<!\d){letters}(?!\d)" if words[0].isdigit() else letters)


@lru_cache(maxsize=4_096)
def _house(words: str) -> re.Pattern[str]:
    """Match a number and its street the other way round, or with a small word between."""
    number, street = (re.escape(part) for part in _parted(words))
    return re.compile(
        rf"\b{number}{_BEFORE_A_STREET}{street}\b|\b{street}{_AFTER_A_STREET}{number}\b"
    )


def _parted(words: str) -> tuple[str, str]:
    number, _, street = words.partition(" ")
    return number, street


def _digits_of(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def _tokens(text: str) -> list[str]:
    """Return the words and numbers of a text, plain: no accents, no marks that nobody sees."""
    plain = unicodedata.normalize("NFKD", unquote(text)).casefold()
    if plain.isascii():
        return _TOKEN.findall(plain)
    # Accents, and marks that nobody sees: a soft hyphen, a zero-width space.
    seen = (one for one in plain if unicodedata.category(one) not in {"Mn", "Cf"})
    # A translation may write its digits in its own script.
    return _TOKEN.findall("".join(str(unicodedata.digit(one, one)) for one in seen))


def _in_full(text: str) -> str:
    return in_full(_tokens(text))


def of_address(lines: str, postcode: str) -> frozenset[Trace]:
    """
    Return what gives an address away: its postcode, its first line, house and street.

    The town alone does not.
    """
    found = set[Trace]()
    parts = [_in_full(line).removeprefix("the ") for line in lines.splitlines() if line.strip()]
    first = parts[:1]
    if first and len(first[0].replace(" ", "")) < _TELLING:
        first = [" ".join(parts[:2])]
    if first and _WITHIN.match(first[0]):  # the house is told without the door within it
        first.append(_WITHIN.sub("", " ".join(parts[:2])))
    streets = [street for part in [*parts, " ".join(parts)] for street in STREET.findall(part)]
    found |= {Trace(Sort.LINE, line) for line in first if line not in streets}
    found |= {Trace(Sort.HOUSE, street) for street in streets}
    telling = {one for one in found if len(one.words.replace(" ", "")) >= _TELLING}
    return frozenset(telling | {Trace(Sort.POSTCODE, one) for one in (_in_full(postcode),) if one})


def of_streets(lines: str) -> frozenset[Trace]:
    """Return the streets of an address without their numbers: a hint, where nothing else is."""
    parts = [_in_full(part) for line in lines.splitlines() for part in line.split(",")]
    streets = {_NUMBER.sub("", part) for part in parts if part.split()[-1:] and _is_street(part)}
    return frozenset(Trace(Sort.PLACE, one) for one in streets if " " in one)


def of_place(name: str) -> frozenset[Trace]:
    """Return the name of a school, a service or a house, if it is more than a word of every day."""
    words = _in_full(name).removeprefix("the ")
    return frozenset({Trace(Sort.PLACE, words)} if " " in words else ())


def _is_street(part: str) -> bool:
    return part.split()[-1] in STREETS


def of_contact(value: str) -> frozenset[Trace]:
    """Return what gives a telephone number or an e-mail address away."""
    if "@" in value:
        return frozenset({Trace(Sort.EMAIL, "".join(_tokens(value)))})
    number = _COUNTRY.sub("", _digits_of("".join(_tokens(value))), count=1)
    if len(number) < _TELLING:
        return frozenset()
    local = _LOCAL.match(number)
    alone = {Trace(Sort.LOCAL, one) for one in local.groups() if one} if local else set[Trace]()
    return frozenset({Trace(Sort.NUMBER, number), *alone})


def of_name(forename: str, surname: str) -> frozenset[Trace]:
    """Return the name in both orders; somebody with one name alone could be anybody."""
    first, last = " ".join(_tokens(forename)), " ".join(_tokens(surname))
    if not first or not last:
        return frozenset()
    both = {f"{first} {last}", f"{last} {first}"}
    return frozenset(Trace(Sort.NAME, _in_full(name)) for name in both)


def days_in(text: str) -> list[date]:
    """Return every date in a text, as it is written in England or by a computer."""
    return [
        day
        for words in (" ".join(_tokens(text)),)
        for pattern, order in _WRITTEN_DAYS
        for parts in pattern.findall(words)
        if (day := _day(*(parts[place] for place in order))) is not None
    ]


_MONTH = "|".join(f"{month}|{month[:3]}" for month in _MONTHS)
_WRITTEN_DAYS = (
    (re.compile(rf"\b(\d\d?)(?:st|nd|rd|th)?(?: of)? ({_MONTH}) (\d{{4}})\b"), (2, 1, 0)),
    (re.compile(rf"\b({_MONTH}) (\d\d?)(?:st|nd|rd|th)? (\d{{4}})\b"), (2, 0, 1)),
    (re.compile(r"\b(\d\d?) (\d\d?) (\d{4}|\d\d)\b"), (2, 1, 0)),
    (re.compile(r"\b(\d{4}) (\d\d) (\d\d)\b"), (0, 1, 2)),
)


def _day(year: str, month: str, day: str) -> date | None:
    in_full = int(year) + (2000 if len(year) == 2 else 0)
    number = int(month) if month.isdigit() else _SHORT_MONTHS.index(month[:3]) + 1
    try:
        return date(in_full, number, int(day))
    except ValueError:
        return None


_SHORT_MONTHS = [month[:3] for month in _MONTHS]
