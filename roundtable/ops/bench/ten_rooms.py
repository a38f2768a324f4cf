"""
Ten meetings at once through the real web server, each followed by twelve screens for half a minute.

In each room somebody keeps an item every three seconds, and each screen asks every second and a half,
as `follow.js` does. What counts is how long after it was kept an item is on each of the others'
screens, and that nothing fails. The server is started for it, on a port of its own.
"""

import http.client
import socket
import statistics
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from roundtable.casework.conferences.models import Conference
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core.context import authority_context
from roundtable.ops.bench.measure import Figure
from roundtable.ops.bench.room import item_of, large_meeting
from roundtable.ops.parent_death import ending_with_us
from roundtable.rules.conference_states import State

ROOMS = 10
FOLLOWERS = 12
SECONDS = 30.0
ASKS_EVERY = 1.5
SAYS_EVERY = 3.0
_READY_WITHIN = 60.0
_SETTINGS = "roundtable.config.settings.bench"
_SERVER = (
    sys.executable,
    "-m",
    "gunicorn",
    "--config=python:roundtable.config.gunicorn",
    "roundtable.config.wsgi",
)


@dataclass
class Seen:
    """What the screens saw: the seconds from keeping to seeing, and what went wrong."""

    after: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    kept: int = 0


def ten_rooms(chair: Actor, taker: Actor, clients: Sequence[Client], *, base: float) -> Figure:
    """Hold ten meetings at once, and end them. An error is no figure."""
    with authority_context(chair.authority_ids), transaction.atomic():
        rooms = [
            large_meeting(chair, taker, professionals=8, children=3, items=60) for _ in range(ROOMS)
        ]
        items = [item_of(room) for room in rooms]
    connection.close()  # of the screens each is a thread, and none asks the database itself
    seen = Seen()
    try:
        with _server() as port:
            _follow_all(rooms, items, [_cookie(one) for one in clients], port, seen)
    finally:
        with authority_context(chair.authority_ids), transaction.atomic():
            Conference.objects.filter(pk__in=[one.pk for one in rooms]).update(
                state=State.CANCELLED.value
            )
    if seen.errors or not seen.after:
        raise RuntimeError(f"rooms_10x12: {len(seen.errors)} errors, as {seen.errors[:3]}")
    return _figure(seen, base)


def _figure(seen: Seen, base: float) -> Figure:
    middle = statistics.median(seen.after) * 1000
    return Figure(
        "rooms_10x12",
        round(middle / base, 1),
        None,
        round(middle, 0),
        round(statistics.quantiles(seen.after, n=20)[-1] * 1000, 0),
        f"from kept to seen, {ROOMS} rooms with {FOLLOWERS} screens for {SECONDS:.0f} s:"
        f" {seen.kept} items kept, {len(seen.answers)} answers"
        f" (p95 {statistics.quantiles(seen.answers, n=20)[-1] * 1000:.0f} ms), 0 errors",
    )


@contextmanager
def _server() -> Iterator[int]:
    """Run the web server as `roundtable run` does, on the database that is measured."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    process = subprocess.Popen(
        ["/usr/bin/env", f"PORT={port}", f"DJANGO_SETTINGS_MODULE={_SETTINGS}", *_SERVER],
        stdout=sys.stderr,
        preexec_fn=ending_with_us(),
    )
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(port: int) -> None:
    until = time.monotonic() + _READY_WITHIN
    while time.monotonic() < until:
        if _ask(port, "GET", "/health/live", {})[0] == 200:
            return
        time.sleep(0.1)
    raise RuntimeError("The web server did not become ready.")


def _cookie(client: Client) -> str:
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def _follow_all(
    rooms: Sequence[Conference],
    items: Sequence[dict[str, object]],
    cookies: Sequence[str],
    port: int,
    seen: Seen,
) -> None:
    """Let everybody begin a little apart, as they would, and wait until all have ended."""
    until = time.monotonic() + SECONDS
    threads = []
    for number, (room, item) in enumerate(zip(rooms, items, strict=True)):
        kept: dict[str, float] = {}
        says = _Says(room, item, cookies[-1], port, until, kept, seen, number / ROOMS)
        threads.append(threading.Thread(target=says))
        for place in range(FOLLOWERS):
            # Chair and minute taker follow the room itself, everybody else the shared screen.
            name = "staff:room" if place < len(cookies) else "staff:room-shared"
            address = reverse(name, args=[room.public_id])
            wait = ASKS_EVERY * (place + number / ROOMS) / FOLLOWERS
            cookie = cookies[place % len(cookies)]
            follows = _Follows(address, cookie, port, until, kept, seen, wait)
            threads.append(threading.Thread(target=follows))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@dataclass
class _Says:
    """Keeps an item every three seconds, as the script of the room does."""

    room: Conference
    item: dict[str, object]
    cookie: str
    port: int
    until: float
    kept: dict[str, float]
    seen: Seen
    wait: float

    def __call__(self) -> None:
        address = reverse("staff:room-say", args=[self.room.public_id])
        token = "a" * 32
        time.sleep(ASKS_EVERY + self.wait)
        while time.monotonic() < self.until - SAYS_EVERY:
            word = f"Said{uuid.uuid4().hex[:10]}"
            form = {**self.item, "text": word, "_once": str(uuid.uuid4())}
            form["csrfmiddlewaretoken"] = token
            headers = {
                "Cookie": f"{self.cookie}; {settings.CSRF_COOKIE_NAME}={token}",
                "Content-Type": "application/x-www-form-urlencoded",
            }
            status, body = _ask(self.port, "POST", address, headers, urlencode(form, doseq=True))
            if status == 200:
                self.kept[word] = time.monotonic()
                self.seen.kept += 1
            else:
                self.seen.errors.append(f"keeping answered {status} {body[:200]}")
            time.sleep(SAYS_EVERY)


@dataclass
class _Follows:
    """Asks every second and a half what is new, and notes what it sees for the first time."""

    address: str
    cookie: str
    port: int
    until: float
    kept: dict[str, float]
    seen: Seen
    wait: float

    def __call__(self) -> None:
        known: set[str] = set()
        news = "0"
        time.sleep(self.wait)
        while time.monotonic() < self.until:
            start = time.monotonic()
            headers = {"Cookie": self.cookie, "X-Seen-News": news}
            status, body = _ask(self.port, "GET", self.address, headers)
            arrived = time.monotonic()
            self.seen.answers.append(arrived - start)
            if status == 200:
                news = body.split('data-follow="', 1)[1].split('"', 1)[0]
                for word, at in list(self.kept.items()):
                    if word not in known and word in body:
                        known.add(word)
                        self.seen.after.append(max(0.0, arrived - at))
            elif status != 204:
                self.seen.errors.append(f"following answered {status}")
            time.sleep(ASKS_EVERY)
        # What was kept in good time and not seen is lost to this screen.
        late = [word for word, at in self.kept.items() if at < self.until - 2 * SAYS_EVERY]
        self.seen.errors += [f"{self.address} never showed an item" for w in late if w not in known]


def _ask(
    port: int, method: str, address: str, headers: dict[str, str], body: str | None = None
) -> tuple[int, str]:
    """Return the status and the body of the answer; without one, 0 and what went wrong."""
    asks = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        asks.request(method, address, body, headers)
        answer = asks.getresponse()
        return answer.status, answer.read().decode()
    except OSError as error:
        return 0, repr(error)
    finally:
        asks.close()
