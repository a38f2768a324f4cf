"""The table of opinions, as plain values: a cell is two words and where it is written down."""

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from roundtable.casework.plans.opinion_table import TablePage
from roundtable.casework.plans.room_choices import CATEGORY_WORDS
from roundtable.casework.room.voices import VoiceOn
from roundtable.rules.categories import Category
from roundtable.web.design_system.wording import count
from roundtable.web.staff.room.presenters import THRESHOLD_WORDS

if TYPE_CHECKING:
    from roundtable.casework.conferences.models import ConferenceChild, Participant

NOT_ASKED = ""
_MOST_LETTERS = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """What one person says of one child. Without words they are not asked."""

    about: str  # whose it is and on whom, for who hears the page
    says: str
    href: str


@dataclass(frozen=True, slots=True)
class Line:
    """One person, and what they say of each child."""

    name: str
    what: str
    cells: tuple[Cell, ...]
    href: str = ""  # where the same is written down for several children


@dataclass(frozen=True, slots=True)
class ChildShown:
    """A child across the top, and how far the opinions on them are."""

    name: str
    href: str
    how_far: str


@dataclass(frozen=True, slots=True)
class TableShown:
    room: str
    acts: str
    children: tuple[ChildShown, ...]
    family: tuple[Line, ...]
    professionals: tuple[Line, ...]
    all_are_open: bool
    decides: bool

    @classmethod
    def of(cls, page: TablePage) -> "TableShown":
        conference = page.conference.public_id
        people = list({one.person.pk: one.person for one in page.voices if not one.is_the_childs})
        names = {one.person.pk: one.person.name for one in page.voices}
        voices = {(one.person.pk, one.held.pk): one for one in page.voices}
        own = tuple(_words(page, voices[child.child_id, child.pk]) for child in page.children)
        return cls(
            room=reverse("staff:room", args=[conference]),
            acts=reverse("staff:room-act", args=[conference]),
            children=tuple(_child(page, one) for one in page.children),
            family=(
                Line("The child", "in their own words", own),
                *(
                    Line(
                        names[person],
                        "parent",
                        tuple(
                            _words(page, voices.get((person, child.pk))) for child in page.children
                        ),
                    )
                    for person in people
                ),
            ),
            professionals=tuple(_giver(page, giver) for giver in page.opinions.givers),
            all_are_open=all(one.pk in page.opinions.open_for for one in page.children),
            decides=page.decides,
        )


def _child(page: TablePage, child: "ConferenceChild") -> ChildShown:
    given = sum(page.opinions.cells[child.pk, one.pk].is_given for one in page.opinions.givers)
    how_far = f"{given} of {count(len(page.opinions.givers), 'opinion', 'opinions')} given"
    if child.pk in page.opinions.open_for:
        how_far += ", shown"
    address = reverse("staff:room-decision", args=[page.conference.public_id, child.public_id])
    return ChildShown(child.child.name, address, how_far)


def _giver(page: TablePage, giver: "Participant") -> Line:
    conference: uuid.UUID = page.conference.public_id
    cells = []
    for child in page.children:
        cell = page.opinions.cells[child.pk, giver.pk]
        says = THRESHOLD_WORDS.get(cell.threshold, "given" if cell.is_given else "waited for")
        harms = [CATEGORY_WORDS[Category(one)].split()[0].lower() for one in cell.categories]
        cells.append(
            Cell(
                f"{giver.name} on {child.child.name}",
                f"{says}: {', '.join(harms)}" if harms else says,
                reverse("staff:room-opinion", args=[conference, child.public_id, giver.public_id]),
            )
        )
    agency = giver.professional.agency.name if giver.professional else ""
    several = reverse("staff:room-opinions-of", args=[conference, giver.public_id])
    return Line(giver.name, agency, tuple(cells), several if len(page.children) > 1 else "")


def _words(page: TablePage, voice: VoiceOn | None) -> Cell:
    if voice is None:
        return Cell("", NOT_ASKED, "")
    views = voice.views
    shown = page.words.get(views.statement_id or 0) if views is not None else None
    if shown is not None and not shown.is_withheld:
        says = f"“{shown.text}”" if len(shown.text) <= _MOST_LETTERS else _shortened(shown.text)
    elif views is not None and views.statement_id is None and views.not_obtained_reason:
        says = "not obtained"
    else:
        says = "waited for" if views is None else "given"
    address = reverse(
        "staff:room-views",
        args=[page.conference.public_id, voice.held.public_id, voice.person.public_id],
    )
    return Cell(f"{voice.person.name} on {voice.held.child.name}", says, address)


def _shortened(text: str) -> str:
    return f"“{text[:_MOST_LETTERS].rsplit(' ', 1)[0]} …”"
