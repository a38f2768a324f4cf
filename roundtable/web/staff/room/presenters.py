"""What the room shows, as plain values."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from roundtable.casework.plans.aloud import PlanAloud
from roundtable.casework.plans.choices import PROGRESS
from roundtable.casework.plans.prompt_sheet import PromptLine, PromptSheet
from roundtable.casework.plans.room_choices import CATEGORY_WORDS
from roundtable.casework.plans.room_queries import DecisionPage, OutlinePage, RoomPage, Voice
from roundtable.casework.room.queries import AgendaStep, InTheRoom
from roundtable.casework.room.shared import SharedScreen
from roundtable.casework.statements.shown import ShownStatement
from roundtable.foundation.core.clock import LONDON
from roundtable.rules.categories import Category
from roundtable.rules.fair_turns import side_of
from roundtable.web.design_system.child_tabs import child_tabs
from roundtable.web.design_system.presenters import NavItem
from roundtable.web.design_system.wording import listed, time_of_day
from roundtable.web.staff.room.missing import Missing, missing
from roundtable.web.staff.room.wall import ColumnShown, Item, columns_of

STATES = {
    "IN_SESSION": ("In session", "green"),
    "RECESS": ("Recess", "yellow"),
    "CLOSED_PART": ("Closed part", "red"),
}
THRESHOLD_WORDS = {
    "met": "yes",
    "not_met": "no",
    "no_opinion": "no opinion",
    "abstained": "would rather not say",
    "left": "left before",
}


@dataclass(frozen=True, slots=True)
class RoomShown:
    """The whole room, for one child or all."""

    public_id: str
    case_id: str
    title: str
    state: tuple[str, str]
    is_open: bool
    can_open: bool
    is_paused: bool
    started: str
    is_quorate: bool
    quorum_reasons: tuple[str, ...]
    agencies: tuple[str, ...]
    agenda: tuple[AgendaStep, ...]
    here: tuple[InTheRoom, ...]
    not_here: tuple[InTheRoom, ...]
    children: tuple[NavItem, ...]
    child_links: tuple[tuple[str, str, str], ...]
    columns: tuple[ColumnShown, ...]
    silent: tuple[str, ...]
    not_placed: tuple[Item, ...]
    withheld: int
    leads: bool
    decides: bool
    breaks: tuple[str, ...]
    time_used: str
    ask_about: tuple[int, ...]
    speaking: int | None
    takes_turns: frozenset[int]

    @classmethod
    def of(cls, page: RoomPage, *, child: uuid.UUID | None) -> "RoomShown":
        conference = page.conference
        address = reverse("staff:room", args=[conference.public_id])
        state = STATES.get(conference.state, (conference.state.replace("_", " ").title(), "grey"))
        is_open = conference.state in STATES

        def item(one: ShownStatement) -> Item:
            href = ""
            if is_open and one.was_said_in_meeting:
                href = reverse("staff:room-item", args=[conference.public_id, one.public_id])
            return Item.of(one, change_href=href, says_readers=True)

        return cls(
            public_id=str(conference.public_id),
            case_id=str(conference.case.public_id),
            title=conference.case.family_name or "Family",
            state=state,
            is_open=is_open,
            can_open=conference.state in ("INVITED", "READY", "DELAYED"),
            is_paused=conference.state in ("RECESS", "CLOSED_PART"),
            started=_time(conference.opened_at),
            is_quorate=page.quorum.is_quorate,
            quorum_reasons=tuple(reason.text for reason in page.quorum.reasons),
            agencies=page.quorum.agencies,
            agenda=tuple(page.agenda),
            here=tuple(one for one in page.people if one.is_here),
            not_here=tuple(one for one in page.people if not one.is_here),
            children=(
                *(
                    NavItem(
                        one.child.name,
                        f"{address}?child={one.public_id}",
                        current=one.public_id == child,
                    )
                    for one in page.children
                ),
                NavItem("All", address, current=child is None),
            ),
            child_links=tuple(
                (str(one.public_id), one.child.name, one.get_kind_display().lower())
                for one in page.children
            ),
            columns=columns_of(page.wall, item),
            silent=page.wall.silent,
            not_placed=tuple(item(one) for one in page.wall.not_placed),
            withheld=page.wall.withheld,
            leads=page.leads,
            decides=page.decides,
            breaks=tuple(
                f"{one.name} ({str(one.get_role_display()).lower()})" for one in page.asks_for_break
            ),
            time_used=f"Agencies {page.turns.agencies}m · family {page.turns.family}m",
            ask_about=page.turns.ask_about,
            speaking=page.turns.speaking,
            takes_turns=frozenset(
                one.participant_id for one in page.people if side_of(one.role) is not None
            ),
        )


@dataclass(frozen=True, slots=True)
class ScreenShown:
    """What hangs on the wall for everybody: words and no button."""

    words: str
    agenda: tuple[AgendaStep, ...]
    children: tuple[NavItem, ...]
    columns: tuple[ColumnShown, ...]
    silent: tuple[str, ...]

    @classmethod
    def of(cls, screen: SharedScreen, *, address: str) -> "ScreenShown":
        return cls(
            words=words_instead(screen),
            agenda=tuple(screen.agenda),
            children=child_tabs(screen.children, screen.child, address=address),
            columns=columns_of(screen.wall, Item.of),
            silent=screen.wall.silent,
        )


def words_instead(screen: SharedScreen | PlanAloud) -> str:
    """Return what everybody reads where nothing is shown; while the meeting is on, nothing."""
    if screen.is_paused:
        return "We have stopped for a moment. The chair will tell you when we go on."
    return "" if screen.is_on else "The meeting is not on."


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
        said=f"{_time(line.said_at)}{by}" if line.said_at else "",
        can_be_taken_back=line.views_id is None,
    )


def _time(moment: datetime | None) -> str:
    return time_of_day(moment.astimezone(LONDON)) if moment else ""


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """One professional's opinion, or whether it is given."""

    name: str
    agency: str
    href: str
    said: str
    categories: str
    reasons: str


