from dataclasses import replace

import pytest

from roundtable.rules.access import Role
from roundtable.rules.reasons import (
    Override,
    Reason,
    hard,
    reasons_left,
    reasons_not_an_approver,
    soft,
)

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


@pytest.mark.parametrize(
    ("by", "holds_role", "agreed_in_another_role", "code"),
    [
        (None, False, False, "NO_APPROVER"),
        (7, False, False, "NOT_AN_APPROVER"),
        (7, True, True, "ONE_APPROVER"),
    ],
)
def test_an_agreement_is_that_of_somebody_who_can_give_it(
    by, holds_role, agreed_in_another_role, code
):
    (reason,) = reasons_not_an_approver(
        replace(MANAGER_AGREES, by=by),
        holds_role=holds_role,
        agreed_in_another_role=agreed_in_another_role,
    )
    assert reason.code == code
    assert reason.hard


def test_one_who_holds_the_role_can_give_it():
    agrees = replace(MANAGER_AGREES, by=7)
    assert not reasons_not_an_approver(agrees, holds_role=True, agreed_in_another_role=False)
