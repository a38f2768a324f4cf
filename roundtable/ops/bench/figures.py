"""What is measured: the pages that matter, a letter, and an import."""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from django.db import transaction
from django.test import Client
from django.urls import reverse

from roundtable.casework.cases.queries import cases_visible_to
from roundtable.casework.conferences.queries import conferences_visible_to
from roundtable.casework.fortnight.checker import broken
from roundtable.casework.fortnight.generated import generated
from roundtable.casework.fortnight.problem import cost
from roundtable.casework.fortnight.solver import solve
from roundtable.casework.plans.queries import plans_visible_to
from roundtable.casework.reports.models import Report
from roundtable.casework.reports.queries import reports_visible_to
from roundtable.foundation.accounts.models import Actor, User
from roundtable.foundation.accounts.queries import actor_for
from roundtable.foundation.core import clock
from roundtable.foundation.core.context import authority_context
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.foundation.core.models import Authority
from roundtable.foundation.documents.models import Document
from roundtable.foundation.documents.rendering import render_pdf
from roundtable.ops.bench import release
from roundtable.ops.bench.large_meeting import CHILDREN
from roundtable.ops.bench.large_papers import seconds_for_letters, seconds_for_record
from roundtable.ops.bench.large_return import write_return
from roundtable.ops.bench.measure import Figure, Page, measure_pages
from roundtable.ops.bench.papers import PAGES, READERS, seconds_to_print
from roundtable.ops.bench.release import seconds_to_scan
from roundtable.ops.bench.room import FIGURES, room_figures
from roundtable.ops.bench.ten_rooms import ten_rooms
from roundtable.ops.demo.authority import CODE
from roundtable.returns.cin_census.importing import import_return
from roundtable.returns.cin_census.reader import check_file
from roundtable.rules.conference_states import State

IMPORTED_CHILDREN = 10_000
BUNDLES = 3


class Clients:
    """One signed-in client for each person."""

    def __init__(self) -> None:
        self._clients: dict[str, Client] = {}

    def __call__(self, email: str) -> Client:
        if email not in self._clients:
            client = Client()
            client.force_login(User.objects.get(email=email))
            self._clients[email] = client
        return self._clients[email]


def all_figures(*, rounds: int, only: Sequence[str] | None) -> Iterator[Figure]:
    """Yield every figure, the floor first; pages with the name they have in reports."""
    floor = Page("floor", email_of("chair"), reverse("floor"))
    pages = [page for page in _pages() if not only or page.name in only]
    measured = measure_pages(pages, floor=floor, clients=Clients(), rounds=rounds)
    yield from measured
    base = measured[0].p50_ms
    if not only or FIGURES & set(only):
        yield from _room(base, rounds, only)
    alone: dict[str, Callable[[], Figure]] = {
        "letter_decision": lambda: _letter(base, rounds),
        "bundle_12x200": lambda: _bundle(base),
        "scan_release": lambda: _release(base, rounds),
        "fortnight_200x12": lambda: _fortnight(base),
        "import_census_10k": lambda: _import(base),
        "decision_letters_large_family": lambda: _large_papers(
            "decision_letters_large_family", seconds_for_letters, base
        ),
        "record_20_readers": lambda: _large_papers("record_20_readers", seconds_for_record, base),
        "rooms_10x12": lambda: _ten_rooms(base),
    }
    for name, measure in alone.items():
        if not only or name in only:
            yield measure()


def email_of(part: str) -> str:
    """Return how somebody of the cast signs in."""
    return f"{part.replace('_', '-')}@harrowmere.example"


def _actor(part: str) -> Actor:
    actor = actor_for(User.objects.get(email=email_of(part)), today=clock.today())
    if actor is None:
        raise RecordNotFound(part)
    return actor


def _pages() -> list[Page]:
    chair, worker = _actor("chair"), _actor("social_worker")
    with authority_context(worker.authority_ids):
        case = cases_visible_to(worker).order_by("pk")[0]
        plan = plans_visible_to(worker).filter(ends_on=None).order_by("pk")[0]
    with authority_context(chair.authority_ids):
        own = conferences_visible_to(chair).filter(chair_id__in=chair.professional_ids)
        invited = own.filter(state=State.INVITED.value).order_by("pk")[0]
        sitting = own.filter(state=State.IN_SESSION.value).order_by("pk").first() or invited
    return [
        Page("home_chair", email_of("chair"), "/"),
        Page("home_administrator", email_of("administrator"), "/"),
        Page("convening_desk", email_of("administrator"), reverse("staff:convening")),
        Page("home_social_worker", email_of("social_worker"), "/"),
        Page("case_page", email_of("social_worker"), reverse("staff:case", args=[case.public_id])),
        Page(
            "conference_page",
            email_of("chair"),
            reverse("staff:conference", args=[invited.public_id]),
        ),
        Page("readiness", email_of("chair"), reverse("staff:readiness", args=[invited.public_id])),
        Page("conference_room", email_of("chair"), reverse("staff:room", args=[sitting.public_id])),
        Page("plan_page", email_of("social_worker"), reverse("staff:plan", args=[plan.public_id])),
        Page("partner_home", email_of("police_officer"), reverse("partners:home")),
        Page(
            "partner_report",
            email_of("police_officer"),
            reverse("partners:report", args=[_own_report("police_officer").public_id]),
        ),
    ]


