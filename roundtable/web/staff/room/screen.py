"""The screen that everybody looks at."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from roundtable.casework.plans.aloud import PlanAloud
from roundtable.casework.room import shared
from roundtable.casework.room.queries import AgendaStep
from roundtable.web.design_system.child_tabs import child_tabs
from roundtable.web.design_system.presenters import NavItem
from roundtable.web.staff.room.beside import BesideTheRoom
from roundtable.web.staff.room.views import child_asked_for
from roundtable.web.staff.room.wall import ColumnShown, Item, columns_of


class SharedScreen(BesideTheRoom):
    """What the projector shows: for everybody who is here together, and nothing to press."""

    template_name = "staff/room/shared.jinja"

    def context(self) -> dict[str, Any]:
        child = child_asked_for(self.request.GET.get("child", ""))
        screen = shared.shared_screen(self.conference, child=child, now=self.now)
        address = reverse("staff:room-shared", args=[self.conference.public_id])
        return {"screen": ScreenShown.of(screen, address=address)}


@dataclass(frozen=True, slots=True)
class ScreenShown:
    """What hangs on the wall for everybody: words and no button."""

    words: str
    agenda: tuple[AgendaStep, ...]
    children: tuple[NavItem, ...]
    columns: tuple[ColumnShown, ...]
    silent: tuple[str, ...]

    @classmethod
    def of(cls, screen: shared.SharedScreen, *, address: str) -> "ScreenShown":
        return cls(
            words=words_instead(screen),
            agenda=tuple(screen.agenda),
            children=child_tabs(screen.children, screen.child, address=address),
            columns=columns_of(screen.wall, Item.of),
            silent=screen.wall.silent,
        )


def words_instead(screen: shared.SharedScreen | PlanAloud) -> str:
    """Return what everybody reads where nothing is shown; while the meeting is on, nothing."""
    if screen.is_paused:
        return "We have stopped for a moment. The chair will tell you when we go on."
    return "" if screen.is_on else "The meeting is not on."
