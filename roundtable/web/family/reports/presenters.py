"""A report as a family page shows it."""

from dataclasses import dataclass

from roundtable.casework.plans.family_queries import FamilyReport


@dataclass(frozen=True, slots=True)
class Line:
    public_id: str
    text: str
    how: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportShown:
    """What somebody wrote, section by section, with what was answered to it."""

    public_id: str
    meeting_id: str
    author: str
    agency: str
    said_read: bool
    sections: tuple[tuple[str, tuple[Line, ...]], ...]

    @classmethod
    def of(cls, found: FamilyReport) -> "ReportShown":
        page = found.page
        return cls(
            public_id=str(page.public_id),
            meeting_id=str(found.report.conference.public_id),
            author=page.author,
            agency=page.agency,
            said_read=found.said_read,
            sections=tuple(
                (
                    section.title,
                    tuple(
                        Line(
                            str(one.public_id),
                            one.text,
                            ", ".join(part for part in (one.kind, one.how_known) if part),
                            tuple(
                                f"{reply.by}: {reply.answer}"
                                + (f". {reply.text}" if reply.text else "")
                                for reply in one.replies
                            ),
                        )
                        for one in section.statements
                    ),
                )
                for section in page.sections
            ),
        )
