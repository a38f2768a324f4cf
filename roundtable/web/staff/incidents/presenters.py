"""What the pages about incidents show, as plain values."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from roundtable.casework.invitations.already_out import AlreadyOut
from roundtable.casework.invitations.incident_queries import IncidentPage, Incidents, ToSeeTo
from roundtable.rules.incidents import ICO_DECIDED, Step, decide_about_ico_by
from roundtable.web.design_system.presenters import DueDate
from roundtable.web.design_system.wording import count, moment
from roundtable.web.staff.conferences.header import family_called
from roundtable.web.staff.dates import Days
from roundtable.web.staff.incidents.forms import STEPS
from roundtable.web.staff.words import Tag

if TYPE_CHECKING:
    from roundtable.casework.invitations.models import Incident

_WAYS = {"portal": "On their own page", "post": "By post", "hand": "By hand", "email": "By e-mail"}


def _state(incident: "Incident", done: Collection[Step], now: datetime) -> Tag:
    if incident.closed_at is not None:
        return ("Closed", "green")
    if ICO_DECIDED & set(done):
        return ("Open", "yellow")
    by = decide_about_ico_by(incident.found_at)
    if by < now:
        return (f"Commissioner: not decided by {moment(by)}", "red")
    return (f"Commissioner: decide by {moment(by)}", "orange")


@dataclass(frozen=True, slots=True)
class LineShown:
    family: str
    found: str
    state: Tag
    href: str


@dataclass(frozen=True, slots=True)
class ToLookInto:
    """Something that became confidential when papers had told it already."""

    family: str
    about: str
    papers: str
    href: str

    @classmethod
    def of(cls, one: AlreadyOut) -> "ToLookInto":
        left = sum(told.message.sent_at is not None for told in one.told)
        waiting = len(one.told) - left
        parts = [f"{count(left, 'paper')} left"] if left else []
        parts += [f"{count(waiting, 'paper')} not left yet"] if waiting else []
        address = reverse("staff:open-incident", args=[one.case.public_id])
        return cls(
            family=family_called(one.case.family_name, one.case.reference),
            about=one.about,
            papers=", ".join(parts),
            href=f"{address}?kept={one.kept.public_id}",
        )


@dataclass(frozen=True, slots=True)
class SeeToShown:
    """What waits on the first page of who keeps incidents, as (family, address, limit)."""

    undecided: tuple[tuple[str, str, DueDate], ...]
    told_before: tuple[str, ...]
    is_all: bool

    @classmethod
    def of(cls, found: ToSeeTo, days: Days) -> "SeeToShown":
        return cls(
            undecided=tuple(
                (
                    family_called(one.family_name, one.reference),
                    reverse("staff:incident", args=[one.incident_id]),
                    days.due(one.clock),
                )
                for one in found.undecided
            ),
            told_before=tuple(found.told_before),
            is_all=found.is_all,
        )


@dataclass(frozen=True, slots=True)
class ListShown:
    incidents: tuple[LineShown, ...]
    to_look_into: tuple[ToLookInto, ...]

    @classmethod
    def of(cls, found: Incidents, *, now: datetime) -> "ListShown":
        return cls(
            incidents=tuple(
                LineShown(
                    family=family_called(one.case.family_name, one.case.reference),
                    found=moment(one.found_at),
                    state=_state(one, [Step(step.step) for step in one.steps.all()], now),
                    href=reverse("staff:incident", args=[one.public_id]),
                )
                for one in found.incidents
            ),
            to_look_into=tuple(ToLookInto.of(one) for one in found.to_look_into),
        )


@dataclass(frozen=True, slots=True)
class IncidentShown:
    family: str
    about: str
    what_happened: str
    found: str
    opened: str
    state: Tag
    is_open: bool
    papers: tuple[tuple[str, str, str, str], ...]
    """To whom, what, where in it, and when it left."""
    steps: tuple[tuple[str, str, str], ...]
    """When, what, and in whose words."""

    @classmethod
    def of(cls, page: IncidentPage, *, now: datetime) -> "IncidentShown":
        one = page.incident
        return cls(
            family=family_called(one.case.family_name, one.case.reference),
            about=page.about,
            what_happened=one.what_happened,
            found=moment(one.found_at),
            opened=f"{one.opened_by}, {moment(one.opened_at)}",
            state=_state(one, [Step(step.step) for step in page.steps], now),
            is_open=one.closed_at is None,
            papers=tuple(
                (
                    paper.reader,
                    f"{paper.what}. {_WAYS.get(paper.channel, paper.channel)}",
                    ", ".join(paper.places),
                    moment(paper.left_at) if paper.left_at else "Called back before it left",
                )
                for paper in page.papers
            ),
            steps=tuple(
                (
                    moment(step.done_at),
                    f"{STEPS[Step(step.step)]}. {step.words}",
                    f"{step.noted_by}, {moment(step.noted_at)}",
                )
                for step in page.steps
            ),
        )
