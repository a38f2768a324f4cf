"""A plan for everything that waits: asked for, worked out by the worker, accepted by a person."""

import json
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roundtable.casework.cases.actions.restriction import restrict_case
from roundtable.casework.conferences.actions.arrange import CannotArrangeConference
from roundtable.casework.conferences.models import Conference
from roundtable.casework.conferences.tests.family import (
    Family,
    agrees,
    arrange,
    authorised,
    request,
)
from roundtable.casework.convening.models import BookingForm, TimeToAvoid
from roundtable.casework.fortnight import tasks
from roundtable.casework.fortnight.actions import (
    CannotAcceptLine,
    CannotAdjustLine,
    CannotPlanFortnight,
    accept_line,
    accept_what_keeps_limits,
    adjust_line,
    plan_fortnight,
    set_line_aside,
)
from roundtable.casework.fortnight.adjusting import place_of
from roundtable.casework.fortnight.models import FortnightPlan, PlannedConference
from roundtable.casework.fortnight.problem import Start
from roundtable.casework.fortnight.queries import get_plan, latest_plans, lines_of
from roundtable.casework.fortnight.reading import Fortnight, read_fortnight
from roundtable.casework.people.models import Address, Confidentiality
from roundtable.casework.plans.tests.on_a_plan import put_on_plan
from roundtable.foundation.accounts.models import Appointment
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised, RecordNotFound

FIRST, LAST = date(2026, 11, 30), date(2026, 12, 11)
LIMIT = date(2026, 12, 8)


def ask(cast: Family, first: date = FIRST, last: date = LAST, name: str = "administrator") -> Any:
    return plan_fortnight(first_on=first, last_on=last, actor=cast.actor(name), now=clock.now())


def work(plan: FortnightPlan, cast: Family, name: str = "administrator") -> FortnightPlan:
    """Do what the worker does, as it was told to."""
    actor = cast.actor(name)
    tasks.work_out(
        authority_id=plan.authority_id,
        plan_id=plan.pk,
        user_id=actor.user_id,
        role=actor.role.value,
    )
    plan.refresh_from_db()
    return plan


def lines(plan: FortnightPlan, cast: Family) -> list[PlannedConference]:
    return lines_of(cast.actor("administrator"), plan)


def accept(line: PlannedConference, cast: Family, **changes: Any) -> Conference:
    told = {"line_id": line.pk, "actor": cast.actor("administrator"), "now": clock.now()}
    return accept_line(**{**told, **changes})


def test_what_was_asked_for_is_worked_out_by_the_worker(cast: Family) -> None:
    authorised(cast, "ava")
    plan = ask(cast)
    assert plan.state == "working"
    with connection.cursor() as cursor:
        cursor.execute("select args from procrastinate_jobs where task_name = 'fortnight.work_out'")
        told = json.loads(cursor.fetchone()[0])
    assert told["plan_id"] == plan.pk
    assert told["user_id"] == cast.actor("administrator").user_id
    assert work(plan, cast).state == "proposed"
    (line,) = lines(plan, cast)
    assert (clock.day_of(line.starts_at), line.children) == (LIMIT, "Ava Hartley")
    assert line.why[0] == "The family has 14 days of notice."
    assert plan.is_best
    verbs = set(AuditEvent.objects.values_list("verb", flat=True))
    assert {"fortnight.asked_for", "fortnight.worked_out"} <= verbs


def test_it_is_worked_out_once(cast: Family) -> None:
    authorised(cast, "ava")
    plan = work(ask(cast), cast)
    work(plan, cast)
    assert len(lines(plan, cast)) == 1


def test_what_nobody_authorised_and_what_is_arranged_is_not_planned(cast: Family) -> None:
    request(cast, "ava")
    arrange(cast, authorised(cast, "ben"))
    assert lines(work(ask(cast), cast), cast) == []


def test_a_review_that_nobody_asked_for_is_asked_for_when_it_is_accepted(cast: Family) -> None:
    put_on_plan(cast.ava, cast.case, by=cast.actor("social_worker"), since=date(2026, 9, 8))
    plan = work(ask(cast), cast)
    (line,) = lines(plan, cast)
    assert (line.conference, line.limit_on) == (None, LIMIT)
    arranged = accept(line, cast)
    assert arranged.state == "SCHEDULED"
    assert [held.kind for held in arranged.children.all()] == ["review"]
    line.refresh_from_db()
    assert (line.state, line.conference) == ("accepted", arranged)


