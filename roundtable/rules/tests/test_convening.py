"""An agency that asks for a conference."""

import pytest

from roundtable.rules.convening import (
    AgencyAsks,
    reasons_cannot_answer_agency,
)


@pytest.mark.parametrize(
    ("asks", "codes"),
    [
        (AgencyAsks(reason="We agree."), []),
        (AgencyAsks(is_backed=True, reason="We agree."), []),
        (AgencyAsks(is_answered=True, reason="Again."), ["ANSWERED"]),
        (AgencyAsks(reason=" "), ["NO_REASON"]),
        (AgencyAsks(is_agreed=False, reason="A plan is open."), []),
        (AgencyAsks(is_agreed=False, is_backed=True, reason="No."), ["CHAIR_NOT_CONSULTED"]),
        (
            AgencyAsks(is_agreed=False, is_backed=True, reason="No.", chair_consulted=True),
            [],
        ),
    ],
)
def test_what_an_answer_to_an_agency_needs(asks: AgencyAsks, codes: list[str]) -> None:
    assert [one.code for one in reasons_cannot_answer_agency(asks)] == codes
