"""What must be put in other words before it goes to its readers."""

import pytest

from roundtable.rules.letter_guards import Written, reasons_to_rewrite
from roundtable.rules.permissions import Role
from roundtable.rules.reasons import Override, reasons_left

AVA, BEN = 1, 2
PLAIN = Written(AVA, "Ava", "Rosa")
NAMES_BEN = Written(AVA, "Ava", "Neil", names=("Ben",))
TELLS_WHERE = Written(AVA, "Ava", "Craig", holds_what_is_kept=True)


@pytest.mark.parametrize(
    "written, expected",
    [
        ([], []),
        ([PLAIN], []),
        ([PLAIN, NAMES_BEN], [("NAMES_SOMEBODY", False, AVA)]),
        ([TELLS_WHERE], [("TELLS_WHAT_IS_KEPT", True, AVA)]),
        (
            [TELLS_WHERE, NAMES_BEN, Written(BEN, "Ben", "Craig", names=("Ava",))],
            [
                ("TELLS_WHAT_IS_KEPT", True, AVA),
                ("NAMES_SOMEBODY", False, AVA),
                ("NAMES_SOMEBODY", False, BEN),
            ],
        ),
    ],
)
def test_what_tells_a_reader_too_much_is_rewritten(written, expected) -> None:
    reasons = reasons_to_rewrite(written)
    assert [(one.code, one.hard, one.child_id) for one in reasons] == expected


def test_each_reader_is_told_apart() -> None:
    also = Written(AVA, "Ava", "Jean", names=("Ben", "the baby"))
    (reason,) = reasons_to_rewrite([NAMES_BEN, also])
    assert reason.text == (
        "Ava: what is written names somebody. Neil may not know of Ben."
        " Jean may not know of Ben, the baby."
    )


def test_a_chair_may_leave_a_name_and_never_an_address() -> None:
    words = "He has known for years."
    agreed = [
        Override(code, words, Role.CHAIR, AVA) for code in ("NAMES_SOMEBODY", "TELLS_WHAT_IS_KEPT")
    ]
    left = reasons_left(reasons_to_rewrite([NAMES_BEN, TELLS_WHERE]), agreed)
    assert [one.code for one in left] == ["TELLS_WHAT_IS_KEPT"]
