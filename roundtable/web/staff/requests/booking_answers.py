"""What the answers of a booking form mean, for the act that sends it."""

from collections.abc import Iterator, Mapping
from datetime import time
from typing import TYPE_CHECKING, Any

from roundtable.casework.cases.choices import CONSIDERED, SUBJECT
from roundtable.casework.convening.details import (
    ChildOnForm,
    Details,
    ExclusionOnForm,
    Lateness,
    NeedOnForm,
)
from roundtable.casework.plans.booking_page import Booking, key_of
from roundtable.rules.avoided_times import AvoidedTime, Because
from roundtable.web.staff.requests.dates_typed import read_days

if TYPE_CHECKING:
    from roundtable.casework.people.models import Person

Answers = Mapping[str, Mapping[str, Any]]
"""The checked answers of each page that was answered."""

_EVERY_DAY = frozenset({1, 2, 3, 4, 5})


def details_of(booking: Booking, answers: Answers) -> Details:
    """Return the details that the answers add up to; what was not answered stays empty."""
    staff, invite, days = (answers.get(key, {}) for key in ("staff", "invite", "days"))
    people = answers.get("people", {})
    wanted = set(invite.get("wanted", ()))
    return Details(
        children=list(_children(booking, answers)),
        needs=list(_needs(booking, answers)),
        avoided=list(_avoided(days)),
        wanted_ids=[one.pk for one in booking.in_contact if str(one.public_id) in wanted]
        if wanted
        else (),
        exclusions=list(_exclusions(booking, answers.get("exclusions", {}))),
        others_to_invite=invite.get("others_to_invite", ""),
        missing_people="" if people.get("is_complete") else people.get("missing", ""),
        risk_to_staff=staff.get("risk_to_staff", ""),
        police_names=list(_police_names(booking, staff)),
        travel=days.get("travel", ""),
        late=_late(booking, answers.get("late", {})),
    )


def _children(booking: Booking, answers: Answers) -> Iterator[ChildOnForm]:
    said, part = answers.get("children", {}), answers.get("child", {})
    subjects = {one.pk for one in booking.subjects}
    for one in booking.children:
        key = key_of(one.child)
        is_subject = one.child.pk in subjects
        yield ChildOnForm(
            child_id=one.child.pk,
            standing=SUBJECT if is_subject else said.get(f"standing_{key}") or CONSIDERED,
            reason="" if is_subject else said.get(f"reason_{key}", ""),
            attends=part.get(f"attends_{key}") or "",
            attends_note=part.get(f"note_{key}", ""),
        )


def _needs(booking: Booking, answers: Answers) -> Iterator[NeedOnForm]:
    said, part = answers.get("needs", {}), answers.get("child", {})
    for one in booking.may_have_needs:
        key = key_of(one)
        for kind in said.get(f"needs_{key}", ()):
            about = "language" if kind == "interpreter" else "detail"
            yield NeedOnForm(one.pk, kind, said.get(f"{about}_{key}", ""))
    for one in booking.subjects:
        key = key_of(one)
        if part.get(f"advocate_{key}") == "yes" and "advocate" not in said.get(f"needs_{key}", ()):
            yield NeedOnForm(one.pk, "advocate")


def _avoided(days: Mapping[str, Any]) -> Iterator[AvoidedTime]:
    for first, last in read_days(days.get("dates_to_avoid", "")):
        yield AvoidedTime(Because.CANNOT_COME, first_on=first, last_on=last)
    if days.get("work_days"):
        yield AvoidedTime(
            Because.WORK,
            weekdays=frozenset(days["work_days"]),
            starts=days.get("work_from"),
            ends=days.get("work_until"),
        )
    free_from: time | None = days.get("run_until")
    leave_at: time | None = days.get("run_from")
    if free_from is not None:
        yield AvoidedTime(Because.SCHOOL_RUN, weekdays=_EVERY_DAY, ends=free_from)
    if leave_at is not None:
        yield AvoidedTime(Because.SCHOOL_RUN, weekdays=_EVERY_DAY, starts=leave_at)


def _exclusions(booking: Booking, said: Mapping[str, Any]) -> Iterator[ExclusionOnForm]:
    kept_out = set(said.get("kept_out", ()))
    for one in booking.adults:
        key = key_of(one)
        if key in kept_out:
            yield ExclusionOnForm(one.pk, said[f"ground_{key}"], said[f"evidence_{key}"])


def _police_names(booking: Booking, staff: Mapping[str, Any]) -> Iterator[str]:
    chosen = set(staff.get("police_people", ()))
    yield from (_with_birth(one) for one in booking.adults if key_of(one) in chosen)
    yield from (
        line.strip() for line in staff.get("police_others", "").splitlines() if line.strip()
    )


def _with_birth(person: "Person") -> str:
    return f"{person.name}, born {person.birth_on}" if person.birth_on else person.name


def _late(booking: Booking, said: Mapping[str, Any]) -> Lateness | None:
    if said.get("in_time") is not False:
        return None
    by_id = {str(one.public_id): one.pk for people in booking.can_agree.values() for one in people}
    return Lateness(
        reason=said["late_reason"],
        manager_id=by_id.get(said.get("manager") or ""),
        chair_id=by_id.get(said.get("chair") or ""),
    )
