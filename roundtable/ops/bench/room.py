"""The room of a large meeting: its page, keeping an item, seeing another's, and nothing new."""

import re
import statistics
import time
import uuid
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from roundtable.casework.conferences.models import Conference, ParticipantRole
from roundtable.casework.people.models import Professional
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core.context import authority_context
from roundtable.foundation.core.models import Authority
from roundtable.ops.bench.large_meeting import CHILDREN, ITEMS, PROFESSIONALS, sit_down
from roundtable.ops.bench.measure import NOT_COUNTED, Figure
from roundtable.ops.bench.papers import SENTENCE

UNIT = f"{PROFESSIONALS} professionals, {CHILDREN} children, {ITEMS} items, wall time"
FIGURES = frozenset({"room_page", "room_add_item", "room_follow", "room_follow_nothing"})
_NEWS = re.compile(r'data-follow="([^"]+)"')


def room_figures(
    clients: Callable[[str], Client],
    emails: tuple[str, str],
    actors: tuple[Actor, Actor],
    *,
    base: float,
    rounds: int,
) -> Iterator[Figure]:
    """Measure the room as its chair and its minute taker use it, and put everything back."""
    chair, taker = (clients(email) for email in emails)
    with authority_context(actors[0].authority_ids), transaction.atomic():
        conference = large_meeting(*actors)
        room = _Room(conference, chair, taker)
        yield from room.measured(base, rounds)
        transaction.set_rollback(True)


def large_meeting(chair: Actor, taker: Actor, **size: int) -> Conference:
    """Return a large meeting that these two run."""
    return sit_down(
        Authority.objects.get(pk=chair.authority_id),
        chair=Professional.objects.get(pk__in=chair.professional_ids),
        minute_taker=Professional.objects.get(pk__in=taker.professional_ids),
        **size,
    )


class _Room:
    def __init__(self, conference: Conference, chair: Client, taker: Client) -> None:
        self.page = reverse("staff:room", args=[conference.public_id])
        self.keep = reverse("staff:room-say", args=[conference.public_id])
        self.item = item_of(conference)
        self.chair, self.taker = chair, taker
        self.seen = ""

    def measured(self, base: float, rounds: int) -> Iterator[Figure]:
        steps = {
            "room_page": (self._open, "page"),
            "room_add_item": (self._add, "item kept"),
            "room_follow": (self._see, "another's item seen"),
            "room_follow_nothing": (self._see_nothing, "nothing new"),
        }
        for step, _ in steps.values():
            step()  # warm
        taken: dict[str, list[float]] = {name: [] for name in steps}
        for _ in range(rounds):
            for name, (step, _) in steps.items():
                taken[name].append(step())
        for name, (step, what) in steps.items():
            with CaptureQueriesContext(connection) as captured:
                step()
            middle = statistics.median(taken[name])
            yield Figure(
                name,
                round(middle / base, 2),
                sum(not one["sql"].startswith(NOT_COUNTED) for one in captured.captured_queries),
                round(middle, 2),
                round(statistics.quantiles(taken[name], n=20)[-1], 2),
                f"{what}, {UNIT}",
            )

    def _open(self) -> float:
        return timed(partial(self.chair.get, self.page), 200)[0]

    def _add(self) -> float:
        said = {**self.item, "text": SENTENCE, "_once": str(uuid.uuid4())}
        return timed(partial(self.taker.post, self.keep, said), 200)[0]

    def _see(self) -> float:
        spent, answer = timed(partial(self._follow, "0"), 200)
        self.seen = news_in(answer)
        return spent

    def _see_nothing(self) -> float:
        try:
            return timed(partial(self._follow, self.seen), 204)[0]
        except UnexpectedAnswer:  # the minute has turned
            self._see()
            return timed(partial(self._follow, self.seen), 204)[0]

    def _follow(self, seen: str) -> Any:
        return self.chair.get(self.page, headers={"X-Seen-News": seen})


class UnexpectedAnswer(RuntimeError):
    """What was measured did not work, so that its time says nothing."""


def timed(ask: Callable[[], Any], status: int) -> tuple[float, Any]:
    """Return the milliseconds that an answer took, and the answer."""
    start = time.perf_counter_ns()
    answer = ask()
    spent = time.perf_counter_ns() - start
    if answer.status_code != status:
        raise UnexpectedAnswer(f"{answer.status_code}: {answer.content[:300]!r}")
    return spent / 1e6, answer


def news_in(answer: Any) -> str:
    found = _NEWS.search(answer.content.decode())
    if found is None:
        raise UnexpectedAnswer("The page says nothing of news.")
    return found[1]


def item_of(conference: Conference) -> dict[str, object]:
    """Return what the form of an item holds beside its words: who says it, and about whom."""
    author = conference.participants.filter(role=ParticipantRole.PROFESSIONAL).order_by("pk")[0]
    children = conference.children.order_by("position")
    return {
        "author": author.pk,
        "children": [children[0].child_id],
        "domain": "worried",
        "audience": "EVERYONE",
    }
