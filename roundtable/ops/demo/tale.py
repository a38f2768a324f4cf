"""A tale: one family, the state its story stops at, and how to tell it that far."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from roundtable.ops.demo.family import Adult, Child, Family
from roundtable.ops.demo.story import Story
from roundtable.ops.demo.words import Theme


@dataclass(frozen=True)
class Tale:
    """`state` names what a visitor finds: the summary counts by it."""

    state: str
    family: Family
    tell: Callable[[Story], None]

    @property
    def lane(self) -> int:
        """Families of one lane are told one after the other: they share chairs and rooms."""
        return 0 if self.family.chair == "chair" else 1


def family(
    reference: str,
    surname: str,
    theme: Theme,
    children: tuple[Child, ...],
    adults: tuple[Adult, ...],
    table: tuple[str, ...],
    **details: Any,
) -> Family:
    """Return a family with an address of its own, made from its reference."""
    number = int("".join(char for char in reference if char.isdigit()))
    street = _STREETS[number % len(_STREETS)]
    return Family(
        reference=reference,
        surname=surname,
        theme=theme,
        children=children,
        adults=adults,
        table=table,
        **{
            "address": (
                f"{number % 90 + 1} {street}\nHarrowmere",
                f"ZZ{number % 5 + 3} {number % 9}AB",
            ),
            **details,
        },
    )


_STREETS = (
    "Heron Way", "Lime Rise", "Tannery Row", "Orchard End", "Sluice Road", "Barley Court",
    "Weavers Hill", "Otter Lane", "Chapel Steps", "Rope Walk", "Damson Close",
)  # fmt: skip


def mother(forename: str, **details: Any) -> Adult:
    return Adult(forename=forename, kinship="mother", **details)


def father(forename: str, surname: str = "", **details: Any) -> Adult:
    """A father who lives elsewhere, unless `at_home` is said."""
    return Adult(
        forename=forename, surname=surname, kinship="father", **{"at_home": False, **details}
    )


def relative(forename: str, kinship: str, **details: Any) -> Adult:
    """A relative without parental responsibility, who lives elsewhere."""
    return Adult(
        forename=forename, kinship=kinship, **{"responsible": False, "at_home": False, **details}
    )


def girl(forename: str, years: int, months: int = 3, **details: Any) -> Child:
    return Child(forename=forename, years=years, months=months, sex="F", **details)


def boy(forename: str, years: int, months: int = 3, **details: Any) -> Child:
    return Child(forename=forename, years=years, months=months, sex="M", **details)
