"""The convening desk: requests by how little time is left, with the times that are still free."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    Model,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, Least

from roundtable.casework.conferences.limits import (
    MEET_AGAIN_CLOCK,
    OF_CHILDREN,
    earliest_limits,
    limit_clocks,
)
from roundtable.casework.conferences.models import Conference, ConferenceChild, Part, Participant
from roundtable.casework.conferences.queries import conferences_visible_to
from roundtable.casework.conferences.slots import Slot as FreeTime
from roundtable.casework.conferences.slots import look_for_times
from roundtable.casework.convening.queries import as_avoided, avoided_said
from roundtable.casework.invitations.looking_over import something_is_kept
from roundtable.casework.invitations.models import Invitation, Need
from roundtable.casework.invitations.queries import OPEN_NEEDS, needs_said, what_room
from roundtable.casework.invitations.ways import NOT_INVITED
from roundtable.casework.plans.quorum_ahead import MayNotBeQuorate, may_not_be_quorate
from roundtable.foundation.access.gate import may
from roundtable.foundation.accounts.models import Actor, AnyActor, slots_of
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.clocks.queries import running_clocks
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.foundation.core.kept import Kept, Slot
from roundtable.rules.access import Facts, Permission, Role
from roundtable.rules.conference_states import ARRANGED, State
from roundtable.rules.invitation_states import OUT
from roundtable.rules.invitation_states import State as Answer
from roundtable.rules.working_days import Calendar

M = TypeVar("M", bound=Model)
T = TypeVar("T")

_WAITING = frozenset({State.REQUESTED, State.RETURNED, State.POSTPONED})
_LETTERS = frozenset({"decision_letter", "record"})
ON_A_PAGE = 10
# Nobody leafs further; and a page's number is part of a kept query.
MOST_PAGES = 100
SLOTS_EACH = 3
_LEFT = ("to_invite", "outstanding", "bounced", "open_needs", "to_look_over")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A conference that has to be arranged, by when, and when it could be held."""

    conference: Conference
    limit: Clock | None
    slots: Sequence[FreeTime]

    @property
    def is_to_authorise(self) -> bool:
        """Whether the team manager has still to authorise it: then it cannot be arranged."""
        return self.conference.authorised_by_id is None and any(
            held.is_initial for held in self.conference.children.all()
        )


@dataclass(frozen=True, slots=True)
class Left:
    """What is left to do for arranged conferences, counted."""

    to_invite: int = 0
    outstanding: int = 0
    bounced: int = 0
    open_needs: int = 0
    to_look_over: int = 0
    """Conferences whose invitations a second person has to see before they go."""


@dataclass(frozen=True, slots=True)
class Coming:
    """An arranged conference with something left to do."""

    conference: Conference
    left: Left


@dataclass(frozen=True, slots=True)
class LetterDue:
    """Letters or a record that have to go out, for which conference of which family."""

    clock: Clock
    conference_id: uuid.UUID
    family_name: str
    reference: str


@dataclass(frozen=True, slots=True)
class Shown(Generic[T]):
    """A page of a list, and how many there are in all."""

    rows: Sequence[T]
    page: int
    count: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // ON_A_PAGE))


@dataclass(frozen=True, slots=True)
class Desk:
    """What the conference service has to do, a page of each list."""

    waiting: Shown[Waiting]
    coming: Shown[Coming]
    letters: Shown[LetterDue]
    left: Left
    """For all arranged conferences, on this page and the others."""
    quorum: Shown[MayNotBeQuorate]
    """What comes soon and may not be quorate."""


