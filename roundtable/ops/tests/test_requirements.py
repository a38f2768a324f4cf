"""The list of requirements cannot cite what is not there."""

from pathlib import Path

from roundtable.ops.requirements import Requirement, problems

ROOT = Path(__file__).parents[3]
HERE = "roundtable/ops/tests/test_requirements.py"


def requirement(*tests: str, key: str = "S0-01") -> Requirement:
    return Requirement(key, "Words.", "A source", tests)


def test_a_test_that_exists_is_fine() -> None:
    assert problems([requirement(f"{HERE}::test_a_test_that_exists_is_fine")], ROOT) == []


def test_a_test_that_does_not_exist_is_named() -> None:
    wrong = problems([requirement(f"{HERE}::test_of_nothing")], ROOT)
    assert wrong == [f"S0-01: there is no test {HERE}::test_of_nothing"]
    assert problems([requirement("nowhere.py::test_x")], ROOT)


def test_a_test_proves_at_most_four() -> None:
    node = f"{HERE}::test_a_test_proves_at_most_four"
    four = [requirement(node, key=f"S0-0{n}") for n in range(4)]
    assert problems(four, ROOT) == []
    assert "cited for 5" in problems([*four, requirement(node, key="S0-09")], ROOT)[0]


def test_a_requirement_has_words_and_a_source() -> None:
    assert problems([Requirement("S0-01", " ", "A source", ())], ROOT)
