"""The wall as plain values: entries with all who say them, what speaks against them, and folds."""

from collections.abc import Callable
from dataclasses import dataclass

from roundtable.casework.statements.shown import Column, Entry, ShownStatement, Wall

# Entries of a column in sight; those said before them are folded away, with how many they are.
IN_SIGHT = 12


@dataclass(frozen=True, slots=True)
class Item:
    """A statement on the wall: what, who, how they know, what the family says to it."""

    text: str
    byline: str
    replies: tuple[str, ...]
    change_href: str = ""

    @classmethod
    def of(
        cls, statement: ShownStatement, *, change_href: str = "", says_readers: bool = False
    ) -> "Item":
        readers = statement.audience if statement.audience_code != "EVERYONE" else ""
        marks = (statement.kind, statement.how_known, readers if says_readers else "")
        byline = " · ".join(
            [statement.said_by or "Nobody named", *(part for part in marks if part)]
        )
        replies = tuple(one.in_words for one in statement.replies)
        return cls(statement.text, byline, replies, change_href)


ToItem = Callable[[ShownStatement], Item]


@dataclass(frozen=True, slots=True)
class EntryShown:
    """What one or several people say alike: the first in full, the others with their own words."""

    first: Item
    also: tuple[Item, ...]
    against: tuple[Item, ...]
    is_disputed: bool

    @classmethod
    def of(cls, entry: Entry, item: ToItem) -> "EntryShown":
        first, *others = (item(one) for one in entry.statements)
        return cls(first, tuple(others), tuple(map(item, entry.against)), entry.is_disputed)


@dataclass(frozen=True, slots=True)
class ColumnShown:
    """One domain. `earlier` is folded away; `disputed` counts what does not stand undisputed."""

    code: str
    title: str
    earlier: tuple[EntryShown, ...]
    latest: tuple[EntryShown, ...]
    disputed: int

    @classmethod
    def of(cls, column: Column, item: ToItem) -> "ColumnShown":
        shown = tuple(EntryShown.of(one, item) for one in column.entries)
        cut = max(0, len(shown) - IN_SIGHT)
        disputed = sum(one.is_disputed for one in shown)
        return cls(column.domain, column.title, shown[:cut], shown[cut:], disputed)

    @property
    def count(self) -> int:
        return len(self.earlier) + len(self.latest)


def columns_of(wall: Wall, item: ToItem) -> tuple[ColumnShown, ...]:
    return tuple(ColumnShown.of(one, item) for one in wall.columns)
