"""By when a conference must be held, for each of its children: what their running clocks say."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db.models import Prefetch, Q, prefetch_related_objects

from roundtable.casework.conferences.models import Conference, ConferenceChild, Kind
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core.kept import Kept
from roundtable.rules.conference_guards import ChildLimit
from roundtable.rules.conference_guards import Kind as GuardKind

REVIEW_CLOCKS = frozenset({"first_review", "next_review", "review_after_birth"})
_CLOCKS_OF_KIND: Mapping[str, frozenset[str]] = {
    Kind.INITIAL: frozenset({"initial_conference"}),
    Kind.PRE_BIRTH: frozenset({"initial_conference"}),
    Kind.TRANSFER_IN: frozenset({"transfer_in_conference"}),
    Kind.REVIEW: REVIEW_CLOCKS,
}
# Runs from a meeting that ended without a decision until the one that goes on with it opens.
MEET_AGAIN_CLOCK = "reconvened_conference"
OF_CHILDREN = frozenset[str]().union(*_CLOCKS_OF_KIND.values())


def limits_of(conference: Conference) -> tuple[ChildLimit, ...]:
    """
    Return the limit for each child, as the guards ask for it; two queries.

    A child without a running clock has a limit that is never reached: whether the meeting is a
    first one for them is asked of the same list.
    """
    return all_limits([conference])[conference.pk]


def all_limits(
    conferences: Sequence[Conference], *, clocks: Collection[Clock] | None = None
) -> Mapping[int, tuple[ChildLimit, ...]]:
    """
    Return the limits of each conference; two queries for any number of them.

    One less where the children, with the person of each, were prefetched, and one less with
    `clocks` from `limit_clocks`.
    """
    held_of = _with_children(conferences)
    clocks = limit_clocks(conferences) if clocks is None else clocks
    return {
        one.pk: tuple(_limit(clocks, one, held) for held in held_of[one.pk]) for one in conferences
    }


def _limit(clocks: Collection[Clock], conference: Conference, held: ConferenceChild) -> ChildLimit:
    return ChildLimit(
        child_id=held.child_id,
        name=held.child.name,
        kind=GuardKind.INITIAL if held.is_initial else GuardKind(held.kind),
        due_on=_earliest(clocks, conference, held),
    )


def limit_clocks(conferences: Sequence[Conference]) -> list[Clock]:
    """Return the running clocks by which these conferences must be held, for all together."""
    children = _with_children(conferences)
    return _running(children, {one.pk: one.earlier_id for one in conferences})


def earliest_limits(
    conferences: Sequence[Conference], *, clocks: Collection[Clock] | None = None
) -> Mapping[int, Clock]:
    """
    Return by conference id the running clock that runs out first; two queries for any number.

    The clock has the date and its explanation (`due_on`, `last_working_day`, `steps`, `source`).
    """
    children = _with_children(conferences)
    clocks = limit_clocks(conferences) if clocks is None else clocks
    # By child or by conference gone before: many conferences would else look at every clock.
    near: dict[tuple[bool, int | None], list[Clock]] = defaultdict(list)
    for clock in clocks:
        goes_on = clock.rule == MEET_AGAIN_CLOCK
        near[goes_on, clock.subject_id if goes_on else clock.child_id].append(clock)
    found = {}
    for conference in conferences:
        theirs = [
            clock
            for held in children[conference.pk]
            for clock in (*near[False, held.child_id], *near[True, conference.earlier_id])
            if _is_about(clock, conference, held)
        ]
        if theirs:
            found[conference.pk] = min(theirs, key=lambda clock: (clock.due_on, clock.pk))
    return found


def _with_children(conferences: Sequence[Conference]) -> dict[int, list[ConferenceChild]]:
    """Return the children of each conference; no query where they were prefetched."""
    children = ConferenceChild.objects.select_related("child").order_by("position", "pk")
    prefetch_related_objects(conferences, Prefetch("children", children))
    return {one.pk: list(one.children.all()) for one in conferences}


def _running(
    children: Mapping[int, Collection[ConferenceChild]], earlier: Mapping[int, int | None]
) -> list[Clock]:
    return _RUNNING.rows(
        child_ids=[held.child_id for rows in children.values() for held in rows],
        earlier_ids=[pk for pk in earlier.values() if pk is not None],
    )


_RUNNING = Kept(
    lambda given: Clock.objects.filter(
        Q(rule__in=sorted(OF_CHILDREN), child_id__any=given("child_ids"))
        | Q(
            rule=MEET_AGAIN_CLOCK,
            subject_type=Conference._meta.model_name,
            subject_id__any=given("earlier_ids"),
        ),
        stopped_on=None,
    )
)


def _is_about(clock: Clock, conference: Conference, held: ConferenceChild) -> bool:
    if clock.rule == MEET_AGAIN_CLOCK:
        return held.kind == Kind.RECONVENED and clock.subject_id == conference.earlier_id
    rules = (
        _CLOCKS_OF_KIND.get(held.kind)
        or (_CLOCKS_OF_KIND[Kind.INITIAL if held.is_initial else Kind.REVIEW])
    )
    return clock.child_id == held.child_id and clock.rule in rules


def _earliest(clocks: Collection[Clock], conference: Conference, held: ConferenceChild) -> date:
    due = (clock.due_on for clock in clocks if _is_about(clock, conference, held))
    return min(due, default=date.max)
