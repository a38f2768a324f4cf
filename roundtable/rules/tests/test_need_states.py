"""Needs: every step there is, who may be brought, and what an interpreter needs."""

import pytest

from roundtable.rules.need_states import (
    TRANSITIONS,
    State,
    Supporter,
    reasons_cannot_decide_supporter,
    reasons_interpreter_unclear,
)
from roundtable.rules.transitions import TransitionNotAllowed, next_state

STEPS = [
    ("ASKED", "book", "BOOKED"),
    ("BOOKED", "confirm", "CONFIRMED"),
    ("CONFIRMED", "finish", "DONE"),
    ("CONFIRMED", "fail", "FAILED"),
    ("DONE", "fail", "FAILED"),
    ("FAILED", "book", "BOOKED"),
    ("FAILED", "give_up", "NOT_TO_BE_HAD"),
    ("NOT_TO_BE_HAD", "book", "BOOKED"),
    ("ASKED", "accept", "CONFIRMED"),
    ("CONFIRMED", "refuse", "REFUSED"),
    ("REFUSED", "accept", "CONFIRMED"),
    ("ASKED", "confirm", None),
    ("ASKED", "fail", None),
    ("REFUSED", "book", None),
    ("DONE", "give_up", None),
]


@pytest.mark.parametrize(("before", "event", "after"), STEPS)
def test_from_asked_to_done(before: str, event: str, after: str | None) -> None:
    if after is None:
        with pytest.raises(TransitionNotAllowed):
            next_state(TRANSITIONS, State(before), event)
    else:
        assert next_state(TRANSITIONS, State(before), event) is State(after)


@pytest.mark.parametrize(
    ("supporter", "codes"),
    [
        (Supporter("Jo Ellis", is_accepted=True, confidentiality_acknowledged=True), []),
        (Supporter(" ", is_accepted=True, confidentiality_acknowledged=True), ["NO_NAME"]),
        (Supporter("Jo Ellis", is_accepted=True), ["CONFIDENTIALITY_OPEN"]),
        (
            Supporter(
                "Neil Doyle",
                is_accepted=True,
                is_subject_or_alleged_abuser=True,
                confidentiality_acknowledged=True,
            ),
            ["NOT_SUITABLE"],
        ),
        (Supporter("Jo Ellis", is_accepted=False), ["NO_REASON"]),
        (Supporter("Jo Ellis", is_accepted=False, reason="Writes for a newspaper"), []),
    ],
)
def test_who_may_be_brought(supporter: Supporter, codes: list[str]) -> None:
    assert [one.code for one in reasons_cannot_decide_supporter(supporter)] == codes


@pytest.mark.parametrize(
    ("language", "is_family", "is_in_time", "codes"),
    [
        ("Twi", False, False, []),
        ("British Sign Language", False, True, []),
        ("", False, True, ["NO_LANGUAGE"]),
        ("Twi", True, True, []),
        ("Twi", True, False, ["AGREED_LATE"]),
    ],
)
def test_what_an_interpreter_needs(
    language: str, is_family: bool, is_in_time: bool, codes: list[str]
) -> None:
    found = reasons_interpreter_unclear(
        language=language, is_family=is_family, is_in_time=is_in_time
    )
    assert [one.code for one in found] == codes
