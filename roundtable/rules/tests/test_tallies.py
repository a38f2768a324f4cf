"""Sentences that count opinions, and those that count something else."""

import pytest

from roundtable.rules.tallies import sentences_that_count


@pytest.mark.parametrize(
    "sentence",
    [
        "The vote was for a plan.",
        "They voted.",
        "The majority wanted a plan.",
        "It was unanimous.",
        "It was decided by five to two.",
        "The conference was for a plan, 6 to 1.",
        "Four of the six agencies thought that the threshold is met.",
        "5 out of 7 said yes!",
        "Most professionals agreed.",
        "Three of the professionals were against it.",
    ],
)
def test_a_count_of_opinions_is_found(sentence: str) -> None:
    assert sentences_that_count(f"We met. {sentence} Ben is five.") == [sentence]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The chair decided that the threshold is met.",
        "Ben missed two of four checks.",
        "He was at breakfast club four days of five.",
        "Six people live in two rooms.",
        "PC Grant thinks that the threshold is met.",
        "She agreed to see three professionals.",
        "They meet from 9 to 10.",
    ],
)
def test_what_counts_something_else_is_left_alone(text: str) -> None:
    assert sentences_that_count(text) == []
