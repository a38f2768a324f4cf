"""
What one return says, as plain values: nothing here knows a database or a clock.

Two things keep a record honest. A `Problem` is one thing that was left out (`set_aside`) or
kept although it looks wrong; a child with any is flagged. And `plan_in_doubt` is true while
something left out could be a plan that is still open, so that nobody is ever told a bare "no".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing in the return that a person should look at. `code` is stable, for counting."""

    code: str
    line: int
    element: str
    value: str
    reason: str
    set_aside: bool
    hides_open_plan: bool = False

    def __str__(self) -> str:
        return f"line {self.line}, {self.element}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnHeader:
    """The return as a whole, once the whole file has been checked."""

    year: int
    reference_date: date | None
    lea: str
    lea_line: int
    software: str
    release: str
    serial_number: str
    produced_at: datetime | None
    child_count: int
    fingerprint: str
    stamp: tuple[int, int]
    remarks: tuple[Problem, ...] = ()

    @property
    def year_starts_on(self) -> date:
        return date(self.year - 1, 4, 1)

    @property
    def year_ends_on(self) -> date:
        return date(self.year, 3, 31)

    @property
    def as_at(self) -> date:
        """
        Return the last day the return can know of: nothing after it can have happened.

        It is the reference date where that is later than the year's end but believable (files
        made for a trial are dated the day they were made), else the year's end.
        """
        stated = self.reference_date
        if stated and self.year_ends_on < stated <= date(self.year + 1, 3, 31):
            return stated
        return self.year_ends_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    line: int
    start: date
    review_date: date | None
    authorisation_date: date | None
    factors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CinPlan:
    line: int
    start: date
    end: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section47:
    """
    One enquiry. `start` is the day of the strategy discussion that began it.

    `start` is missing only where `icpc_date` is there: the conference is then all that is known.
    """

    line: int
    start: date | None
    target: date | None
    icpc_date: date | None
    icpc_not_required: bool | None

    @property
    def is_unfinished(self) -> bool:
        return self.icpc_date is None and not self.icpc_not_required


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    line: int
    held_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """
    One child protection plan, half open: on the day of `end` it is no longer in force.

    `end_in_doubt` says that the return gives an end date which cannot be right: the plan is
    kept as open until somebody has looked.
    """

    line: int
    start: date
    end: date | None
    initial_category: str | None
    latest_category: str | None
    previous_plans: int | None
    reviews: tuple[Review, ...]
    end_in_doubt: bool = False

    @property
    def is_open(self) -> bool:
        return self.end is None

    @property
    def review_dates(self) -> tuple[date, ...]:
        return tuple(review.held_on for review in self.reviews)


@dataclass(frozen=True, slots=True, kw_only=True)
class PreProceedings:
    """Module 5 as it stands in the file, unread: pairs of element name and text."""

    line: int
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """
    One referral and what followed. `date_of_initial_cpc` is a conference without an enquiry.

    `has_closed` may be true without a `closure_date`: it was given, but could not be right.
    """

    line: int
    referral_date: date | None
    source: str | None
    primary_need: str | None
    closure_date: date | None
    closure_reason: str | None
    has_closed: bool
    date_of_initial_cpc: date | None
    referral_nfa: bool | None
    assessments: tuple[Assessment, ...] = ()
    cin_plans: tuple[CinPlan, ...] = ()
    section47s: tuple[Section47, ...] = ()
    plans: tuple[Plan, ...] = ()
    pre_proceedings: tuple[PreProceedings, ...] = ()

    @property
    def conference_dates(self) -> frozenset[date]:
        """Return the days on which an initial conference of this episode was held."""
        dates = {enquiry.icpc_date for enquiry in self.section47s} | {self.date_of_initial_cpc}
        return frozenset(day for day in dates if day)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildRecord:
    """
    One child of the return. `position` counts the children of the file from 1.

    A line tells a person where to look; in a file without line breaks only `position` tells two
    children apart.
    """

    position: int
    line: int
    la_child_id: str
    upn: str | None
    former_upn: str | None
    upn_unknown: str | None
    birth_date: date | None
    expected_birth_date: date | None
    sex: str
    death_date: date | None
    ethnicity: str | None
    disabilities: tuple[str, ...]
    episodes: tuple[Episode, ...]
    problems: tuple[Problem, ...]

    @property
    def is_flagged(self) -> bool:
        return bool(self.problems)

    @property
    def plan_in_doubt(self) -> bool:
        """Return whether something left out, or an impossible end date, may hide an open plan."""
        return any(problem.hides_open_plan for problem in self.problems)

    @property
    def plans(self) -> tuple[Plan, ...]:
        """Return all the child's plans, oldest first. They never overlap."""
        return tuple(sorted(self._plans(), key=lambda plan: plan.start))

    @property
    def open_plan(self) -> Plan | None:
        return next((plan for plan in self.plans if plan.is_open), None)

    @property
    def enquiries(self) -> tuple[Section47, ...]:
        return tuple(enquiry for episode in self.episodes for enquiry in episode.section47s)

    @property
    def conference_dates(self) -> frozenset[date]:
        """Return the days on which an initial conference about the child was held."""
        return frozenset[date]().union(*(episode.conference_dates for episode in self.episodes))

    @property
    def earlier_plan_count(self) -> int:
        """
        Return how many plans the child had before the first one here: the baseline.

        A later plan's number counts the earlier plans of this return too, so they come off it.
        """
        counts = [
            plan.previous_plans - position
            for position, plan in enumerate(self.plans)
            if plan.previous_plans is not None
        ]
        return max([0, *counts])

    def _plans(self) -> Iterator[Plan]:
        for episode in self.episodes:
            yield from episode.plans


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedChild:
    """A child that cannot be held, because nothing says which child it is."""

    position: int
    line: int
    la_child_id: str | None
    code: str
    reason: str
    may_have_open_plan: bool

    def __str__(self) -> str:
        return f"line {self.line}, Child: {self.reason}"
