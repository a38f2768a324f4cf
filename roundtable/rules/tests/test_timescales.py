from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roundtable.rules.explanations import listed
from roundtable.rules.settings import SETTINGS, SettingNotAllowed, with_defaults
from roundtable.rules.sources import Source
from roundtable.rules.tests.properties import often
from roundtable.rules.timescales import (
    EVENTS,
    TIMESCALES,
    Direction,
    TimescaleNotUsable,
    Unit,
    deadlines,
    due,
    timescale,
)
from roundtable.rules.working_days import ENGLAND_AND_WALES, NoBankHolidayData

DEFAULTS = with_defaults({})


def due_on(clock, start, *, settings=DEFAULTS, calendar=ENGLAND_AND_WALES, **facts):
    return due(clock, start, calendar=calendar, settings=settings, **facts)


def all_due(event, day, *, settings=DEFAULTS, **facts):
    found = deadlines(event, day, calendar=ENGLAND_AND_WALES, settings=settings, **facts)
    return {each.clock: each for each in found}


# The worked dates


@pytest.mark.parametrize(
    "clock, start, limit",
    [
        ("initial_conference", date(2026, 11, 23), date(2026, 12, 14)),
        ("initial_conference", date(2026, 12, 4), date(2026, 12, 29)),
        ("initial_conference", date(2026, 12, 10), date(2027, 1, 5)),
        ("initial_conference", date(2026, 12, 11), date(2027, 1, 6)),
        ("initial_conference", date(2026, 12, 24), date(2027, 1, 19)),
        ("initial_conference", date(2026, 12, 26), date(2027, 1, 19)),
        ("initial_conference", date(2026, 12, 27), date(2027, 1, 19)),
        ("initial_conference", date(2027, 3, 19), date(2027, 4, 13)),
        ("first_core_group", date(2026, 12, 11), date(2026, 12, 29)),
        ("first_core_group", date(2026, 12, 18), date(2027, 1, 6)),
        ("first_review", date(2026, 11, 30), date(2027, 2, 28)),
        ("first_review", date(2027, 11, 30), date(2028, 2, 29)),
        ("first_review", date(2027, 11, 29), date(2028, 2, 29)),
        ("next_review", date(2026, 8, 28), date(2027, 2, 28)),
        ("next_review", date(2027, 8, 31), date(2028, 2, 29)),
        ("family_invitation", date(2027, 1, 5), date(2026, 12, 22)),
        ("booking_form", date(2026, 12, 10), date(2026, 12, 11)),
        ("dissent", date(2026, 12, 10), date(2026, 12, 13)),
        ("pre_birth_conference", date(2027, 3, 1), date(2027, 1, 18)),
        ("eighteenth_birthday_review", date(2010, 12, 3), date(2028, 12, 2)),
        # Born on 29 February: nobody waits for a day that does not come.
        ("eighteenth_birthday_review", date(2012, 2, 29), date(2030, 2, 27)),
        ("plan_open_9_months", date(2026, 5, 31), date(2027, 2, 28)),
        ("plan_open_7_months", date(2026, 5, 31), date(2026, 12, 31)),
        ("chair_contact", date(2027, 1, 5), date(2027, 1, 4)),
    ],
)
def test_worked_dates(clock, start, limit):
    assert due_on(clock, start).due_on == limit


@pytest.mark.parametrize("clock", ["agency_report", "parent_report", "agency_report_to_family"])
@pytest.mark.parametrize(
    "conference, kind, limit",
    [
        (date(2027, 1, 5), "initial", date(2026, 12, 31)),
        (date(2027, 1, 5), "review", date(2026, 12, 24)),
        (date(2027, 4, 1), "initial", date(2027, 3, 30)),
        (date(2027, 4, 1), "review", date(2027, 3, 23)),
    ],
)
def test_reports_are_due_earlier_for_a_review(clock, conference, kind, limit):
    assert due_on(clock, conference, kind=kind).due_on == limit


