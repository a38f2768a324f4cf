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
