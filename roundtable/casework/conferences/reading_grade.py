"""How hard to read is what was written into a letter, before it goes. It never stops one."""

from collections.abc import Mapping
from typing import Any

from roundtable.casework.conferences.leaks import words_in
from roundtable.rules.readability import readability

# Shorter texts are names, dates and places, which say nothing about how a letter reads.
_FEWEST_WORDS = 5
# What stands round the letter, and is no prose of its writer.
_ROUND_IT = frozenset({"letterhead", "recipient", "signed_by", "chair", "advice", "complaints"})


def grade_of(content: Mapping[str, Any]) -> float | None:
    """
    Return the grade of the sentences people wrote in it, from 0; None where nobody wrote any.

    The words of the template itself are held to grade 5 by tests.
    """
    written = {name: value for name, value in content.items() if name not in _ROUND_IT}
    prose = [text for text in words_in(written) if len(text.split()) >= _FEWEST_WORDS]
    # Very short sentences come out below nothing, which tells nobody anything.
    return max(0.0, round(readability(prose).grade, 1)) if prose else None
