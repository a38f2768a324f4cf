"""What holds a message back at the moment it would leave."""

from datetime import date

import pytest

from roundtable.rules.sending_guards import (
    Leaving,
    is_recent,
    not_gone_through,
    reasons_to_hold,
    reasons_to_look_twice,
)


@pytest.mark.parametrize(
    "leaving, codes",
    [
        (Leaving(), []),
        (Leaving(channel_is_safe=False), ["NOT_SAFE"]),
        (Leaving(has_address=False, has_moved=True), ["NO_ADDRESS"]),
        (Leaving(has_moved=True), ["ADDRESS_CHANGED"]),
        (Leaving(is_confirmed=False), ["NOT_CONFIRMED"]),
        (Leaving(shares_with_kept_away=True), ["SHARED_ADDRESS"]),
        (Leaving(goes_to_an_address=False, has_address=False, is_confirmed=False), []),
        (Leaving(is_off_the_list=True), ["OFF_THE_LIST"]),
        (Leaving(holds_what_is_kept=("the letter",)), ["TELLS_WHAT_IS_KEPT"]),
        (Leaving(unread=("page 2",)), ["NOT_SEARCHED"]),
        # Whoever brings it knows where they live; what it says is looked at all the same.
        (
            Leaving(
                is_carried=True,
                channel_is_safe=False,
                has_address=False,
                holds_what_is_kept=("the letter",),
                is_off_the_list=True,
            ),
            ["OFF_THE_LIST", "TELLS_WHAT_IS_KEPT"],
        ),
    ],
)
def test_what_holds_a_message_back(leaving: Leaving, codes: list[str]) -> None:
    reasons = reasons_to_hold(leaving)
    assert [reason.code for reason in reasons] == codes
    assert all(reason.hard for reason in reasons)


def test_it_says_how_long_ago_is_too_long() -> None:
    assert (
        "14 days" in reasons_to_hold(Leaving(is_confirmed=False, confirmed_within_days=14))[0].text
    )


@pytest.mark.parametrize(
    "kept, questions, is_looked_over, text",
    [
        (False, (), False, ""),
        (True, ("It names Dora.",), True, ""),
        (
            True,
            (),
            False,
            "Something here is confidential from somebody: a second person must check it.",
        ),
        (
            False,
            ("It names Dora.", "It names Dora."),
            False,
            "It names Dora: a second person must check it.",
        ),
    ],
)
def test_when_a_second_person_looks(
    kept: bool, questions: tuple[str, ...], is_looked_over: bool, text: str
) -> None:
    reasons = reasons_to_look_twice(
        has_confidentiality=kept, questions=questions, is_looked_over=is_looked_over
    )
    assert [one.text for one in reasons] == ([text] if text else [])
    assert not any(one.hard for one in reasons)


@pytest.mark.parametrize(
    "confirmed_on, recent",
    [(None, False), (date(2026, 10, 26), False), (date(2026, 10, 27), True)],
)
def test_what_was_gone_through_holds_for_some_days(confirmed_on: date | None, recent: bool) -> None:
    assert is_recent(confirmed_on, today=date(2026, 11, 24), within_days=28) is recent


def test_it_says_when_it_was_last_gone_through_and_what_to_do() -> None:
    never = not_gone_through("Rosa", None, within_days=28)
    long_ago = not_gone_through("Rosa", date(2026, 10, 1), within_days=28)
    assert never.hard
    assert "has not been gone through" in never.text
    assert "Thursday 1 October 2026, and that holds for 28 days" in long_ago.text
    assert "safe contact page" in long_ago.text
