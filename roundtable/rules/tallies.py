"""
Sentences that count opinions. Opinions stand in the record by name, each with its reasons.

A count beside them says less than they do, and can be wrong: minutes that counted the votes of a
conference wrongly were found at fault. The chair is shown such a sentence, and decides.
"""

import re

_NUMBER = (
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|most|all|none|half)"
)
_VOICES = r"(?:professionals|agencies|members|people|opinions|votes|of them|those present)"
_VIEW = r"(?:voted|agreed|disagreed|thought|felt|said|were (?:for|against|in favour)|in favour)"
_TALLIES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bvot(?:e|es|ed|ing)\b",
        r"\bmajority\b",
        r"\bunanimous(?:ly)?\b",
        rf"\b(?:decided|agreed|plan|opinions?)\b.*\b{_NUMBER}\s+(?:to|against)\s+{_NUMBER}\b",
        rf"\b{_NUMBER}\s+(?:out\s+)?of\s+(?:the\s+)?{_NUMBER}\b.*\b{_VIEW}\b",
        rf"\b{_NUMBER}\s+(?:of\s+the\s+)?{_VOICES}\s+{_VIEW}\b",
    )
)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")


def sentences_that_count(text: str) -> list[str]:
    """Return the sentences of a text that say how many were for or against something."""
    sentences = (found.group().strip() for found in _SENTENCE.finditer(text))
    return [one for one in sentences if any(tally.search(one) for tally in _TALLIES)]
