"""What each letter says, word for word, in the order in which it is read aloud."""

import pytest

from tests.letters import printed, tagged
from tests.letters.update_golden import GOLDEN


@pytest.mark.parametrize("name", printed.LETTERS)
def test_letter_says_what_its_golden_text_says(name):
    said = tagged.outline(tagged.read(printed.pdf_of(name)))
    assert said == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


def test_every_golden_text_has_its_letter():
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(printed.LETTERS)