def test_accepting_arranges_it_as_any_other(cast: Family) -> None:
    conference = authorised(cast, "ava")
    (line,) = lines(work(ask(cast), cast), cast)
    arranged = accept(line, cast)
    assert arranged == conference
    assert (arranged.starts_at, arranged.chair_id, arranged.room_id) == (
        line.starts_at,
        line.chair_id,
        line.room_id,
    )
    with pytest.raises(CannotAcceptLine, match="already"):
        accept(line, cast)
    assert AuditEvent.objects.filter(verb="fortnight.accepted").count() == 1


def late_line(cast: Family) -> PlannedConference:
    """The plan begins after the limit, so whoever must agree has to."""
    authorised(cast, "ava")
    (line,) = lines(work(ask(cast, date(2026, 12, 10), date(2026, 12, 11)), cast), cast)
    return line


def test_a_limit_that_is_not_kept_is_agreed_to_by_somebody_named(cast: Family) -> None:
    line = late_line(cast)
    assert line.why_late == (
        "The limit, Tuesday 8 December 2026, comes before the first day that is planned."
    )
    with pytest.raises(CannotArrangeConference, match="after the limit"):
        accept(line, cast)
    arranged = accept(
        line,
        cast,
        overrides=[
            agrees(cast, "manager", "PAST_LIMIT", "No chair was free.", child=cast.ava),
            agrees(cast, "chair", "PAST_LIMIT", "I agree.", child=cast.ava),
        ],
    )
    assert "Ruth Okoro" in arranged.late_agreed_by
    assert "No chair was free." in arranged.late_reason


def test_all_that_keep_every_limit_are_accepted_together(cast: Family) -> None:
    for name in ("ava", "ben"):
        authorised(cast, name)
    plan = work(ask(cast), cast)
    by_hand = Conference.objects.get(children__child=cast.ben)
    taken = lines(plan, cast)[0]
    arrange(
        cast,
        by_hand,
        starts_at=taken.starts_at,
        ends_at=taken.ends_at,
        room_id=taken.room_id,
        chair_id=taken.chair_id,
        minute_taker_id=taken.minute_taker_id,
    )
    done = accept_what_keeps_limits(
        plan_id=plan.pk, actor=cast.actor("administrator"), now=clock.now()
    )
    assert done.arranged + len(done.refused) == 2
    assert done.refused, "what was booked by hand meanwhile stays as it is"
    assert not PlannedConference.objects.filter(state="accepted", conference=by_hand).exists()


def test_nothing_late_is_accepted_with_the_others(cast: Family) -> None:
    line = late_line(cast)
    done = accept_what_keeps_limits(
        plan_id=line.plan_id, actor=cast.actor("administrator"), now=clock.now()
    )
    assert (done.arranged, done.refused) == (0, [])


def test_a_line_can_be_left_out(cast: Family) -> None:
    authorised(cast, "ava")
    (line,) = lines(work(ask(cast), cast), cast)
    aside = set_line_aside(line_id=line.pk, actor=cast.actor("administrator"), now=clock.now())
    assert aside.state == "set_aside"
    with pytest.raises(CannotAcceptLine):
        accept(line, cast)


def test_what_has_no_time_is_arranged_by_hand(cast: Family) -> None:
    Appointment.objects.filter(professional_id__in=[cast.chair.pk, cast.other_chair.pk]).update(
        ends_on=date(2026, 11, 20)
    )
    authorised(cast, "ava")
    (line,) = lines(work(ask(cast), cast), cast)
    assert (line.state, line.why_late) == ("no_place", "No chair is independent of this family.")
    with pytest.raises(CannotAcceptLine, match="by hand"):
        accept(line, cast)


