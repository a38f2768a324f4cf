"""A return of any size about children who do not exist, for measuring the import."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

YEAR = 2027
FIRST_DAY = date(2026, 4, 6)
LEA = "998"


def write_return(path: Path, children: int) -> None:
    """Write a return with an enquiry for every second child and a plan for every third."""
    with path.open("w") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<Message>\n<Header>')
        file.write(
            f"<CollectionDetails><Collection>CIN</Collection><Year>{YEAR}</Year>"
            f"<ReferenceDate>{YEAR}-03-31</ReferenceDate></CollectionDetails>"
            f"<Source><SourceLevel>L</SourceLevel><LEA>{LEA}</LEA><SoftwareCode>bench"
            "</SoftwareCode><Release>1</Release><SerialNo>001</SerialNo>"
            f"<DateTime>{YEAR}-05-11T10:00:00</DateTime></Source>"
        )
        file.write("</Header>\n<Children>\n")
        file.writelines(_children(children))
        file.write("</Children>\n</Message>\n")


def _children(count: int) -> Iterator[str]:
    for number in range(count):
        referred = FIRST_DAY + timedelta(days=7 * (number % 20))
        enquired, held = referred + timedelta(days=3), referred + timedelta(days=21)
        has_plan = number % 3 == 0
        yield (
            f"<Child><ChildIdentifiers><LAchildID>BEN{number:07d}</LAchildID>"
            f"<PersonBirthDate>{2010 + number % 14}-05-0{1 + number % 9}</PersonBirthDate>"
            "<Sex>F</Sex></ChildIdentifiers>"
            "<ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics>"
            f"<CINdetails><CINreferralDate>{referred}</CINreferralDate>"
            "<ReferralSource>6</ReferralSource><PrimaryNeedCode>N1</PrimaryNeedCode>"
            + (_enquiry(enquired, held if has_plan else None) if number % 2 == 0 else "")
            + "<ReferralNFA>0</ReferralNFA>"
            + (_plan(held) if has_plan else "")
            + "</CINdetails></Child>\n"
        )


def _enquiry(started: date, held: date | None) -> str:
    conference = f"<DateOfInitialCPC>{held}</DateOfInitialCPC>" if held else ""
    return (
        f"<Section47><S47ActualStartDate>{started}</S47ActualStartDate>{conference}"
        "<ICPCnotRequired>0</ICPCnotRequired></Section47>"
    )


def _plan(started: date) -> str:
    reviews = "".join(
        f"<CPPreviewDate>{started + timedelta(days=days)}</CPPreviewDate>" for days in (77, 175)
    )
    return (
        f"<ChildProtectionPlans><CPPstartDate>{started}</CPPstartDate>"
        "<InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse>"
        "<LatestCategoryOfAbuse>NEG</LatestCategoryOfAbuse>"
        "<NumberOfPreviousCPP>0</NumberOfPreviousCPP>"
        f"<Reviews>{reviews}</Reviews></ChildProtectionPlans>"
    )
