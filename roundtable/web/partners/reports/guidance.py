"""The sections of a report, as its author meets them."""

from dataclasses import dataclass

from roundtable.casework.reports.pro_forma import BY_CODE


@dataclass(frozen=True, slots=True)
class Guidance:
    """A section as its author meets it; `domain` where the section is one of the four itself."""

    code: str
    title: str
    domain: str = ""


SECTIONS = {code: Guidance(code, one.heading, one.domain) for code, one in BY_CODE.items()}
