"""What the chair has to say: everything that can be decided, and nobody forgotten."""

import pytest

from roundtable.rules import spoken_prompts as prompts
from roundtable.rules.decision_guards import ENDS_PLAN, KEEPS_PLAN, Outcome


def test_together_the_sheets_name_every_outcome() -> None:
    named = prompts.possible_outcomes(some_on_plan=True, some_without=True)
    assert set(named) == set(Outcome)
    said = prompts.outcome_prompts(some_on_plan=True, some_without=True)
    assert {f"outcome:{one.value}" for one in Outcome} <= {one.code for one in said}
    assert len({one.say for one in said}) == len(said)


def test_what_cannot_be_decided_for_these_children_is_not_promised() -> None:
    of_plan = KEEPS_PLAN | ENDS_PLAN
    review = prompts.possible_outcomes(some_on_plan=True, some_without=False)
    initial = prompts.possible_outcomes(some_on_plan=False, some_without=True)
    assert set(review) == of_plan
    assert set(initial) == set(Outcome) - of_plan


def test_a_child_without_words_is_named_with_the_reason() -> None:
    assert "Ava says" in prompts.child_prompt(7, "Ava").say
    assert "too young" in prompts.child_prompt(7, "Ben", why_not="too young").say


def test_who_tells_the_child_is_asked_until_it_is_settled() -> None:
    assert prompts.telling_prompt(7, "Ava", "").say == (
        "Who tells Ava, and when? It is not settled: agree it now."
    )
    assert "her mother" in prompts.telling_prompt(7, "Ava", "her mother, tonight").say


@pytest.mark.parametrize(
    ("code", "known"),
    [
        ("names", True),
        ("unhappy", True),
        ("outcome:plan", True),
        ("outcome:legal", True),
        ("outcome:prison", False),
        (prompts.child_prompt(7, "Ava").code, True),
        (prompts.views_prompt(7, 9, "").code, True),
        (prompts.family_prompt(3, "Reports").code, True),
        (prompts.telling_prompt(7, "Ava", "").code, True),
        ("child:", False),
        ("views:7", False),
        ("nonsense", False),
        ("", False),
    ],
)
def test_only_what_stands_on_a_sheet_can_be_ticked(code: str, known: bool) -> None:
    assert prompts.is_prompt(code) is known