@dataclass(frozen=True, slots=True)
class VoiceRow:
    name: str
    href: str
    words: str
    how: str


@dataclass(frozen=True, slots=True)
class DecisionShown:
    """One child at the end of the meeting."""

    child: str
    are_open: bool
    opinions: tuple[OpinionRow, ...]
    voices: tuple[VoiceRow, ...]
    missing: tuple[Missing, ...]
    decided: str
    dissents: tuple[str, ...]
    disagree: str
    dissent_hours: str
    room: str
    decides: bool

    @classmethod
    def of(cls, page: DecisionPage, *, conference_id: uuid.UUID) -> "DecisionShown":
        child = page.child
        return cls(
            child=child.child.name,
            are_open=child.pk in page.opinions.open_for,
            opinions=tuple(_opinion(page, giver, conference_id) for giver in page.opinions.givers),
            voices=tuple(
                voice_row(voice, conference_id=conference_id, child_id=child.public_id)
                for voice in page.voices
            ),
            missing=(
                *missing(page.reasons, child.conference, None),
                *missing(page.reasons, child.conference, child),
            ),
            decided=str(page.decision.get_outcome_display()) if page.decision else "",
            dissents=tuple(_dissents(page)),
            disagree=reverse("staff:room-disagree", args=[conference_id, child.public_id]),
            dissent_hours=str(child.conference.authority.effective_settings["dissent_hours"]),
            room=reverse("staff:room", args=[conference_id]),
            decides=page.decides,
        )


def _dissents(page: DecisionPage) -> Iterator[str]:
    for one in page.decision.dissents.all() if page.decision else ():
        how = "formally" if one.is_formal else "noted"
        yield f"{one.participant.name} ({how}): {one.reasons}"


def _opinion(page: DecisionPage, giver, conference_id: uuid.UUID) -> OpinionRow:  # type: ignore[no-untyped-def]
    cell = page.opinions.cells[page.child.pk, giver.pk]
    waiting = "given" if cell.is_given else "waited for"
    return OpinionRow(
        name=giver.name,
        agency=giver.professional.agency.name,
        href=reverse(
            "staff:room-opinion", args=[conference_id, page.child.public_id, giver.public_id]
        ),
        said=THRESHOLD_WORDS.get(cell.threshold, waiting),
        categories=listed([CATEGORY_WORDS[Category(one)].lower() for one in cell.categories]),
        reasons=cell.reasons,
    )


def voice_row(voice: Voice, *, conference_id: uuid.UUID, child_id: uuid.UUID) -> VoiceRow:
    """Return what is recorded of one person's views, or that nothing is."""
    if voice.statement is not None and not voice.statement.is_withheld:
        words, how = f"“{voice.statement.text}”", voice.views.how_given if voice.views else ""
    elif voice.views is not None and voice.views.not_obtained_reason:
        words, how = f"Not obtained: {voice.views.not_obtained_reason}", ""
    elif voice.views is not None:
        words, how = "Recorded, and not for you to read", ""
    else:
        words, how = "Nothing recorded yet", ""
    address = reverse("staff:room-views", args=[conference_id, child_id, voice.person.public_id])
    return VoiceRow(voice.person.name, address, words, how)


@dataclass(frozen=True, slots=True)
class OutcomeShown:
    """Something that must change; at a review, how far it has come and where that is said."""

    id: str
    what: str
    how_we_will_know: str
    actions: tuple[tuple[str, str, str], ...]
    progress: str
    progress_words: str
    progress_href: str


@dataclass(frozen=True, slots=True)
class OutlineShown:
    """The plan being written for a child: outcomes with their actions."""

    child: str
    outcomes: tuple[OutcomeShown, ...]

    @classmethod
    def of(cls, page: OutlinePage, *, conference_id: uuid.UUID) -> "OutlineShown":
        return cls(
            child=page.child.child.name,
            outcomes=tuple(
                _outcome(page, outcome, conference_id) for outcome in page.outline.outcomes.all()
            ),
        )


def _outcome(page: OutlinePage, outcome, conference_id: uuid.UUID) -> OutcomeShown:  # type: ignore[no-untyped-def]
    said = page.reviewed.get(outcome.pk)
    ids = [conference_id, page.child.public_id, outcome.public_id]
    return OutcomeShown(
        id=str(outcome.public_id),
        what=outcome.what_must_change,
        how_we_will_know=outcome.how_we_will_know,
        actions=tuple(
            (action.what, _owner(action), _due(action)) for action in outcome.actions.all()
        ),
        progress=PROGRESS[said.progress] if said else "",
        progress_words=said.words if said else "",
        progress_href=reverse("staff:room-progress", args=ids) if page.is_of_a_plan else "",
    )


def _owner(action) -> str:  # type: ignore[no-untyped-def]
    owner = action.person or action.professional
    return owner.name if owner else "nobody yet"


def _due(action) -> str:  # type: ignore[no-untyped-def]
    return f"{action.due_on:%-d %B %Y}" if action.due_on else "no date yet"
