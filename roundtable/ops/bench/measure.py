"""Measuring one page: the time until it is there, its queries, and the ratio to the floor."""

import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

# Opening and closing a transaction and naming the context are the stack's, not the page's.
NOT_COUNTED = ("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT", "select set_config")


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of a benchmark."""

    name: str
    ratio_to_floor: float
    queries: int | None
    p50_ms: float
    p95_ms: float
    unit: str

    def as_object(self) -> dict[str, object]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Page:
    """A page to measure: who opens which address."""

    name: str
    email: str
    address: str


def measure_pages(
    pages: list[Page], *, floor: Page, clients: Callable[[str], Client], rounds: int
) -> list[Figure]:
    """
    Return the figures of every page, the floor first.

    The pages take turns with the floor, round by round, so that whatever else the machine does
    falls on all of them alike. A time is the wall's: what the database takes is part of a page.
    """
    every = [floor, *pages]
    taken: dict[str, list[float]] = {page.name: [] for page in every}
    ratios: dict[str, list[float]] = {page.name: [] for page in every}
    for page in every:
        _open(clients(page.email), page)  # warm: templates compiled, connection open
    for _ in range(rounds):
        base = _open(clients(floor.email), floor)
        for page in every:
            spent = base if page is floor else _open(clients(page.email), page)
            taken[page.name].append(spent)
            ratios[page.name].append(spent / base)
    return [
        Figure(
            name=page.name,
            ratio_to_floor=round(statistics.median(ratios[page.name]), 2),
            queries=_count_queries(clients(page.email), page),
            p50_ms=round(statistics.median(taken[page.name]), 2),
            p95_ms=round(statistics.quantiles(taken[page.name], n=20)[-1], 2),
            unit="page, wall time",
        )
        for page in every
    ]


def _open(client: Client, page: Page) -> float:
    """Open a page; return the milliseconds until it was there, the database's included."""
    start = time.perf_counter_ns()
    response = client.get(page.address)
    spent = time.perf_counter_ns() - start
    if response.status_code != 200:
        raise RuntimeError(f"{page.name} answered {response.status_code}")
    return spent / 1e6


def _count_queries(client: Client, page: Page) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(page.address)
    return sum(not query["sql"].startswith(NOT_COUNTED) for query in captured.captured_queries)
