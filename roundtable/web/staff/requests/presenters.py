"""What the pages of a request show, as plain values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from roundtable.casework.cases.choices import SUBJECT
from roundtable.casework.convening.choices import ATTENDS, GROUNDS, NEEDS
from roundtable.casework.plans.request_page import RequestForm, RequestPage, Suggested
from roundtable.rules.access import Permission
from roundtable.web.design_system.presenters import DueDate, Row
from roundtable.web.design_system.wording import day, listed, moment, time_of_day
from roundtable.web.staff import words
from roundtable.web.staff.cases.presenters import family_name, is_first_for_anyone
from roundtable.web.staff.dates import Days
from roundtable.web.staff.words import Tag

if TYPE_CHECKING:
    from roundtable.casework.conferences.models import Conference
    from roundtable.casework.convening.models import BookingForm, FormChild, TimeToAvoid

_STANDINGS = {
    "subject": "",
    "considered": "Considered, not subject",
    "not_considered": "Not considered",
}


def kind_in_words(suggested: Suggested) -> str:
    """Return what the meeting would be for this child, and what that rests on."""
    if suggested.kind is None:
        return ""
    kind = words.KINDS[suggested.kind].capitalize()
    if suggested.kind == "reconvened":
        return f"{kind}: the conference before this one decided nothing"
    if suggested.kind == "transfer_in":
        return f"{kind}: on a plan of another authority, and the transfer was accepted"
    if suggested.plan is not None:
        return f"{kind}: on a plan since {day(suggested.plan.starts_on)}"
    if suggested.enquiry is not None and suggested.enquiry.outcome_on is not None:
        on = day(suggested.enquiry.outcome_on)
        return f"{kind}: the enquiry found continuing risk on {on}"
    return kind


def why_not(suggested: Suggested) -> str:
    """Return why there is nothing to ask for, for this child; empty where there is."""
    if suggested.coming is not None:
        return "A conference is requested or arranged already"
    if suggested.kind is None:
        return "Not on a plan, and no enquiry has found continuing risk"
    return ""


@dataclass(frozen=True, slots=True)
class Limit:
    child: str
    due: DueDate


@dataclass(frozen=True, slots=True)
class AskedFor:
    """A child of a request: what the meeting is for them, and by when."""

    child: str
    kind: str
    due: DueDate | None


@dataclass(frozen=True, slots=True)
class RequestFormShown:
    """What there is to ask for, and by when; and the children there is nothing to ask for."""

    asked: Sequence[Row]
    limits: Sequence[Limit]
    others: Sequence[Row]

    @classmethod
    def of(cls, form: RequestForm, days: Days) -> "RequestFormShown":
        asked = [one for one in form.children if not why_not(one)]
        return cls(
            asked=[Row(one.child.name, kind_in_words(one)) for one in asked],
            limits=[Limit(one.child.name, days.due(one.limit)) for one in asked if one.limit],
            others=[
                Row(
                    one.child.name,
                    ". ".join(part for part in (_STANDINGS[one.standing], why_not(one)) if part),
                )
                for one in form.children
                if why_not(one)
            ],
        )


@dataclass(frozen=True, slots=True)
class RequestShown:
    """The page of a request."""

    public_id: str
    family: str
    family_href: str
    conference_href: str
    tag: Tag
    children: Sequence[AskedFor]
    facts: Sequence[Row]
    gaps: Sequence[str]
    waits_for: str
    may_authorise: bool
    may_return: bool
    may_resubmit: bool
    arrange_href: str

    @classmethod
    def of(cls, page: RequestPage, days: Days) -> "RequestShown":
        conference, allowed = page.conference, page.allowed
        requested, returned = conference.state == "REQUESTED", conference.state == "RETURNED"
        needs_manager = is_first_for_anyone(page.children) and conference.authorised_by_id is None
        arranges = Permission.ARRANGE_CONFERENCE in allowed
        can_arrange = arranges and not needs_manager
        waiting = conference.state in ("REQUESTED", "POSTPONED")
        return cls(
            public_id=str(conference.public_id),
            family=family_name(conference.case),
            family_href=reverse("staff:case", args=[conference.case.public_id])
            if Permission.VIEW_CASE in allowed
            else "",
            conference_href=""
            if requested or returned
            else reverse("staff:conference", args=[conference.public_id]),
            tag=words.conference_tag(conference.state),
            children=[
                AskedFor(
                    child=one.child.name,
                    kind=words.KINDS[one.kind].capitalize(),
                    due=days.due(page.limits[one.child_id])
                    if one.child_id in page.limits
                    else None,
                )
                for one in page.children
            ],
            facts=[
                *_facts(conference),
                *(booking_rows(page.form) if page.form else ()),
                *(
                    staff_rows(page.form)
                    if page.form and Permission.VIEW_STAFF_RISK in allowed
                    else ()
                ),
            ],
            gaps=tuple(conference.gaps),
            waits_for=_waits_for(conference, needs_manager=needs_manager),
            may_authorise=needs_manager
            and (requested or returned)
            and Permission.AUTHORISE_REQUEST in allowed,
            may_return=requested and arranges,
            may_resubmit=returned and Permission.REQUEST_CONFERENCE in allowed,
            arrange_href=reverse("staff:arrange", args=[conference.public_id])
            if waiting and can_arrange
            else "",
        )


def _facts(conference: "Conference") -> list[Row]:
    asked_by = conference.requested_by.name if conference.requested_by else "Not known"
    asked_at = f", {moment(conference.requested_at)}" if conference.requested_at else ""
    expected = words.categories_in_words(conference.expected_categories)
    rows = (
        ("Asked for by", f"{asked_by}{asked_at}"),
        ("Why", conference.reason),
        ("Categories expected", expected.capitalize() if conference.expected_categories else ""),
        ("What keeps the children safe meanwhile", conference.interim_safety_plan),
        ("Authorised by", conference.authorised_by.name if conference.authorised_by else ""),
    )
    return [Row(key, value) for key, value in rows if value]


def _waits_for(conference: "Conference", *, needs_manager: bool) -> str:
    if conference.state == "RETURNED":
        return "This request was returned. It waits for who asked for the conference."
    if conference.state not in ("REQUESTED", "POSTPONED"):
        return ""
    if needs_manager:
        return "It waits for the team manager to authorise it."
    return "It waits for the conference service to arrange it."


def booking_rows(form: "BookingForm") -> list[Row]:
    """Return what the booking form says beside why and for whom, in words."""
    needs, grounds = dict(NEEDS), dict(GROUNDS)
    agreed = [one.name for one in (form.late_manager, form.late_chair) if one is not None]
    rows = [
        ("Other children of the household", _each(_other(one) for one in form.children.all())),
        ("Why it will be late", form.late_reason),
        (
            "Who agreed that it is late",
            (listed(agreed) or "Nobody yet") if form.late_reason else "",
        ),
        ("Not known yet", form.missing_people),
        (
            "Professionals to invite",
            _each(
                f"{one.professional.name}, {one.professional.agency.name}"
                for one in form.wanted.all()
            ),
        ),
        ("Also to invite", form.others_to_invite),
        (
            "Proposed: not at the meeting",
            _each(
                f"{one.person.name}: {grounds.get(one.ground, '')} {one.evidence}"
                for one in form.exclusions.all()
            ),
        ),
        ("The children's own part", _each(_part(one) for one in form.children.all())),
        (
            "What the family needs",
            _each(
                f"{one.person.name}: {needs.get(one.kind, one.kind).lower()}"
                f"{f' ({one.detail})' if one.detail else ''}"
                for one in form.needs.all()
            ),
        ),
        ("Days to avoid", _each(avoided_in_words(one) for one in form.avoided.all())),
        ("How they travel", form.travel),
    ]
    return [Row(key, value) for key, value in rows if value]


def staff_rows(form: "BookingForm") -> list[Row]:
    """Return what only those see who hold `VIEW_STAFF_RISK`."""
    rows = [
        ("Risk to staff", form.risk_to_staff),
        ("Police checks", "; ".join(form.police_names)),
    ]
    return [Row(key, value) for key, value in rows if value]


def _each(texts: Iterable[str]) -> str:
    return "\n".join(text for text in texts if text)


def _other(child: "FormChild") -> str:
    if child.standing == SUBJECT:
        return ""
    return f"{child.child.name}, {_STANDINGS[child.standing].lower()}: {child.reason}"


def _part(child: "FormChild") -> str:
    if not child.attends:
        return ""
    note = f". {child.attends_note}" if child.attends_note else ""
    return f"{child.child.name} can come: {dict(ATTENDS)[child.attends].lower()}{note}"


def avoided_in_words(avoided: "TimeToAvoid") -> str:
    """Return `work on Monday and Tuesday, from 9am until 3pm`."""
    what = _BECAUSE[avoided.because]
    first, last = avoided.first_on, avoided.last_on
    if first is not None:
        when = day(first) if last in (None, first) else f"{day(first)} to {day(last)}"
    else:
        when = f"on {listed([_WEEKDAYS[number] for number in avoided.weekdays])}"
    starts = f" from {time_of_day(avoided.starts)}" if avoided.starts else ""
    ends = f" until {time_of_day(avoided.ends)}" if avoided.ends else ""
    return f"{what} {when}{starts}{ends}"


_BECAUSE = {
    "cannot_come": "Cannot come:",
    "work": "Work",
    "school_run": "School run",
}
_WEEKDAYS = dict(enumerate(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"), 1))
