"""What the first pages show, as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from roundtable.casework.people.ages import age_in_words
from roundtable.casework.plans.first_pages import (
    MyChildren,
    MyConferences,
    Oversight,
    Work,
)
from roundtable.casework.plans.identities import Identities, Unread
from roundtable.foundation.core import clock
from roundtable.rules.conference_states import State
from roundtable.rules.readiness import Light, Topic
from roundtable.web.design_system.presenters import DueDate, Pagination
from roundtable.web.design_system.wording import (
    count,
    day,
    listed,
    long_day,
    short_day,
    time_of_day,
)
from roundtable.web.staff import words
from roundtable.web.staff.cases.presenters import (
    children_with_kinds,
    family_name,
)
from roundtable.web.staff.dates import Days
from roundtable.web.staff.preparing.lights import AT_A_GLANCE, OF_THE_MEETING, ReadinessShown
from roundtable.web.staff.words import Tag

if TYPE_CHECKING:
    from roundtable.casework.conferences.models import Conference
    from roundtable.casework.convening.models import AgencyRequest
    from roundtable.foundation.clocks.models import ClockEvent


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One thing to do by a day."""

    what: str
    href: str
    who: str
    family: str
    family_href: str
    due: DueDate


def work_row(work: Work, days: Days, *, does_it: bool = True) -> WorkRow:
    """Return one thing to do; whoever only oversees it is led to what it is about."""
    return WorkRow(
        what=words.work(work.rule),
        href=(_form(work) if does_it else "") or _subject(work),
        who=listed([child.name for child in work.children]),
        family=family_name(work.case),
        family_href=reverse("staff:case", args=[work.case.public_id]),
        due=days.due(work.clock),
    )


def _form(work: Work) -> str:
    if work.rule == "next_visit" and work.plan is not None:
        return reverse("staff:record-visit", args=[work.plan.public_id])
    if work.rule == "conference_request":
        return reverse("staff:request-conference", args=[work.case.public_id])
    return ""