def test_the_social_worker_is_not_in_two_conferences_at_once(cast: Family) -> None:
    for name in ("ava", "ben", "unborn"):
        authorised(cast, name)
    found = lines(work(ask(cast, date(2026, 12, 7), LIMIT), cast), cast)
    assert len({line.starts_at for line in found if line.starts_at}) == 3


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        (date(2026, 11, 24), LAST, "first day that lies ahead"),
        (FIRST, date(2026, 11, 27), "last day after the first"),
        (FIRST, date(2027, 1, 29), "within 20 working days"),
    ],
)
def test_the_days_lie_ahead_and_are_not_too_many(
    cast: Family, first: date, last: date, says: str
) -> None:
    with pytest.raises(CannotPlanFortnight, match=says):
        ask(cast, first, last)


@pytest.mark.parametrize("name", ["social_worker", "chair", "manager", "head_of_service"])
def test_only_the_desk_plans(cast: Family, name: str) -> None:
    with pytest.raises(NotAuthorised):
        ask(cast, name=name)
    plan = ask(cast)
    with pytest.raises(RecordNotFound):
        get_plan(public_id=plan.public_id, actor=cast.actor(name))
    with pytest.raises(RecordNotFound):
        latest_plans(cast.actor(name))


def test_a_restricted_case_shows_in_no_plan_of_others(cast: Family) -> None:
    authorised(cast, "ava")
    plan = work(ask(cast), cast)
    (line,) = lines(plan, cast)
    restrict_case(
        case_id=cast.case.pk,
        reason="A colleague's family.",
        actor=cast.actor("manager"),
        now=clock.now(),
    )
    assert lines(plan, cast) == []
    (listed,) = latest_plans(cast.actor("administrator"))
    assert vars(listed)["open_lines"] == 0
    with pytest.raises(RecordNotFound):
        accept(line, cast)


def test_whoever_left_meanwhile_gets_no_plan(cast: Family) -> None:
    authorised(cast, "ava")
    plan = ask(cast)
    Appointment.objects.filter(user_id=cast.actor("administrator").user_id).update(
        ends_on=date(2026, 11, 1)
    )
    assert work(plan, cast).state == "failed"
    assert lines(plan, cast) == []