@pytest.mark.parametrize(
    "clock, held", [("first_review", date(2026, 11, 30)), ("next_review", date(2026, 8, 28))]
)
def test_a_limit_on_a_sunday_is_not_moved_to_the_monday(clock, held):
    review = due_on(clock, held)
    assert review.due_on == date(2027, 2, 28)
    assert review.last_working_day == date(2027, 2, 26)
    assert any("not moved to a later day" in step for step in review.steps)


# The explanation


def test_the_explanation_of_the_limit_over_christmas():
    assert due_on("initial_conference", date(2026, 12, 11)).steps == (
        "Counted from the strategy discussion that started the section 47 enquiry"
        " on Friday 11 December 2026 (day 0).",
        "15 working days. Not counted: weekends, 25 and 28 December, 1 January.",
        "A later date needs the social care manager and the chair, each with a reason.",
    )


def test_a_start_at_the_weekend_says_which_day_is_day_1():
    steps = due_on("initial_conference", date(2026, 12, 26)).steps
    assert (
        "Saturday 26 December is not a working day, so day 1 is Tuesday 29 December 2026." in steps
    )


def test_a_short_month_is_explained_and_the_day_count_of_other_systems_named():
    steps = due_on("first_review", date(2026, 11, 30)).steps
    assert "February 2027 has no day 30, so it is the last day of the month." in steps
    assert (
        "Some systems count 91 days instead, which would be Monday 1 March 2027."
        " The calendar months are the rule." in steps
    )


def test_nothing_is_said_of_other_systems_where_they_agree():
    # April, May and June have 91 days.
    steps = due_on("first_review", date(2027, 4, 1)).steps
    assert not [step for step in steps if "Some systems" in step or "has no day" in step]


def test_counting_back_names_what_lies_between():
    steps = due_on("agency_report", date(2027, 1, 5), kind="initial").steps
    assert steps[0] == "Counted back from the conference on Tuesday 5 January 2027 (day 0)."
    assert steps[1] == "2 working days. Not counted: weekends, 1 January."


def test_counting_back_from_a_sunday():
    steps = due_on("agency_report", date(2026, 12, 6), kind="initial").steps
    assert steps[1] == "2 working days. Not counted: weekends."
    assert not [step for step in steps if "day 1 is" in step]


def test_halfway_can_be_at_once():
    day = date(2026, 12, 11)
    assert due_on("midway_review", day, until=day).due_on == day


def test_days_that_are_all_counted_leave_nothing_out():
    assert due_on("decision_letter", date(2026, 12, 8)).steps[1] == "1 working day."


@pytest.mark.parametrize(
    "clock, start, said",
    [
        ("family_invitation", date(2027, 1, 5), "14 days. Every day counts"),
        ("dissent", date(2026, 12, 10), "72 hours from the same hour"),
        (
            "pre_birth_conference",
            date(2027, 3, 1),
            "6 weeks before the birth is expected, in week 34",
        ),
        ("eighteenth_birthday_review", date(2010, 12, 3), "The day before 18 years have passed."),
        ("next_review", date(2026, 12, 3), "6 months, by the calendar."),
    ],
)
def test_every_way_of_counting_is_said(clock, start, said):
    assert said in due_on(clock, start).steps[1]


def test_a_year_not_yet_proclaimed_makes_the_date_provisional():
    later = due_on("initial_conference", date(2028, 12, 20))
    assert later.provisional
    assert later.steps[-1] == (
        "The bank holidays of 2029 are not proclaimed yet, so this may still change."
    )
    both = due_on("initial_conference", date(2029, 12, 20))
    assert "The bank holidays of 2029 and 2030 are not" in both.steps[-1]
    assert not due_on("initial_conference", date(2026, 12, 11)).provisional


def test_only_what_is_counted_in_working_days_depends_on_the_years_between():
    # The days before the conference are of a year that is proclaimed; the conference is not.
    assert not due_on("family_invitation", date(2029, 1, 5)).provisional
    assert due_on("agency_report", date(2029, 1, 2), kind="initial").provisional


