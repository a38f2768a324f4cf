"""
The code sets of the return, by census year (the year the period ends in).

Codes are read in any year once they are known; a code used in a year it did not belong to is
kept and remarked on, because the fact behind it is still a fact.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

FIRST_YEAR = 2022
LAST_YEAR = 2027

PUBLIC_SCHEMAS = (
    "Social Finance Digital Labs, liia-tools-pipeline: CIN_schema_2022.xsd, _2023, _2025 and "
    "_2026 (public transcriptions; the department's own specification decides)"
)
PUBLIC_VALIDATOR = (
    "Data to Insight, csc-validator-be-cin: the rule sets for 2022-23 to 2025-26 and the draft "
    "for 2026-27 (public)"
)


@dataclass(frozen=True, kw_only=True)
class CodeSet:
    """The codes one element may hold. `added` and `superseded` name the census year."""

    codes: frozenset[str]
    source: str
    added: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    superseded: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    def in_year(self, year: int) -> frozenset[str]:
        """Return the codes that belong to that census year."""
        return frozenset(
            code
            for code in self.codes
            if self.added.get(code, FIRST_YEAR) <= year <= self.superseded.get(code, LAST_YEAR)
        )


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


UPN_UNKNOWN = CodeSet(codes=_codes("UN1 UN2 UN3 UN4 UN5 UN6 UN7"), source=PUBLIC_SCHEMAS)

SEX = CodeSet(codes=_codes("M F U"), source=PUBLIC_SCHEMAS)

# GenderCurrent, up to 2023-24. 0 is "not recorded or unborn", 9 "indeterminate".
SEX_OF_GENDER: Mapping[str, str] = MappingProxyType({"1": "M", "2": "F", "0": "U", "9": "U"})

ETHNICITY = CodeSet(
    codes=_codes(
        "WBRI WIRI WIRT WOTH WROM MWBC MWBA MWAS MOTH AIND APKN ABAN AOTH BCRB BAFR BOTH "
        "CHNE OOTH REFU NOBT"
    ),
    source=PUBLIC_SCHEMAS,
)

NO_DISABILITY = "NONE"
DISABILITY = CodeSet(
    codes=_codes("NONE MOB HAND PC INC COMM LD HEAR VIS BEH CON AUT DDA"), source=PUBLIC_SCHEMAS
)

REFERRAL_SOURCE = CodeSet(
    codes=_codes("1A 1B 1C 1D 2A 2B 3A 3B 3C 3D 3E 3F 4 5A 5B 5C 5D 6 7 8 9 10"),
    added=MappingProxyType({"5D": 2023}),
    source=PUBLIC_SCHEMAS,
)

PRIMARY_NEED = CodeSet(codes=_codes("N0 N1 N2 N3 N4 N5 N6 N7 N8 N9"), source=PUBLIC_SCHEMAS)

DIED = "RC2"
CLOSURE_REASON = CodeSet(
    codes=_codes("RC1 RC2 RC3 RC4 RC5 RC6 RC7 RC8 RC9"),
    added=MappingProxyType({"RC9": 2023}),
    source=PUBLIC_SCHEMAS,
)

CATEGORY_OF_ABUSE = CodeSet(codes=_codes("NEG PHY SAB EMO MUL"), source=PUBLIC_SCHEMAS)

ASSESSMENT_FACTOR = CodeSet(
    codes=_codes(
        "1A 1B 1C 2A 2B 2C 3A 3B 3C 4A 4B 4C 5A 5B 5C 6A 6B 6C 7A 8B 8C 8D 8E 8F 9A 10A 11A "
        "12A 13A 14A 15A 16A 17A 18A 18B 18C 19A 19B 19C 20 21 22A 23A 24A"
    ),
    # The schemas kept 18A and 19A beside their successors; rules 8945Q and 8950Q query them.
    superseded=MappingProxyType({"18A": 2024, "19A": 2024}),
    source=f"{PUBLIC_SCHEMAS}; for the two superseded factors: {PUBLIC_VALIDATOR}",
)

CODE_SETS: Mapping[str, CodeSet] = MappingProxyType(
    {
        "UPNunknown": UPN_UNKNOWN,
        "Sex": SEX,
        "Ethnicity": ETHNICITY,
        "Disability": DISABILITY,
        "ReferralSource": REFERRAL_SOURCE,
        "PrimaryNeedCode": PRIMARY_NEED,
        "ReasonForClosure": CLOSURE_REASON,
        "InitialCategoryOfAbuse": CATEGORY_OF_ABUSE,
        "LatestCategoryOfAbuse": CATEGORY_OF_ABUSE,
        "AssessmentFactors": ASSESSMENT_FACTOR,
    }
)


def year_label(year: int) -> str:
    """Return the census year as people write it: 2027 is 2026-27."""
    return f"{year - 1}-{year % 100:02d}"
