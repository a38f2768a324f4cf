"""The first look at a return: what it is, and whether the whole of it can be read."""

import re
from dataclasses import dataclass
from datetime import date

from roundtable.returns.cin_census.codes import FIRST_YEAR, LAST_YEAR, year_label
from roundtable.returns.cin_census.errors import CannotReadReturn
from roundtable.returns.cin_census.findings import Findings
from roundtable.returns.cin_census.layout import (
    CHILD_ELEMENTS,
    HEADER_LAYOUT,
    IN_USE,
    KNOWN_ELEMENTS,
    NO_ELEMENTS,
)
from roundtable.returns.cin_census.records import Problem, ReturnHeader
from roundtable.returns.cin_census.values import Unreadable, in_words, read_date, read_moment

MOST_ELEMENTS_IN_A_CHILD = 20_000
# Expat keeps every name it has met; a file of invented names must not go on for ever.
MOST_UNKNOWN_NAMES = 100
LONGEST_HEADER_TEXT = 200

HEADER_ITEMS = frozenset(
    {
        "Collection",
        "Year",
        "ReferenceDate",
        "LEA",
        "SoftwareCode",
        "Release",
        "SerialNo",
        "DateTime",
    }
)

YEAR = re.compile(r"\d{4}", re.ASCII)
LEA_NUMBER = re.compile(r"\d{3}", re.ASCII)


@dataclass
class _Sighting:
    """Where a name was first met, and how often."""

    line: int
    parent: str
    count: int = 0


