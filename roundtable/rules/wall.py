"""
What several people said alike, and what does not go together.

A comparison anybody can follow: words in their order, without those that carry nothing. It joins
only what stands side by side in any case: one domain, the same children, the same readers. A word
that turns a sentence round (not, three, denies) must be in both. Every wording stays on the wall;
joining puts it with its like and decides nothing.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import combinations


def _these(words: str) -> frozenset[str]:
    return frozenset(words.split())


_EMPTY = _these("a an the just really very also quite do does did")
_NUMBERS = _these("zero one two three four five six seven eight nine ten eleven twelve once twice")
_NOT = _these("not no never nobody nothing none neither nor without")
_TURNS = _these(
    "if unless may might could would will nearly almost sometimes often always before until"
    " says said denies denied claims claimed alleges alleged thinks thought"
)
_ALIKE = 0.8  # of the words of the longer sentence
_ENOUGH = 3  # words that must be the same before two sentences are about one thing
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A statement on a wall, as far as it is compared."""

    text: str
    domain: str
    children: frozenset[int]
    audience: str


def joined(sentences: Sequence[Sentence]) -> list[tuple[int, ...]]:
    """
    Return the places of the sentences, those that say the same together, by the latest of each.

    Two say the same when they have the same words in the same order, or when one has all the words
    of the other and few more, none of which turns it round.
    """
    groups: dict[Hashable, list[list[int]]] = defaultdict(list)
    words = [_words(one.text) for one in sentences]
    for place, one in enumerate(sentences):
        near = groups[one.domain, one.children, one.audience, _turning(words[place])]
        same = (group for group in near if _says_the_same(words[group[0]], words[place]))
        group = next(same, None)
        if group is None:
            near.append([place])
        else:
            group.append(place)
    found = (tuple(group) for near in groups.values() for group in near)
    return sorted(found, key=lambda group: group[-1])


def contradicting(sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
    """
    Return the places of sentences that are the same but for a "not", in pairs.

    Only where they share a child; in whatever domain they stand. Numbers tell of different days as
    often as of different accounts, so they speak against nothing.
    """
    about: dict[tuple[str, ...], list[tuple[int, tuple[str, ...]]]] = defaultdict(list)
    for place, one in enumerate(sentences):
        words = _words(one.text)
        turned = tuple(word for word in words if word in _NOT)
        rest = tuple(word for word in words if word not in _NOT)
        if len(rest) >= _ENOUGH:
            about[rest].append((place, turned))
    return sorted(
        (first, second)
        for alike in about.values()
        for (first, said), (second, answered) in combinations(alike, 2)
        if said != answered and sentences[first].children & sentences[second].children
    )


def _words(text: str) -> tuple[str, ...]:
    """Return the words that say something, in order; "didn't" is "not"."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    plain = plain.replace("cannot", "can not").replace("n't", " not")
    return tuple(word for word in _WORD.findall(plain) if word not in _EMPTY)


def _turning(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word in _NOT | _TURNS or _is_number(word))


def _is_number(word: str) -> bool:
    return word in _NUMBERS or any(letter.isdigit() for letter in word)


def _says_the_same(first: Sequence[str], second: Sequence[str]) -> bool:
    short, long = sorted((first, second), key=len)
    if len(short) <= _ENOUGH:
        return bool(short) and short == long
    return len(short) >= _ALIKE * len(long) and _is_within(short, long)


def _is_within(short: Sequence[str], long: Sequence[str]) -> bool:
    """Return whether `long` has the words of `short` in their order, and others between them."""
    left = iter(long)
    return all(word in left for word in short)
