"""Pages beside the room: opened apart from it, they follow the meeting and hold no form."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from roundtable.casework.plans.room_queries import get_room
from roundtable.casework.room.queries import news_of
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core import clock
from roundtable.web.design_system.following import Followed


class BesideTheRoom(Followed, View):
    """One page for those who run the meeting, made anew whenever there is news of it."""

    keeps_awake = True
    template_name = ""
    actor: Actor
    now: datetime

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.actor = request.actor  # type: ignore[attr-defined]
        self.now = clock.now()
        self.conference = get_room(public_id=kwargs["public_id"], actor=self.actor)

    def news(self) -> str:
        return news_of(self.conference, now=self.now)

    def context(self) -> dict[str, Any]:
        """Return what the template shows."""
        raise NotImplementedError

    def answer(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        news = self.news()  # before all the rest: what comes in between is news to this page
        return render(request, self.template_name, {**self.context(), "news": news})
