"""One value at a time, in every way that suppliers write it."""

from datetime import date

import pytest

from roundtable.returns.cin_census.tests.xml_text import element, enquiry, episode, header, plan

OLD_HEAD = header(year="2022", reference_date="2022-03-31")


@pytest.mark.parametrize(
    "written, sex", [("1", "M"), ("2", "F"), ("0", "U"), ("9", "U"), ("m", "M")]
)
def test_reads_the_gender_of_older_years(read_one, written, sex):
    record = read_one(
        episode(referral="2021-05-11"),
        sex=None,
        identifiers=element("GenderCurrent", written),
        head=OLD_HEAD,
    )
    assert record.sex == sex
    assert not record.problems


def test_an_unknown_or_missing_sex_is_held_as_unknown(read_one, reasons):
    assert read_one(episode(), sex="X").sex == "U"
    record = read_one(episode(), sex=None)
    assert record.sex == "U"
    assert "held as not known" in reasons(record)["sex_missing"]


def test_reads_both_ways_of_writing_reviews(read_one):
    one_container = plan(reviews=("2026-09-01", "2027-02-02"))
    many = plan(
        "2026-06-09",
        None,
        *(
            element("Reviews", element("CPPreviewDate", day))
            for day in ("2026-09-01", "2027-02-02")
        ),
    )
    expected = (date(2026, 9, 1), date(2027, 2, 2))
    for written in (one_container, many):
        record = read_one(episode(enquiry(held="2026-06-09"), written))
        assert record.plans[0].review_dates == expected
        assert not record.problems


@pytest.mark.parametrize(
    "written",
    [
        " 2026-06-09 ",
        "\n2026-06-09\n",
        "2026-06-09T00:00:00",
        "2026-06-09T23:30:00.123Z",
        "2026-06-09 00:00",
        "2026-06-09Z",
        "2026-06-09+01:00",
    ],
)
def test_reads_a_day_however_its_time_is_written(read_one, written):
    record = read_one(episode(enquiry(held="2026-06-09"), plan(written)))
    assert record.plans[0].start == date(2026, 6, 9)
    assert not record.problems


@pytest.mark.parametrize(
    "written, why",
    [
        ("03/05/2026", "year-month-day, and which number is the day"),
        ("3.5.26", "which number is the day"),
        ("20260509", "not a date written year-month-day"),
        ("May", "not a date"),
        ("2026-02-30", "is not a day in the calendar"),
        ("0001-01-01", "is before 1990"),
        ("2026-05-09 or so", "something other than a time follows"),
        ("٢٠٢٦-٠٥-٠٩", "not a date"),
        ("2072-05-09", r"(9 May 2072) is later than this return can know of"),
    ],
)
def test_a_child_whose_birth_date_cannot_be_read_is_kept_and_flagged(read_one, written, why):
    record = read_one(episode(), born=written)
    assert record.birth_date is None
    problem = record.problems[0]
    assert problem.reason.startswith("The date of birth ")
    assert why in problem.reason
    assert problem.reason.endswith(", so it was left out.")
    assert (problem.element, problem.value, problem.set_aside) == (
        "PersonBirthDate",
        written,
        True,
    )
    assert problem.line == 15
    assert record.problems[-1].code == "birth_date_missing"


def test_the_first_day_that_is_believed(read_one):
    assert read_one(episode(), born="1990-01-01").birth_date == date(1990, 1, 1)
    assert read_one(episode(), born="1989-12-31").birth_date is None


@pytest.mark.parametrize(
    "written, meant",
    [("1", True), ("0", False), ("true", True), ("FALSE", False), ("yes", None), (None, None)],
)
def test_reads_yes_and_no(read_one, written, meant):
    record = read_one(episode(no_action=written))
    assert record.episodes[0].referral_nfa is meant
    assert record.is_flagged == (written == "yes")


@pytest.mark.parametrize("written", ["-1", "1.5", "many", "100", "٣"])
def test_a_count_that_is_none_is_left_out(read_one, written):
    record = read_one(episode(enquiry(held="2026-06-09"), plan(previous=written)))
    assert record.plans[0].previous_plans is None
    assert [problem.element for problem in record.problems] == ["NumberOfPreviousCPP"]


def test_codes_are_read_in_any_case_and_kept_from_another_year(read_one, reasons):
    record = read_one(
        episode(referral="2021-05-11").replace(">6<", ">5d<"),
        head=OLD_HEAD,
        sex=None,
        identifiers=element("GenderCurrent", "1"),
        characteristics=element("Ethnicity", " wbri "),
    )
    assert record.ethnicity == "WBRI"
    assert record.episodes[0].source == "5D"
    assert reasons(record) == {
        "code_of_another_year": "The source of the referral 5D did not belong to the 2021-22 "
        "census; it was kept."
    }


def test_a_pupil_number_that_is_none_is_left_out(read_one):
    record = read_one(episode(), identifiers=element("UPN", "A12345"))
    assert record.upn is None
    assert [(problem.element, problem.set_aside) for problem in record.problems] == [("UPN", True)]


def test_an_unknown_code_is_left_out(read_one):
    record = read_one(episode(enquiry(held="2026-06-09"), plan(category="BAD")))
    assert record.plans[0].initial_category is record.plans[0].latest_category is None
    assert [(problem.code, problem.value) for problem in record.problems] == [
        ("unknown_code", "BAD")
    ] * 2
