"""
Categories of abuse: a set, and the codes that returns derive from it.

A child coded as "multiple" in the census is counted in no other category, so the set is what we
keep and the code is only ever worked out from it. Harm outside the home, exploitation and domestic
abuse are factors, not categories.
"""

from collections.abc import Collection
from enum import StrEnum


class Category(StrEnum):
    """By their code in the census."""

    NEG = "NEG"
    PHY = "PHY"
    SAB = "SAB"
    EMO = "EMO"


MULTIPLE = "MUL"
CENSUS_CODES = frozenset({*Category, MULTIPLE})

LABELS = {
    Category.NEG: "Neglect",
    Category.PHY: "Physical abuse",
    Category.SAB: "Sexual abuse",
    Category.EMO: "Emotional abuse",
}

NHS_CODES = {
    Category.NEG: "01",
    Category.PHY: "02",
    Category.EMO: "03",
    Category.SAB: "04",
}


class NoCategory(ValueError):
    """A plan has at least one category; none was given."""


def census_code(categories: Collection[Category], *, primary: Category | None = None) -> str:
    """
    Return the code of a plan with these categories: the only one, or MUL for several.

    `primary` is for an authority that names the main one of several.

    :raises NoCategory: if there is none. (The census also codes "none recommended" as MUL: that
        occurs in imported history only, which keeps the code it was reported with.)
    """
    chosen = set(categories)
    if not chosen:
        raise NoCategory("A plan needs at least one category.")
    if primary in chosen:
        return str(primary)
    return str(chosen.pop()) if len(chosen) == 1 else MULTIPLE
