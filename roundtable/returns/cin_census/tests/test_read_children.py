from datetime import date

import pytest

from roundtable.returns.cin_census.records import ChildRecord, RefusedChild
from roundtable.returns.cin_census.tests.xml_text import (
    child,
    element,
    enquiry,
    episode,
    header,
    plan,
)

OLD_HEAD = header(year="2022", reference_date="2022-03-31")


def test_reads_everything_of_a_child(read_one):
    record = read_one(
        episode(
            element(
                "Assessments",
                element("AssessmentActualStartDate", "2026-05-12"),
                element("AssessmentInternalReviewDate", "2026-05-26"),
                element("AssessmentAuthorisationDate", "2026-06-30"),
                element(
                    "FactorsIdentifiedAtAssessment",
                    element("AssessmentFactors", "3B"),
                    element("AssessmentFactors", "16A"),
                ),
            ),
            element(
                "CINPlanDates",
                element("CINPlanStartDate", "2026-11-02"),
                element("CINPlanEndDate", "2027-01-15"),
            ),
            enquiry("2026-05-20", "2026-06-09", target="2026-06-11"),
            plan("2026-06-09", "2026-11-02", reviews=("2026-09-01", "2026-11-02"), previous="1"),
            element(
                "PreProceedingsandFGDM",
                element("PPStartDate", "2026-07-01"),
                element("FGDMMeetingOffer", "1"),
            ),
            closed="2027-02-01",
            why_closed="RC7",
            no_action="false",
        ),
        identifiers=element("UPN", "a999000000001") + element("FormerUPN", "B99900000000C"),
        characteristics=element("Ethnicity", "MWBA")
        + element("Disabilities", element("Disability", "LD"), element("Disability", "AUT")),
    )
    assert not record.problems
    assert (record.la_child_id, record.upn, record.former_upn) == (
        "INV001",
        "A999000000001",
        "B99900000000C",
    )
    assert (record.birth_date, record.sex, record.ethnicity) == (date(2015, 6, 1), "F", "MWBA")
    assert record.disabilities == ("LD", "AUT")
    (referral,) = record.episodes
    assert (referral.referral_date, referral.source) == (date(2026, 5, 11), "6")
    assert (referral.primary_need, referral.referral_nfa) == ("N1", False)
    assert (referral.closure_date, referral.closure_reason) == (date(2027, 2, 1), "RC7")
    assert referral.has_closed
    (assessment,) = referral.assessments
    assert (assessment.start, assessment.review_date) == (date(2026, 5, 12), date(2026, 5, 26))
    assert assessment.authorisation_date == date(2026, 6, 30)
    assert assessment.factors == ("3B", "16A")
    (help_plan,) = referral.cin_plans
    assert (help_plan.start, help_plan.end) == (date(2026, 11, 2), date(2027, 1, 15))
    (found,) = record.enquiries
    assert (found.start, found.target) == (date(2026, 5, 20), date(2026, 6, 11))
    assert (found.icpc_date, found.icpc_not_required) == (date(2026, 6, 9), False)
    assert record.conference_dates == {date(2026, 6, 9)}
    (protection,) = record.plans
    assert (protection.start, protection.end) == (date(2026, 6, 9), date(2026, 11, 2))
    assert (protection.initial_category, protection.latest_category) == ("NEG", "NEG")
    assert protection.review_dates == (date(2026, 9, 1), date(2026, 11, 2))
    assert record.earlier_plan_count == protection.previous_plans == 1
    assert record.open_plan is None
    assert referral.pre_proceedings[0].facts == (
        ("PPStartDate", "2026-07-01"),
        ("FGDMMeetingOffer", "1"),
    )


def test_the_latest_number_of_plans_gives_the_baseline(read_one):
    record = read_one(
        episode(
            plan("2024-01-09", "2024-06-04", previous="0"),
            plan("2025-01-09", "2025-06-04", previous=None),
            plan("2026-01-09", None, previous="4"),
        )
    )
    assert record.earlier_plan_count == 2
    assert record.open_plan is record.plans[-1]


def test_missing_parts_of_a_plan_are_remarked_on(read_one, reasons):
    record = read_one(episode(enquiry(held="2026-06-09"), plan(category=None, previous=None)))
    assert record.plans[0].previous_plans is None
    assert set(reasons(record)) == {"category_missing", "count_missing"}
    assert not any(problem.set_aside for problem in record.problems)


