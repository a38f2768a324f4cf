"""
One child's record held against itself.

What the receiving database would refuse is decided here, in plain code with a reason for a
person to read, so that what goes on from here fits: an enquiry has a start or a conference, and
they come in that order; plans never overlap, one plan is open, a plan never starts and ends on
one day, a review lies within its plan. Whatever looks wrong but could be
held is kept and remarked on: history is not a new case.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from roundtable.returns.cin_census.codes import DIED
from roundtable.returns.cin_census.enquiry_consistency import (
    remark_on_conference,
    settle_enquiries,
)
from roundtable.returns.cin_census.findings import Findings
from roundtable.returns.cin_census.plan_consistency import settle_plans
from roundtable.returns.cin_census.records import (
    Assessment,
    ChildRecord,
    CinPlan,
    Episode,
    ReturnHeader,
)
from roundtable.returns.cin_census.repeats import first_of_each
from roundtable.returns.cin_census.values import in_words

# Nothing can have been known of a child longer before the birth than this.
LONGEST_PREGNANCY = timedelta(days=300)
# The census asks about an expected date that is further back than this (8530Q).
OVERDUE_BIRTH = timedelta(days=30)


def make_consistent(child: ChildRecord, *, header: ReturnHeader) -> ChildRecord:
    """Return the record with nothing in it that contradicts itself, and a problem for each."""
    findings = Findings()
    child = _settle_identity(child, header.as_at, findings)
    episodes = [
        _settle_episode(episode, findings)
        for episode in first_of_each(child.episodes, "CINdetails", "referral", findings)
    ]
    episodes = settle_enquiries(episodes, findings)
    episodes = settle_plans(episodes, header=header, findings=findings)
    _remark_on_lifetime(child, episodes, findings)
    _remark_on_death(child, episodes, findings)
    if not episodes:
        findings.kept(
            "no_referral",
            line=child.line,
            element="CINdetails",
            reason="The child has no referral; the child alone was kept.",
        )
    return replace(
        child,
        episodes=tuple(sorted(episodes, key=_episode_order)),
        problems=child.problems + tuple(findings.problems),
    )


def _episode_order(episode: Episode) -> tuple[date, int]:
    return episode.referral_date or date.max, episode.line


def _settle_identity(child: ChildRecord, as_at: date, findings: Findings) -> ChildRecord:
    if child.birth_date and child.expected_birth_date:
        findings.left_out(
            "both_dates",
            line=child.line,
            element="ExpectedPersonBirthDate",
            value=child.expected_birth_date.isoformat(),
            reason="The child has both a date of birth and an expected one, so the expected one "
            "was left out.",
        )
        child = replace(child, expected_birth_date=None)
    if child.birth_date is None and child.expected_birth_date is None:
        findings.kept(
            "birth_date_missing",
            line=child.line,
            element="PersonBirthDate",
            reason="Neither a date of birth nor an expected one is known; the child was kept.",
        )
    if child.expected_birth_date and child.expected_birth_date < as_at - OVERDUE_BIRTH:
        findings.kept(
            "birth_overdue",
            line=child.line,
            element="ExpectedPersonBirthDate",
            value=child.expected_birth_date.isoformat(),
            reason=f"The baby was expected on {in_words(child.expected_birth_date)} and no birth "
            f"is recorded.",
        )
    if child.death_date and child.birth_date and child.death_date < child.birth_date:
        findings.left_out(
            "dead_before_birth",
            line=child.line,
            element="PersonDeathDate",
            value=child.death_date.isoformat(),
            reason=f"The date of death, {in_words(child.death_date)}, is before the date of "
            f"birth, {in_words(child.birth_date)}, so it was left out: find out whether the "
            f"child is alive before anything is sent.",
        )
        child = replace(child, death_date=None)
    return child


def _settle_episode(episode: Episode, findings: Findings) -> Episode:
    episode = _settle_closure(episode, findings)
    episode = _settle_conference(episode, findings)
    assessments = first_of_each(episode.assessments, "Assessments", "assessment", findings)
    cin_plans = first_of_each(episode.cin_plans, "CINPlanDates", "child in need plan", findings)
    return replace(
        episode,
        assessments=tuple(
            sorted((_settle_assessment(a, findings) for a in assessments), key=_start_and_line)
        ),
        cin_plans=tuple(
            sorted((_settle_cin_plan(p, findings) for p in cin_plans), key=_start_and_line)
        ),
    )


def _start_and_line(item: Assessment | CinPlan) -> tuple[date, int]:
    return item.start, item.line


def _settle_closure(episode: Episode, findings: Findings) -> Episode:
    closed, referred = episode.closure_date, episode.referral_date
    if closed and referred and closed < referred:
        findings.left_out(
            "closed_before_referral",
            line=episode.line,
            element="CINclosureDate",
            value=closed.isoformat(),
            reason=f"The case closed on {in_words(closed)}, before the referral on "
            f"{in_words(referred)}, so the date it closed was left out.",
        )
        episode = replace(episode, closure_date=None)
    return episode


def _settle_conference(episode: Episode, findings: Findings) -> Episode:
    """Settle the conference that the episode itself names: one with no enquiry of ours."""
    held = episode.date_of_initial_cpc
    if held is None:
        return episode
    if any(enquiry.icpc_date == held for enquiry in episode.section47s):
        findings.left_out(
            "repeated",
            line=episode.line,
            element="DateOfInitialCPC",
            value=held.isoformat(),
            reason=f"The initial conference on {in_words(held)} is given with the referral and "
            f"with an enquiry; it was kept with the enquiry.",
        )
        return replace(episode, date_of_initial_cpc=None)
    remark_on_conference(held, episode, episode.line, findings)
    return episode


def _settle_assessment(assessment: Assessment, findings: Findings) -> Assessment:
    end = assessment.authorisation_date
    if end and end < assessment.start:
        findings.left_out(
            "end_before_start",
            line=assessment.line,
            element="AssessmentAuthorisationDate",
            value=end.isoformat(),
            reason=f"The assessment ended on {in_words(end)}, before it began on "
            f"{in_words(assessment.start)}, so its end was left out.",
        )
        return replace(assessment, authorisation_date=None)
    return assessment


def _settle_cin_plan(plan: CinPlan, findings: Findings) -> CinPlan:
    if plan.end and plan.end < plan.start:
        findings.left_out(
            "end_before_start",
            line=plan.line,
            element="CINPlanEndDate",
            value=plan.end.isoformat(),
            reason=f"The child in need plan ended on {in_words(plan.end)}, before it began on "
            f"{in_words(plan.start)}, so its end was left out.",
        )
        return replace(plan, end=None)
    return plan


def _remark_on_lifetime(child: ChildRecord, episodes: list[Episode], findings: Findings) -> None:
    born = child.birth_date or child.expected_birth_date
    for episode in episodes:
        days = sorted(_days_of(episode))
        if born and days and days[0] < born - LONGEST_PREGNANCY:
            findings.kept(
                "before_birth",
                line=episode.line,
                element="CINdetails",
                value=days[0].isoformat(),
                reason=f"Something is dated {in_words(days[0])}, more than "
                f"{LONGEST_PREGNANCY.days} days before the birth on {in_words(born)}; it was "
                f"kept.",
            )
        if child.death_date and days and days[-1] > child.death_date:
            findings.kept(
                "after_death",
                line=episode.line,
                element="CINdetails",
                value=days[-1].isoformat(),
                reason=f"Something is dated {in_words(days[-1])}, after the death on "
                f"{in_words(child.death_date)}; it was kept.",
            )


def _remark_on_death(child: ChildRecord, episodes: list[Episode], findings: Findings) -> None:
    for episode in episodes:
        if child.death_date and any(plan.is_open for plan in episode.plans):
            findings.kept(
                "open_plan_after_death",
                line=episode.line,
                element="ChildProtectionPlans",
                reason=f"The child died on {in_words(child.death_date)} and the child protection "
                f"plan is still open; it was kept.",
            )
        if child.death_date is None and episode.closure_reason == DIED:
            findings.kept(
                "death_without_date",
                line=episode.line,
                element="ReasonForClosure",
                value=DIED,
                reason="The case closed because the child died, but there is no date of death: "
                "nothing may be sent until somebody has looked.",
            )


def _days_of(episode: Episode) -> Iterator[date]:
    """Yield the days on which something began or was held, as far as they are known."""
    if episode.referral_date:
        yield episode.referral_date
    yield from episode.conference_dates
    yield from (enquiry.start for enquiry in episode.section47s if enquiry.start)
    yield from (plan.start for plan in episode.plans)