def _subject(work: Work) -> str:
    if work.plan is not None:
        return reverse("staff:plan", args=[work.plan.public_id])
    if work.enquiry is not None:
        return reverse("staff:enquiry", args=[work.enquiry.public_id])
    return reverse("staff:case", args=[work.case.public_id])


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request for a conference, or a conference that waits for somebody."""

    family: str
    href: str
    children: str
    tag: Tag
    detail: str


def request_row(conference: "Conference", *, href: str, detail: str = "") -> RequestRow:
    return RequestRow(
        family=family_name(conference.case),
        href=href,
        children=children_with_kinds(conference),
        tag=words.conference_tag(conference.state),
        detail=detail,
    )


def arranged(conference: "Conference") -> str:
    """Return `Hoang family, 10am`: a conference on a day that is known."""
    at = f", {time_of_day(conference.starts_at)}" if conference.starts_at is not None else ""
    return family_name(conference.case) + at


@dataclass(frozen=True, slots=True)
class IdentityRow:
    name: str
    href: str
    age: str
    has_open_plan: bool
    flags: Sequence[str]


@dataclass(frozen=True, slots=True)
class IdentityList:
    """Children without a name: some of them, and how many there are."""

    rows: Sequence[IdentityRow]
    count: int

    @classmethod
    def of(cls, identities: Identities, *, today: "date") -> "IdentityList":
        rows = [
            IdentityRow(
                name=one.child.name,
                href=reverse("staff:complete-identity", args=[one.child.public_id]),
                age=age_in_words(one.child, today=today),
                has_open_plan=one.has_open_plan,
                flags=tuple(one.child.flags),
            )
            for one in identities.children
        ]
        return cls(rows, identities.count)


@dataclass(frozen=True, slots=True)
class MyChildrenShown:
    work: Sequence[WorkRow]
    summary: str
    pages: Pagination
    to_authorise: Sequence[RequestRow]
    returned: Sequence[RequestRow]
    agencies: Sequence[RequestRow]
    identities: IdentityList

    @classmethod
    def of(cls, page: MyChildren, days: Days) -> "MyChildrenShown":
        return cls(
            work=[work_row(one, days) for one in page.work],
            summary=_summary(page.count, page.late),
            pages=Pagination.of(page.page, page.pages, link=lambda n: f"?page={n}"),
            to_authorise=[_request_to_open(one) for one in page.to_authorise],
            returned=[
                request_row(one, href=_request(one), detail=listed(one.gaps))
                for one in page.returned
            ],
            agencies=[_agency_asks(one) for one in page.agencies],
            identities=IdentityList.of(page.identities, today=days.today),
        )


def _agency_asks(asked: "AgencyRequest") -> RequestRow:
    return RequestRow(
        family=family_name(asked.case),
        href=reverse("staff:answer-agency", args=[asked.public_id]),
        children=asked.children,
        tag=("Waits for your answer", "yellow"),
        detail=f"{asked.asked_by.name}, {asked.asked_by.agency.name}",
    )


def _summary(number: int, late: int) -> str:
    if not number:
        return ""
    return f"{count(number, 'thing')} to do, {count(late, 'late', 'late') if late else 'none late'}"


def _request(conference: "Conference") -> str:
    return reverse("staff:request", args=[conference.public_id])


def _request_to_open(conference: "Conference") -> RequestRow:
    asked_by = conference.requested_by.name if conference.requested_by else "Not known"
    asked_at = f" on {day(conference.requested_at)}" if conference.requested_at else ""
    return request_row(
        conference, href=_request(conference), detail=f"Asked for by {asked_by}{asked_at}"
    )


# Conferences


@dataclass(frozen=True, slots=True)
class ConferenceRow:
    """A conference of a chair or a minute taker."""

    href: str
    when: str
    family: str
    children: str
    place: str
    tag: Tag
    readiness: ReadinessShown | None = None
    readiness_href: str = ""


@dataclass(frozen=True, slots=True)
class ConferenceDay:
    day: str
    rows: Sequence[ConferenceRow]


@dataclass(frozen=True, slots=True)
class MyConferencesShown:
    days: Sequence[ConferenceDay]
    afterwards: Sequence[ConferenceRow]
    waiting: Sequence[tuple[str, str]]  # what the chair is asked: words, address

    @classmethod
    def of(cls, page: MyConferences, *, is_chair: bool) -> "MyConferencesShown":
        topics = AT_A_GLANCE if is_chair else OF_THE_MEETING
        return cls(
            days=by_day(
                page.coming,
                {pk: ReadinessShown.of(one, topics=topics) for pk, one in page.readiness.items()},
                may_look=is_chair,
            ),
            afterwards=[conference_row(one) for one in page.afterwards],
            waiting=_waiting(page) if is_chair else (),
        )


def _waiting(page: MyConferences) -> list[tuple[str, str]]:
    """Return what waits for the chair, what the family asks first."""
    asked = [
        (f"{name} asks for more time to read", _of(one, "time-to-read"))
        for one in page.coming
        if one.pk in page.readiness
        for name in page.readiness[one.pk].preparation.time_asked_by
    ]
    missing = [
        (f"{family_name(one.case)}, {day(one.on)}: {line.says}", _of(one, "readiness"))
        for one in page.coming
        if one.pk in page.readiness and page.readiness[one.pk].preparation.is_close and one.on
        for line in page.readiness[one.pk].lines
        if line.topic is Topic.QUORUM and line.light is Light.RED
    ]
    exclusions = [
        (
            f"{family_name(one.participant.conference.case)}: somebody may be kept out, asked on"
            f" {day(one.asked_at)}",
            _of(one.participant.conference, "exclusions"),
        )
        for one in page.exclusions
    ]
    sharing = [
        (f"{author} cannot share something: decide how the family gets it", _of(one, "reports"))
        for one in page.coming
        if one.pk in page.readiness
        for author in page.readiness[one.pk].preparation.sharing_to_decide
    ]
    records = [
        (f"{family_name(one.case)}: the record is ready for you to approve", _of(one, "record"))
        for one in page.afterwards
        if one.state == State.RECORD_DRAFT
    ]
    return [*asked, *missing, *exclusions, *sharing, *records]


def _of(conference: "Conference", name: str) -> str:
    return reverse(f"staff:{name}", args=[conference.public_id])


def by_day(
    conferences: Sequence["Conference"],
    readiness: dict[int, ReadinessShown] | None = None,
    *,
    may_look: bool = False,
) -> list[ConferenceDay]:
    """Return the conferences under the days they are held on."""
    found: dict[str, list[ConferenceRow]] = {}
    for one in conferences:
        heading = long_day(one.on) if one.on else "No day yet"
        row = conference_row(one, (readiness or {}).get(one.pk), may_look=may_look)
        found.setdefault(heading, []).append(row)
    return [ConferenceDay(heading, rows) for heading, rows in found.items()]


def conference_row(
    conference: "Conference", readiness: ReadinessShown | None = None, *, may_look: bool = False
) -> ConferenceRow:
    return ConferenceRow(
        href=reverse("staff:conference", args=[conference.public_id]),
        when=_when(conference),
        family=family_name(conference.case),
        children=children_with_kinds(conference),
        place=conference.room.name if conference.room else ("Online" if conference.link else ""),
        tag=words.conference_tag(conference.state),
        readiness=readiness,
        readiness_href=_of(conference, "readiness") if readiness and may_look else "",
    )


def _when(conference: "Conference") -> str:
    if conference.starts_at is None or conference.ends_at is None:
        return day(conference.on) if conference.on else "No day yet"
    return f"{time_of_day(conference.starts_at)} to {time_of_day(conference.ends_at)}"


# Overview and data


@dataclass(frozen=True, slots=True)
class OverviewShown:
    on_register: int
    nameless: int
    late: Sequence[WorkRow]
    late_by_rule: Sequence[tuple[str, int]]
    late_count: int
    due_this_week: int
    restricted: Sequence[tuple[str, str]]

    @classmethod
    def of(cls, page: Oversight, days: Days) -> "OverviewShown":
        by_rule = sorted(page.late_by_rule.items(), key=lambda pair: (-pair[1], pair[0]))
        return cls(
            on_register=page.on_register,
            nameless=page.nameless,
            late=[work_row(one, days, does_it=False) for one in page.late],
            late_by_rule=[(words.work(rule), number) for rule, number in by_rule],
            late_count=sum(page.late_by_rule.values()),
            due_this_week=page.due_this_week,
            restricted=[
                (family_name(one), reverse("staff:case", args=[one.public_id]))
                for one in page.restricted
            ],
        )


@dataclass(frozen=True, slots=True)
class UnreadShown:
    """What stands in the way of a "no"."""

    refused: Sequence[tuple[str, str, str]]  # which, why, address
    in_doubt: Sequence[tuple[str, Sequence[str], str]]  # name, what, address

    @classmethod
    def of(cls, unread: Unread) -> "UnreadShown":
        return cls(
            refused=[
                (
                    f"Line {one.line} of the return"
                    + (f", identifier {one.la_child_id}" if one.la_child_id else ""),
                    one.reason,
                    reverse("staff:settle-unread", args=[one.public_id]),
                )
                for one in unread.refused
            ],
            in_doubt=[
                (
                    one.name,
                    tuple(one.flags),
                    reverse("staff:settle-doubt", args=[one.public_id]),
                )
                for one in unread.in_doubt
            ],
        )


def moved_row(event: "ClockEvent") -> tuple[str, str, str, str, str]:
    """Return a date that a bank holiday moved; where the limit stood, its last usable day moved."""
    told = event.details
    what, before, after = words.work(told["rule"]), told["from"], told["to"]
    if before == after:
        what = f"{what}: the last working day for it"
        before, after = told["usable_from"], told["usable_to"]
    return (
        what,
        long_day(date.fromisoformat(before)),
        long_day(date.fromisoformat(after)),
        str(told["because"]).capitalize(),
        short_day(clock.day_of(event.at)),
    )