def test_an_added_bank_holiday_moves_the_limit_and_is_named():
    ours = ENGLAND_AND_WALES.with_extra([date(2026, 12, 14)])
    moved = due_on("initial_conference", date(2026, 11, 23), calendar=ours)
    assert moved.due_on == date(2026, 12, 15)
    assert moved.steps[1] == "15 working days. Not counted: weekends, 14 December."


def test_days_are_listed_by_month():
    assert listed([]) == ""
    days = [date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)]
    assert listed(days) == "25 and 28 December, 1 January"
    assert listed([date(2022, 6, 1), *[date(2022, 6, n) for n in (2, 3)]]) == "1, 2 and 3 June"


# The table


def test_every_statutory_value_has_a_source_that_is_in_force():
    for row in TIMESCALES.values():
        assert isinstance(row.source, Source), row.name
        assert row.source.document, row.name
        assert row.source.paragraph, row.name
        if row.statutory:
            assert row.source.in_force_from is not None, row.name


def test_statutory_timescales_are_those_of_statutory_settings():
    for row in TIMESCALES.values():
        if row.setting in SETTINGS:
            assert row.statutory == SETTINGS[row.setting].statutory, row.name


def test_every_row_is_complete_and_names_settings_that_exist():
    for name, row in TIMESCALES.items():
        assert name == row.name == name.lower()
        assert row.text.endswith(".")
        assert row.runs_from
        for key in [row.setting, *row.settings_by_kind.values()]:
            assert key is None or key in SETTINGS, name


def test_the_authoritys_own_number_is_used():
    ours = with_defaults({"visit_interval_wd": 5, "report_wd_rcpc": 3})
    assert due_on("next_visit", date(2026, 12, 7), settings=ours).due_on == date(2026, 12, 14)
    late = due_on("agency_report", date(2026, 12, 11), settings=ours, kind="review")
    assert late.due_on == date(2026, 12, 8)


def test_the_source_is_that_of_the_kind():
    initial = due_on("parent_report", date(2027, 1, 5), kind="initial")
    review = due_on("parent_report", date(2027, 1, 5), kind="review")
    assert initial.source is SETTINGS["report_to_parent_wd_icpc"].source
    assert review.source is SETTINGS["report_to_parent_wd_rcpc"].source


# What follows from an event


def test_after_a_strategy_discussion():
    assert set(all_due("strategy-discussion", date(2026, 12, 11))) == {
        "initial_conference",
        "booking_form",
    }


def test_after_an_initial_conference():
    found = all_due("initial-conference", date(2026, 12, 11))
    assert found["decision_letter"].due_on == date(2026, 12, 14)
    assert found["first_core_group"].due_on == found["detailed_plan"].due_on == date(2026, 12, 29)
    assert found["record"].due_on == date(2027, 1, 13)
    assert found["first_review"].due_on == date(2027, 3, 11)
    assert found["midway_review"].due_on == date(2027, 1, 25)
    assert "Halfway to Thursday 11 March 2027." in found["midway_review"].steps
    assert "appeal" not in found


def test_after_a_review_conference():
    found = all_due("review-conference", date(2026, 12, 3))
    assert found["next_review"].due_on == date(2027, 6, 3)
    assert "first_review" not in found


def test_an_appeal_has_a_limit_once_the_authority_has_set_one():
    ours = with_defaults({"appeal_enabled": True, "appeal_days": 28})
    assert all_due("review-conference", date(2026, 12, 3), settings=ours)["appeal"].due_on == date(
        2026, 12, 31
    )
    half_set = with_defaults({"appeal_enabled": True})
    assert "appeal" not in all_due("review-conference", date(2026, 12, 3), settings=half_set)
    with pytest.raises(SettingNotAllowed, match="appeal_days"):
        due_on("appeal", date(2026, 12, 3))


