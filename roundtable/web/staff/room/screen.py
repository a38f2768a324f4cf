"""The screen that everybody looks at."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from roundtable.casework.plans.room_queries import get_room
from roundtable.casework.room.queries import news_of
from roundtable.casework.room.shared import shared_screen
from roundtable.foundation.core import clock
from roundtable.web.design_system.following import Followed
from roundtable.web.staff.room.presenters import ScreenShown
from roundtable.web.staff.room.views import child_asked_for


class SharedScreen(Followed, View):
    """What the projector shows: for everybody who is here together, and nothing to press."""

    keeps_awake = True
    now: datetime

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.now = clock.now()
        self.conference = get_room(public_id=kwargs["public_id"], actor=request.actor)  # type: ignore[attr-defined]

    def news(self) -> str:
        return news_of(self.conference, now=self.now)

    def answer(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        news = self.news()  # before all the rest: what comes in between is news to this page
        child = child_asked_for(request.GET.get("child", ""))
        screen = shared_screen(self.conference, child=child, now=self.now)
        shown = ScreenShown.of(
            screen, address=reverse("staff:room-shared", args=[self.conference.public_id])
        )
        return render(request, "staff/room/shared.jinja", {"screen": shown, "news": news})
