"""
What is on record since the last conference, in sentences for the social worker's review report.

Nobody types twice what the plan, the visits and the core groups say already. People are counted and
not named: who came to a core group can give away an agency that somebody must not know of.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from roundtable.casework.conferences.models import ConferenceChild
from roundtable.casework.people.models import Person
from roundtable.casework.plans.models import (
    CoreGroupMeeting,
    CoreGroupPlan,
    Plan,
    PlanAction,
    PlanOutcome,
    PlanReview,
    Visit,
)
from roundtable.casework.reports.models import Form, Report, Section
from roundtable.casework.statements.models import StatementVersion
from roundtable.foundation.core import clock
from roundtable.foundation.documents.plain_values import date_in_words
from roundtable.rules.action_states import State as ActionState
from roundtable.rules.core_group_states import State as CoreGroupState

_HELD = frozenset(
    {CoreGroupState.HELD.value, CoreGroupState.RECORDED.value, CoreGroupState.CIRCULATED.value}
)
_DONE, _GONE = ActionState.DONE.value, ActionState.DROPPED.value


@dataclass(frozen=True, slots=True)
class OnRecord:
    """A sentence that can stand in the report: in which section, about whom, on which day."""

    section: str
    text: str
    children: tuple[Person, ...]
    on: date | None = None


def is_filled_in_from_record(report: Report) -> bool:
    """Return whether this is a social worker's report to a review: no other one is."""
    return str(report.form) == Form.SOCIAL_WORK_REVIEW


def on_record(report: Report) -> list[OnRecord]:
    """
    Return what the record says since the last conference and the report does not say yet.

    At most ten queries.
    """
    if not is_filled_in_from_record(report):
        return []
    held = ConferenceChild.objects.filter(conference_id=report.conference_id)
    outcomes = PlanOutcome.objects.order_by("position", "pk").prefetch_related(
        Prefetch("actions", PlanAction.objects.order_by("position", "pk"))
    )
    plans = list(
        Plan.objects.filter(child__in=held.values("child_id"), ends_on=None)
        .select_related("child", "outline")
        .prefetch_related(Prefetch("outline__outcomes", outcomes))
        .order_by("child__birth_on", "pk")
    )
    since = _since(plans)
    lines = [
        *_progress(plans),
        *_visits(plans, since),
        *_core_groups(plans, since),
        *_engagement(plans),
    ]
    written = set(
        StatementVersion.objects.filter(statement__report_items__report=report).values_list(
            "text", flat=True
        )
    )
    return [one for one in lines if one.text not in written]


def _since(plans: Sequence[Plan]) -> dict[int, date]:
    """Return the day from which each plan is looked at: its last review, or its beginning."""
    found = {plan.pk: plan.starts_on for plan in plans}
    reviews = PlanReview.objects.filter(plan__in=list(found)).order_by("held_on")
    return found | dict(reviews.values_list("plan_id", "held_on"))


def _progress(plans: Sequence[Plan]) -> Iterator[OnRecord]:
    for plan, outcome in _outcomes(plans):
        actions = [one for one in outcome.actions.all() if one.state != _GONE]
        done = sum(one.state == _DONE for one in actions)
        text = f"What must change: {_sentence(outcome.what_must_change)}"
        text += f" {done} of {_count(len(actions), 'action')} done." if actions else ""
        late = [one.what for one in actions if _is_late(one)]
        text += (
            f" Not done by the day that was agreed: {_sentence('; '.join(late))}" if late else ""
        )
        yield OnRecord(Section.PROGRESS.value, text, (plan.child,))


def _outcomes(plans: Sequence[Plan]) -> Iterator[tuple[Plan, PlanOutcome]]:
    for plan in plans:
        if plan.outline is not None:
            for outcome in plan.outline.outcomes.all():
                if outcome.closed_on is None:
                    yield plan, outcome


def _is_late(action: PlanAction) -> bool:
    return action.state != _DONE and action.due_on is not None and action.due_on < clock.today()


def _visits(plans: Sequence[Plan], since: dict[int, date]) -> Iterator[OnRecord]:
    rows = list(Visit.objects.filter(plan__in=[one.pk for one in plans]).order_by("visited_on"))
    for plan in plans:
        day = since[plan.pk]
        made = [one for one in rows if one.plan_id == plan.pk and one.visited_on >= day]
        name = plan.child.name
        seen = [one for one in made if one.child_seen]
        alone = [one for one in seen if one.seen_alone]
        unannounced = sum(not one.was_announced for one in made)
        text = f"{_count(len(made), 'visit')} to {name} since {date_in_words(day)}"
        text += f", {unannounced} of them unannounced." if made else "."
        how_often = plan.outline.visit_every_working_days if plan.outline is not None else None
        text += f" The plan says one every {how_often} working days." if how_often else ""
        yield OnRecord(Section.VISITS.value, text, (plan.child,))
        if made:
            text = f"{name} was seen on {len(seen)} of {_count(len(made), 'visit')}"
            text += f", {len(alone)} of them alone."
            text += f" Last seen on {date_in_words(seen[-1].visited_on)}." if seen else ""
            yield OnRecord(Section.SEEN.value, text, (plan.child,), on=_last(seen))
        for one in made:
            if not one.child_seen and one.not_seen_reason:
                text = f"{name} was not seen on {date_in_words(one.visited_on)}:"
                text += f" {_sentence(one.not_seen_reason)}"
                yield OnRecord(Section.SEEN.value, text, (plan.child,), on=one.visited_on)


def _last(visits: Sequence[Visit]) -> date | None:
    return visits[-1].visited_on if visits else None


def _core_groups(plans: Sequence[Plan], since: dict[int, date]) -> Iterator[OnRecord]:
    rows = CoreGroupPlan.objects.filter(
        plan__in=[one.pk for one in plans], meeting__state__in=sorted(_HELD)
    ).select_related("meeting")
    by_id = {plan.pk: plan for plan in plans}
    held: dict[date, CoreGroupMeeting] = {}
    children: dict[date, list[Person]] = {}
    for row in rows.prefetch_related("meeting__presences").order_by("meeting__held_on", "pk"):
        held_on = row.meeting.held_on
        if held_on is not None and held_on >= since[row.plan_id]:
            held[held_on] = row.meeting
            children.setdefault(held_on, []).append(by_id[row.plan_id].child)
    for held_on, meeting in held.items():
        came = [one for one in meeting.presences.all() if one.was_present]
        family = sum(one.person_id is not None for one in came)
        text = f"The core group met on {date_in_words(held_on)}: {len(came)} came"
        text += f", {family} of them of the family."
        yield OnRecord(Section.CORE_GROUPS.value, text, tuple(children[held_on]), on=held_on)


def _engagement(plans: Sequence[Plan]) -> Iterator[OnRecord]:
    for plan in plans:
        theirs = [
            action
            for _, outcome in _outcomes([plan])
            for action in outcome.actions.all()
            if action.person_id is not None and action.state != _GONE
        ]
        if theirs:
            done = sum(one.state == _DONE for one in theirs)
            said = sum(one.family_says_done_at is not None for one in theirs)
            text = f"The family agreed to do {_count(len(theirs), 'thing')} for {plan.child.name}."
            text += f" {done} of {len(theirs)} done."
            text += f" They say that {said} {_are(said)} done." if said > done else ""
            yield OnRecord(Section.ENGAGEMENT.value, text, (plan.child,))


def _sentence(text: str) -> str:
    words = text.strip()
    return words if words.endswith((".", "!", "?")) else f"{words}."


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"