def test_no_disability_does_not_stand_beside_one(read_one):
    codes = "".join(element("Disability", code) for code in ("NONE", "LD", "LD", "", "XX"))
    record = read_one(
        episode(),
        characteristics=element("Ethnicity", "WBRI") + element("Disabilities", codes),
    )
    assert record.disabilities == ("LD",)
    assert [problem.code for problem in record.problems] == ["unknown_code", "none_with_others"]


@pytest.mark.parametrize("identifier", [None, "", "  "])
def test_refuses_a_child_without_identifier(read, identifier):
    first, second = read(child(episode(), identifier=identifier), child(episode()))
    assert isinstance(first, RefusedChild)
    assert (first.la_child_id, first.code) == (None, "no_identifier")
    assert str(first).startswith("line 14, Child: The child has no local identifier")
    assert isinstance(second, ChildRecord)


def test_refuses_a_child_without_any_identifiers(read):
    (refused,) = read("<Child></Child>")
    assert refused.code == "no_identifier"


def test_refuses_a_child_with_two_names(read):
    twice = child(episode(), identifiers=element("LAchildID", "INV009"))
    again = child(episode(), identifiers=element("LAchildID", "INV001"))
    first, second = read(twice, again)
    assert first.code == "two_identifiers"
    assert isinstance(second, ChildRecord)


@pytest.mark.parametrize("length", [21, 1_000_000])
def test_refuses_an_identifier_that_cannot_be_held(read, length):
    (refused,) = read(child(episode(), identifier="x" * length))
    assert refused.code == "identifier_too_long"
    assert len(refused.la_child_id) == 20


@pytest.mark.parametrize("given, kept", [("12-345", "12-345"), ("12\n  345", "12 345")])
def test_keeps_an_odd_identifier_as_it_is(read_one, reasons, given, kept):
    record = read_one(episode(), identifier=given)
    assert record.la_child_id == kept
    assert "letters and digits only" in reasons(record)["identifier_form"]


def test_keeps_the_longest_identifier_that_can_be_held(read_one):
    assert read_one(episode(), identifier="x" * 20).la_child_id == "x" * 20


@pytest.mark.parametrize(
    "closed, why_closed, has_closed",
    [
        ("2026-09-01", None, True),
        ("soon", None, True),
        (None, "RC7", True),
        (None, "because", False),
        (None, None, False),
    ],
)
def test_a_case_has_closed_if_either_item_says_so(read_one, closed, why_closed, has_closed):
    record = read_one(episode(closed=closed, why_closed=why_closed))
    assert record.episodes[0].has_closed is has_closed


def test_refuses_the_second_child_of_an_identifier(read):
    first, second, third = read(
        child(episode()),
        child(episode(plan())),
        child(episode(plan(end="2026-09-01"))),
    )
    assert isinstance(first, ChildRecord)
    assert second.reason == (
        "The local identifier INV001 already belongs to the child on line 14, so it is not "
        "clear which child this is."
    )
    assert second.may_have_open_plan
    assert not third.may_have_open_plan


def test_an_unborn_child_has_an_expected_date(read_one):
    record = read_one(episode(), born=None, expected="2027-03-02", sex="U")
    assert record.expected_birth_date == date(2027, 3, 2)
    assert not record.problems


def test_an_expected_date_must_be_believable(read_one, reasons):
    record = read_one(episode(), born=None, expected="2029-08-01", sex="U")
    assert record.expected_birth_date is None
    assert set(reasons(record)) == {"too_late", "birth_date_missing"}


def test_the_first_of_two_answers_is_kept(read_one):
    record = read_one(
        episode(element("ReferralSource", "7"), element("PrimaryNeedCode", "N1")),
        identifiers="<PersonBirthDate/>",
    )
    assert record.episodes[0].source == "6"
    assert [(problem.element, problem.set_aside) for problem in record.problems] == [
        ("ReferralSource", True),
        ("PrimaryNeedCode", False),
    ]
    assert "first on line" in record.problems[0].reason


