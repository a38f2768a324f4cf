from itertools import permutations

import pytest

from roundtable.rules.categories import (
    CENSUS_CODES,
    LABELS,
    NHS_CODES,
    Category,
    NoCategory,
    census_code,
)
from roundtable.rules.decision_guards import Outcome
from roundtable.rules.disclosure import Audience
from roundtable.rules.opinions import (
    MOST,
    SOCIAL_WORKER,
    Threshold,
    audience_of_opinions,
    goes_against,
    missing_opinions,
)

NEGLECT, PHYSICAL, SEXUAL, EMOTIONAL = Category


@pytest.mark.parametrize("category", Category)
def test_one_category_is_its_own_code(category):
    assert census_code({category}) == category.value


@pytest.mark.parametrize("size", [2, 3, 4])
def test_several_are_multiple_in_whatever_order(size):
    for categories in permutations(Category, size):
        assert census_code(categories) == "MUL"


def test_an_authority_may_name_the_main_one_of_several():
    assert census_code([NEGLECT, EMOTIONAL], primary=EMOTIONAL) == "EMO"
    assert census_code([NEGLECT, EMOTIONAL], primary=SEXUAL) == "MUL"


def test_no_category_is_an_error_not_a_code():
    with pytest.raises(NoCategory):
        census_code([])


def test_every_code_and_label_is_there():
    assert {"NEG", "PHY", "SAB", "EMO", "MUL"} == CENSUS_CODES
    assert NHS_CODES == {NEGLECT: "01", PHYSICAL: "02", EMOTIONAL: "03", SEXUAL: "04"}
    assert set(LABELS) == set(Category)


ASKED = {1: "PC Grant", 2: "St Anne's Primary", 3: "S. Iqbal"}


def test_those_who_have_not_answered_are_named():
    assert missing_opinions(ASKED, {2}) == ["PC Grant", "S. Iqbal"]
    assert missing_opinions(ASKED, ASKED) == []


def test_opinions_are_the_authors_own_until_all_are_in():
    assert audience_of_opinions(ASKED, {1, 2}) is Audience.AUTHOR
    assert audience_of_opinions(ASKED, {1, 2, 3}) is Audience.EVERYONE


def test_saying_nothing_is_an_answer_and_there_is_no_tally():
    assert {Threshold.ABSTAINED, Threshold.LEFT, Threshold.NO_OPINION} < set(Threshold)


@pytest.mark.parametrize(
    "outcome, said, social_worker_says, expected",
    [
        (Outcome.PLAN, [True, True, False], [True], ()),
        (Outcome.PLAN, [False, False, True], [True], (MOST,)),
        (Outcome.PLAN, [True, True, False], [False], (SOCIAL_WORKER,)),
        (Outcome.END, [True, True, False], [True], (MOST, SOCIAL_WORKER)),
        # As many for as against are no majority, and two social workers who differ no view.
        (Outcome.CHILD_IN_NEED, [True, False], [True, False], ()),
        (Outcome.CHANGE_CATEGORY, [], [], ()),
        # Nothing is decided yet, or it says nothing about the threshold.
        (None, [True, True], [True], ()),
        (Outcome.END_LOOKED_AFTER, [True, True], [True], ()),
    ],
)
def test_whom_a_decision_goes_against_is_named(outcome, said, social_worker_says, expected):
    assert goes_against(outcome, said=said, social_worker_says=social_worker_says) == expected