def test_before_a_conference():
    initial = all_due("conference", date(2027, 1, 5), kind="initial")
    review = all_due("conference", date(2027, 1, 5), kind="review")
    assert set(review) - set(initial) == {"last_core_group"}
    assert initial["agency_report"].due_on == date(2026, 12, 31)
    assert review["agency_report"].due_on == date(2026, 12, 24)
    assert all(each.due_on < date(2027, 1, 5) for each in review.values())
    assert "family_interpreter" not in review
    allowed = with_defaults({"family_interpreter_allowed": True})
    assert "family_interpreter" in all_due(
        "conference", date(2027, 1, 5), kind="review", settings=allowed
    )


def test_after_the_start_of_a_plan_the_months_the_authority_looks_at():
    ours = with_defaults({"escalation_months": [10, 24]})
    found = all_due("plan-start", date(2026, 12, 11), settings=ours)
    assert [name for name in found if name.startswith("plan_open")] == [
        "plan_open_10_months",
        "plan_open_24_months",
    ]
    assert len(all_due("plan-start", date(2026, 12, 11))) == 9


def test_every_event_but_a_conference_answers_without_a_kind():
    for event in set(EVENTS) - {"conference"}:
        assert all_due(event, date(2026, 12, 11)), event


def test_every_clock_can_be_asked_for_by_its_event():
    named = {name for names in EVENTS.values() for name in names}
    # Those of an open plan are as many as the authority looks at.
    assert named == {name for name in TIMESCALES if not name.startswith("plan_open_")}


def test_no_plan_before_a_week_of_pregnancy_only_where_the_authority_has_one():
    assert set(all_due("expected-birth", date(2027, 3, 1))) == {"pre_birth_conference"}
    ours = with_defaults({"prebirth_earliest_plan_week": 24})
    earliest = all_due("expected-birth", date(2027, 3, 1), settings=ours)["pre_birth_plan_earliest"]
    assert earliest.due_on == date(2026, 11, 9)


@pytest.mark.parametrize(
    "event, clock, limit",
    [
        ("enquiry-outcome", "conference_request", date(2026, 12, 14)),
        ("conference-request", "child_advocate", date(2026, 12, 14)),
        ("conference-request", "police_checks", date(2026, 12, 22)),
        ("invitation-sent", "invitation_reply", date(2026, 12, 16)),
        ("unfinished-conference", "reconvened_conference", date(2026, 12, 29)),
        ("postponed-conference", "postponed_conference", date(2026, 12, 29)),
        ("record-received", "record_corrections", date(2026, 12, 29)),
        ("complaint-received", "complaint_response", date(2026, 12, 29)),
        ("disagreement-raised", "professional_disagreement", date(2026, 12, 18)),
        ("core-group", "core_group_record", date(2026, 12, 29)),
        ("core-group", "next_core_group", date(2027, 1, 22)),
        ("visit", "next_visit", date(2026, 12, 29)),
        ("visit", "visit_record", date(2026, 12, 18)),
        ("visit", "visit_record_significant", date(2026, 12, 15)),
        ("visit", "visit_record_critical", date(2026, 12, 12)),
        ("visit", "bedroom_seen", date(2027, 1, 13)),
        ("transfer-notified", "transfer_in_conference", date(2027, 1, 6)),
        ("move-known", "transfer_details", date(2026, 12, 14)),
        ("move-known", "temporary_move", date(2026, 12, 26)),
        ("ending-letter", "ending_objections", date(2026, 12, 29)),
        ("plan-end", "plan_end_notice", date(2026, 12, 18)),
        ("plan-end", "child_in_need_review", date(2027, 1, 8)),
        ("pre-birth-conference", "birth_plan", date(2026, 12, 13)),
        ("birth-date", "review_after_birth", date(2027, 1, 8)),
        ("birth-date", "eighteenth_birthday_review", date(2044, 12, 10)),
        ("plan-start", "plan_open_9_months", date(2027, 9, 11)),
        ("plan-start", "plan_open_24_months", date(2028, 12, 11)),
    ],
)
def test_what_follows_from_a_friday_in_december(event, clock, limit):
    assert all_due(event, date(2026, 12, 11))[clock].due_on == limit


