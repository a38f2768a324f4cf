"""What all invitations to one meeting are made from, read once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef

from roundtable.casework.cases.models import CaseMember, Standing
from roundtable.casework.conferences.models import (
    Conference,
    ConferenceChild,
    Participant,
    ParticipantRole,
)
from roundtable.casework.conferences.queries import children_of, participants_of
from roundtable.casework.conferences.readers import (
    addresses_on_lists,
)
from roundtable.casework.information.queries import ENCLOSED, in_force
from roundtable.casework.information.shown import InformationShown
from roundtable.casework.invitations.enclosed import waiting_for
from roundtable.casework.invitations.models import Enclosure
from roundtable.casework.people.models import Relationship
from roundtable.foundation.core import clock
from roundtable.foundation.core.calendars import calendar_of
from roundtable.foundation.documents.rendition import CannotRender
from roundtable.rules.settings import Value, number
from roundtable.rules.timescales import due
from roundtable.rules.working_days import Calendar


@dataclass(frozen=True)
class Meeting:
    """A conference with all that its invitations are made from, loaded once."""

    conference: Conference
    children: tuple[ConferenceChild, ...]
    participants: tuple[Participant, ...]
    calendar: Calendar
    starts_at: datetime
    ends_at: datetime
    leaflets: tuple[InformationShown, ...] = ()
    enclosures: Mapping[int, Sequence[Enclosure]] = field(default_factory=dict)
    """The files that go with the next letter, by participant."""
    addresses: Mapping[int, str] = field(default_factory=dict)
    """Where each child lives, as a letter to professionals prints it."""
    relationships: Sequence[Relationship] = ()
    """What the adults of the case are to the children."""
    with_family: frozenset[int] = frozenset()
    """The children of whom anybody is known to be family, of the case or not."""

    @property
    def on(self) -> date:
        return clock.day_of(self.starts_at)

    def setting(self, key: str) -> Value:
        value: Value = self.conference.authority.effective_settings[key]
        return value

    def minutes(self, key: str) -> timedelta:
        return timedelta(minutes=number(self.conference.authority.effective_settings, key))

    def due(self, name: str, start: date, kind: str | None = None) -> date:
        """Return the last day on which the clock `name` is met."""
        settings = self.conference.authority.effective_settings
        answer = due(name, start, calendar=self.calendar, settings=settings, kind=kind)
        return answer.last_working_day

    def officer(self, role: ParticipantRole) -> Participant | None:
        return next((one for one in self.participants if one.role == role), None)


def load_meeting(
    conference: Conference, *, children: Sequence[ConferenceChild] | None = None
) -> Meeting:
    """
    Return the meeting of an arranged conference; the same few queries for any number of people.

    `children`, where they are known, save one.
    """
    if conference.starts_at is None or conference.ends_at is None:
        raise CannotRender("starts_at")
    participants = tuple(participants_of(conference))
    children = children_of(conference) if children is None else children
    ties = _ties(conference, children)
    return Meeting(
        conference=conference,
        children=tuple(children),
        participants=participants,
        calendar=calendar_of(conference.authority),
        starts_at=conference.starts_at,
        ends_at=conference.ends_at,
        leaflets=tuple(in_force(conference.authority_id, kinds=ENCLOSED)),
        enclosures=waiting_for(participants),
        addresses=addresses_on_lists([held.child_id for held in children]),
        relationships=[one for one in ties if one.is_of_case],  # type: ignore[attr-defined]
        with_family=frozenset(one.child_id for one in ties),
    )


def _ties(conference: Conference, children: Collection[ConferenceChild]) -> list[Relationship]:
    """Return what any adult is to the children, each marked whether they are of the case."""
    here = CaseMember.objects.filter(
        case_id=conference.case_id,
        standing=Standing.ADULT,
        ended_on=None,
        person=OuterRef("adult"),
    )
    related = Relationship.objects.filter(
        child__in=[held.child_id for held in children], ended_on=None
    ).annotate(is_of_case=Exists(here))
    return list(related.select_related("adult", "child").order_by("adult_id", "child_id"))
