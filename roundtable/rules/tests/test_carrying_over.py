import pytest

from roundtable.rules import carrying_over
from roundtable.rules.reasons import Reason


def codes(reasons: list[Reason]) -> list[str]:
    return [one.code for one in reasons]


@pytest.mark.parametrize(
    "received, has_last, carried, expected",
    [
        (False, True, False, []),
        (True, True, False, ["RECEIVED"]),
        (False, False, False, ["NO_LAST"]),
        (False, True, True, ["CARRIED"]),
    ],
)
def test_a_report_begins_from_the_last_one_once_and_before_it_is_handed_in(
    received, has_last, carried, expected
):
    reasons = carrying_over.reasons_cannot_carry_over(
        was_received=received, has_last=has_last, is_carried=carried
    )
    assert codes(reasons) == expected


@pytest.mark.parametrize(
    "carried, read, expected",
    [(True, False, []), (False, False, ["NOT_CARRIED"]), (True, True, ["READ"])],
)
def test_a_line_leaves_the_report_only_while_nobody_has_read_it(carried, read, expected):
    reasons = carrying_over.reasons_cannot_leave_out(is_carried=carried, was_read=read)
    assert codes(reasons) == expected