def convening_desk(
    actor: Actor,
    *,
    today: date,
    calendar: Calendar,
    waiting: int = 1,
    coming: int = 1,
    letters: int = 1,
    quorum: int = 1,
) -> Desk:
    """
    Return the desk of the conference service, the pages of its lists that were asked for.

    The same queries for any number of requests.

    :raises RecordNotFound: if `actor` does not work there.
    """
    if not may(actor, Permission.SEND_INVITATIONS, Facts(same_authority=True)):
        raise RecordNotFound("convening desk")
    arranged = _shown(_COMING, actor, _within(coming), lambda one: one)
    return Desk(
        waiting=_waiting(actor, _within(waiting), today=today, calendar=calendar),
        coming=Shown(
            [Coming(one, _left(one)) for one in arranged.rows], arranged.page, arranged.count
        ),
        letters=_letters(actor, _within(letters)),
        left=_left(arranged.rows[0], of="all_") if arranged.rows else Left(),
        quorum=_a_page_of(may_not_be_quorate(actor, today=today, calendar=calendar), quorum),
    )


def _within(page: int) -> int:
    return min(max(page, 1), MOST_PAGES)


def _a_page_of(rows: Sequence[T], page: int) -> Shown[T]:
    """Return a page of what was worked out as a whole; past the last one, the last."""
    every = Shown(rows, page, len(rows))
    page = min(_within(page), every.pages)
    return Shown(rows[(page - 1) * ON_A_PAGE : page * ON_A_PAGE], page, len(rows))


def _shown(
    kept: Kept[Conference], actor: Actor, page: int, make: Callable[[Conference], T]
) -> Shown[T]:
    rows: list[Conference] = kept.rows(actor.role, page, **slots_of(actor))
    return Shown([make(one) for one in rows], page, _number_of_all(rows))


def _number_of_all(rows: Sequence[Model]) -> int:
    """Return how many there are on all pages: each row of a page says so."""
    return int(vars(rows[0])["number"]) if rows else 0


def _waiting(actor: Actor, page: int, *, today: date, calendar: Calendar) -> Shown[Waiting]:
    """Return what has to be arranged, with the times that are free. Eight queries."""
    found = _shown(_WAITS, actor, page, lambda one: one)
    clocks = limit_clocks(found.rows)
    limits = earliest_limits(found.rows, clocks=clocks)
    slots = look_for_times(
        found.rows,
        today=today,
        calendar=calendar,
        clocks=clocks,
        needs={one.pk: what_room(one) for one in found.rows},
        avoided={
            one.booking_form_id: as_avoided(vars(one)["avoided_said"])
            for one in found.rows
            if one.booking_form_id is not None
        },
        best=SLOTS_EACH,
    ).slots
    rows = [Waiting(one, limits.get(one.pk), slots[one.pk]) for one in found.rows]
    return Shown(rows, page, found.count)


def _letters(actor: Actor, page: int) -> Shown[LetterDue]:
    """Return the letters and records that are due, soonest first. One query."""
    rows: list[Any] = _LETTERS_DUE.rows(actor.role, page, **slots_of(actor))
    due = [LetterDue(one, one.of_conference, one.family_name, one.reference) for one in rows]
    return Shown(due, page, _number_of_all(rows))


def _left(row: Conference, *, of: str = "") -> Left:
    """Return what a row has counted: of itself, or of all with `of`."""
    counted: Mapping[str, int] = vars(row)
    return Left(**{name: counted[f"{of}{name}"] for name in _LEFT})


def _with_children(rows: QuerySet[Conference]) -> QuerySet[Conference]:
    children = ConferenceChild.objects.select_related("child").order_by("position", "pk")
    return rows.select_related("case").prefetch_related(Prefetch("children", children))


def _a_page(rows: QuerySet[M], page: int) -> QuerySet[M]:
    """Return a page of a list, each row with the `number` of them all."""
    first = (page - 1) * ON_A_PAGE
    counted: Any = rows.annotate(number=Window(Count("pk")))
    paged: QuerySet[M] = counted[first : first + ON_A_PAGE]
    return paged


