"""The first page of the lead of an agency: who of it is asked to come, and whose report is awaited."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q

from roundtable.casework.conferences.facts import NOT_OVER
from roundtable.casework.conferences.models import Participant, ParticipantChild
from roundtable.casework.invitations.models import Invitation
from roundtable.casework.invitations.queries import list_invitations
from roundtable.casework.people.models import Person
from roundtable.casework.plans.partner_home import clocks_of_asked
from roundtable.casework.reports.models import Report
from roundtable.casework.reports.queries import GONE, reports_visible_to
from roundtable.foundation.access.gate import decided
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.clocks.models import Clock
from roundtable.rules.report_states import RECEIVED, State

_AT_MOST = 60
_WAITED_FOR = sorted(state.value for state in State if state not in RECEIVED | GONE)


@dataclass(frozen=True, slots=True)
class AgencyInvitation:
    """An invitation to somebody of the lead's agency."""

    invitation: Invitation
    children: Sequence[Person]
    reply: Clock | None


@dataclass(frozen=True, slots=True)
class AgencyReport:
    """A report of the lead's agency, about the children its author works with."""

    report: Report
    children: Sequence[Person]
    due: Clock | None

    @property
    def is_awaited(self) -> bool:
        return self.report.state in _WAITED_FOR


@dataclass(frozen=True, slots=True)
class AgencyHome:
    """What the lead of an agency watches over: who is asked, and whose report is awaited."""

    invitations: Sequence[AgencyInvitation]
    awaited: Sequence[AgencyReport]
    received: Sequence[AgencyReport]


def agency_home(actor: Actor) -> AgencyHome:
    """Return the invitations and reports of the lead's own agency, the most urgent first."""
    decided.set(True)
    known = Prefetch(
        "participant__may_know", ParticipantChild.objects.select_related("child").order_by("pk")
    )
    invitations = list(
        list_invitations(actor)
        .filter(conference__state__in=NOT_OVER, participant__withdrawn_at=None)
        .prefetch_related(known)[:_AT_MOST]
    )
    rows = reports_visible_to(actor).filter(participant__withdrawn_at=None)
    found = list(
        rows.exclude(state__in=[state.value for state in GONE])
        .filter(Q(state__in=_WAITED_FOR) | Q(conference__state__in=NOT_OVER))
        .select_related("participant__professional", "conference", "agency")
        .prefetch_related(known)
        .order_by("conference__starts_at", "pk")[:_AT_MOST]
    )
    clocks = clocks_of_asked(invitations, found)
    reports = [
        AgencyReport(one, _known_to(one.participant), _first(clocks, "report", one.pk))
        for one in found
    ]
    return AgencyHome(
        invitations=[
            AgencyInvitation(
                invitation=one,
                children=_known_to(one.participant),
                reply=_first(clocks, "invitation", one.pk),
            )
            for one in invitations
        ],
        awaited=[one for one in reports if one.is_awaited and one.due is not None],
        received=[one for one in reports if not one.is_awaited],
    )


def _known_to(participant: Participant) -> list[Person]:
    """Return the children somebody of the agency may know of: so may who answers for them."""
    return [row.child for row in participant.may_know.all()]


def _first(
    clocks: Mapping[tuple[str, int], Sequence[Clock]], subject: str, pk: int
) -> Clock | None:
    return next(iter(clocks.get((subject, pk), ())), None)
