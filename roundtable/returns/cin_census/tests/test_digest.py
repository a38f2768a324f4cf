from dataclasses import replace

import pytest

from roundtable.returns.cin_census.digest import digest
from roundtable.returns.cin_census.tests.xml_text import child, enquiry, episode, header, plan

HELD = enquiry("2026-05-20", "2026-06-09")
WAIVED = enquiry("2026-05-13", not_required="1")


def test_is_the_same_wherever_and_in_whichever_order_it_stands(read, read_one):
    one = read_one(
        episode(referral="2025-01-07"),
        episode(
            HELD,
            WAIVED,
            plan(reviews=("2026-09-01", "2027-02-02")),
            plan("2025-01-07", "2025-07-01"),
        ),
    )
    _, other = read(
        child(identifier="INV000"),
        child(
            episode(
                WAIVED,
                HELD,
                plan("2025-01-07", "2025-07-01"),
                plan(reviews=("2027-02-02", "2026-09-01")),
            ),
            episode(referral="2025-01-07"),
        ),
    )
    assert one != other
    assert digest(one) == digest(other)
    assert len(digest(one)) == 64


@pytest.mark.parametrize(
    "changed",
    [
        {"identifier": "INV002"},
        {"born": "2015-06-02"},
        {"sex": "M"},
        {"died": "2026-08-01"},
        {"characteristics": "<Ethnicity>REFU</Ethnicity>"},
    ],
)
def test_changes_with_the_child(read_one, changed):
    assert digest(read_one(episode())) != digest(read_one(episode(), **changed))


@pytest.mark.parametrize(
    "changed",
    [
        episode(HELD, plan("2026-06-09", "2027-01-05")),
        episode(HELD, plan(reviews=("2026-09-01",))),
        episode(HELD, plan(category="EMO")),
        episode(HELD, plan(previous="1")),
        episode(HELD, plan(), WAIVED),
        episode(HELD, plan(), referral="2026-05-12"),
        episode(HELD, plan(), closed="2027-03-01", why_closed="RC7"),
    ],
)
def test_changes_with_what_happened(read_one, changed):
    assert digest(read_one(episode(HELD, plan()))) != digest(read_one(changed))


def test_changes_with_what_could_not_be_read(read_one):
    digests = {
        digest(read_one(episode(HELD, plan(reviews=(day,))))) for day in ("soon", "later", "")
    }
    assert len(digests) == 3


def test_does_not_change_with_the_wording_of_a_reason(read_one):
    record = read_one(episode(), born="soon")
    reworded = tuple(replace(problem, reason="Unreadable.") for problem in record.problems)
    assert digest(replace(record, problems=reworded)) == digest(record)


def test_the_next_year_may_say_the_same(read_one):
    last_year = header(year="2026", reference_date="2026-03-31")
    items = episode(plan("2025-01-07"), referral="2025-01-02")
    assert digest(read_one(items)) == digest(read_one(items, head=last_year))
