"""What the register and a look-up show, as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from roundtable.casework.people.ages import age_in_words
from roundtable.casework.plans.register import Answer, Because, Desk, LookUp, RegisterPage
from roundtable.web.design_system.presenters import DueDate, Pagination, Row
from roundtable.web.design_system.wording import count, day
from roundtable.web.staff import words
from roundtable.web.staff.dates import Days

if TYPE_CHECKING:
    from roundtable.casework.people.models import Person
    from roundtable.casework.plans.models import Plan


@dataclass(frozen=True, slots=True)
class RegisterRow:
    name: str
    href: str
    age: str
    since: str
    categories: str
    key_worker: str
    review: DueDate | None


@dataclass(frozen=True, slots=True)
class RegisterShown:
    rows: Sequence[RegisterRow]
    summary: str
    warning: str
    pages: Pagination

    @classmethod
    def of(cls, page: RegisterPage, days: Days) -> "RegisterShown":
        warning = ""
        if page.nameless:
            who = count(page.nameless, "of these children has", "of these children have")
            warning = f"{who} no name here yet, so a search by name does not find them."
        return cls(
            rows=[_row(plan, page, days) for plan in page.plans],
            summary=count(page.count, "child", "children"),
            warning=warning,
            pages=Pagination.of(page.page, page.pages, link=lambda n: f"?page={n}"),
        )


def _row(plan: "Plan", page: RegisterPage, days: Days) -> RegisterRow:
    review = page.reviews.get(plan.pk)
    return RegisterRow(
        name=plan.child.name,
        href=reverse("staff:child", args=[plan.child.public_id]) if plan.pk in page.links else "",
        age=age_in_words(plan.child, today=days.today),
        since=day(plan.starts_on),
        categories=words.categories_in_words(plan.latest_categories, plan.latest_code),
        key_worker=plan.key_worker.name if plan.key_worker else "Not named",
        review=days.due(review) if review else None,
    )


@dataclass(frozen=True, slots=True)
class LookUpShown:
    """The answer, in words that can be read out."""

    answer: str
    title: str
    colour: str
    explain: Sequence[str]
    plans: Sequence[tuple[str, Sequence[Row]]]
    check_with: str

    @classmethod
    def of(cls, found: LookUp, *, desk: Desk, key_worker: str, today: date) -> "LookUpShown":
        return cls(
            answer=found.answer.value,
            title=_TITLES[found.answer],
            colour={Answer.YES: "red", Answer.POSSIBLY: "orange", Answer.NO: "green"}[found.answer],
            explain=_explain(found, desk.authority),
            plans=[(plan.child.name, _headline(plan, key_worker, today)) for plan in found.plans],
            check_with=", ".join(part for part in (desk.team, desk.phone) if part),
        )


_TITLES = {
    Answer.YES: "Yes: subject to a child protection plan",
    Answer.POSSIBLY: "Possibly: this cannot be answered with no",
    Answer.NO: "No: not subject to a plan here today",
}
_BECAUSE = {
    Because.SIMILAR: "The records hold a child who is like the one you ask about, or one whom you"
    " cannot be told about here.",
    Because.NAMELESS: "There are children on a plan whose name is not known in this system yet."
    " This child could be one of them.",
    Because.UNREAD: "Some records could not be read. A plan for this child could be in them.",
}


def _explain(found: LookUp, authority: str) -> list[str]:
    if found.answer is Answer.NO:
        return [
            f"No child of this name is subject to a plan of {authority} today, and nothing else"
            " on file could be this child.",
            "Another authority may know them. If you are worried about a child, say so now.",
        ]
    return [text for because, text in _BECAUSE.items() if because in found.because]


def _headline(plan: "Plan", key_worker: str, today: date) -> list[Row]:
    worker = plan.key_worker
    phone = (worker.phone or worker.agency.phone) if worker else ""
    categories = words.categories_in_words(plan.latest_categories, plan.latest_code)
    rows = (
        ("Born" if plan.child.birth_on else "Expected", _birth(plan.child, today)),
        ("On a plan since", day(plan.starts_on)),
        ("For", categories.capitalize()),
        (key_worker.capitalize(), worker.name if worker else "Not named"),
        ("Telephone", phone),
    )
    return [Row(key, value) for key, value in rows if value]


def _birth(child: "Person", today: date) -> str:
    if child.birth_on is None:
        return day(child.expected_on) if child.expected_on else "Not known"
    return f"{day(child.birth_on)}, age {age_in_words(child, today=today)}"
