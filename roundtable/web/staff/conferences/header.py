"""What stands above every page of a conference: whose it is, when, where, and how far it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from roundtable.casework.conferences.page_queries import Frame
from roundtable.foundation.core import clock
from roundtable.web.design_system.wording import day, listed, long_day, time_of_day
from roundtable.web.staff.words import KINDS, Tag, conference_tag

if TYPE_CHECKING:
    from roundtable.casework.cases.models import Case
    from roundtable.casework.conferences.models import Conference, ConferenceChild
    from roundtable.casework.people.models import Person

NOT_ARRANGED = "Not arranged yet"


@dataclass(frozen=True, slots=True)
class HeaderShown:
    """A conference in a few words; no page of it is without them."""

    public_id: str
    href: str
    family: str
    children: tuple[str, ...]
    when: str
    where: str
    chair: str
    minute_taker: str
    state: Tag
    is_restricted: bool

    @classmethod
    def of(cls, frame: Frame) -> "HeaderShown":
        conference = frame.conference
        return cls(
            public_id=str(conference.public_id),
            href=reverse("staff:conference", args=[conference.public_id]),
            family=family_name(conference.case),
            children=tuple(child_and_kind(one) for one in frame.children),
            when=when_of(conference),
            where=where_of(conference),
            chair=conference.chair.name if conference.chair else "",
            minute_taker=conference.minute_taker.name if conference.minute_taker else "",
            state=conference_tag(conference.state),
            is_restricted=conference.case.is_restricted,
        )


def family_name(case: "Case") -> str:
    """Return `Hartley family`; a case without a name yet has its reference."""
    return family_called(case.family_name, case.reference)


def family_called(name: str, reference: str) -> str:
    return f"{name} family" if name else f"Case {reference}"


def child_and_kind(held: "ConferenceChild") -> str:
    """Return `Ava Hartley: review`: what the meeting is for this child."""
    return f"{held.child.name}: {KINDS[held.kind]}"


def born(child: "Person") -> str:
    """Return when a child was born or is expected, in words."""
    if child.birth_on:
        about = "about " if child.birth_is_estimated else ""
        return f"born {about}{day(child.birth_on)}"
    return f"expected {day(child.expected_on)}" if child.expected_on else "date of birth not known"


def when_of(conference: "Conference") -> str:
    """Return `Thursday 3 December 2026, 10am to midday`; of one from a return, its day."""
    if conference.starts_at is None:
        return long_day(conference.on) if conference.on else NOT_ARRANGED
    return span(conference.starts_at, conference.ends_at)


def span(starts_at: datetime, ends_at: datetime | None) -> str:
    """Return a meeting's day and times."""
    until = f" to {time_of_day(ends_at)}" if ends_at else ""
    return f"{long_day(clock.day_of(starts_at))}, {time_of_day(starts_at)}{until}"


def where_of(conference: "Conference") -> str:
    """Return where it is; with a room and a link it can be joined from elsewhere too."""
    places = []
    if conference.room is not None:
        places.append(conference.room.name)
    if conference.home_venue_reason:
        places.append("the family's home")
    if conference.link:
        places.append("by video")
    return listed(places) if places else "No place yet"