# What cannot be answered


@pytest.mark.parametrize(
    "ask, complaint",
    [
        (lambda: all_due("party", date(2026, 12, 11)), "no such event"),
        (lambda: all_due("conference", date(2026, 12, 11)), "initial or review"),
        (lambda: all_due("visit", date(2026, 12, 11), kind="first"), "initial or review"),
        (lambda: due_on("tea", date(2026, 12, 11)), "no such clock"),
        (lambda: due_on("12", date(2026, 12, 11)), "no such clock"),
        (lambda: due_on("plan_open_12", date(2026, 12, 11)), "no such clock"),
        (lambda: due_on("plan_open_0_months", date(2026, 12, 11)), "no such clock"),
        (lambda: due_on("plan_open_x_months", date(2026, 12, 11)), "no such clock"),
        (lambda: due_on("agency_report", date(2026, 12, 11)), "initial or review"),
        (lambda: due_on("midway_review", date(2026, 12, 11)), "next conference"),
        (
            lambda: due_on("midway_review", date(2026, 12, 11), until=date(2026, 12, 10)),
            "next conference",
        ),
    ],
)
def test_a_question_that_cannot_be_answered_says_what_is_missing(ask, complaint):
    with pytest.raises(TimescaleNotUsable, match=complaint):
        ask()


@pytest.mark.parametrize("day", [date.min, date(1960, 6, 1), date(2051, 1, 1), date.max])
def test_a_year_without_bank_holidays_is_an_error(day):
    for event in EVENTS:
        with pytest.raises(NoBankHolidayData):
            all_due(event, day, kind="review")


def test_nobody_is_told_when_they_come_of_age_in_a_year_nobody_knows():
    with pytest.raises(NoBankHolidayData):
        due_on("eighteenth_birthday_review", date.max)


def test_someone_born_before_the_data_begins_still_turns_eighteen():
    assert due_on("eighteenth_birthday_review", date(1980, 6, 1)).due_on == date(1998, 5, 31)


# Against counting by hand

working_day_rows = [row for row in TIMESCALES.values() if row.unit is Unit.WORKING_DAYS]


@often
@given(
    st.sampled_from(working_day_rows),
    st.dates(date(1995, 1, 1), date(2045, 12, 31)),
    st.sampled_from(["initial", "review"]),
)
def test_every_working_day_limit_agrees_with_counting_by_hand(row, start, kind):
    found = due_on(row.name, start, kind=kind)
    count = DEFAULTS[row.setting_for(kind)]
    step = timedelta(days=1 if row.direction is Direction.AFTER else -1)
    day, left_out = start, []
    while count:
        day += step
        if day.weekday() >= 5 or day in ENGLAND_AND_WALES.bank_holidays:
            left_out.append(day)
        else:
            count -= 1
    assert found.due_on == found.last_working_day == day
    for each in left_out:
        if each.weekday() < 5:
            assert f"{each.day}" in found.steps[1]
            assert f"{each:%B}" in found.steps[1]
    assert ("weekends" in found.steps[1]) == any(each.weekday() >= 5 for each in left_out)


@often
@given(
    st.sampled_from(sorted(TIMESCALES)),
    st.dates(date(1995, 1, 1), date(2030, 12, 31)),
    st.sampled_from(["initial", "review"]),
)
def test_every_clock_has_a_day_that_can_be_used_and_an_explanation(name, start, kind):
    found = (
        due_on(name, start, kind=kind, until=start + timedelta(days=90))
        if (name != "appeal")
        else due_on(name, start, settings=with_defaults({"appeal_days": 28}))
    )
    assert found.last_working_day <= found.due_on
    assert ENGLAND_AND_WALES.is_working_day(found.last_working_day)
    assert ENGLAND_AND_WALES.between(found.last_working_day, found.due_on) == 0
    assert found.steps[0].startswith("Counted")
    assert all(step.endswith(".") for step in found.steps)
    assert timescale(name).direction is Direction.BEFORE or found.due_on >= start
