"""The prompt sheet as plain values."""

from dataclasses import dataclass

from roundtable.casework.plans.prompt_sheet import PromptLine, PromptSheet
from roundtable.web.design_system.wording import listed, time_of_day
from roundtable.web.staff.room.presenters import STATES


@dataclass(frozen=True, slots=True)
class PromptShown:
    """A line of the prompt sheet. `said` says when, and who ticked it."""

    code: str
    say: str
    words: str
    not_for: str
    said: str
    can_be_taken_back: bool


@dataclass(frozen=True, slots=True)
class SheetShown:
    """What the chair speaks from; `codes` of a part are those still to be said, to tick them all."""

    title: str
    public_id: str
    is_open: bool
    done: str
    parts: tuple[tuple[str, tuple[PromptShown, ...], tuple[str, ...]], ...]

    @classmethod
    def of(cls, sheet: PromptSheet) -> "SheetShown":
        conference = sheet.conference
        said = len(sheet.lines) - len(sheet.not_said)
        return cls(
            title=conference.case.family_name or "Family",
            public_id=str(conference.public_id),
            is_open=conference.state in STATES,
            done=f"{said} of {len(sheet.lines)} said",
            parts=tuple(
                (
                    part.title,
                    tuple(_prompt(line) for line in part.lines),
                    tuple(one.code for one in part.lines if not one.is_said and not one.views_id),
                )
                for part in sheet.parts
            ),
        )


def _prompt(line: PromptLine) -> PromptShown:
    by = f", {line.said_by}" if line.said_by else ""
    return PromptShown(
        code=line.code,
        say=line.say,
        words=line.words,
        not_for=listed(line.not_for),
        said=f"{time_of_day(line.said_at)}{by}" if line.said_at else "",
        can_be_taken_back=line.views_id is None,
    )
