"""What a child's page shows, as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from roundtable.casework.cases.findings import OUTCOMES
from roundtable.casework.people.ages import age_in_words
from roundtable.casework.plans.case_page import ChildPage
from roundtable.rules.access import Permission
from roundtable.rules.enquiry_states import State as EnquiryState
from roundtable.web.design_system.presenters import Row, Task
from roundtable.web.design_system.wording import day, listed
from roundtable.web.staff import words
from roundtable.web.staff.cases.presenters import (
    ConferenceRow,
    DueRow,
    TimelineShown,
    WorkerRow,
    family_name,
    relation_in_words,
    status_tags,
    when_held,
    worker_row,
)
from roundtable.web.staff.dates import Days
from roundtable.web.staff.words import Tag

if TYPE_CHECKING:
    from roundtable.casework.cases.models import Section47Enquiry
    from roundtable.casework.conferences.models import ConferenceChild
    from roundtable.casework.people.models import Person
    from roundtable.casework.plans.models import Plan

PLAN_FLAGS = {
    "end_in_doubt": "The return was not clear about whether this plan has ended.",
    "reviews_differ": "A later return gave other review dates. The next review runs from those.",
}


@dataclass(frozen=True, slots=True)
class PlanRow:
    href: str
    period: str
    categories: str
    key_worker: str
    reviews: str
    ended_because: str
    flags: Sequence[str]


@dataclass(frozen=True, slots=True)
class EnquiryRow:
    href: str
    started: str
    state: str
    is_reconstructed: bool


@dataclass(frozen=True, slots=True)
class IdentityShown:
    """What is known of a child without a name, to find them in another system."""

    name: str
    rows: Sequence[Row]
    flags: Sequence[str]

    @classmethod
    def of(cls, child: "Person", *, today: date) -> "IdentityShown":
        return cls(child.name, identity_rows(child, today=today), tuple(child.flags))


def identity_rows(child: "Person", *, today: date) -> list[Row]:
    """Return what identifies a child, as far as it is on file."""
    about = " (estimated)" if child.birth_is_estimated else ""
    known = (
        ("Born", f"{day(child.birth_on)}{about}" if child.birth_on else ""),
        ("Expected", day(child.expected_on) if child.expected_on else ""),
        ("Age", "" if child.is_unborn else age_in_words(child, today=today)),
        ("Sex", child.get_sex_display()),
        ("Local identifier", child.la_child_id),
        ("Unique pupil number", child.upn),
        ("NHS number", child.nhs_number),
        ("Died", day(child.died_on) if child.died_on else ""),
    )
    return [Row(key, value) for key, value in known if value]


@dataclass(frozen=True, slots=True)
class ChildShown:
    """A child's page."""

    name: str
    details: Sequence[str]
    flags: Sequence[Tag]
    family: str
    family_href: str
    people_href: str
    identity: Sequence[Row]
    import_flags: Sequence[str]
    missing: Sequence[Task]
    adults: Sequence[Row]
    workers: Sequence[WorkerRow]
    plans: Sequence[PlanRow]
    enquiries: Sequence[EnquiryRow]
    conferences: Sequence[ConferenceRow]
    due: Sequence[DueRow]
    timeline: TimelineShown
    doubt_href: str

    @classmethod
    def of(cls, page: ChildPage, days: Days) -> "ChildShown":
        child, case = page.child, page.case
        may_edit = Permission.EDIT_PEOPLE in page.allowed
        may_complete = Permission.COMPLETE_IDENTITY in page.allowed
        enquiry = next((one for one in page.enquiries if one.state in _UNDER_WAY), None)
        doubt = child.plan_in_doubt and may_complete
        return cls(
            name=child.name,
            details=_details(child, days.today),
            flags=status_tags(child, page.plan, enquiry),
            family=family_name(case),
            family_href=reverse("staff:case", args=[case.public_id]),
            people_href=reverse("staff:case-people", args=[case.public_id]),
            identity=identity_rows(child, today=days.today),
            import_flags=tuple(child.flags),
            missing=_missing(page, may_edit=may_edit, may_complete=may_complete),
            adults=[
                Row(one.adult.name, relation_in_words(one, to=child.forename or child.name))
                for one in page.adults
            ],
            workers=[worker_row(one, case, may_edit=False) for one in page.workers],
            plans=[_plan(one, may_open=Permission.VIEW_PLAN in page.allowed) for one in page.plans],
            enquiries=[_enquiry(one) for one in page.enquiries],
            conferences=[_conference(one) for one in page.conferences],
            due=[DueRow(words.work(one.rule), "", days.due(one)) for one in page.clocks],
            timeline=TimelineShown.of(page.timeline),
            doubt_href=reverse("staff:settle-doubt", args=[child.public_id]) if doubt else "",
        )


_UNDER_WAY = frozenset({EnquiryState.OPEN, EnquiryState.SUBSTANTIATED_CONTINUING_RISK})


def _details(child: "Person", today: date) -> list[str]:
    age = age_in_words(child, today=today)
    if child.birth_on is None:
        return [age]
    return [f"age {age}", f"born {day(child.birth_on)}"]


def _missing(page: ChildPage, *, may_edit: bool, may_complete: bool) -> list[Task]:
    """Return the tasks that must be done before anybody is invited."""
    case = page.case.public_id
    tasks = {
        "name": (
            "Their name",
            reverse("staff:complete-identity", args=[page.child.public_id]),
            may_complete,
        ),
        "parents": (
            "Their parents, and who holds responsibility",
            reverse("staff:add-adult", args=[case]),
            may_edit,
        ),
        "worker": (
            "The social worker who works with them",
            reverse("staff:allocate", args=[case]),
            may_edit,
        ),
        "contact": (
            "A safe way to reach a parent",
            reverse("staff:add-contact", args=[case]),
            may_edit,
        ),
    }
    return [
        Task(
            title=tasks[one.code][0],
            href=tasks[one.code][1] if tasks[one.code][2] and not one.is_done else "",
            status="Done" if one.is_done else "To do",
            colour="" if one.is_done else "orange",
        )
        for one in page.missing
    ]


def _plan(plan: "Plan", *, may_open: bool) -> PlanRow:
    reviews = [day(one.held_on) for one in plan.reviews.all()]
    until = f"until {day(plan.ends_on)}" if plan.ends_on else "and still open"
    return PlanRow(
        href=reverse("staff:plan", args=[plan.public_id]) if may_open else "",
        period=f"From {day(plan.starts_on)} {until}",
        categories=words.categories_in_words(plan.latest_categories, plan.latest_code),
        key_worker=plan.key_worker.name if plan.key_worker else "",
        reviews=listed(reviews),
        ended_because=plan.get_end_reason_display() if plan.end_reason else "",
        flags=[PLAN_FLAGS.get(one, one) for one in plan.flags],
    )


def _enquiry(enquiry: "Section47Enquiry") -> EnquiryRow:
    return EnquiryRow(
        href=reverse("staff:enquiry", args=[enquiry.public_id]),
        started=f"Started on {day(enquiry.started_on)}",
        state=OUTCOMES[EnquiryState(enquiry.state)],
        is_reconstructed=enquiry.origin != "own",
    )


def _conference(held: "ConferenceChild") -> ConferenceRow:
    conference = held.conference
    return ConferenceRow(
        href=reverse("staff:conference", args=[conference.public_id]),
        when=when_held(conference),
        children=words.KINDS[held.kind],
        tag=words.conference_tag(conference.state),
    )
