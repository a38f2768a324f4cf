"""
What several letters about a conference print alike: the children, the people, the plan's outline.

They stand here because invitations, the record, decision letters and plans are all above.
"""

from dataclasses import dataclass
from datetime import date, time

from roundtable.casework.conferences.models import Kind
from roundtable.foundation.documents.rendition import CannotRender, Contact, OneOrMore, Signpost

# What stands where something was written about all the children, for who may not read of them all.
ENDED_EARLY = "The meeting could not finish its work."
TOLD_BY_THE_WORKER = "The social worker will tell you what you need to know."


@dataclass(frozen=True, kw_only=True)
class Child:
    """
    A child as this reader knows them: `name` may be "your baby" or "Baby Hartley".

    `kind` is what the conference is for this child. `about_attending` says, in a sentence, whether
    the child comes and to which part, where that has been agreed.
    """

    name: str
    kind: Kind
    is_unborn: bool = False
    about_attending: str | None = None


@dataclass(frozen=True, kw_only=True)
class Venue:
    """Where the meeting is. `link_note` says how to join from elsewhere, if that is possible."""

    name: str
    address: OneOrMore[str]
    postcode: str
    access: str | None = None
    getting_there: str | None = None
    link_note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A later meeting: when, and where if that is known."""

    on: date
    at: time | None = None
    place: str | None = None


@dataclass(frozen=True, kw_only=True)
class PlannedAction:
    """One thing that someone will do. When is a date (`by`), words ("every week"), or both."""

    what: str
    who: str
    by: date | None = None
    when: str | None = None
    support: str | None = None
    progress: str | None = None

    def __post_init__(self) -> None:
        if self.by is None and self.when is None:
            raise CannotRender("by")


@dataclass(frozen=True, kw_only=True)
class Aim:
    """Something that must change for the child, and what will be done about it."""

    what_must_change: str
    actions: OneOrMore[PlannedAction]
    how_we_will_know: str | None = None
    by: date | None = None
    is_long_term: bool = False


@dataclass(frozen=True, kw_only=True)
class Member:
    """Someone in the core group. `job` is how they are known here: "health visitor", "Ava's mum"."""

    name: str
    job: str


@dataclass(frozen=True, kw_only=True)
class PlanOutline:
    """
    What there is of a plan at the end of the conference.

    `protection` is how the child is kept safe. `visits` is a sentence: how often, and whether some
    come without notice.
    """

    aims: OneOrMore[Aim]
    contingency: str
    key_worker: Contact
    core_group: OneOrMore[Member]
    next_core_group: Meeting
    review: Meeting
    protection: str | None = None
    visits: str | None = None
    support: str | None = None
    monitoring: str | None = None
    what_would_end_it: str | None = None


@dataclass(frozen=True, kw_only=True)
class Complaints:
    """The route for complaints, which every authority has."""

    to: str
    how: OneOrMore[str]


@dataclass(frozen=True, kw_only=True)
class Appeal:
    """
    The authority's own route of appeal, for those letters that may promise one.

    There is no default: an authority that has not set its route has no appeal in its letters.
    """

    to: str
    how: OneOrMore[str]
    last_day: date
    grounds: OneOrMore[str]


Advice = OneOrMore[Signpost]
