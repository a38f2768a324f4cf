"""The screen that everybody looks at."""

from typing import Any

from django.urls import reverse

from roundtable.casework.room.shared import shared_screen
from roundtable.web.staff.room.beside import BesideTheRoom
from roundtable.web.staff.room.presenters import ScreenShown
from roundtable.web.staff.room.views import child_asked_for


class SharedScreen(BesideTheRoom):
    """What the projector shows: for everybody who is here together, and nothing to press."""

    template_name = "staff/room/shared.jinja"

    def context(self) -> dict[str, Any]:
        child = child_asked_for(self.request.GET.get("child", ""))
        screen = shared_screen(self.conference, child=child, now=self.now)
        address = reverse("staff:room-shared", args=[self.conference.public_id])
        return {"screen": ScreenShown.of(screen, address=address)}
