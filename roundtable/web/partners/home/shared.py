"""What has been shared with a professional, as its page shows it."""

from dataclasses import dataclass

from django.urls import reverse

from roundtable.casework.plans.partner_shared import SharedWithMe
from roundtable.web.design_system.wording import day as in_words
from roundtable.web.partners.dates import on_day
from roundtable.web.partners.home.presenters import (
    LetterLine,
    children_in_words,
    letter_lines,
)


@dataclass(frozen=True, slots=True)
class ReportLine:
    """Somebody else's report."""

    author: str
    agency: str
    href: str
    meeting: str
    meeting_href: str
    children: str
    came: str


@dataclass(frozen=True, slots=True)
class SharedShown:
    reports: tuple[ReportLine, ...]
    letters: tuple[LetterLine, ...]

    @classmethod
    def of(cls, found: SharedWithMe) -> "SharedShown":
        return cls(
            reports=tuple(
                ReportLine(
                    one.author,
                    one.agency,
                    reverse("partners:report", args=[one.public_id]),
                    on_day(one.conference.starts_at),
                    reverse("partners:meeting", args=[one.conference.public_id]),
                    children_in_words(one.children),
                    in_words(one.came),
                )
                for one in found.reports
            ),
            letters=letter_lines(found.letters),
        )
