"""Taking a return in: history with its clocks, nobody lost, and nothing twice."""

import json
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from roundtable.casework.cases.models import Referral, Section47Enquiry
from roundtable.casework.conferences.models import Conference
from roundtable.casework.people.models import Person
from roundtable.casework.plans.models import Plan, PlanReview, UnreadChild
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core.context import set_context
from roundtable.foundation.core.models import Authority
from roundtable.returns.cin_census import importing
from roundtable.returns.cin_census.tests.xml_text import (
    child,
    enquiry,
    episode,
    message,
    plan,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority() -> Authority:
    made = Authority.objects.create(code="INV", name="Invented Council", lea_numbers=["999"])
    set_context([made.pk])
    return made


def run(path: Path, *options: str) -> list[dict]:
    """Run the command; return each line of its JSON form, the last being the figures."""
    out = StringIO()
    call_command("import_census", str(path), "--json", "--authority", "INV", *options, stdout=out)
    authority = Authority.objects.get(code="INV")
    set_context([authority.pk])
    return [json.loads(line) for line in out.getvalue().splitlines()]


ON_A_PLAN = child(
    episode(
        enquiry("2026-05-20", "2026-06-09"),
        plan("2026-06-09", reviews=("2026-09-01",), category="MUL", previous="2"),
    ),
    identifier="INV001",
)
EVER_ONE_ENQUIRY = child(episode(enquiry("2026-05-20", not_required="1")), identifier="INV002")
EXPECTED = child(episode(), identifier="INV003", born=None, expected="2027-02-14", sex="U")


def test_a_child_on_a_plan_is_held_with_history_and_a_review_falls_due(authority, write) -> None:
    run(write(message(ON_A_PLAN)))
    person = Person.objects.get(la_child_id="INV001")
    assert not person.identity_complete
    held = Plan.objects.get(child=person)
    assert (held.origin, held.latest_code, held.latest_categories) == ("census", "MUL", [])
    assert held.previous_plans == 2
    assert held.started_by is None
    kinds = list(Conference.objects.order_by("on").values_list("on", "children__kind", "state"))
    assert kinds == [
        (date(2026, 6, 9), "initial", "DISTRIBUTED"),
        (date(2026, 9, 1), "review", "DISTRIBUTED"),
    ]
    assert PlanReview.objects.get(plan=held).held_on == date(2026, 9, 1)
    running = Clock.objects.get(stopped_on=None)
    assert (running.rule, running.due_on, running.reconstructed) == (
        "next_review",
        date(2027, 3, 1),
        True,
    )
    first = Clock.objects.get(rule="first_review")
    assert (first.started_on, first.stopped_on) == (date(2026, 6, 9), date(2026, 9, 1))
    assert Section47Enquiry.objects.get().state == "COMPLETED"


def test_running_twice_changes_nothing_and_says_so(authority, write) -> None:
    path = write(message(ON_A_PLAN, EVER_ONE_ENQUIRY, EXPECTED))
    first, second = run(path)[-1], run(path)[-1]
    assert (first["children_imported"], first["children_unchanged"]) == (3, 0)
    assert (second["children_imported"], second["children_unchanged"]) == (0, 3)
    for name in ("children_read", "enquiries", "plans", "reviews"):
        assert first[name] == second[name]
    assert (Person.objects.count(), Plan.objects.count(), Referral.objects.count()) == (3, 1, 3)
    assert AuditEvent.objects.filter(verb="child.imported").count() == 3


def test_a_later_return_adds_what_is_new(authority, write) -> None:
    run(write(message(ON_A_PLAN)))
    later = child(
        episode(
            enquiry("2026-05-20", "2026-06-09"),
            plan("2026-06-09", "2026-11-12", reviews=("2026-09-01", "2026-11-12"), category="MUL"),
        ),
        identifier="INV001",
    )
    figures = run(write(message(later)))[-1]
    assert figures["children_changed"] == 1
    held = Plan.objects.get()
    assert (held.ends_on, held.end_reason) == (date(2026, 11, 12), "not_reported")
    assert PlanReview.objects.count() == 2
    assert not Clock.objects.filter(stopped_on=None).exists()


# What a later return puts right


def told(ends: str | None = None, *, starts: str = "2026-06-09", reviews: tuple[str, ...]) -> str:
    return message(child(episode(plan(starts, ends, reviews=reviews))))


def running_from() -> tuple[str, date, date]:
    clock = Clock.objects.get(stopped_on=None, subject_type="plan")
    return clock.rule, clock.started_on, clock.due_on


def test_the_next_review_runs_from_the_last_one_that_is_told_later_or_earlier(
    authority, write
) -> None:
    run(write(told(reviews=("2026-09-01",))))
    assert running_from() == ("next_review", date(2026, 9, 1), date(2027, 3, 1))
    run(write(told(reviews=("2026-08-20",))))
    assert running_from() == ("next_review", date(2026, 8, 20), date(2027, 2, 20))
    assert Plan.objects.get().flags == ["reviews_differ"]
    was = Clock.objects.get(started_on=date(2026, 9, 1))
    assert was.stopped_by == "corrected by a later return"
    run(write(told(reviews=("2026-08-20", "2026-11-10"))))
    assert running_from() == ("next_review", date(2026, 11, 10), date(2027, 5, 10))


def test_a_return_that_tells_of_no_review_moves_nothing(authority, write) -> None:
    run(write(told(reviews=("2026-09-01",))))
    run(write(told(reviews=())))
    assert running_from() == ("next_review", date(2026, 9, 1), date(2027, 3, 1))


def test_what_runs_from_a_conference_held_here_stays(authority, write) -> None:
    run(write(told(reviews=("2026-09-01",))))
    Clock.objects.filter(stopped_on=None).update(reconstructed=False)
    run(write(told(reviews=("2026-08-20",))))
    assert running_from() == ("next_review", date(2026, 9, 1), date(2027, 3, 1))


def test_the_end_of_a_plan_is_put_right(authority, write) -> None:
    run(write(told("2026-10-01", reviews=("2026-09-01",))))
    run(write(told("2026-11-12", reviews=("2026-09-01",))))
    assert Plan.objects.get().ends_on == date(2026, 11, 12)


def test_a_plan_told_as_open_after_all_is_in_doubt_and_never_a_bare_no(authority, write) -> None:
    run(write(told("2026-10-01", reviews=("2026-09-01",))))
    assert not Person.objects.get().plan_in_doubt
    run(write(told(reviews=("2026-09-01",))))
    held = Plan.objects.get()
    assert (held.ends_on, held.flags) == (date(2026, 10, 1), ["end_in_doubt"])
    assert Person.objects.get().plan_in_doubt, "a look-up answers: possibly, check"


def test_a_plan_with_another_first_day_is_refused_in_words(authority, write) -> None:
    run(write(told(reviews=())))
    lines = run(write(told(starts="2026-06-10", reviews=())))
    assert lines[-1]["children_refused"] == 1
    assert (
        "A plan from Wednesday 10 June 2026 is reported, and one from Tuesday 9 June 2026 is held"
        in lines[0]["reason"]
    )
    assert Plan.objects.get().starts_on == date(2026, 6, 9)
    assert UnreadChild.objects.get().may_have_open_plan


def test_nothing_runs_for_a_child_who_has_died(authority, write) -> None:
    open_plan = episode(enquiry("2026-05-20"), plan("2026-06-09"))
    run(write(message(child(open_plan), child(open_plan, identifier="INV004", died="2026-09-30"))))
    held = {one.la_child_id: one for one in Person.objects.all()}
    running = Clock.objects.filter(stopped_on=None)
    assert set(running.values_list("child_id", flat=True)) == {held["INV001"].pk}
    run(write(message(child(open_plan, died="2026-10-02"))))
    assert not running.all().exists()
    ended = Clock.objects.filter(child_id=held["INV001"].pk).values_list("stopped_on", "stopped_by")
    assert set(ended) == {(date(2026, 10, 2), "the child died")}


def test_an_interruption_loses_no_child(authority, write, monkeypatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    path = write(message(*(child(episode(), identifier=f"INV{n:03}") for n in range(5))))
    act, calls = importing.import_child, []

    def stops_at_the_fourth(**values):
        calls.append(values)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return act(**values)

    monkeypatch.setattr(importing, "import_child", stops_at_the_fourth)
    with pytest.raises(KeyboardInterrupt):
        run(path)
    set_context([authority.pk])
    assert Person.objects.count() == 2
    monkeypatch.setattr(importing, "import_child", act)
    figures = run(path)[-1]
    assert (figures["children_unchanged"], figures["children_imported"]) == (2, 3)
    assert Person.objects.count() == 5


def test_a_bad_item_is_set_aside_and_its_child_kept_and_flagged(authority, write) -> None:
    bad = child(episode(enquiry("2026-05-20"), plan("2026-13-45")), identifier="INV009")
    lines = run(write(message(bad, ON_A_PLAN)))
    assert lines[-1]["children_imported"] == 2
    assert lines[-1]["items_quarantined"] >= 1
    row = next(line for line in lines if line.get("kind") == "quarantined")
    assert row["element"]
    assert row["line"] > 0
    kept = Person.objects.get(la_child_id="INV009")
    assert kept.flags
    assert kept.plan_in_doubt


def test_a_child_without_a_usable_identity_is_refused_and_remembered(authority, write) -> None:
    nameless = child(episode(plan()), identifier=None)
    lines = run(write(message(nameless, ON_A_PLAN)))
    assert lines[-1]["children_refused"] == 1
    assert lines[-1]["children_imported"] == 1
    unread = UnreadChild.objects.get()
    assert unread.may_have_open_plan
    run(write(message(nameless, ON_A_PLAN)))
    assert UnreadChild.objects.count() == 1


def test_an_identifier_of_another_child_is_refused(authority, write) -> None:
    run(write(message(ON_A_PLAN)))
    other = child(episode(), identifier="INV001", born="2011-01-09")
    lines = run(write(message(other)))
    assert lines[-1]["children_refused"] == 1
    assert "another birth date" in lines[0]["reason"]
    assert Person.objects.get().birth_on == date(2015, 6, 1)


def test_a_plan_of_ours_is_never_ended_by_a_return(authority, write) -> None:
    run(write(message(child(episode(), identifier="INV001"))))
    person = Person.objects.get()
    Plan.objects.create(
        authority=authority,
        case=person.memberships.get().case,
        child=person,
        origin="paper",
        starts_on=date(2026, 6, 9),
        initial_code="NEG",
        latest_code="NEG",
    )
    ended = child(episode(plan("2026-06-09", "2026-09-09")), identifier="INV001")
    run(write(message(ended)))
    assert Plan.objects.get().is_open


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "empty"),
        ("<Message><Header>", "stops in the middle"),
        ("PNG\r\n", "does not begin with '<'"),
        ('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><Message/>', "DOCTYPE"),
        ("<Other/>", "Message"),
    ],
)
def test_a_file_that_is_no_return_is_one_line_and_nothing_imported(
    authority, write, content, words, capsys
) -> None:
    errors = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("import_census", str(write(content)), "--authority", "INV", stderr=errors)
    assert stopped.value.code == 1
    assert errors.getvalue().count("\n") == 1
    assert words in errors.getvalue()
    set_context([authority.pk])
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ((), "number 999, which is not known here. Name the authority it is for with --authority"),
        (("--authority", "NOT"), "NOT is not an authority here. Known: INV."),
    ],
)
def test_an_unknown_authority_is_said(authority, write, options, words) -> None:
    Authority.objects.update(lea_numbers=["998"])
    errors = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("import_census", str(write(message(ON_A_PLAN))), *options, stderr=errors)
    assert stopped.value.code == 1
    assert words in errors.getvalue()
    assert errors.getvalue().count("\n") == 1
    set_context([authority.pk])
    assert not Person.objects.exists()


