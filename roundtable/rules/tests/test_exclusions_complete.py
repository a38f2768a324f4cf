"""When an exclusion is complete, and where a session of its own can be."""

import pytest

from roundtable.rules.exclusions import reasons_not_complete, reasons_not_that_room


@pytest.mark.parametrize(
    ("is_kept_out", "letter_went", "how", "codes"),
    [
        (True, True, "A letter to the chair", []),
        (True, False, "A letter to the chair", ["NO_LETTER"]),
        (True, True, " ", ["NO_WAY"]),
        (False, False, "", ["NOT_KEPT_OUT", "NO_WAY"]),
    ],
)
def test_letter_and_views(is_kept_out: bool, letter_went: bool, how: str, codes: list[str]) -> None:
    found = reasons_not_complete(is_kept_out=is_kept_out, letter_went=letter_went, how=how)
    assert [one.code for one in found] == codes


@pytest.mark.parametrize(
    ("is_same_room", "overlaps", "codes"),
    [(True, True, ["SAME_ROOM"]), (True, False, []), (False, True, [])],
)
def test_the_two_never_meet(is_same_room: bool, overlaps: bool, codes: list[str]) -> None:
    found = reasons_not_that_room(is_same_room=is_same_room, overlaps=overlaps)
    assert [one.code for one in found] == codes