def _waits(_given: type[Slot], role: Role, page: int) -> QuerySet[Conference]:
    """The conference that has to be held first comes first; without a limit, what was asked first."""
    running = Clock.objects.filter(stopped_on=None).order_by("due_on")
    children = ConferenceChild.objects.filter(conference=OuterRef(OuterRef("pk")))
    of_children = running.filter(
        rule__in=sorted(OF_CHILDREN), child_id__in=children.values("child_id")
    )
    goes_on = running.filter(
        rule=MEET_AGAIN_CLOCK, subject_type="conference", subject_id=OuterRef("earlier_id")
    )
    rows = conferences_visible_to(AnyActor(role)).filter(
        state__in=sorted(state.value for state in _WAITING)
    )
    first_due = rows.annotate(
        first_due=Least(
            Subquery(of_children.values("due_on")[:1]), Subquery(goes_on.values("due_on")[:1])
        )
    )
    ordered = first_due.order_by(F("first_due").asc(nulls_last=True), "requested_at", "pk")
    rows = _with_children(ordered).select_related("authority", "case")
    rows = rows.annotate(avoided_said=avoided_said(), **needs_said())
    return _a_page(rows, page)


def _arranged(_given: type[Slot], role: Role, page: int) -> QuerySet[Conference]:
    """
    Arranged conferences with somebody to invite, an answer to wait for, or a need.

    Counted conference by conference: asked whether there is any, the database would look through
    every invitation there ever was.
    """
    invitations = Invitation.objects.filter(
        conference=OuterRef("pk"), participant__withdrawn_at=None
    )
    out = invitations.filter(state__in=sorted(state.value for state in OUT))
    needs = Need.objects.filter(
        participant__conference=OuterRef("pk"),
        participant__withdrawn_at=None,
        state__in=OPEN_NEEDS,
    )
    uninvited = Participant.objects.filter(
        conference=OuterRef("pk"), withdrawn_at=None, invited_at=None, deputises_for=None
    ).exclude(Q(part=Part.NONE) | Q(role__in=NOT_INVITED))
    left = {
        "to_invite": _number_of(uninvited, "conference"),
        "outstanding": _number_of(out, "conference"),
        "bounced": _number_of(invitations.filter(state=Answer.BOUNCED), "conference"),
        "open_needs": _number_of(needs, "participant__conference"),
    }
    rows = (
        conferences_visible_to(AnyActor(role))
        .filter(state__in=sorted(state.value for state in ARRANGED))
        .annotate(**left)
        .filter(Q(outstanding__gt=0) | Q(open_needs__gt=0) | Q(to_invite__gt=0))
        .annotate(to_look_over=_number_to_look_over())
        .annotate(**{f"all_{name}": Window(Sum(name)) for name in _LEFT})
        .select_related("case")
        .only("public_id", "on", "starts_at", "ends_at", "case__family_name", "case__reference")
        .order_by("starts_at", "pk")
    )
    return _a_page(rows, page)


def _number_to_look_over() -> Case:
    unseen = Q(something_is_kept(), to_invite__gt=0, checked_by_user_id=None)
    return Case(When(unseen, then=Value(1)), default=Value(0), output_field=IntegerField())


def _letters_due(given: type[Slot], role: Role, page: int) -> QuerySet[Clock]:
    clocks = running_clocks(subject_type="conference", rules=sorted(_LETTERS), today=given("today"))
    # Those of the running clocks are read first: among all conferences they are few.
    theirs = ArraySubquery(clocks.order_by().values("subject_id"))
    visible = conferences_visible_to(AnyActor(role)).filter(pk__any=theirs)
    conference = Conference.objects.filter(pk=OuterRef("subject_id"))
    rows: QuerySet[Clock] = clocks.filter(
        Exists(visible.filter(pk=OuterRef("subject_id")))
    ).annotate(
        of_conference=Subquery(conference.values("public_id")),
        family_name=Subquery(conference.values("case__family_name")),
        reference=Subquery(conference.values("case__reference")),
    )
    return _a_page(rows, page)


_WAITS, _COMING, _LETTERS_DUE = Kept(_waits), Kept(_arranged), Kept(_letters_due)


def _number_of(
    rows: QuerySet[Participant] | QuerySet[Invitation] | QuerySet[Need], by: str
) -> Coalesce:
    counted = rows.order_by().values(by).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
