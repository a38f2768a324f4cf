"""A report as a family page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from roundtable.casework.plans.family_queries import FamilyReport
from roundtable.casework.statements.shown import ShownStatement
from roundtable.rules.plain_words import Term
from roundtable.web.design_system.reading import explained

ANSWERS = (
    ("right", "That's right"),
    ("not_right", "That's not right"),
    ("more", "I want to say more"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of somebody else's; a word of the trade in it opens and says what it means."""

    public_id: str
    text: str
    opens: Markup
    how: str
    answers: tuple[str, ...]

    @classmethod
    def of(cls, one: ShownStatement, terms: Sequence[Term]) -> "Line":
        return cls(
            public_id=str(one.public_id),
            text=one.text,
            opens=explained(one.text, terms),
            how=_how(one),
            answers=tuple(reply.in_words for reply in one.replies),
        )


# Beside "I want to say more" an "I" is whoever reads, not whoever wrote.
_KINDS = {
    "observation": "They saw or heard it themselves",
    "allegation": "Not shown to be so",
    "opinion": "What they think",
}


def _how(one: ShownStatement) -> str:
    """Return what a sentence is and how its author knows: nobody sees a thing second hand."""
    kind = _KINDS.get(one.kind_code, str(one.kind))
    known = str(one.how_known).replace("Someone told me", "Someone told them", 1)
    if one.kind_code == "observation":
        return kind
    return ", ".join(
        part for part in (kind, known[:1].lower() + known[1:] if kind else known) if part
    )


@dataclass(frozen=True, slots=True)
class ReportShown:
    """What somebody wrote, section by section, with what was answered to it."""

    public_id: str
    meeting_id: str
    author: str
    agency: str
    said_read: bool
    sections: tuple[tuple[str, tuple[Line, ...]], ...]
    choices: tuple[tuple[str, str], ...] = ANSWERS

    @classmethod
    def of(cls, found: FamilyReport, terms: Sequence[Term]) -> "ReportShown":
        page = found.page
        return cls(
            public_id=str(page.public_id),
            meeting_id=str(found.report.conference.public_id),
            author=page.author,
            agency=page.agency,
            said_read=found.said_read,
            sections=tuple(
                (section.title, tuple(Line.of(one, terms) for one in section.statements))
                for section in page.sections
            ),
        )
