"""The meeting while it is on, for those who take part: one page for family and for partners."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from roundtable.casework.plans.meeting_now import MeetingNow, meeting_now
from roundtable.casework.room.actions.breaks import ask_for_break
from roundtable.casework.room.queries import AgendaStep, InTheRoom
from roundtable.casework.statements.shown import ShownStatement
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.web.design_system.child_tabs import child_tabs
from roundtable.web.design_system.following import Followed
from roundtable.web.design_system.presenters import NavItem
from roundtable.web.design_system.refusals import say_why_not

STOPPED = "The meeting has stopped for a moment. The chair will tell you when it goes on."
NOT_NOTED = "The meeting is on. Once it is noted that you are here, you can follow it on this page."


@dataclass(frozen=True, slots=True)
class WallItem:
    text: str
    said_by: str
    replies: tuple[str, ...]

    @classmethod
    def of(cls, statement: ShownStatement) -> "WallItem":
        replies = tuple(one.in_words for one in statement.replies)
        return cls(statement.text, statement.said_by, replies)


@dataclass(frozen=True, slots=True)
class PersonNow:
    name: str
    job: str
    why: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class NowShown:
    """What they see; the news of their page is made from it, and from nothing else."""

    words: str
    steps: tuple[tuple[str, str], ...] = ()
    people: tuple[PersonNow, ...] = ()
    has_asked: bool = False
    has_screen: bool = False
    screen_words: str = ""
    children: tuple[NavItem, ...] = ()
    columns: tuple[tuple[str, tuple[WallItem, ...]], ...] = ()

    @classmethod
    def of(cls, page: MeetingNow, *, address: str) -> "NowShown":
        if page.is_paused:
            return cls(STOPPED)
        if not page.is_here:
            return cls(NOT_NOTED)
        shown = page.screen
        return cls(
            words="",
            steps=tuple((one.title, _how_far(one)) for one in page.agenda),
            people=tuple(_person(one, page) for one in page.people),
            has_asked=page.has_asked_for_break,
            has_screen=shown is not None,
            children=child_tabs(shown.children, shown.child, address=address) if shown else (),
            columns=tuple(
                (column.title, tuple(WallItem.of(one) for one in column.statements))
                for column in (shown.wall.columns if shown else ())
            ),
        )

    @property
    def news(self) -> str:
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]


def _how_far(step: AgendaStep) -> str:
    if step.is_on:
        return "now"
    return "done" if step.is_done else ""


def _person(one: InTheRoom, page: MeetingNow) -> PersonNow:
    is_self = one.participant_id == page.me.pk
    return PersonNow(
        name=f"{one.name} (you)" if is_self else one.name,
        job=one.job,
        why="" if is_self else one.why,
        is_here=one.is_here,
    )


class MeetingNowPage(Followed, View):
    """
    Follows the meeting slowly; a press asks for a break, without a word to the others.

    `find` returns the meeting, those who take part and their own place, or refuses. When there is
    nothing for them to follow, they are where the meeting's own page is.
    """

    keeps_awake = True
    find: Callable[..., Any]
    audience = ""
    template_name = ""
    actor: Actor
    now: datetime

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.actor = request.actor  # type: ignore[attr-defined]
        self.now = clock.now()
        self.conference, participants, me = type(self).find(
            public_id=kwargs["public_id"], actor=self.actor
        )
        self.page = meeting_now(
            self.conference, me, participants, child=_asked_for(request), now=self.now
        )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if self.page is None:
            return HttpResponseRedirect(self.address("meeting"))
        return super().dispatch(request, *args, **kwargs)

    def address(self, name: str) -> str:
        return reverse(f"{self.audience}:{name}", args=[self.conference.public_id])

    @cached_property
    def shown(self) -> NowShown:
        assert self.page is not None  # noqa: S101 - `dispatch` has turned them away
        return NowShown.of(self.page, address=self.address("now"))

    def news(self) -> str:
        return self.shown.news

    def answer(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        context = {
            "now": self.shown,
            "news": self.news(),
            "here": self.address("now"),
            "meeting": self.address("meeting"),
        }
        return render(request, self.template_name, context)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                ask_for_break(conference_id=self.conference.pk, actor=self.actor, now=self.now)
        except CannotProceed as refusal:
            say_why_not(request, refusal)
        return HttpResponseRedirect(self.address("now"))


def _asked_for(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("child", ""))
    except ValueError:
        return None
