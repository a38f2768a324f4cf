"""Links to answer by: what they need, and when they are over."""

from datetime import UTC, datetime, timedelta

import pytest

from roundtable.rules.answer_links import (
    LASTS,
    MOST_WRONG_CODES,
    OPEN_FOR,
    Link,
    Offer,
    is_told_at_once,
    reasons_cannot_offer,
    reasons_cannot_see,
    takes_a_code,
    takes_an_answer,
)

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
SAFE = frozenset({"email", "text"})
GOOD = Offer("email", "text", SAFE)


@pytest.mark.parametrize(
    ("offer", "codes"),
    [
        (GOOD, []),
        (Offer("email", "hand", SAFE), []),
        (Offer("email", "email", SAFE), ["SAME_WAY"]),
        (Offer("post", "text", SAFE), ["LINK_NOT_SAFE"]),
        (Offer("hand", "text", SAFE), ["LINK_NOT_SAFE"]),
        (Offer("email", "phone", SAFE), ["CODE_NOT_SAFE"]),
        (Offer("email", "text", SAFE, can_answer_by_link=False), ["NO_LINK_FOR_THEM"]),
        (Offer("email", "text", SAFE, is_coming_meeting=False), ["NOT_COMING"]),
    ],
)
def test_what_a_link_needs(offer: Offer, codes: list[str]) -> None:
    assert [reason.code for reason in reasons_cannot_offer(offer)] == codes


@pytest.mark.parametrize(
    ("offer", "at_once", "codes"),
    [
        (Offer("email", "text", SAFE), False, []),
        (Offer("email", "hand", SAFE), True, ["SAW_THE_OTHER"]),
        (Offer("post", "hand", SAFE | {"post"}), False, ["SAW_THE_OTHER"]),
        (Offer("post", "hand", SAFE | {"post", "hand"}), True, []),
        (Offer("post", "phone", SAFE | {"post", "phone"}), True, []),
        (Offer("post", "email", SAFE | {"post"}), False, []),
    ],
)
def test_one_hand_has_one_half(offer: Offer, at_once: bool, codes: list[str]) -> None:
    assert is_told_at_once(offer) is at_once
    found = reasons_cannot_see(offer, has_seen_the_other=True)
    assert [reason.code for reason in found] == codes
    assert reasons_cannot_see(offer, has_seen_the_other=False) == []


@pytest.mark.parametrize(
    ("link", "takes"),
    [
        (Link(NOW + LASTS), True),
        (Link(NOW), False),
        (Link(NOW + LASTS, wrong_codes=MOST_WRONG_CODES - 1), True),
        (Link(NOW + LASTS, wrong_codes=MOST_WRONG_CODES), False),
        (Link(NOW + LASTS, opened_at=NOW), False),
        (Link(NOW + LASTS, ended_at=NOW), False),
    ],
)
def test_a_code_is_taken_once(link: Link, takes: bool) -> None:
    assert takes_a_code(link, NOW) is takes


@pytest.mark.parametrize(
    ("link", "takes"),
    [
        (Link(NOW + LASTS), False),
        (Link(NOW + LASTS, opened_at=NOW), True),
        (Link(NOW + LASTS, opened_at=NOW - OPEN_FOR), False),
        (Link(NOW + LASTS, opened_at=NOW - OPEN_FOR + timedelta(seconds=1)), True),
        (Link(NOW + LASTS, opened_at=NOW, ended_at=NOW), False),
    ],
)
def test_then_it_is_open_for_a_while(link: Link, takes: bool) -> None:
    assert takes_an_answer(link, NOW) is takes
