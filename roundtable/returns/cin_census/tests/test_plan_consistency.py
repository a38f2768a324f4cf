from datetime import date

import pytest

from roundtable.returns.cin_census.tests.xml_text import enquiry, episode, plan

CONFERENCE = enquiry("2026-05-20", "2026-06-09")


def starts(record):
    return [found.start.isoformat() for found in record.plans]


def test_the_same_plan_twice_is_kept_once(read_one, reasons):
    record = read_one(episode(CONFERENCE, plan(), plan()))
    assert starts(record) == ["2026-06-09"]
    assert "given twice, the same both times" in reasons(record)["repeated"]
    assert not record.plan_in_doubt


def test_a_plan_of_one_day_is_left_out(read_one, reasons):
    record = read_one(episode(CONFERENCE, plan("2026-06-09", "2026-06-09")))
    assert not record.plans
    assert reasons(record)["plan_of_one_day"] == (
        "The child protection plan that began on 9 June 2026 was left out: it ended on the "
        "day it began, which no plan can."
    )
    assert not record.plan_in_doubt


def test_a_plan_may_begin_on_the_day_another_ends(read_one):
    record = read_one(
        episode(
            CONFERENCE,
            plan("2025-06-10", "2026-06-09"),
            plan("2026-06-09", previous="1"),
            referral="2025-01-07",
        )
    )
    assert starts(record) == ["2025-06-10", "2026-06-09"]
    assert not record.problems


def test_and_without_a_conference_of_its_own(read_one):
    record = read_one(
        episode(CONFERENCE, plan("2026-06-09", "2026-12-01"), plan("2026-12-01", previous="1"))
    )
    assert starts(record) == ["2026-06-09", "2026-12-01"]


def test_a_conference_is_missed_from_the_first_day_of_the_year(read_one, reasons):
    record = read_one(episode(plan("2026-04-01"), referral="2026-03-31"))
    assert set(reasons(record)) == {"plan_without_conference"}


@pytest.mark.parametrize(
    "end, code",
    [
        ("09/12/2026", "unreadable"),
        ("2026-06-01", "end_before_start"),
        ("2072-12-01", "too_late"),
    ],
)
def test_a_plan_whose_end_cannot_be_right_is_kept_as_open(read_one, reasons, end, code):
    record = read_one(episode(CONFERENCE, plan("2026-06-09", end)))
    assert record.open_plan.end_in_doubt
    assert set(reasons(record)) == {code, "end_in_doubt"}
    assert not record.plan_in_doubt


def test_but_not_in_a_closed_case(read_one, reasons):
    record = read_one(
        episode(
            CONFERENCE,
            plan("2026-06-09", "soon"),
            closed="2027-01-11",
            why_closed="RC7",
        )
    )
    assert not record.plans
    assert "and the case has closed" in reasons(record)["plan_without_end"]
    assert record.plan_in_doubt


def test_nor_before_a_later_plan(read_one, reasons):
    record = read_one(
        episode(CONFERENCE, plan("2025-06-10", "soon"), plan("2026-06-09", previous="1"))
    )
    assert starts(record) == ["2026-06-09"]
    assert "another plan began on 9 June 2026" in reasons(record)["plan_without_end"]
    assert record.plan_in_doubt


def test_of_two_that_overlap_the_one_with_a_conference_is_kept(read_one, reasons):
    record = read_one(episode(CONFERENCE, plan("2026-06-09", "2026-12-01"), plan("2026-08-04")))
    assert starts(record) == ["2026-06-09"]
    assert reasons(record)["plan_overlap"] == (
        "The child protection plan that began on 4 August 2026 was left out: it overlaps the "
        "one that began on 9 June 2026, which was kept because an initial conference was "
        "held on the day it began."
    )
    assert record.plan_in_doubt


def test_else_the_open_one(read_one, reasons):
    record = read_one(
        episode(plan("2025-06-10", "2025-12-02", reviews=("2025-09-02",)), plan("2025-08-05"))
    )
    assert starts(record) == ["2025-08-05"]
    assert "because it is still open" in reasons(record)["plan_overlap"]
    assert not record.plan_in_doubt


def test_else_the_one_with_more_reviews(read_one, reasons):
    record = read_one(episode(plan("2025-06-10", reviews=("2025-09-02",)), plan("2025-08-05")))
    assert starts(record) == ["2025-06-10"]
    assert "more reviews of it are recorded" in reasons(record)["plan_overlap"]


def test_else_the_later_one(read_one, reasons):
    record = read_one(episode(plan("2025-06-10"), plan("2025-08-05")))
    assert starts(record) == ["2025-08-05"]
    assert "it is the later one" in reasons(record)["plan_overlap"]


def test_else_the_first_in_the_file(read_one, reasons):
    record = read_one(episode(plan("2025-06-10"), plan("2025-06-10", category="PHY")))
    assert record.open_plan.initial_category == "NEG"
    assert "it comes first in the return" in reasons(record)["plan_overlap"]


def test_three_that_overlap_two_by_two_leave_as_many_as_can_be(read_one):
    record = read_one(
        episode(
            CONFERENCE,
            plan("2025-01-07", "2025-07-01"),
            plan("2025-06-10", "2026-06-10", reviews=("2025-09-02",)),
            plan("2026-06-09"),
        )
    )
    assert starts(record) == ["2025-01-07", "2026-06-09"]


@pytest.mark.parametrize(
    "review, why",
    [
        ("2026-05-03", "is before the plan began on 9 June 2026"),
        ("2026-06-09", "is on the day the plan began"),
        ("2026-12-02", "is after the plan ended on 1 December 2026"),
    ],
)
def test_a_review_outside_the_plan_is_left_out(read_one, reasons, review, why):
    record = read_one(
        episode(
            CONFERENCE,
            plan("2026-06-09", "2026-12-01", reviews=("2026-12-01", review, "2026-09-01")),
        )
    )
    assert record.plans[0].review_dates == (date(2026, 9, 1), date(2026, 12, 1))
    reason = reasons(record)["review_outside_plan"]
    assert why in reason
    assert reason.endswith(", so it was left out.")


def test_a_review_to_come_is_left_out(read_one, reasons):
    record = read_one(episode(CONFERENCE, plan(reviews=("2027-04-01",))))
    assert not record.plans[0].reviews
    assert set(reasons(record)) == {"too_late"}


def test_a_review_given_twice_is_kept_once(read_one, reasons):
    record = read_one(episode(CONFERENCE, plan(reviews=("2026-09-01", "2026-09-01"))))
    assert len(record.plans[0].reviews) == 1
    assert set(reasons(record)) == {"repeated"}


@pytest.mark.parametrize(
    "items, code",
    [
        (episode(plan("2026-06-09")), "plan_without_conference"),
        (episode(plan("2026-03-31"), referral="2026-04-01"), "plan_before_referral"),
        (episode(plan("2026-03-28"), referral="2026-03-01"), "weekend"),
        (
            episode(
                plan("2026-03-31"), referral="2026-03-01", closed="2026-09-01", why_closed="RC7"
            ),
            "open_plan_in_closed_case",
        ),
    ],
)
def test_a_doubtful_plan_is_kept(read_one, reasons, items, code):
    record = read_one(items)
    assert record.open_plan
    assert set(reasons(record)) == {code}


def test_an_earlier_conference_is_not_missed(read_one):
    assert not read_one(episode(plan("2026-03-31"), referral="2026-03-01")).problems
