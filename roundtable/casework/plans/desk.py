"""The convening desk: requests by how little time is left, with the times that are still free."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from roundtable.casework.conferences.limits import earliest_limits, limit_clocks
from roundtable.casework.conferences.models import Conference, ConferenceChild, Participant
from roundtable.casework.conferences.queries import conferences_visible_to
from roundtable.casework.conferences.slots import Slot, best_first, look_for_times
from roundtable.casework.invitations.models import Invitation, Need
from roundtable.foundation.access.gate import may
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.clocks.queries import running_clocks
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.rules.access import Facts, Permission
from roundtable.rules.conference_states import ARRANGED, State
from roundtable.rules.invitation_states import OUT
from roundtable.rules.invitation_states import State as Answer
from roundtable.rules.settings import number
from roundtable.rules.working_days import Calendar

_WAITING = frozenset({State.REQUESTED, State.RETURNED, State.POSTPONED})
_LETTERS = frozenset({"decision_letter", "record"})
# Whoever has more on the desk works from the top.
AT_MOST = 50
SLOTS_EACH = 3
_LOOKED_AT = 60


@dataclass(frozen=True, slots=True)
class Waiting:
    """A conference that has to be arranged, by when, and when it could be held."""

    conference: Conference
    limit: Clock | None
    slots: Sequence[Slot]

    @property
    def is_to_authorise(self) -> bool:
        """Whether the team manager has still to authorise it: then it cannot be arranged."""
        return self.conference.authorised_by_id is None and any(
            held.is_initial for held in self.conference.children.all()
        )


@dataclass(frozen=True, slots=True)
class Coming:
    """An arranged conference with something left to do."""

    conference: Conference
    to_invite: int
    outstanding: int
    bounced: int
    open_needs: int


@dataclass(frozen=True, slots=True)
class Desk:
    """What the conference service has to do."""

    waiting: Sequence[Waiting]
    coming: Sequence[Coming]
    letters: Sequence[tuple[Clock, Conference]]


def convening_desk(actor: Actor, *, today: date, calendar: Calendar) -> Desk:
    """
    Return the desk of the conference service. The same few queries for any number of requests.

    :raises RecordNotFound: if `actor` does not work there.
    """
    if not may(actor, Permission.SEND_INVITATIONS, Facts(same_authority=True)):
        raise RecordNotFound("convening desk")
    clocks = list(running_clocks(subject_type="conference", rules=_LETTERS)[:AT_MOST])
    rows = list(_on_the_desk(actor, [clock.subject_id for clock in clocks]))
    requests = [one for one in rows if one.state in _WAITING]
    clocks_of_limits = limit_clocks(requests)
    limits = earliest_limits(requests, clocks=clocks_of_limits)
    requests.sort(key=lambda one: (limits[one.pk].due_on if one.pk in limits else date.max, one.pk))
    requests = requests[:AT_MOST]
    slots = look_for_times(
        requests, today=today, calendar=calendar, clocks=clocks_of_limits, most=_LOOKED_AT
    ).slots
    by_id = {one.pk: one for one in rows}
    return Desk(
        waiting=[Waiting(one, limits.get(one.pk), _best(one, slots[one.pk])) for one in requests],
        coming=[_coming(one) for one in rows if one.state in ARRANGED][:AT_MOST],
        letters=[(clock, by_id[clock.subject_id]) for clock in clocks if clock.subject_id in by_id],
    )


def _best(conference: Conference, slots: Sequence[Slot]) -> Sequence[Slot]:
    notice = number(conference.authority.effective_settings, "invite_family_days")
    return best_first(slots, usual_notice=notice)[:SLOTS_EACH]


def _coming(row: Conference) -> Coming:
    counted: Mapping[str, int] = vars(row)
    return Coming(
        conference=row,
        to_invite=counted["to_invite"],
        outstanding=counted["outstanding"],
        bounced=counted["bounced"],
        open_needs=counted["open_needs"],
    )


def _on_the_desk(actor: Actor, with_letters: Sequence[int]) -> QuerySet[Conference]:
    """Return what waits, what is arranged and not ready, and what has letters to go. Two queries."""
    invitations = Invitation.objects.filter(
        conference=OuterRef("pk"), participant__withdrawn_at=None
    )
    out = invitations.filter(state__in=sorted(state.value for state in OUT))
    needs = Need.objects.filter(
        participant__conference=OuterRef("pk"),
        participant__withdrawn_at=None,
        arranged_on=None,
        not_available_reason="",
    )
    uninvited = Participant.objects.filter(
        conference=OuterRef("pk"), withdrawn_at=None, invited_at=None, deputises_for=None
    )
    arranged = sorted(state.value for state in ARRANGED)
    unfinished = Q(state__in=arranged) & (Exists(out) | Exists(needs) | Exists(uninvited))
    waiting = Q(state__in=sorted(state.value for state in _WAITING))
    children = ConferenceChild.objects.select_related("child").order_by("position", "pk")
    return (
        conferences_visible_to(actor)
        .filter(waiting | unfinished | Q(pk__in=with_letters))
        .annotate(
            to_invite=_number_of(uninvited, "conference"),
            outstanding=_number_of(out, "conference"),
            bounced=_number_of(invitations.filter(state=Answer.BOUNCED), "conference"),
            open_needs=_number_of(needs, "participant__conference"),
        )
        .select_related("authority", "case", "room", "chair")
        .prefetch_related(Prefetch("children", children))
        .order_by("starts_at", "requested_at", "pk")[: AT_MOST * 4]
    )


def _number_of(
    rows: QuerySet[Participant] | QuerySet[Invitation] | QuerySet[Need], by: str
) -> Coalesce:
    counted = rows.order_by().values(by).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