def test_second_identifiers_are_set_aside(read):
    whole = child(episode()).replace(
        "</ChildIdentifiers>",
        "</ChildIdentifiers><ChildIdentifiers><Sex>M</Sex></ChildIdentifiers>",
    )
    (record,) = read(whole)
    assert record.sex == "F"
    assert [problem.code for problem in record.problems] == ["repeated"]


def test_a_known_element_in_the_wrong_place_is_reported_with_its_child(read_one):
    record = read_one(episode(), enquiry(), element("Parcel", plan(), "<Sex/>"))
    assert [(p.element, p.hides_open_plan) for p in record.problems] == [
        ("Section47", False),
        ("ChildProtectionPlans", True),
    ]
    assert record.problems[0].reason == (
        "Section47 does not belong inside Child, so it was left out."
    )
    assert record.plan_in_doubt


def test_a_child_in_a_child_is_reported(read_one):
    record = read_one(episode(), child(episode(plan()), identifier="INV002"))
    assert [(p.code, p.element) for p in record.problems] == [("misplaced_element", "Child")]
    assert record.plan_in_doubt


def test_a_child_without_referral_is_kept(read_one, reasons):
    assert set(reasons(read_one())) == {"no_referral"}


@pytest.mark.parametrize(
    "item, element_name, loses",
    [
        (plan(None), "CPPstartDate", "child protection plan"),
        (plan("09/06/2026"), "CPPstartDate", "child protection plan"),
        ("<ChildProtectionPlans/>", "CPPstartDate", "child protection plan"),
        (enquiry("soon"), "S47ActualStartDate", "section 47 enquiry"),
        (enquiry(None), "S47ActualStartDate", "section 47 enquiry"),
        ("<Assessments/>", "AssessmentActualStartDate", "assessment"),
        ("<CINPlanDates/>", "CINPlanStartDate", "child in need plan"),
    ],
)
def test_what_has_no_start_is_left_out(read_one, item, element_name, loses):
    record = read_one(episode(item))
    (problem,) = record.problems
    assert problem.element == element_name
    assert problem.set_aside
    assert problem.reason.endswith(f", so the {loses} was left out.")
    assert record.plan_in_doubt == (element_name == "CPPstartDate")
    (kept,) = record.episodes
    assert not (kept.plans)
    assert not (kept.section47s)
    assert not (kept.assessments)
    assert not (kept.cin_plans)


def test_an_ended_plan_without_a_start_leaves_no_doubt(read_one):
    record = read_one(episode(plan(None, "2026-09-01")))
    assert not record.plans
    assert not record.plan_in_doubt


def test_a_conference_survives_an_enquiry_without_a_start(read_one):
    for start, code in ((None, "date_missing"), ("soon", "unreadable")):
        record = read_one(episode(enquiry(start, "2026-06-09"), plan()))
        assert record.conference_dates == {date(2026, 6, 9)}
        assert record.enquiries[0].start is None
        assert [problem.code for problem in record.problems] == [code]


def test_an_episode_is_kept_without_a_date(read_one):
    for referral, code in ((None, "date_missing"), ("soon", "unreadable")):
        record = read_one(episode(plan("2025-06-10"), referral=referral))
        assert record.episodes[0].referral_date is None
        assert record.open_plan
        assert [problem.code for problem in record.problems] == [code]


def test_pre_proceedings_that_say_nothing_are_not_there(read_one):
    record = read_one(episode("<PreProceedingsandFGDM><PPOutcome/></PreProceedingsandFGDM>"))
    assert record.episodes[0].pre_proceedings == ()


def test_an_empty_element_counts_as_absent(read_one):
    record = read_one(
        episode(
            enquiry(held="2026-06-09"),
            plan("2026-06-09", "", reviews=("",)),
            closed="",
            why_closed=" ",
        ),
        died="",
    )
    assert record.open_plan
    assert not record.episodes[0].has_closed
    assert not record.problems


def test_factors_that_are_none_are_left_out(read_one):
    factors = "".join(element("AssessmentFactors", code) for code in ("", "99", "18A"))
    record = read_one(
        episode(
            element(
                "Assessments",
                element("AssessmentActualStartDate", "2026-05-12"),
                element("FactorsIdentifiedAtAssessment", factors),
            )
        )
    )
    assert record.episodes[0].assessments[0].factors == ("18A",)
    assert [problem.code for problem in record.problems] == [
        "unknown_code",
        "code_of_another_year",
    ]
