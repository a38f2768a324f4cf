"""The child protection plans of one child, settled with one another."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from roundtable.returns.cin_census.findings import Findings
from roundtable.returns.cin_census.records import Episode, Plan, ReturnHeader, Review
from roundtable.returns.cin_census.repeats import first_of_each
from roundtable.returns.cin_census.values import in_words, is_weekend


@dataclass(frozen=True, slots=True)
class _Placed:
    """A plan and the place in the list of the episode that it belongs to."""

    plan: Plan
    episode: int


def settle_plans(
    episodes: list[Episode], *, header: ReturnHeader, findings: Findings
) -> list[Episode]:
    """Return the episodes with plans that a database can hold together, and reasons for each."""
    placed = _without_repeats(episodes, findings)
    placed = _with_possible_ends(placed, episodes, findings)
    conferences = frozenset[date]().union(*(episode.conference_dates for episode in episodes))
    placed = _without_overlaps(placed, conferences, findings)
    placed = [replace(one, plan=_settle_reviews(one.plan, findings)) for one in placed]
    for one in placed:
        _remark(one.plan, episodes[one.episode], conferences, header, findings)
    return [
        replace(
            episode,
            plans=tuple(
                sorted(
                    (one.plan for one in placed if one.episode == number),
                    key=lambda plan: plan.start,
                )
            ),
        )
        for number, episode in enumerate(episodes)
    ]


def _without_repeats(episodes: list[Episode], findings: Findings) -> list[_Placed]:
    placed = [
        _Placed(plan, number) for number, episode in enumerate(episodes) for plan in episode.plans
    ]
    plans = (one.plan for one in placed)
    kept = list(first_of_each(plans, "ChildProtectionPlans", "child protection plan", findings))
    # By identity: in a file without line breaks two equal plans are equal to the last digit.
    return [one for one in placed if any(one.plan is plan for plan in kept)]


def _with_possible_ends(
    placed: list[_Placed], episodes: list[Episode], findings: Findings
) -> list[_Placed]:
    """
    Settle ends that cannot be right.

    A plan whose end is unknown is kept as open if it can be: better a plan too many on the list,
    marked, than a child missing from it. It cannot be open once a later one began or the case
    closed.
    """
    kept = []
    for one in placed:
        plan = _with_believable_end(one.plan, findings)
        if plan is None:
            continue
        if plan.end_in_doubt:
            reason = _why_not_open(plan, placed, episodes[one.episode])
            if reason:
                _leave_out(
                    plan,
                    findings,
                    code="plan_without_end",
                    why=f"it has an end date that cannot be right, and {reason}",
                    hides_open_plan=True,
                )
                continue
            findings.kept(
                "end_in_doubt",
                line=plan.line,
                element="CPPendDate",
                reason=f"The child protection plan that began on {in_words(plan.start)} has an "
                f"end date that cannot be right; it was kept as if still open.",
            )
        kept.append(replace(one, plan=plan))
    return kept


def _with_believable_end(plan: Plan, findings: Findings) -> Plan | None:
    if plan.end is None or plan.end > plan.start:
        return plan
    if plan.end == plan.start:
        _leave_out(
            plan,
            findings,
            code="plan_of_one_day",
            why="it ended on the day it began, which no plan can",
            hides_open_plan=False,
        )
        return None
    findings.left_out(
        "end_before_start",
        line=plan.line,
        element="CPPendDate",
        value=plan.end.isoformat(),
        reason=f"The child protection plan ended on {in_words(plan.end)}, before it began on "
        f"{in_words(plan.start)}, so its end was left out.",
    )
    return replace(plan, end=None, end_in_doubt=True)


def _why_not_open(plan: Plan, placed: Iterable[_Placed], episode: Episode) -> str | None:
    later = [one.plan.start for one in placed if one.plan.start > plan.start]
    if later:
        return f"another plan began on {in_words(min(later))}"
    return "the case has closed" if episode.has_closed else None


def _leave_out(
    plan: Plan, findings: Findings, *, code: str, why: str, hides_open_plan: bool
) -> None:
    findings.left_out(
        code,
        line=plan.line,
        element="ChildProtectionPlans",
        value=plan.start.isoformat(),
        reason=f"The child protection plan that began on {in_words(plan.start)} was left out: "
        f"{why}.",
        hides_open_plan=hides_open_plan,
    )


def _without_overlaps(
    placed: list[_Placed], conferences: frozenset[date], findings: Findings
) -> list[_Placed]:
    """
    Keep the best supported of plans that overlap.

    A plan that began on the day of an initial conference comes before one that did not, then an
    open one, then the one with more reviews, then the later one.
    """

    def support(one: _Placed) -> tuple[bool, bool, int, date, int]:
        plan = one.plan
        return (
            plan.start in conferences,
            plan.is_open,
            len(plan.reviews),
            plan.start,
            -plan.line,
        )

    kept: list[_Placed] = []
    for one in sorted(placed, key=support, reverse=True):
        rival = next((other.plan for other in kept if _overlap(one.plan, other.plan)), None)
        if rival is None:
            kept.append(one)
            continue
        _leave_out(
            one.plan,
            findings,
            code="plan_overlap",
            why=f"it overlaps the one that began on {in_words(rival.start)}, which was kept "
            f"because {_why_preferred(rival, one.plan, conferences)}",
            hides_open_plan=one.plan.is_open,
        )
    return sorted(kept, key=lambda one: one.plan.start)


def _overlap(one: Plan, other: Plan) -> bool:
    """Return whether they share a day. One may begin on the day the other ends."""
    return one.start < (other.end or date.max) and other.start < (one.end or date.max)


def _why_preferred(kept: Plan, other: Plan, conferences: frozenset[date]) -> str:
    if (kept.start in conferences) != (other.start in conferences):
        return "an initial conference was held on the day it began"
    if kept.is_open != other.is_open:
        return "it is still open"
    if len(kept.reviews) != len(other.reviews):
        return "more reviews of it are recorded"
    if kept.start != other.start:
        return "it is the later one"
    return "it comes first in the return"


def _settle_reviews(plan: Plan, findings: Findings) -> Plan:
    kept: dict[date, Review] = {}
    for review in plan.reviews:
        why = _why_no_review(review, plan)
        if why is None and review.held_on in kept:
            findings.left_out(
                "repeated",
                line=review.line,
                element="CPPreviewDate",
                value=review.held_on.isoformat(),
                reason=f"The review on {in_words(review.held_on)} is given twice, so it was kept "
                f"once.",
            )
        elif why is None:
            kept[review.held_on] = review
        else:
            findings.left_out(
                "review_outside_plan",
                line=review.line,
                element="CPPreviewDate",
                value=review.held_on.isoformat(),
                reason=f"The review on {in_words(review.held_on)} is {why}, so it was left out.",
            )
    return replace(plan, reviews=tuple(kept[day] for day in sorted(kept)))


def _why_no_review(review: Review, plan: Plan) -> str | None:
    if review.held_on < plan.start:
        return f"before the plan began on {in_words(plan.start)}"
    if review.held_on == plan.start:
        return "on the day the plan began"
    if plan.end and review.held_on > plan.end:
        return f"after the plan ended on {in_words(plan.end)}"
    return None


def _remark(
    plan: Plan,
    episode: Episode,
    conferences: frozenset[date],
    header: ReturnHeader,
    findings: Findings,
) -> None:
    for code, why in _remarks(plan, episode, conferences, header):
        findings.kept(
            code,
            line=plan.line,
            element="CPPstartDate",
            value=plan.start.isoformat(),
            reason=f"The child protection plan that began on {in_words(plan.start)} {why}; it "
            f"was kept.",
        )


def _remarks(
    plan: Plan, episode: Episode, conferences: frozenset[date], header: ReturnHeader
) -> Iterable[tuple[str, str]]:
    if is_weekend(plan.start):
        yield "weekend", f"did so on a {plan.start:%A}"
    # Earlier conferences are not in this year's return.
    if plan.start >= header.year_starts_on and plan.start not in conferences:
        yield "plan_without_conference", "has no initial conference on that day"
    if episode.referral_date and plan.start < episode.referral_date:
        yield "plan_before_referral", f"is before the referral on {in_words(episode.referral_date)}"
    if plan.is_open and episode.has_closed:
        yield "open_plan_in_closed_case", "is still open although the case has closed"
