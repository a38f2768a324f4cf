"""
The register: the children subject to a plan today; and the question whether one child is.

A child whose name is not known here, or whose record could not be read, could be the one who is
asked about. As long as there is any such child the answer is never a bare "no" (amendment A2).
"""

import difflib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from roundtable.casework.cases.facts import NOT_BARRED, case_facts, used_by
from roundtable.casework.cases.queries import cases_visible_to
from roundtable.casework.people.actions import search_name
from roundtable.casework.people.models import Person, PersonName
from roundtable.casework.plans.models import Plan, UnreadChild
from roundtable.foundation.access.gate import authorise, may
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.clocks.queries import running_clocks
from roundtable.foundation.core.errors import CannotProceed, RecordNotFound
from roundtable.foundation.core.models import Authority
from roundtable.rules.access import Facts, Permission

REVIEW_CLOCKS = frozenset({"first_review", "next_review", "review_after_birth"})

# From here on two names are taken for one, typed differently.
_ALIKE = 0.85


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """Some of the children subject to a plan, and how many there are that match."""

    plans: Sequence[Plan]
    reviews: Mapping[int, Clock]  # by plan
    links: frozenset[int]  # the plans whose page the reader may open
    page: int
    pages: int
    count: int
    nameless: int


def register(
    actor: Actor, *, name_begins: str = "", page: int = 1, per_page: int = 25
) -> RegisterPage:
    """
    Return the children subject to a plan today, by name; surname first in a search.

    A restricted child is on it only for those who work with them. Six queries.

    :raises RecordNotFound: if the register is not for `actor`.
    """
    if not may(actor, Permission.VIEW_REGISTER, Facts(same_authority=True)):
        raise RecordNotFound("register")
    found = open_plans_known_to(actor)
    if name_begins.strip():
        found = found.filter(child__search_name__startswith=search_name("", name_begins))
    count = found.count()
    pages = max(1, -(-count // per_page))
    page = min(max(page, 1), pages)
    opens = Exists(cases_visible_to(actor).filter(pk=OuterRef("case_id")))
    rows = found.annotate(opens=opens).select_related("child", "case", "key_worker")
    plans = list(rows.order_by("child__search_name", "pk")[(page - 1) * per_page : page * per_page])
    for plan in plans:
        audit.note_read("person", plan.child_id)
    clocks = running_clocks(
        subject_type="plan", subject_ids=[plan.pk for plan in plans], rules=REVIEW_CLOCKS
    )
    return RegisterPage(
        plans=plans,
        reviews={one.subject_id: one for one in reversed(clocks)},
        links=frozenset(plan.pk for plan in plans if plan.opens),
        page=page,
        pages=pages,
        count=count,
        nameless=found.filter(child__identity_complete=False).count(),
    )


def open_plans_known_to(actor: Actor) -> QuerySet[Plan]:
    """Return the open plans that `actor` may know of: none that is restricted or denied."""
    conditions = (
        Q(fact_restricted=False) | Q(fact_allocated=True),
        NOT_BARRED,
    )
    facts = used_by(case_facts(actor, path="case__"), *conditions)
    return Plan.objects.alias(**facts).filter(*conditions, ends_on=None)


# Is this child subject to a plan?


class Answer(StrEnum):
    YES = "yes"
    POSSIBLY = "possibly"
    NO = "no"


class Because(StrEnum):
    """Why a look-up cannot say "no", for the page to put in words."""

    SIMILAR = "similar"
    """A child on a plan is nearly the one asked about, or must not be named to this person."""
    NAMELESS = "nameless"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Question:
    """Who is asked about, by whom, and why. Birth or expected birth."""

    surname: str
    forename: str = ""
    birth_on: date | None = None
    asked_by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LookUp:
    """The answer. `plans` are named only where it is yes."""

    answer: Answer
    plans: Sequence[Plan] = ()
    because: frozenset[Because] = frozenset()


@dataclass(frozen=True, slots=True)
class Desk:
    """Who answers when a look-up cannot, in and out of hours."""

    authority: str
    team: str
    phone: str


def desk_of(actor: Actor) -> Desk:
    """Return whom to ask about a child; the authority's duty number where it has given one."""
    authority = Authority.objects.get(pk=actor.authority_id)
    branding = authority.branding
    return Desk(
        authority=authority.name,
        team=str(branding.get("team", "")),
        phone=str(branding.get("duty_phone") or branding.get("phone", "")),
    )


class CannotLookUp(CannotProceed):
    """It is not said clearly enough whom it is about, who asks, or why."""


def may_look_up(actor: Actor) -> None:
    """
    Let the page that asks be opened only by those who may ask.

    :raises RecordNotFound: for everybody else.
    """
    if not may(actor, Permission.LOOK_UP_PLAN_STATUS, Facts(same_authority=True)):
        raise RecordNotFound("look-up")


@transaction.atomic
def look_up_plan_status(*, question: Question, actor: Actor, now: datetime) -> LookUp:
    """
    Answer whether a child is subject to a plan today, and log who asked, about whom, and why.

    Yes only for a child of that name whose day of birth is the one given, where one is. No only if
    nothing on file could be this child.

    :raises CannotLookUp: without a surname, a first name or a day of birth, who asks, and why.
    """
    authorise(actor, Permission.LOOK_UP_PLAN_STATUS, Facts(same_authority=True))
    _check(question)
    names = Prefetch("child__names", PersonName.objects.order_by("pk"))
    plans = list(
        Plan.objects.filter(ends_on=None)
        .select_related("child", "case", "key_worker__agency")
        .prefetch_related(names)
        .filter(_could_be(question))
    )
    may_name = set(
        open_plans_known_to(actor)
        .filter(pk__in=[one.pk for one in plans])
        .values_list("pk", flat=True)
    )
    same = [plan for plan in plans if _is_same(plan.child, question)]
    similar = [plan for plan in plans if plan not in same and _is_similar(plan.child, question)]
    found = _answer([plan for plan in same if plan.pk in may_name], [*same, *similar])
    audit.record_look_up(
        actor=actor,
        subjects=[f"person:{plan.child_id}" for plan in [*same, *similar]],
        now=now,
        surname=question.surname,
        forename=question.forename,
        birth_on=question.birth_on.isoformat() if question.birth_on else "",
        asked_by=question.asked_by,
        reason=question.reason,
        answer=found.answer.value,
        because=sorted(found.because),
    )
    return found


def _check(question: Question) -> None:
    if not question.surname.strip():
        raise CannotLookUp("Enter the child's surname.")
    if not question.forename.strip() and question.birth_on is None:
        # A surname alone would be browsing.
        raise CannotLookUp("Enter the child's first name, or their date of birth.")
    if not question.asked_by.strip() or not question.reason.strip():
        raise CannotLookUp("Enter who is asking, and why.")


def _could_be(question: Question) -> Q:
    """Everything worth comparing: the same first letters of a name, any alias, the same day."""
    surname = search_name("", question.surname)
    forename = search_name(question.forename, "")
    alike = Q(child__search_name__startswith=surname[:2])
    if forename:
        alike |= Q(child__search_name__contains=f" {forename[:3]}")
        alike |= Q(child__search_name__startswith=forename[:3])
    # A subquery, so that a child with three names is not compared three times.
    alias = PersonName.objects.filter(
        person=OuterRef("child_id"), surname__istartswith=question.surname.strip()[:2]
    )
    alike |= Q(Exists(alias))
    if question.birth_on is not None:
        alike |= Q(child__birth_on=question.birth_on) | Q(child__expected_on=question.birth_on)
    return alike


def _is_same(child: Person, question: Question) -> bool:
    if not child.identity_complete:
        return False
    wanted = search_name(question.forename, question.surname)
    if question.forename.strip():
        has_name = wanted in _names(child)
    else:
        has_name = search_name("", question.surname) in _surnames(child)
    return has_name and (question.birth_on is None or question.birth_on == _day_of(child))


def _is_similar(child: Person, question: Question) -> bool:
    """The same name and another day, the same day and half the name, or a name spelt otherwise."""
    same_day = question.birth_on is not None and question.birth_on == _day_of(child)
    if not child.identity_complete:
        return same_day
    if child.is_unborn and search_name("", question.surname) in _surnames(child):
        return True  # born since, perhaps, and named
    wanted = search_name(question.forename, question.surname)
    turned_round = search_name(question.surname, question.forename)
    is_close = any(_is_alike(name, wanted) or name == turned_round for name in _names(child))
    if question.forename.strip() and is_close:
        return True
    shares_a_name = search_name("", question.surname) in _surnames(child) or (
        bool(question.forename.strip()) and search_name(question.forename, "") in _forenames(child)
    )
    return same_day and shares_a_name


def _is_alike(one: str, other: str) -> bool:
    return difflib.SequenceMatcher(None, one, other).ratio() >= _ALIKE


def _day_of(child: Person) -> date | None:
    return child.birth_on or child.expected_on


def _names(child: Person) -> set[str]:
    return {search_name(one.forename, one.surname) for one in child.names.all()} | {
        child.search_name
    }


def _surnames(child: Person) -> set[str]:
    return {search_name("", one.surname) for one in child.names.all()} | {
        search_name("", child.surname)
    }


def _forenames(child: Person) -> set[str]:
    return {search_name(one.forename, "") for one in child.names.all()} | {
        search_name(child.forename, "")
    }


def _answer(named: Sequence[Plan], all_found: Collection[Plan]) -> LookUp:
    if named:
        return LookUp(Answer.YES, plans=named)
    because = set()
    if all_found:
        because.add(Because.SIMILAR)
    if Plan.objects.filter(ends_on=None, child__identity_complete=False).exists():
        because.add(Because.NAMELESS)
    if (
        UnreadChild.objects.filter(resolved_on=None, may_have_open_plan=True).exists()
        or Person.objects.filter(plan_in_doubt=True).exists()
    ):
        because.add(Because.UNREAD)
    return LookUp(Answer.POSSIBLY if because else Answer.NO, because=frozenset(because))
