"""The meeting: who comes, what is said, what is thought, and what is decided for each child."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from roundtable.casework.conferences.models import (
    ConferenceChild,
    Kind,
    Part,
    Participant,
    ParticipantRole,
)
from roundtable.casework.decisions.actions import propose_decision, record_opinion
from roundtable.casework.decisions.models import Threshold
from roundtable.casework.people.models import AgencyKind
from roundtable.casework.plans.actions.conclude import conclude_conference
from roundtable.casework.plans.actions.meet import open_conference
from roundtable.casework.plans.actions.outline import (
    add_action,
    add_outcome,
    outline_in_room,
    review_outcome,
    write_in_room,
)
from roundtable.casework.plans.models import Progress
from roundtable.casework.room.actions.attendance import record_apology, record_arrival
from roundtable.casework.room.actions.saying import (
    read_out_views,
    record_item,
    start_agenda_item,
)
from roundtable.casework.room.models import AgendaItem, Views
from roundtable.ops.demo.convening import name_of
from roundtable.ops.demo.preparing import marks_of
from roundtable.ops.demo.story import Story
from roundtable.ops.demo.words import Task
from roundtable.rules.decision_guards import ENDS_PLAN, Outcome
from roundtable.rules.reasons import Override
from roundtable.rules.working_days import add_months

UNLIKELY = "Not likely, with the help that there is now."
_STAYS_AWAY = frozenset({ParticipantRole.CHAIR, ParticipantRole.OBSERVER})


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What the chair decides for one child; the theme says the rest."""

    outcome: Outcome
    categories: tuple[str, ...] = ()
    review_in_months: int = 3
    reasons: str = ""
    support: str = "None beyond what every family has."
    doubters: tuple[str, ...] = ()
    overrides: tuple[Override, ...] = ()


@dataclass(frozen=True)
class Sitting:
    """How one meeting went: who stayed away, and what came of it for each child."""

    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    absent: Sequence[str] = ()
    without_a_word: Sequence[str] = ()


def open_meeting(
    story: Story, *, absent: Sequence[str] = (), unexcused: Sequence[str] = ()
) -> None:
    """Open it at its time, with everybody who comes; the others' apologies are noted."""
    conference = story.conference
    assert conference.starts_at is not None  # noqa: S101 - it is arranged
    story.at = conference.starts_at + timedelta(minutes=4)
    story.do(story.family.chair, open_conference, conference_id=conference.pk)
    seats = Participant.objects.filter(conference=conference, withdrawn_at=None)
    for seat in seats.exclude(role__in=_STAYS_AWAY).exclude(part=Part.NONE).order_by("pk"):
        key = name_of(story, seat)
        if key in absent or key in unexcused:
            story.do(
                story.minute_taker,
                record_apology,
                participant_id=seat.pk,
                was_given=key in absent,
            )
        elif seat.part != Part.SEPARATE:
            story.do(story.minute_taker, record_arrival, participant_id=seat.pk)


def go_through_agenda(story: Story, *, items: int = 99) -> None:
    """Go on to the step where everybody says what they know, and write that down."""
    conference_id = story.conferences[-1].pk
    steps = AgendaItem.objects.filter(conference_id=conference_id).order_by("position")
    for step in (steps[0], steps[3]):
        story.do(story.minute_taker, start_agenda_item, agenda_item_id=step.pk)
    read_out(story)
    story.do(story.minute_taker, start_agenda_item, agenda_item_id=steps[4].pk)
    speakers = [
        seat
        for seat in Participant.objects.filter(
            conference_id=conference_id, attendances__left_at=None, gives_opinion=True
        )
        .order_by("pk")
        .distinct()
    ]
    for number, said in enumerate(story.family.theme.in_the_room[:items]):
        author = speakers[number % len(speakers)]
        story.do(
            story.minute_taker,
            record_item,
            conference_id=conference_id,
            text=story.tell(said.text),
            author_id=author.pk,
            **marks_of(story, said, author.pk),
        )


def read_out(story: Story) -> None:
    """Read out the views that were given before, so that the table has heard them."""
    given = Views.objects.filter(
        conference_child__conference=story.conferences[-1],
        statement__isnull=False,
        read_out_at=None,
    )
    for views in given.order_by("pk"):
        story.do(story.minute_taker, read_out_views, views_id=views.pk)


def decide(story: Story, verdicts: Mapping[str, Verdict]) -> None:
    """Take the opinions, write the plan in the room, and decide for each child."""
    overrides: list[Override] = []
    for held in ConferenceChild.objects.filter(conference=story.conferences[-1]).order_by(
        "position"
    ):
        key = next(key for key, person in story.people.items() if person.pk == held.child_id)
        verdict = verdicts.get(key) or next(iter(verdicts.values()))
        _take_opinions(story, held, key, verdict)
        if held.kind == Kind.REVIEW:
            look_at_outcomes(story, held, key, verdict)
        if verdict.outcome in (Outcome.PLAN, Outcome.CONTINUE, Outcome.CHANGE_CATEGORY):
            write_plan(story, held, key, verdict)
        _propose(story, held, key, verdict)
        overrides += verdict.overrides
    story.do(
        story.family.chair,
        conclude_conference,
        conference_id=story.conferences[-1].pk,
        overrides=overrides,
    )


def look_at_outcomes(story: Story, held: ConferenceChild, key: str, verdict: Verdict) -> None:
    """Say of each outcome of the plan how far it has come since the last conference."""
    ends = verdict.outcome in ENDS_PLAN
    words = story.family.theme.progress
    for number, outcome in enumerate(outline_in_room(held).outcomes.order_by("position")):
        story.do(
            story.minute_taker,
            review_outcome,
            outcome_id=outcome.pk,
            conference_child_id=held.pk,
            progress=Progress.ACHIEVED if ends else Progress.BETTER,
            words=story.tell(words[number % len(words)], key),
        )


