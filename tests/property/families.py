"""
Families as they could be, and what each of their people has a right to, worked out from that alone.

Nothing here asks the application: the rights follow from how a family was made up. Every name,
address, agency and sentence holds a word of its own (a canary), so that it can be found anywhere.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

SEED = 20261124
CANARY = r"Zk\d+[a-z]+\d+"
EVERYBODY, PROFESSIONALS, SOCIAL_CARE = "EVERYONE", "PROFESSIONALS", "SOCIAL_CARE"
# Who works on the case, and reads what is for children's social care alone.
OF_THE_CASE = frozenset({"chair", "social_worker", "manager"})


@dataclass
class Child:
    name: str
    father: int
    is_unborn: bool
    home: str
    home_is_kept_from: set[str]


@dataclass
class Adult:
    """One of the family. `knows` are the children they may know are part of this."""

    key: str
    name: str
    knows: set[int]
    part: str = "whole"
    session: int = 1
    why: str = ""


@dataclass
class Worker:
    """A professional. `here_for` are the children they work with, all whom they know if empty."""

    key: str
    name: str
    agency: str
    why: str
    knows: set[int]
    here_for: set[int]
    kept_from: set[str] = field(default_factory=set)
    part: str = "whole"


@dataclass
class Said:
    words: str
    about: set[int]
    audience: str
    kept_from: set[str]
    given_to: set[str]


@dataclass
class Report:
    author: str
    is_in: bool
    is_withdrawn: bool
    shared_with: set[str]
    said: list[Said]


@dataclass
class Family:
    number: int
    reason: str
    children: list[Child]
    adults: dict[str, Adult]
    workers: dict[str, Worker]
    reports: list[Report]

    @property
    def everybody(self) -> list[str]:
        return [*self.adults, *self.workers]

    # What they have a right to

    def rights(self, key: str) -> set[str]:
        """Return every canary that may reach this reader, on whatever way."""
        if key in self.adults:
            return self._of_adult(self.adults[key])
        return self._of_worker(self.workers[key])

    def papers(self, key: str) -> set[str]:
        """Return the sentences that stand in this reader's papers: these, and no other."""
        if key in self.adults:
            return self._given_to(self.adults[key])
        worker = self.workers[key]
        return set() if worker.part == "none" else self._read_by(worker)

    def _of_adult(self, adult: Adult) -> set[str]:
        found = {adult.name, adult.why}
        found |= {self.children[child].name for child in adult.knows}
        for other in self.adults.values():
            if other.session == adult.session and (other.knows & adult.knows):
                found.add(other.name)
                # Why they come can name all whom they come for.
                found |= {other.why} if other.knows <= adult.knows else set()
        for worker in self.workers.values():
            if self._knows_worker(adult, worker):
                found |= {worker.name, worker.agency}
                found |= {worker.why} if self._here_for(worker) <= adult.knows else set()
        return found | self._released_to(adult)

    def _knows_worker(self, adult: Adult, worker: Worker) -> bool:
        here_for = self._here_for(worker)
        return adult.key not in worker.kept_from and bool(here_for & adult.knows)

    @staticmethod
    def _here_for(worker: Worker) -> set[int]:
        return worker.here_for or worker.knows

    def _given_to(self, adult: Adult) -> set[str]:
        """Return what stands in reports that were shared with them, by people they may know of."""
        return {
            said.words
            for report in self.reports
            if adult.key in report.shared_with
            and self._knows_worker(adult, self.workers[report.author])
            for said in report.said
        } & self._released_to(adult)

    def _released_to(self, adult: Adult) -> set[str]:
        return {
            said.words
            for report in self.reports
            if report.is_in and not report.is_withdrawn
            for said in report.said
            if adult.key in said.given_to
            and adult.key not in said.kept_from
            and said.audience == EVERYBODY
            and said.about
            and said.about <= adult.knows
        }

    def _of_worker(self, worker: Worker) -> set[str]:
        found = {worker.name, worker.agency, worker.why}
        if worker.knows == set(range(len(self.children))):
            found.add(self.reason)
        for number in worker.knows:
            child = self.children[number]
            found.add(child.name)
            found |= set() if child.home_is_kept_from else {child.home}
        for other in self.adults.values():
            if other.knows & worker.knows:
                found.add(other.name)
                found |= {other.why} if other.knows <= worker.knows else set()
        for colleague in self.workers.values():
            here_for = self._here_for(colleague)
            if here_for & worker.knows:
                found |= {colleague.name, colleague.agency}
                found |= {colleague.why} if here_for <= worker.knows else set()
        drafts = {
            said.words for one in self.reports if one.author == worker.key for said in one.said
        }
        return found | drafts | self._read_by(worker) | self._heard_of(worker)

    def _heard_of(self, worker: Worker) -> set[str]:
        """On the wall what was said is there without a name, where its author is not known."""
        return {
            said.words
            for report in self.reports
            if report.is_in and not report.is_withdrawn
            for said in report.said
            if said.about <= worker.knows and self._is_for(worker, report, said)
        }

    def _read_by(self, worker: Worker) -> set[str]:
        return {
            said.words
            for report in self.reports
            if report.is_in
            and not report.is_withdrawn
            and self._here_for(self.workers[report.author]) & worker.knows
            for said in report.said
            if report.author == worker.key
            or (said.about <= worker.knows and self._is_for(worker, report, said))
        }

    def _is_for(self, worker: Worker, report: Report, said: Said) -> bool:
        if said.audience != SOCIAL_CARE or worker.key in OF_THE_CASE:
            return True
        return self.workers[report.author].agency == worker.agency