class Outline:
    """Listens to the whole file once: reads the header, counts children, notes odd names."""

    def __init__(self) -> None:
        self._path: list[str] = []
        self._child_depth = 0
        self._elements_in_child = 0
        self._children = 0
        self._has_header = False
        self._header: dict[str, str] = {}
        self._header_lines: dict[str, int] = {}
        self._taking: str | None = None
        self._unknown: dict[str, _Sighting] = {}
        self._misplaced: dict[str, _Sighting] = {}
        self._dated: dict[str, _Sighting] = {}

    def start(self, tag: str, line: int) -> None:
        parent = self._path[-1] if self._path else ""
        if not parent and tag != "Message":
            raise CannotReadReturn(
                f"This is not a census return: it begins with {_quote(tag)}, not 'Message'."
            )
        self._path.append(tag)
        if self._child_depth:
            self._inside_child(tag, line)
        elif tag == "Child":
            self._child_depth = len(self._path)
            self._children += 1
            self._elements_in_child = 0
        elif parent and tag not in HEADER_LAYOUT.get(parent, NO_ELEMENTS):
            self._out_of_place(tag, line)
        elif tag == "Header":
            self._has_header = True
        elif tag in HEADER_ITEMS and not self._item(tag):
            # A second Source, as the schema allows, changes nothing.
            self._taking = tag
            self._header_lines[tag] = line

    def text(self, text: str) -> None:
        if self._taking:
            so_far = self._header.get(self._taking, "")
            self._header[self._taking] = (so_far + text)[:LONGEST_HEADER_TEXT]

    def end(self, tag: str) -> None:
        self._taking = None
        if self._child_depth == len(self._path):
            self._child_depth = 0
        self._path.pop()

    def header(self, *, fingerprint: str, stamp: tuple[int, int]) -> ReturnHeader:
        """
        Return what the header says.

        :raises CannotReadReturn: if it does not say which return this is, or there is no child.
        """
        year = self._year()
        findings = Findings()
        header = ReturnHeader(
            year=year,
            reference_date=self._reference_date(year, findings),
            lea=self._lea(),
            lea_line=self._header_lines.get("LEA", 1),
            software=self._item("SoftwareCode"),
            release=self._item("Release"),
            serial_number=self._item("SerialNo"),
            produced_at=read_moment(self._item("DateTime")),
            child_count=self._children,
            fingerprint=fingerprint,
            stamp=stamp,
            remarks=self._remarks(year, findings),
        )
        if not self._children:
            raise CannotReadReturn("There is no child in this return.")
        return header

    def _inside_child(self, tag: str, line: int) -> None:
        self._elements_in_child += 1
        if self._elements_in_child > MOST_ELEMENTS_IN_A_CHILD:
            raise CannotReadReturn(
                f"Line {line}: one child has more than {MOST_ELEMENTS_IN_A_CHILD:,} elements: "
                f"this is not a census return."
            )
        if tag in IN_USE:
            self._sight(self._dated, tag, line)
        # A known name in the wrong place is reported with the child that it belongs to.
        if tag not in KNOWN_ELEMENTS:
            self._sight(self._unknown, tag, line)

    def _out_of_place(self, tag: str, line: int) -> None:
        self._sight(self._misplaced if tag in KNOWN_ELEMENTS else self._unknown, tag, line)

    def _sight(self, sightings: dict[str, _Sighting], tag: str, line: int) -> None:
        sighting = sightings.setdefault(tag, _Sighting(line=line, parent=self._path[-2]))
        sighting.count += 1
        if len(self._unknown) > MOST_UNKNOWN_NAMES:
            raise CannotReadReturn(
                f"More than {MOST_UNKNOWN_NAMES} kinds of element are unknown: "
                f"this is not a census return."
            )

    def _item(self, tag: str) -> str:
        return self._header.get(tag, "").strip()

    def _year(self) -> int:
        if not self._has_header:
            raise CannotReadReturn("The return has no header, so its year cannot be known.")
        collection = self._item("Collection")
        if collection.upper() != "CIN":
            told = f"{_quote(collection)}, not" if collection else "nothing where it should be"
            raise CannotReadReturn(
                f"This is not a children in need return: the collection is {told} 'CIN'."
            )
        text = self._item("Year")
        if not YEAR.fullmatch(text):
            told = f"{_quote(text)} is not a year" if text else "it gives no year"
            raise CannotReadReturn(f"The header does not say which year this is: {told}.")
        year = int(text)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise CannotReadReturn(
                f"This return is for the year ending in {year}; returns for "
                f"{year_label(FIRST_YEAR)} to {year_label(LAST_YEAR)} can be read."
            )
        return year

    def _lea(self) -> str:
        lea = self._item("LEA")
        if not LEA_NUMBER.fullmatch(lea):
            told = f"{_quote(lea)} is not three digits" if lea else "there is none"
            raise CannotReadReturn(
                f"The header does not say which local authority this is (LEA): {told}."
            )
        return lea

    def _reference_date(self, year: int, findings: Findings) -> date | None:
        text = self._item("ReferenceDate")
        expected = date(year, 3, 31)
        try:
            stated = read_date(text)
        except Unreadable as error:
            why = str(error) if text else "is missing"
            findings.left_out(
                "reference_date",
                line=self._header_lines.get("ReferenceDate", 1),
                element="ReferenceDate",
                value=text,
                reason=f"The reference date {why}; {in_words(expected)} is used.",
            )
            return None
        if stated != expected:
            findings.kept(
                "reference_date",
                line=self._header_lines.get("ReferenceDate", 1),
                element="ReferenceDate",
                value=text,
                reason=f"The reference date is {in_words(stated)}, not {in_words(expected)}.",
            )
        return stated

    def _remarks(self, year: int, findings: Findings) -> tuple[Problem, ...]:
        for tag, seen in self._unknown.items():
            findings.left_out(
                "unknown_element",
                line=seen.line,
                element=tag,
                reason=f"{tag[:60]} (inside {seen.parent}, {_times(seen.count)}) is not part of "
                f"the census as we know it, so it was passed over.",
            )
        for tag, seen in self._misplaced.items():
            findings.left_out(
                "misplaced_element",
                line=seen.line,
                element=tag,
                reason=f"{tag} does not belong inside {seen.parent} ({_times(seen.count)}), "
                f"so it was passed over.",
                hides_open_plan=tag in CHILD_ELEMENTS,
            )
        for tag, seen in self._dated.items():
            first, last = IN_USE[tag]
            if not first <= year <= last:
                findings.kept(
                    "element_of_another_year",
                    line=seen.line,
                    element=tag,
                    reason=f"{tag} ({_times(seen.count)}) was not part of the {year_label(year)} "
                    f"return; it was read all the same.",
                )
        return tuple(findings.problems)


def _quote(text: str) -> str:
    return repr(text[:40])


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count:,} times"
