"""A quiet word on how a sentence reads: said under it, never in the way of it."""

import re

# What a parent would have to look up, and what could stand there instead.
_SAY_INSTEAD = {
    "dysregulated": "what you saw",
    "dysregulation": "what you saw",
    "disengaged": "what they did or did not do",
    "engage": "come, answer or take part",
    "engagement": "coming, answering or taking part",
    "non-compliant": "what they did not do",
    "presenting": "what you saw",
    "presented": "what you saw",
    "ideation": "thoughts",
    "attachment issues": "how the child is with the parent",
    "safeguarding concerns": "what you are worried about",
    "domestic incident": "what happened",
    "siblings": "brothers and sisters",
    "sibling": "brother or sister",
    "contact": "seeing each other, if that is what you mean",
    "significant other": "who it is",
    "DNA": "did not come to the appointment",
    "MOC": "mother",
    "FOC": "father",
    "A&E": "the emergency department",
    "CP": "child protection",
    "DV": "what happened, and who did it",
    "DA": "what happened, and who did it",
    "SW": "social worker",
    "HV": "health visitor",
    "YP": "their name",
}
_LONG = 28


def advice_on(text: str) -> str:
    """Return how many words the longest sentence has, and a word to say in another way."""
    longest = max((len(one.split()) for one in re.split(r"[.!?]+\s", text)), default=0)
    found = [
        f"instead of “{word}”, say {better}"
        for word, better in _SAY_INSTEAD.items()
        if _in(word, text)
    ]
    if longest > _LONG:
        found.insert(0, f"make two sentences of the one with {longest} words")
    return "; ".join(found[:2])


def _in(word: str, text: str) -> bool:
    flags = 0 if word.isupper() else re.IGNORECASE
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, flags) is not None
