from datetime import date

import pytest

from roundtable.returns.cin_census.tests.xml_text import (
    child,
    element,
    enquiry,
    episode,
    header,
    plan,
)

CONFERENCE = enquiry("2026-05-20", "2026-06-09")


def starts(record):
    return [found.start.isoformat() for found in record.plans]


def test_history_that_agrees_with_itself_has_no_problem(read_one):
    record = read_one(episode(CONFERENCE, plan("2026-06-09", reviews=("2026-09-01", "2027-02-02"))))
    assert not record.is_flagged
    assert not record.plan_in_doubt


def test_everything_may_happen_on_one_day(read_one):
    day = "2026-06-09"
    record = read_one(
        episode(
            enquiry(day, day, target=day),
            plan(day),
            element(
                "Assessments",
                element("AssessmentActualStartDate", day),
                element("AssessmentAuthorisationDate", day),
            ),
            element(
                "CINPlanDates", element("CINPlanStartDate", day), element("CINPlanEndDate", day)
            ),
            referral=day,
        ),
        episode(referral="2026-05-05", closed="2026-05-05", conference="2026-05-05"),
        born=day,
    )
    assert not record.problems
    assert not read_one(
        episode(referral="2026-06-09"), born="2026-06-09", died="2026-06-09"
    ).problems


def test_the_last_day_of_the_return_is_part_of_it(read_one):
    record = read_one(
        episode(enquiry("2027-03-31", "2027-03-31"), plan("2027-03-31"), referral="2027-03-31")
    )
    assert record.open_plan
    assert not record.problems


class TestIdentity:
    def test_a_birth_ends_the_expectation(self, read_one, reasons):
        record = read_one(episode(), expected="2026-05-30")
        assert (record.birth_date, record.expected_birth_date) == (date(2015, 6, 1), None)
        assert "so the expected one was left out" in reasons(record)["both_dates"]

    def test_a_child_with_neither_date_is_kept(self, read_one, reasons):
        assert "the child was kept" in reasons(read_one(episode(), born=None))["birth_date_missing"]

    def test_an_expected_date_long_past_is_remarked_on(self, read_one, reasons):
        record = read_one(episode(), born=None, expected="2027-02-01", sex="U")
        assert record.expected_birth_date == date(2027, 2, 1)
        assert "expected on 1 February 2027" in reasons(record)["birth_overdue"]
        assert not read_one(episode(), born=None, expected="2027-03-01", sex="U").problems

    def test_a_death_before_the_birth_is_left_out(self, read_one, reasons):
        record = read_one(episode(), died="2015-05-31")
        assert record.death_date is None
        assert "whether the child is alive" in reasons(record)["dead_before_birth"]

    def test_a_death_is_kept(self, read_one):
        record = read_one(episode(), died="2026-08-01")
        assert record.death_date == date(2026, 8, 1)
        assert not record.problems

    def test_an_open_plan_of_a_dead_child_is_remarked_on(self, read_one, reasons):
        record = read_one(episode(CONFERENCE, plan()), died="2026-08-01")
        assert record.open_plan
        assert set(reasons(record)) == {"open_plan_after_death"}

    def test_what_happens_after_the_death_is_remarked_on(self, read_one, reasons):
        record = read_one(episode(CONFERENCE), died="2026-06-01")
        assert "9 June 2026, after the death on 1 June" in reasons(record)["after_death"]

    def test_a_case_closed_by_a_death_that_has_no_date_is_remarked_on(self, read_one, reasons):
        record = read_one(episode(closed="2026-08-03", why_closed="RC2"))
        assert "nothing may be sent" in reasons(record)["death_without_date"]

    def test_what_is_known_before_the_pregnancy_is_remarked_on(self, read_one, reasons):
        unborn = {"born": None, "expected": "2027-06-01", "sex": "U"}
        record = read_one(episode(referral="2026-08-04"), **unborn)
        assert "more than 300 days before the birth on 1 June" in reasons(record)["before_birth"]
        assert not read_one(episode(referral="2026-08-05"), **unborn).problems