# Making them up


def families(amount: int, *, seed: int = SEED) -> Iterator[Family]:
    """Yield so many families, the same for the same seed."""
    chance = random.Random(seed)
    for number in range(1, amount + 1):
        yield _Made(number, chance).family()


class _Made:
    def __init__(self, number: int, chance: random.Random) -> None:
        self.number = number
        self.chance = chance
        self.counted = count(1)

    def canary(self, what: str) -> str:
        return f"Zk{self.number}{what}{next(self.counted)}"

    def maybe(self, likely: float) -> bool:
        return self.chance.random() < likely

    def some(self, of: list[str], likely: float = 0.4) -> set[str]:
        return {one for one in of if self.maybe(likely)}

    def family(self) -> Family:
        fathers = self.chance.choice([1, 2, 2])
        keys = ["mother", *(f"father{n}" for n in range(fathers))]
        children = self._children(fathers, keys)
        adults = self._adults(fathers, children)
        workers = self._workers(children, list(adults))
        return Family(
            number=self.number,
            reason=self.canary("reason"),
            children=children,
            adults=adults,
            workers=workers,
            reports=self._reports(adults, workers),
        )

    def _children(self, fathers: int, adults: list[str]) -> list[Child]:
        kept_from = self.some(adults[1:], 0.5)  # they live with the mother, together
        return [
            Child(
                name=self.canary("child"),
                father=number % fathers if number < fathers else self.chance.randrange(fathers),
                is_unborn=self.maybe(0.3),
                home=self.canary("home"),
                home_is_kept_from=kept_from,
            )
            for number in range(self.chance.randint(max(1, fathers), 4))
        ]

    def _adults(self, fathers: int, children: list[Child]) -> dict[str, Adult]:
        everyone = set(range(len(children)))
        adults = {"mother": Adult("mother", self.canary("mother"), everyone)}
        for number in range(fathers):
            key = f"father{number}"
            own = {n for n, child in enumerate(children) if child.father == number}
            adults[key] = Adult(key, self.canary("father"), own)
            match self.chance.choice(["here", "here", "apart", "kept out", "part"]):
                case "apart":
                    adults[key].part, adults[key].session = "separate", 2
                case "kept out":
                    adults[key].part = "none"
                case "part":
                    adults[key].part = "part"
        if self.maybe(0.4):
            known = {n for n in everyone if self.maybe(0.6)} or {0}
            adults["relative"] = Adult("relative", self.canary("relative"), known)
        for adult in adults.values():
            adult.why = self.canary("why")
        return adults

    def _workers(self, children: list[Child], adults: list[str]) -> dict[str, Worker]:
        everyone = set(range(len(children)))
        found = {}
        for key in ("chair", "minutes", "social_worker", "manager", "police"):
            found[key] = self._worker(key, everyone, set())
        for key in ("school", "health", "midwife"):
            mine = {self.chance.choice(sorted(everyone))}
            # Some know of all the children; others of the one they work with alone.
            found[key] = self._worker(key, everyone if self.maybe(0.5) else mine, mine)
        if self.maybe(0.6):
            found["refuge"] = self._worker("refuge", everyone, set())
            found["refuge"].kept_from = {self.chance.choice(adults[1:])}
        if self.maybe(0.3):
            found["midwife"].kept_from = self.some(adults[1:], 0.7)
        if self.maybe(0.2):
            found["health"].part = "none"
        if self.maybe(0.3):  # two of one agency
            found["health"].agency = found["midwife"].agency
        return found

    def _worker(self, key: str, knows: set[int], here_for: set[int]) -> Worker:
        return Worker(
            key=key,
            name=self.canary("worker"),
            agency=self.canary("agency"),
            why=self.canary("why"),
            knows=set(knows),
            here_for=set(here_for),
        )

    def _reports(self, adults: dict[str, Adult], workers: dict[str, Worker]) -> list[Report]:
        writing = [key for key in workers if key not in ("chair", "minutes", "manager")]
        return [self._report(workers[key], list(adults)) for key in writing]

    def _report(self, author: Worker, adults: list[str]) -> Report:
        return Report(
            author=author.key,
            is_in=self.maybe(0.85),
            is_withdrawn=self.maybe(0.08),
            shared_with=self.some(adults, 0.6),
            said=[self._said(author, adults) for _ in range(self.chance.randint(1, 4))],
        )

    def _said(self, author: Worker, adults: list[str]) -> Said:
        about = {n for n in sorted(author.knows) if self.maybe(0.5)}
        return Said(
            words=self.canary("said"),
            about=about or ({min(author.knows)} if self.maybe(0.8) else set()),
            audience=self.chance.choice([EVERYBODY, EVERYBODY, PROFESSIONALS, SOCIAL_CARE]),
            kept_from=self.some(adults, 0.2),
            # Given in error too: what is kept from somebody stays kept from them.
            given_to=self.some(adults, 0.7),
        )