def test_what_goes_wrong_is_said_and_not_hidden(
    cast: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(_: Any) -> None:
        raise RuntimeError("out of memory")

    plan = ask(cast)
    monkeypatch.setattr(tasks, "solve", breaks)
    with pytest.raises(RuntimeError, match="out of memory"):
        work(plan, cast)
    plan.refresh_from_db()
    assert (plan.state, plan.failed_because) == (
        "failed",
        "Something went wrong. Ask for it again.",
    )


def test_of_a_kept_address_the_plan_knows_nothing(cast: Family) -> None:
    authorised(cast, "ava")
    lives = Address.objects.filter(person=cast.mother)
    assert lives.update(postcode="QX9 9CN") == 1

    def planned() -> Fortnight:
        desk = cast.actor("administrator")
        return read_fortnight(desk, first=FIRST, last=LAST, today=clock.today())

    kept = planned()
    assert "QX9" not in repr(kept.problem)
    (line,) = lines(work(ask(cast), cast), cast)
    assert not any("to come" in one or "near" in one for one in line.why)
    Confidentiality.objects.update(ended_on=clock.today())
    (meeting,) = planned().problem.meetings
    assert meeting.occasion.journey.homes == {"QX9 9CN"}
    (line,) = lines(work(ask(cast), cast), cast)
    assert "The family has a long way to come." in line.why


def test_the_plan_is_read_in_as_many_queries_for_many_as_for_one(cast: Family) -> None:
    def counted() -> int:
        with CaptureQueriesContext(connection) as queries:
            read_fortnight(cast.actor("administrator"), first=FIRST, last=LAST, today=_today())
        return len(queries)

    authorised(cast, "ava")
    counted()
    few = counted()
    for name in ("ben", "unborn"):
        authorised(cast, name)
    assert counted() <= few


def _today() -> date:
    now: datetime = clock.now()
    return clock.day_of(now)


def adjust(line: PlannedConference, cast: Family, **changes: Any) -> PlannedConference:
    stands = place_of(line)
    assert stands is not None
    told = {
        "line_id": line.pk,
        "place": replace(stands, **changes.pop("place", {})),
        "actor": cast.actor("administrator"),
        "now": clock.now(),
    }
    return adjust_line(**{**told, **changes})


SEVENTH = Start(date(2026, 12, 7), time(13, 30))


def test_a_line_is_put_elsewhere_in_the_plan_and_accepted_there(cast: Family) -> None:
    authorised(cast, "ava")
    (line,) = lines(work(ask(cast), cast), cast)
    other = cast.other_chair.pk if line.chair_id == cast.chair.pk else cast.chair.pk
    changed = adjust(line, cast, place={"start": SEVENTH, "chair": other})
    assert (changed.starts_at, changed.chair_id) == (SEVENTH.moment, other)
    assert (changed.why_late, changed.state) == ("", "proposed")
    assert changed.why[0] == "The family has 13 days of notice; 14 is usual."
    assert AuditEvent.objects.filter(verb="fortnight.adjusted", subject_id=line.pk).exists()
    assert accept(line, cast).starts_at == SEVENTH.moment


def test_what_clashes_with_another_line_cannot_be_agreed_to(cast: Family) -> None:
    for name in ("ava", "ben"):
        authorised(cast, name)
    first, second = lines(work(ask(cast), cast), cast)
    stands = place_of(first)
    with pytest.raises(CannotAdjustLine, match="in another meeting of the plan then"):
        adjust(second, cast, place={"start": stands.start, "chair": stands.chair})
    with pytest.raises(CannotAdjustLine, match="used by another meeting of the plan"):
        adjust(second, cast, place={"start": stands.start, "room": stands.room})
    with pytest.raises(CannotAdjustLine, match="not independent"):
        adjust(second, cast, place={"chair": cast.minute_taker.pk})


def test_what_is_hard_on_somebody_is_agreed_to_by_somebody_named(cast: Family) -> None:
    conference = authorised(cast, "ava")
    form = BookingForm.objects.create(
        authority=cast.authority, case=cast.case, started_at=clock.now(), saved_at=clock.now()
    )
    TimeToAvoid.objects.create(
        authority=cast.authority, form=form, because="work", weekdays=[1], starts=time(12)
    )
    conference.booking_form = form
    conference.save()
    (line,) = lines(work(ask(cast), cast), cast)
    with pytest.raises(CannotAdjustLine, match="is at work"):
        adjust(line, cast, place={"start": SEVENTH})
    agreed = agrees(cast, "manager", "AGAINST_THE_PLAN", "Her shift can be swapped.")
    changed = adjust(line, cast, place={"start": SEVENTH}, overrides=[agreed])
    assert "Her shift can be swapped." in changed.agreed


def test_after_the_limit_it_says_so_and_asks_when_it_is_accepted(cast: Family) -> None:
    authorised(cast, "ava")
    (line,) = lines(work(ask(cast), cast), cast)
    late = Start(date(2026, 12, 10), time(10))
    assert adjust(line, cast, place={"start": late}).why_late
    with pytest.raises(CannotArrangeConference, match="after the limit"):
        accept(line, cast)


def test_without_a_room_it_needs_a_link_and_is_not_arranged_with_the_rest(cast: Family) -> None:
    authorised(cast, "ava")
    plan = work(ask(cast), cast)
    (line,) = lines(plan, cast)
    assert adjust(line, cast, place={"room": None}).room_id is None
    done = accept_what_keeps_limits(
        plan_id=plan.pk, actor=cast.actor("administrator"), now=clock.now()
    )
    assert (done.arranged, list(done.refused)) == (0, [])
    with pytest.raises(CannotArrangeConference, match="give a link"):
        accept(line, cast)
    held = accept(line, cast, link="https://meet.marlsea.example/1")
    assert (held.room, held.link) == (None, "https://meet.marlsea.example/1")


def test_what_was_arranged_meanwhile_is_not_put_elsewhere(cast: Family) -> None:
    conference = authorised(cast, "ava")
    (line,) = lines(work(ask(cast), cast), cast)
    arrange(cast, conference)
    with pytest.raises(CannotAdjustLine, match="does not wait"):
        adjust(line, cast)


@pytest.mark.parametrize("who", ["chair", "social_worker", "head_of_service"])
def test_only_the_desk_changes_a_plan(cast: Family, who: str) -> None:
    authorised(cast, "ava")
    (line,) = lines(work(ask(cast), cast), cast)
    with pytest.raises((NotAuthorised, RecordNotFound)):
        adjust(line, cast, actor=cast.actor(who))
