"""
How hard a text is to read, as the Flesch-Kincaid grade: school years of an average reader.

Grade 5 is about a reading age of nine or ten, what letters to families aim at. Syllables are
counted by rule with a list of exceptions, so a single word may be off by one; a letter is not.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_WORD = re.compile(r"[A-Za-z]+(?:['\u2019][A-Za-z]+)*|\d[\d:,.]*(?:am|pm)?")
_SENTENCE_END = re.compile(r"[.!?]+[\"'\u201d\u2019)]*(?=\s|$)")
_VOWELS = re.compile(r"[aeiouy]+")
# An e that is written and not said, at the end ("home", "asked") and within ("likely").
_SILENT_END = re.compile(
    r"(?:[^aeioulr]|[aeiou][lr])e$|[^aeioutd]ed$|(?<![sc]h)(?:[^aeioucgsxzl]|[aeiou]l)es$"
)
_SILENT_WITHIN = re.compile(
    r"[^aeiou]e(?:ly|ments?|ments?al|ful|less|ness|ty|where|work|guard|hold)(?:$|[aeiou])"
)
# Two vowels side by side that are said apart ("going", "idea", "playing").
_SAID_APART = re.compile(
    r"(?<![cgnlst])i[ao]|(?<![cst])ie(?:r|st)$|(?<![cgstx])iou|[^qg]ua|uou"
    r"|[aeo]y[aeio]|[^aeiou]ying$|[eo]ing$"
)

# Words our letters use, where the rule counts wrong.
_SYLLABLES: Final = {
    "anyone": 3, "colleague": 2, "colleagues": 2, "create": 2, "created": 3, "experience": 4,
    "february": 4, "idea": 3, "ideas": 3, "area": 3, "areas": 3, "someone": 2, "sometimes": 2,
    "something": 2, "somewhere": 2, "video": 3, "pm": 2, "am": 2, "continuing": 4,
    "quiet": 2,
}  # fmt: skip


@dataclass(frozen=True)
class Readability:
    """The counts behind a grade."""

    words: int
    sentences: int
    syllables: int

    @property
    def grade(self) -> float:
        """The Flesch-Kincaid grade; 0 for an empty text."""
        if not self.words:
            return 0.0
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59


def readability(blocks: Iterable[str]) -> Readability:
    """Measure text given as blocks (paragraphs, list items); a block's end ends a sentence."""
    words = sentences = syllables = 0
    for block in blocks:
        for sentence in _SENTENCE_END.split(block):
            found = _WORD.findall(sentence)
            words += len(found)
            syllables += sum(count_syllables(word) for word in found)
            sentences += bool(found)
    return Readability(words, sentences, syllables)


def lengths(text: str) -> list[int]:
    """Return how many words each sentence of a text has; a line of its own ends one too."""
    found = (
        len(_WORD.findall(sentence))
        for line in text.splitlines()
        for sentence in _SENTENCE_END.split(line)
    )
    return [words for words in found if words]


def long_sentences(blocks: Iterable[str], *, most_words: int = 25) -> list[str]:
    """Return the sentences with more than `most_words` words, in order."""
    return [
        sentence.strip()
        for block in blocks
        for sentence in _SENTENCE_END.split(block)
        if len(_WORD.findall(sentence)) > most_words
    ]


def count_syllables(word: str) -> int:
    """Return how many syllables an English word has; a number counts as one."""
    word = word.lower().replace("\u2019", "'")
    if word in _SYLLABLES:
        return _SYLLABLES[word]
    word = word.removesuffix("'s").replace("'", "")
    count = len(_VOWELS.findall(word)) + len(_SAID_APART.findall(word))
    count -= bool(_SILENT_END.search(word)) + bool(_SILENT_WITHIN.search(word))
    return max(count, 1)
