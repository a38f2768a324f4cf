"""What has to be done about papers that reached the wrong person."""

from datetime import UTC, datetime

import pytest

from roundtable.rules.incidents import (
    Step,
    decide_about_ico_by,
    reasons_cannot_close_incident,
)

DONE = (Step.RISK, Step.CONTAINED, Step.TOLD, Step.ICO_NOT_TOLD)


def test_seventy_two_hours_run_over_the_weekend() -> None:
    found = datetime(2026, 11, 27, 16, 30, tzinfo=UTC)
    assert decide_about_ico_by(found) == datetime(2026, 11, 30, 16, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "done, codes",
    [
        ((), ["RISK_NOT_LOOKED_AT", "NOT_CONTAINED", "NOBODY_TOLD", "ICO_NOT_DECIDED"]),
        (DONE, []),
        ((*DONE[:3], Step.ICO_TOLD), []),
        (DONE[:3], ["ICO_NOT_DECIDED"]),
        (DONE[1:], ["RISK_NOT_LOOKED_AT"]),
    ],
)
def test_what_is_still_to_do(done: tuple[Step, ...], codes: list[str]) -> None:
    reasons = reasons_cannot_close_incident(done)
    assert [one.code for one in reasons] == codes
    assert all(one.hard for one in reasons)
