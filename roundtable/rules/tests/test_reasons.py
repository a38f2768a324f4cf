import pytest

from roundtable.rules.access import Role
from roundtable.rules.reasons import Override, Reason, hard, reasons_left, soft

LATE = soft("PAST_LIMIT", "Ava: after the limit.", Role.MANAGER, Role.CHAIR, child_id=1)
MANAGER_AGREES = Override("PAST_LIMIT", "The aunt is back on Monday.", Role.MANAGER, child_id=1)
CHAIR_AGREES = Override("PAST_LIMIT", "The safety plan holds.", Role.CHAIR, child_id=1)


def test_a_soft_reason_goes_when_everyone_it_names_has_agreed_in_words():
    assert reasons_left([LATE], [MANAGER_AGREES, CHAIR_AGREES]) == []


@pytest.mark.parametrize(
    "overrides",
    [
        [],
        [MANAGER_AGREES],
        [MANAGER_AGREES, Override("PAST_LIMIT", "  ", Role.CHAIR, child_id=1)],
        [MANAGER_AGREES, Override("PAST_LIMIT", "Fine.", Role.CHAIR, child_id=2)],
        [MANAGER_AGREES, Override("PAST_LIMIT", "Fine.", Role.CHAIR)],
        [MANAGER_AGREES, Override("NO_MINUTE_TAKER", "Fine.", Role.CHAIR, child_id=1)],
        [MANAGER_AGREES, Override("PAST_LIMIT", "Fine.", Role.HEAD_OF_SERVICE, child_id=1)],
    ],
)
def test_anything_less_leaves_it_standing(overrides):
    assert reasons_left([LATE], overrides) == [LATE]


def test_a_hard_reason_is_never_set_aside():
    independent = hard("CHAIR_NOT_INDEPENDENT", "This chair managed the case.")
    overrides = [Override("CHAIR_NOT_INDEPENDENT", "We agree.", role) for role in Role]
    assert reasons_left([independent, LATE], overrides) == [independent, LATE]


def test_a_soft_reason_names_who_answers_for_it():
    with pytest.raises(ValueError, match="PAST_LIMIT"):
        soft("PAST_LIMIT", "After the limit.")
    with pytest.raises(ValueError, match="name who may agree"):
        Reason("PAST_LIMIT", "After the limit.", hard=False)
