"""What speaks for a time and what it costs: the family first, then the limit, then the chair."""

from dataclasses import replace
from datetime import date

import pytest

from roundtable.rules.conference_guards import ChildLimit, Kind
from roundtable.rules.proposals import (
    ANOTHER_THAT_DAY,
    LATE_A_DAY,
    LATE_AT_ALL,
    NOTICE_SHORT_A_DAY,
    OTHER_CHAIR,
    OVERLOADED,
    READING_SHORT_A_DAY,
    RISK,
    Customs,
    Occasion,
    Proposed,
    remarks,
    weigh_chair,
    weigh_day,
)
from roundtable.rules.settings import with_defaults
from roundtable.rules.working_days import ENGLAND_AND_WALES

TODAY, LIMIT = date(2026, 11, 24), date(2026, 12, 8)
CUSTOMS = Customs.of(with_defaults({}))
FIRST = ChildLimit(1, "Ava", Kind.INITIAL, LIMIT)
REVIEW = ChildLimit(2, "Ben", Kind.REVIEW, date(2027, 1, 15))
OCCASION = Occasion(limits=(FIRST,), customs=CUSTOMS, reports=5)


def weigh(day, occasion=OCCASION, limit=LIMIT):
    return weigh_day(occasion, day, limit=limit, today=TODAY, calendar=ENGLAND_AND_WALES)


def proposed(day, occasion=OCCASION, **changes):
    told = {
        "chair": "Dele Lowe",
        "is_same_chair": False,
        "known_chair": "",
        "others": 0,
        "minutes": 200,
        "limit": LIMIT,
    }
    return Proposed(day=day, stands=weigh(day, occasion), **{**told, **changes})


# The day


@pytest.mark.parametrize(
    ("day", "notice", "reading", "in_hand", "late"),
    [
        (date(2026, 11, 25), 1, 0, 9, 0),
        (date(2026, 11, 30), 6, 1, 6, 0),
        (date(2026, 12, 1), 7, 2, 5, 0),
        (LIMIT, 14, 2, 0, 0),
        (date(2026, 12, 9), 15, 2, 0, 1),
    ],
)
def test_a_day_gives_notice_and_reading_time(day, notice, reading, in_hand, late) -> None:
    stands = weigh(day)
    assert (stands.notice_days, stands.reading_days) == (notice, reading)
    assert (stands.in_hand, len(stands.late)) == (in_hand, late)


def test_the_family_and_the_child_pay_for_a_bad_day() -> None:
    assert weigh(LIMIT).cost == 0
    assert weigh(date(2026, 12, 1)).cost == 7 * NOTICE_SHORT_A_DAY + 5
    assert weigh(date(2026, 11, 30)).cost == 8 * NOTICE_SHORT_A_DAY + READING_SHORT_A_DAY + 6
    assert weigh(date(2026, 12, 10)).cost == RISK[Kind.INITIAL] * (LATE_AT_ALL + 2 * LATE_A_DAY)


def test_a_child_without_a_plan_weighs_more_than_one_whose_plan_is_reviewed() -> None:
    review = Occasion(limits=(replace(REVIEW, due_on=LIMIT),), customs=CUSTOMS)
    assert weigh(date(2026, 12, 16), review).cost < weigh(date(2026, 12, 16)).cost
    assert review.risk < OCCASION.risk


def test_a_mixed_meeting_gives_the_longer_time_to_read() -> None:
    both = Occasion(limits=(FIRST, REVIEW), customs=CUSTOMS)
    assert OCCASION.usual_reading == 2
    assert both.usual_reading == 5
    assert Occasion(limits=(), customs=CUSTOMS).usual_reading == 0
    assert both.risk == RISK[Kind.INITIAL] + RISK[Kind.REVIEW]


def test_without_a_limit_there_is_nothing_in_hand() -> None:
    assert weigh(LIMIT, limit=None).in_hand == 0


# The chair


def test_the_chair_that_the_family_knows_costs_nothing() -> None:
    def weighed(**changes):
        return weigh_chair(CUSTOMS, **{"is_other": False, "others": 0, "minutes": 200, **changes})

    assert weighed() == 0
    assert weighed(is_other=True) == OTHER_CHAIR
    assert weighed(others=1) == ANOTHER_THAT_DAY
    assert weighed(others=2) == 2 * ANOTHER_THAT_DAY + OVERLOADED
    assert weighed(minutes=451) == OVERLOADED


def test_a_meeting_takes_its_chair_longer_than_it_lasts() -> None:
    assert CUSTOMS.chair_minutes(length=120, reports=6) == 120 + 30 + 60


# The words


def test_the_family_comes_first_in_the_words() -> None:
    assert remarks(OCCASION, proposed(date(2026, 11, 30))) == (
        "The family has 6 days of notice; 14 is usual.",
        "The family has 1 working day with the reports; 2 is the standard.",
        "6 working days before the limit, Tuesday 8 December 2026.",
        "5 reports to read, about 50 minutes, and 30 minutes kept to meet the family.",
    )


def test_a_good_day_says_so() -> None:
    said = remarks(OCCASION, proposed(LIMIT, is_same_chair=True))
    assert said[:4] == (
        "The family has 14 days of notice.",
        "The family has 2 working days with the reports.",
        "The last working day within the limit, Tuesday 8 December 2026.",
        "Dele Lowe has chaired for this family before.",
    )


def test_what_it_costs_is_said() -> None:
    occasion = replace(OCCASION, interpreters_to_find=("Twi",), has_said_when=True, reports=12)
    one = proposed(
        date(2026, 12, 9),
        known_chair="Ines Mota",
        others=2,
        minutes=500,
        against=("the family cannot come that day",),
    )
    assert remarks(occasion, one)[2:] == (
        "But the family cannot come that day.",
        "An interpreter has still to be found: Twi.",
        "After the limit, Tuesday 8 December 2026: this has to be agreed, with a reason.",
        "The family knows Ines Mota as chair, who is not free then.",
        "Dele Lowe has 2 others that day.",
        "That is more than a chair's day has room for: 8 hours 20 minutes with reading.",
        "12 reports to read, about 2 hours, and 30 minutes kept to meet the family.",
    )


def test_what_fits_is_said_too() -> None:
    occasion = replace(OCCASION, has_said_when=True, reports=0)
    assert remarks(occasion, proposed(date(2026, 11, 25), limit=None)) == (
        "The family has 1 day of notice; 14 is usual.",
        "The family has no full day with the reports; 2 is the standard.",
        "It goes against nothing the family said about their days.",
    )
    nobody_reads = Occasion(limits=(), customs=replace(CUSTOMS, minutes_a_report=0), reports=1)
    assert remarks(nobody_reads, proposed(LIMIT, nobody_reads, limit=None)) == (
        "The family has 14 days of notice.",
        "1 report to read, about 0 minutes, and 30 minutes kept to meet the family.",
    )