class TestEpisodes:
    def test_the_same_referral_twice_is_kept_once(self, read_one, reasons):
        record = read_one(episode(CONFERENCE, plan()), episode(CONFERENCE, plan()))
        assert len(record.episodes) == len(record.plans) == 1
        assert "The referral is given twice" in reasons(record)["repeated"]
        assert not record.plan_in_doubt

    def test_episodes_come_in_the_order_of_their_referrals(self, read_one):
        record = read_one(
            episode(referral="2026-05-11"), episode(referral=None), episode(referral="2025-05-11")
        )
        assert [found.referral_date for found in record.episodes] == [
            date(2025, 5, 11),
            date(2026, 5, 11),
            None,
        ]

    def test_a_closure_before_the_referral_is_left_out(self, read_one, reasons):
        record = read_one(episode(closed="2026-05-10", why_closed="RC7"))
        assert record.episodes[0].closure_date is None
        assert record.episodes[0].has_closed
        assert "before the referral on 11 May 2026" in reasons(record)["closed_before_referral"]

    def test_a_conference_without_an_enquiry_is_kept(self, read_one):
        record = read_one(episode(plan("2026-06-09"), conference="2026-06-09"))
        assert record.conference_dates == {date(2026, 6, 9)}
        assert not record.problems

    def test_a_conference_given_twice_stays_with_its_enquiry(self, read_one, reasons):
        record = read_one(episode(CONFERENCE, plan(), conference="2026-06-09"))
        assert record.episodes[0].date_of_initial_cpc is None
        assert record.conference_dates == {date(2026, 6, 9)}
        assert "it was kept with the enquiry" in reasons(record)["repeated"]

    @pytest.mark.parametrize(
        "conference, code",
        [
            ("2026-05-08", "conference_before_referral"),
            ("2026-06-13", "weekend"),
            ("2026-10-06", "conference_after_closure"),
        ],
    )
    def test_a_doubtful_conference_is_kept(self, read_one, reasons, conference, code):
        closed = {"closed": "2026-10-05", "why_closed": "RC7"}
        alone = read_one(episode(conference=conference, **closed))
        assert set(reasons(alone)) == {code}
        with_enquiry = read_one(episode(enquiry("2026-05-20", conference), **closed))
        assert code in reasons(with_enquiry) or code == "conference_before_referral"
        assert alone.conference_dates == {date.fromisoformat(conference)}

    def test_a_conference_after_no_further_action_is_remarked_on(self, read_one, reasons):
        record = read_one(episode(conference="2026-06-09", no_action="true"))
        assert (
            "led to no further action; it was kept" in reasons(record)["conference_without_action"]
        )

    def test_ends_before_starts_are_left_out(self, read_one):
        record = read_one(
            episode(
                element(
                    "Assessments",
                    element("AssessmentActualStartDate", "2026-06-12"),
                    element("AssessmentAuthorisationDate", "2026-05-12"),
                ),
                element(
                    "CINPlanDates",
                    element("CINPlanStartDate", "2026-11-02"),
                    element("CINPlanEndDate", "2026-10-02"),
                ),
            )
        )
        (found,) = record.episodes
        assert found.assessments[0].authorisation_date is None
        assert found.cin_plans[0].end is None
        assert [problem.code for problem in record.problems] == ["end_before_start"] * 2


