"""A return of any size, written as a stream: for measuring, not for its truth."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from roundtable.returns.cin_census.tests.xml_text import (
    child,
    element,
    enquiry,
    episode,
    header,
    plan,
)

FIRST_DAY = date(2026, 4, 6)
ASSESSMENT = element(
    "Assessments",
    element("AssessmentActualStartDate", "2026-04-07"),
    element("AssessmentAuthorisationDate", "2026-05-20"),
    element(
        "FactorsIdentifiedAtAssessment",
        element("AssessmentFactors", "3B"),
        element("AssessmentFactors", "16A"),
    ),
)


def write_large_return(path: Path, children: int) -> None:
    """Write a return with an enquiry for every second child and a plan for every third."""
    with path.open("w") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<Message>\n' + header())
        file.write("<Children>\n")
        file.writelines(_children(children))
        file.write("</Children>\n</Message>\n")


def _children(count: int) -> Iterator[str]:
    for number in range(count):
        referred = FIRST_DAY + timedelta(days=7 * (number % 20))
        items = [ASSESSMENT.replace("2026-04-07", referred.isoformat())]
        if number % 2 == 0:
            items.append(
                enquiry(_after(referred, 3), _after(referred, 21) if number % 3 == 0 else None)
            )
        if number % 3 == 0:
            reviews = (_after(referred, 98), _after(referred, 196))
            items.append(plan(_after(referred, 21), reviews=reviews))
        yield child(episode(*items, referral=referred.isoformat()), identifier=f"BIG{number:07d}")


def _after(day: date, days: int) -> str:
    return (day + timedelta(days=days)).isoformat()
