"""
The plan as it is read aloud and shown to everybody, for one child, while it is being written.

It is made for all who are here together. A plan says how a child is kept safe, and where the family
is when: it is on the screen only where everybody who is here may read it, and names only whom all
of them may know of.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from roundtable.casework.conferences.coming import knows
from roundtable.casework.conferences.leaks import people_kept_apart
from roundtable.casework.conferences.models import Conference, ConferenceChild, Participant
from roundtable.casework.conferences.queries import children_of, participants_of
from roundtable.casework.people.models import Person, Professional
from roundtable.casework.plans.models import OutcomeReview, Outline, Plan, PlanOutcome
from roundtable.casework.plans.queries import get_outline
from roundtable.casework.room.course import course_of, readers_at_the_table
from roundtable.rules.conference_states import UNDER_WAY, State
from roundtable.rules.disclosure import Audience, Item, ItemKind, Outcome, Reader, disclose

SOMEONE = "someone in the core group"


@dataclass(frozen=True, slots=True)
class Task:
    what: str
    who: str
    by: date | None
    help: str


@dataclass(frozen=True, slots=True)
class Change:
    """Something that must change for the child, and who does what for it."""

    what: str
    is_long_term: bool
    how_we_will_know: str
    by: date | None
    progress: str
    progress_words: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class PlanAloud:
    """What everybody may hear of the plan. Without `child` there is nothing for all of them."""

    is_on: bool
    is_paused: bool
    children: Sequence[ConferenceChild] = ()
    child: ConferenceChild | None = None
    outline: Outline | None = None
    changes: tuple[Change, ...] = ()
    key_worker: str = ""
    core_group: tuple[str, ...] = ()


def plan_aloud(conference: Conference, *, child: UUID | None = None) -> PlanAloud:
    """Return the plan for one child, by the public id of their place in the conference."""
    state = State(conference.state)
    if state is not State.IN_SESSION:
        return PlanAloud(is_on=state in UNDER_WAY, is_paused=state in UNDER_WAY)
    everyone = participants_of(conference, with_withdrawn=True)
    readers = readers_at_the_table(conference, everyone=everyone, course=course_of(conference))
    apart = people_kept_apart(conference)
    children = [
        one
        for one in children_of(conference)
        if readers and all(_may_read(reader, one, apart) for reader in readers)
    ]
    shown = next((one for one in children if one.public_id == child), None)
    shown = shown or next(iter(children), None)
    outline = _outline(shown) if shown is not None else None
    if shown is None or outline is None:
        return PlanAloud(is_on=True, is_paused=False, children=children, child=shown)
    names = _Names(readers, _seats(everyone))
    reviewed = {one.outcome_id: one for one in OutcomeReview.objects.filter(conference_child=shown)}
    return PlanAloud(
        is_on=True,
        is_paused=False,
        children=children,
        child=shown,
        outline=outline,
        changes=tuple(
            _change(one, reviewed.get(one.pk), names)
            for one in outline.outcomes.all()
            if one.closed_on is None
        ),
        key_worker=names.of(None, outline.key_worker),
        core_group=tuple(
            name
            for one in outline.core_group.all()
            if (name := names.of(one.person, one.professional)) != SOMEONE
        ),
    )


def _may_read(reader: Reader, child: ConferenceChild, apart: frozenset[int]) -> bool:
    item = Item(
        kind=ItemKind.PLAN,
        id=f"outline:{child.pk}",
        audience=Audience.EVERYONE,
        children=frozenset({child.child_id}),
        confidential_from=apart,
    )
    # It is read out to those who are here: that hands it over to them.
    hearer = replace(reader, released_items=reader.released_items | {item.id})
    return disclose(hearer, item) is Outcome.READ


def _outline(child: ConferenceChild) -> Outline | None:
    """Return the body of the child's open plan, or what is begun in this room; it begins none."""
    plan = Plan.objects.filter(child_id=child.child_id, ends_on=None).first()
    if plan is not None:
        return get_outline(plan.outline_id) if plan.outline_id is not None else None
    begun = Outline.objects.filter(conference_child=child).values_list("pk", flat=True).first()
    return get_outline(begun) if begun is not None else None


def _seats(everyone: Sequence[Participant]) -> dict[tuple[str, int], Participant]:
    seats = {("person", one.person_id): one for one in everyone if one.person_id is not None}
    return seats | {
        ("professional", one.professional_id): one
        for one in everyone
        if one.professional_id is not None
    }


@dataclass(frozen=True, slots=True)
class _Names:
    """Whom all who are here may know of; who has no seat here is kept from nobody."""

    readers: Sequence[Reader]
    seats: Mapping[tuple[str, int], Participant]

    def of(self, person: Person | None, professional: Professional | None) -> str:
        who = person or professional
        if who is None:
            return ""
        seat = self.seats.get(("person" if person is not None else "professional", who.pk))
        if seat is not None and not all(knows(reader, seat) for reader in self.readers):
            return SOMEONE
        return who.name


def _change(outcome: PlanOutcome, said: OutcomeReview | None, names: _Names) -> Change:
    return Change(
        what=outcome.what_must_change,
        is_long_term=outcome.term == "long",
        how_we_will_know=outcome.how_we_will_know,
        by=outcome.by,
        progress=str(said.get_progress_display()) if said is not None else "",
        progress_words=said.words if said is not None else "",
        tasks=tuple(
            Task(
                action.what,
                names.of(action.person, action.professional),
                action.due_on,
                action.support_offered,
            )
            for action in outcome.actions.all()
            if action.closed_on is None
        ),
    )