class TestEnquiries:
    def test_a_conference_before_its_enquiry_is_left_out(self, read_one, reasons):
        record = read_one(episode(enquiry("2026-05-20", "2026-05-15")))
        assert record.enquiries[0].icpc_date is None
        assert record.enquiries[0].start == date(2026, 5, 20)
        assert "so the conference was left out" in reasons(record)["conference_before_enquiry"]

    def test_unless_a_plan_began_there(self, read_one, reasons):
        record = read_one(episode(enquiry("2026-05-20", "2026-05-15"), plan("2026-05-15")))
        assert record.enquiries[0].icpc_date == date(2026, 5, 15)
        assert record.enquiries[0].start is None
        assert "the conference was kept" in reasons(record)["conference_before_enquiry"]

    def test_a_target_before_the_start_is_left_out(self, read_one, reasons):
        record = read_one(episode(enquiry(target="2026-05-19")))
        assert record.enquiries[0].target is None
        assert "the due date was left out" in reasons(record)["target_before_start"]

    def test_an_enquiry_before_its_referral_is_kept(self, read_one, reasons):
        record = read_one(episode(enquiry("2026-05-08")))
        assert record.enquiries[0].start == date(2026, 5, 8)
        assert set(reasons(record)) == {"enquiry_before_referral"}

    def test_a_conference_that_was_held_was_required(self, read_one, reasons):
        record = read_one(episode(enquiry(held="2026-06-09", not_required="1")))
        assert record.enquiries[0].icpc_not_required is False
        assert set(reasons(record)) == {"held_though_not_required"}

    def test_the_same_enquiry_twice_is_kept_once(self, read_one, reasons):
        other = episode(enquiry(not_required="1"), referral="2026-04-30")
        record = read_one(episode(enquiry(not_required="1")), other)
        assert len(record.enquiries) == 1
        assert set(reasons(record)) == {"repeated"}

    def test_two_unfinished_enquiries_are_kept(self, read_one, reasons):
        record = read_one(
            episode(enquiry("2026-06-03"), enquiry("2026-07-01", not_required="1")),
            episode(enquiry("2026-05-27"), referral="2026-05-25"),
        )
        assert len(record.enquiries) == 3
        assert reasons(record) == {
            "second_unfinished_enquiry": "The section 47 enquiry of 3 June 2026 is unfinished "
            "while the one of 27 May 2026 is too; both were kept."
        }

    def test_an_enquiry_its_case_left_behind_is_kept(self, read_one, reasons):
        record = read_one(
            episode(enquiry("2026-05-20"), closed="2026-06-30", why_closed="RC7"),
            episode(enquiry("2026-07-20"), referral="2026-07-13"),
        )
        assert len(record.enquiries) == 2
        assert set(reasons(record)) == {"enquiry_without_outcome"}