def test_that_it_may_be_another_authoritys_is_remarked(authority, write) -> None:
    Authority.objects.update(lea_numbers=["997", "998"])
    remark, figures = run(write(message(ON_A_PLAN)))
    assert (remark["kind"], remark["element"]) == ("remark", "LEA")
    assert "number 999; Invented Council is 997 or 998" in remark["reason"]
    assert figures["children_imported"] == 1


TWICE_ON_ONE_DAY = (
    episode(closed="2026-05-11", why_closed="RC7"),
    episode(enquiry("2026-05-20")),
)


def test_two_referrals_of_one_day_stay_two_when_the_next_return_says_more(authority, write) -> None:
    run(write(message(child(*TWICE_ON_ONE_DAY))))
    with_plan = episode(enquiry("2026-05-20", "2026-06-09"), plan("2026-06-09"))
    figures = run(write(message(child(TWICE_ON_ONE_DAY[0], with_plan))))[-1]
    assert figures["children_changed"] == 1
    assert list(Referral.objects.order_by("pk").values_list("closed_on", flat=True)) == [
        date(2026, 5, 11),
        None,
    ]
    assert Section47Enquiry.objects.get().state == "COMPLETED"
    assert Plan.objects.get().starts_on == date(2026, 6, 9)


def test_a_referral_whose_day_could_not_be_read_is_found_again(authority, write) -> None:
    unreadable = (episode(referral="2026-04-31"), episode(enquiry(), referral="soon"))
    run(write(message(child(*unreadable))))
    assert [one.received_on for one in Referral.objects.all()] == [None, None]
    readable = (
        episode(referral="2026-04-30", closed="2026-05-01", why_closed="RC7"),
        unreadable[1],
    )
    run(write(message(child(*readable))))
    days = Referral.objects.order_by("pk").values_list("received_on", flat=True)
    assert set(days) == {date(2026, 4, 30), None}
    assert len(days) == 2


def test_a_plan_that_began_on_two_days_is_for_a_person_to_settle(authority, write) -> None:
    run(write(message(ON_A_PLAN)))
    moved = ON_A_PLAN.replace("2026-06-09", "2026-06-10")
    refused, figures = run(write(message(moved)))
    assert refused["reason"] == (
        "It could not be held: A plan from Wednesday 10 June 2026 is reported, and one from"
        " Tuesday 9 June 2026 is held here. They cannot both be right."
    )
    assert figures["children_refused"] == 1
    assert Plan.objects.get().starts_on == date(2026, 6, 9)
    assert UnreadChild.objects.get().may_have_open_plan


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    def write_return(content: str) -> Path:
        path = tmp_path / "return.xml"
        path.write_text(content)
        return path

    return write_return