def _own_report(part: str) -> Report:
    """Return the newest of somebody's own reports with something in it."""
    author = _actor(part)
    with authority_context(author.authority_ids):
        own = reports_visible_to(author).filter(
            participant__professional_id__in=author.professional_ids, items__isnull=False
        )
        return own.order_by("-pk")[0]


def _room(base: float, rounds: int, only: Sequence[str] | None) -> Iterator[Figure]:
    emails = email_of("chair"), email_of("minute_taker")
    actors = _actor("chair"), _actor("minute_taker")
    for figure in room_figures(Clients(), emails, actors, base=base, rounds=rounds):
        if not only or figure.name in only:
            yield figure


def _ten_rooms(base: float) -> Figure:
    clients = Clients()
    running = [clients(email_of("chair")), clients(email_of("minute_taker"))]
    return ten_rooms(_actor("chair"), _actor("minute_taker"), running, base=base)


def _large_papers(
    name: str, seconds: Callable[[Actor, Actor], tuple[float, int]], base: float
) -> Figure:
    chair, taker = _actor("chair"), _actor("minute_taker")
    with authority_context(chair.authority_ids):
        spent, readers = seconds(chair, taker)
    return Figure(
        name,
        round(spent * 1000 / base, 1),
        None,
        round(spent * 1000, 0),
        round(spent * 1000, 0),
        f"{readers} readers, {CHILDREN} children, put together and printed once, wall time",
    )


def _letter(base: float, rounds: int) -> Figure:
    with authority_context(_actor("chair").authority_ids):
        letter = Document.objects.filter(kind="decision_letter").order_by("pk")[0]
    taken = []
    for _ in range(rounds):
        start = time.process_time_ns()
        render_pdf(
            letter.template,
            letter.content,
            title=letter.title,
            authority_name=letter.content["letterhead"]["authority_name"],
        )
        taken.append((time.process_time_ns() - start) / 1e6)
    taken.sort()
    middle = taken[len(taken) // 2]
    return Figure(
        "letter_decision",
        round(middle / base, 2),
        None,
        round(middle, 2),
        round(taken[int(len(taken) * 0.95) - 1], 2),
        "letter, processor time",
    )


def _bundle(base: float) -> Figure:
    with authority_context(_actor("chair").authority_ids):
        taken = sorted(seconds_to_print() * 1000 for _ in range(BUNDLES))
    middle = taken[BUNDLES // 2]
    return Figure(
        "bundle_12x200",
        round(middle / base, 1),
        None,
        round(middle, 0),
        round(taken[-1], 0),
        f"papers of {READERS} readers, {PAGES} pages, wall time",
    )


def _release(base: float, rounds: int) -> Figure:
    with authority_context(_actor("chair").authority_ids):
        taken = [seconds * 1000 for seconds in seconds_to_scan(rounds)]
    middle = statistics.median(taken)
    return Figure(
        "scan_release",
        round(middle / base, 1),
        None,
        round(middle, 0),
        round(statistics.quantiles(taken, n=20)[-1], 0),
        f"last look at {release.READERS} letters, each with {release.ENCLOSED_PAGES} pages"
        f" enclosed, for {2 * release.KEPT} addresses and numbers, wall time",
    )


def _fortnight(base: float) -> Figure:
    """Plan 200 conferences with 12 chairs, and look at the plan: one that cannot be kept is none."""
    problem = generated(200, chairs=12, minute_takers=12, rooms=12)
    start = time.monotonic()
    answer = solve(problem)
    spent = (time.monotonic() - start) * 1000
    faults = broken(problem, answer)
    if faults:
        raise RuntimeError(f"fortnight_200x12: {faults[0]}")
    return Figure(
        "fortnight_200x12",
        round(spent / base, 1),
        None,
        round(spent, 0),
        round(spent, 0),
        f"plan with {len(answer.places)} of 200 placed, costing {cost(problem, answer)}, wall time",
    )


def _import(base: float) -> Figure:
    """Import a return of 10,000 children, and put everything back as it was."""
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        path = Path(folder) / "return.xml"
        write_return(path, IMPORTED_CHILDREN)
        start = time.monotonic()
        import_return(
            path,
            check_file(path),
            Authority.objects.get(code=CODE),
            tell=lambda *_: None,
            advance=lambda _: None,
        )
        spent = (time.monotonic() - start) * 1000
        transaction.set_rollback(True)
    return Figure(
        "import_census_10k",
        round(spent / base, 1),
        None,
        round(spent, 0),
        round(spent, 0),
        f"import of {IMPORTED_CHILDREN} children, wall time",
    )