class TestPlans:
    def test_the_same_plan_twice_is_kept_once(self, read_one, reasons):
        record = read_one(episode(CONFERENCE, plan(), plan()))
        assert starts(record) == ["2026-06-09"]
        assert "given twice, the same both times" in reasons(record)["repeated"]
        assert not record.plan_in_doubt

    def test_a_plan_of_one_day_is_left_out(self, read_one, reasons):
        record = read_one(episode(CONFERENCE, plan("2026-06-09", "2026-06-09")))
        assert not record.plans
        assert reasons(record)["plan_of_one_day"] == (
            "The child protection plan that began on 9 June 2026 was left out: it ended on the "
            "day it began, which no plan can."
        )
        assert not record.plan_in_doubt

    def test_a_plan_may_begin_on_the_day_another_ends(self, read_one):
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

    def test_and_without_a_conference_of_its_own(self, read_one):
        record = read_one(
            episode(CONFERENCE, plan("2026-06-09", "2026-12-01"), plan("2026-12-01", previous="1"))
        )
        assert starts(record) == ["2026-06-09", "2026-12-01"]

    def test_a_conference_is_missed_from_the_first_day_of_the_year(self, read_one, reasons):
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
    def test_a_plan_whose_end_cannot_be_right_is_kept_as_open(self, read_one, reasons, end, code):
        record = read_one(episode(CONFERENCE, plan("2026-06-09", end)))
        assert record.open_plan.end_in_doubt
        assert set(reasons(record)) == {code, "end_in_doubt"}
        assert not record.plan_in_doubt

    def test_but_not_in_a_closed_case(self, read_one, reasons):
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

    def test_nor_before_a_later_plan(self, read_one, reasons):
        record = read_one(
            episode(CONFERENCE, plan("2025-06-10", "soon"), plan("2026-06-09", previous="1"))
        )
        assert starts(record) == ["2026-06-09"]
        assert "another plan began on 9 June 2026" in reasons(record)["plan_without_end"]
        assert record.plan_in_doubt

    def test_of_two_that_overlap_the_one_with_a_conference_is_kept(self, read_one, reasons):
        record = read_one(episode(CONFERENCE, plan("2026-06-09", "2026-12-01"), plan("2026-08-04")))
        assert starts(record) == ["2026-06-09"]
        assert reasons(record)["plan_overlap"] == (
            "The child protection plan that began on 4 August 2026 was left out: it overlaps the "
            "one that began on 9 June 2026, which was kept because an initial conference was "
            "held on the day it began."
        )
        assert record.plan_in_doubt

    def test_else_the_open_one(self, read_one, reasons):
        record = read_one(
            episode(plan("2025-06-10", "2025-12-02", reviews=("2025-09-02",)), plan("2025-08-05"))
        )
        assert starts(record) == ["2025-08-05"]
        assert "because it is still open" in reasons(record)["plan_overlap"]
        assert not record.plan_in_doubt

    def test_else_the_one_with_more_reviews(self, read_one, reasons):
        record = read_one(episode(plan("2025-06-10", reviews=("2025-09-02",)), plan("2025-08-05")))
        assert starts(record) == ["2025-06-10"]
        assert "more reviews of it are recorded" in reasons(record)["plan_overlap"]

    def test_else_the_later_one(self, read_one, reasons):
        record = read_one(episode(plan("2025-06-10"), plan("2025-08-05")))
        assert starts(record) == ["2025-08-05"]
        assert "it is the later one" in reasons(record)["plan_overlap"]

    def test_else_the_first_in_the_file(self, read_one, reasons):
        record = read_one(episode(plan("2025-06-10"), plan("2025-06-10", category="PHY")))
        assert record.open_plan.initial_category == "NEG"
        assert "it comes first in the return" in reasons(record)["plan_overlap"]

    def test_three_that_overlap_two_by_two_leave_as_many_as_can_be(self, read_one):
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
    def test_a_review_outside_the_plan_is_left_out(self, read_one, reasons, review, why):
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

    def test_a_review_to_come_is_left_out(self, read_one, reasons):
        record = read_one(episode(CONFERENCE, plan(reviews=("2027-04-01",))))
        assert not record.plans[0].reviews
        assert set(reasons(record)) == {"too_late"}

    def test_a_review_given_twice_is_kept_once(self, read_one, reasons):
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
    def test_a_doubtful_plan_is_kept(self, read_one, reasons, items, code):
        record = read_one(items)
        assert record.open_plan
        assert set(reasons(record)) == {code}

    def test_an_earlier_conference_is_not_missed(self, read_one):
        assert not read_one(episode(plan("2026-03-31"), referral="2026-03-01")).problems


def test_nothing_hangs_on_line_breaks(read):
    """Many suppliers write the whole file on one line."""

    def flat(text):
        return text.replace("\n", "")

    children = (
        child(
            episode(enquiry(), plan("2025-06-10"), plan("2025-06-10"), referral="2025-01-07"),
            episode(enquiry(), enquiry("2026-06-20"), plan("2025-06-10")),
        ),
        child(episode()),
    )
    tall = read(*children)
    short = read(*(flat(one) for one in children), head=flat(header()))
    assert [type(one).__name__ for one in short] == ["ChildRecord", "RefusedChild"]
    assert [p.code for p in short[0].problems] == [p.code for p in tall[0].problems]
    assert starts(short[0]) == starts(tall[0]) == ["2025-06-10"]
    assert len(short[0].enquiries) == len(tall[0].enquiries) == 2
    assert [(one.line, one.position) for one in short] == [(2, 1), (2, 2)]