def categories_of(story: Story, verdict: Verdict) -> tuple[str, ...]:
    return verdict.categories or story.family.theme.categories


def _take_opinions(story: Story, held: ConferenceChild, key: str, verdict: Verdict) -> None:
    on_plan = verdict.outcome in (Outcome.PLAN, Outcome.CONTINUE, Outcome.CHANGE_CATEGORY)
    givers = (
        Participant.objects.filter(
            conference=story.conferences[-1], gives_opinion=True, attendances__left_at=None
        )
        .distinct()
        .order_by("pk")
    )
    for giver in givers:
        who = name_of(story, giver)
        knows = giver.may_know.filter(child_id=held.child_id, is_here_for=True).exists()
        met = on_plan if who not in verdict.doubters else not on_plan
        threshold = Threshold.MET if met else Threshold.NOT_MET
        story.do(
            story.minute_taker,
            record_opinion,
            conference_child_id=held.pk,
            participant_id=giver.pk,
            threshold=threshold if knows else Threshold.NO_OPINION,
            categories=categories_of(story, verdict) if met and knows else (),
        )


def write_plan(story: Story, held: ConferenceChild, key: str, verdict: Verdict) -> None:
    """Write the page of the plan: what must change, who does what, who watches, and when next."""
    theme, cast = story.family.theme, story.stage.cast
    outline = outline_in_room(held)
    is_new = not outline.outcomes.exists()
    seats = list(_core_group(story))
    review_by = story.stage.on_or_before(
        add_months(story.day, verdict.review_in_months) - timedelta(days=3)
    )
    story.do(
        story.family.chair,
        write_in_room,
        outline_id=outline.pk,
        conference_child_id=held.pk,
        changes={
            "key_worker": cast.professional(story.family.worker),
            "protection": story.tell(theme.safety, key),
            "contingency": story.tell(theme.contingency, key),
            "monitoring": story.tell(theme.monitoring, key),
            "what_would_end_it": story.tell(theme.would_end_it, key),
            "support_to_family": " ".join(
                story.tell(task.support, key)
                for aim in theme.aims
                for task in aim.tasks
                if task.support
            ),
            "visit_every_working_days": 10,
            "unannounced_visits": True,
            "core_group_on": story.later(9 if is_new else 20),
            "review_on": review_by,
        },
        core_group=seats,
    )
    for aim in theme.aims if is_new else ():
        outcome = story.do(
            story.minute_taker,
            add_outcome,
            outline_id=outline.pk,
            what_must_change=story.tell(aim.what, key),
            term="long" if aim.is_long else "short",
            how_we_will_know=story.tell(aim.known_by, key),
            by=review_by,
            conference_child_id=held.pk,
        )
        for task in aim.tasks:
            story.do(
                story.minute_taker,
                add_action,
                outcome_id=outcome.pk,
                what=story.tell(task.what, key),
                due_on=story.day + timedelta(days=task.within_days),
                is_for_safety=task.is_for_safety,
                support_offered=story.tell(task.support),
                conference_child_id=held.pk,
                **_owner(story, task),
            )


def _core_group(story: Story) -> list[Participant]:
    seats = Participant.objects.filter(
        conference=story.conferences[-1],
        withdrawn_at=None,
        part=Part.WHOLE,
        role__in=[
            ParticipantRole.SOCIAL_WORKER,
            ParticipantRole.PROFESSIONAL,
            ParticipantRole.PARENT,
        ],
    ).exclude(professional__agency__kind=AgencyKind.POLICE)
    return list(seats.select_related("professional", "person").order_by("pk"))


def _owner(story: Story, task: Task) -> dict[str, Any]:
    cast = story.stage.cast
    if task.who == "mother":
        return {"person": story.people[story.mother.forename]}
    key = story.family.worker if task.who == "worker" else task.who
    kinds = {str(cast.professional(one).agency.kind): one for one in story.family.table}
    return {"professional": cast.professional(kinds.get(key, key))}


def _propose(story: Story, held: ConferenceChild, key: str, verdict: Verdict) -> None:
    theme = story.family.theme
    on_plan = verdict.outcome in (Outcome.PLAN, Outcome.CONTINUE, Outcome.CHANGE_CATEGORY)
    default = {
        Outcome.PLAN: theme.decided,
        Outcome.CONTINUE: theme.continues,
        Outcome.CHANGE_CATEGORY: theme.continues,
        Outcome.END: theme.ends,
    }.get(verdict.outcome, theme.decided)
    story.do(
        story.family.chair,
        propose_decision,
        conference_child_id=held.pk,
        proposal={
            "outcome": verdict.outcome.value,
            "categories": categories_of(story, verdict) if on_plan else (),
            "childs_needs": story.tell(theme.needs, key),
            "parents_capacity": story.tell(theme.capacity, key),
            "family_circumstances": story.tell(theme.circumstances, key),
            "likelihood_of_harm": story.tell(theme.likelihood if on_plan else UNLIKELY, key),
            "reasons": story.tell(verdict.reasons or default, key),
            "recommended_support": "" if on_plan else story.tell(verdict.support, key),
            "who_tells_the_child": f"{story.mother.forename} and the social worker, together",
        },
    )


def hold(story: Story, sitting: Sitting, *, items: int = 99) -> None:
    """Hold the whole meeting, from the welcome to the decisions."""
    open_meeting(story, absent=sitting.absent, unexcused=sitting.without_a_word)
    go_through_agenda(story, items=items)
    decide(story, sitting.verdicts)


def at_plan(**details: Any) -> Verdict:
    return Verdict(outcome=Outcome.PLAN, **details)
