"""What belongs in each section of a report: two lines beside it, and the questions it answers."""

from dataclasses import dataclass

from roundtable.casework.reports.pro_forma import BY_CODE


@dataclass(frozen=True, slots=True)
class Guidance:
    """A section as its author meets it; `domain` where the section is one of the four itself."""

    code: str
    title: str
    lines: tuple[str, str]
    domain: str = ""


SECTIONS = {
    code: Guidance(code, one.heading, one.lines, one.domain) for code, one in BY_CODE.items()
}
