"""
Make any text a person can type safe to print: nothing refused, nothing hidden, no letter stopped.

The PDF profile we print in refuses a character that no font has, so what cannot be printed is
shown as the replacement character `�`: the reader sees that something is missing.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_TOO_MANY_BLANK_LINES = re.compile(r"\n{3,}")

# Direction overrides can make a sentence read backwards; the others are invisible and only
# serve to hide text or to break a word that is searched for.
_HIDDEN = re.compile("[\u00ad\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]")
_SKIN_TONES = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
# Unassigned, private, half a character.
_NOT_CHARACTERS = frozenset({"Cn", "Co", "Cs"})
_DOTTED_CIRCLE = "\N{DOTTED CIRCLE}"
# They join letters and emoji; no font needs a glyph for them.
_JOIN = "\N{ZERO WIDTH JOINER}"
_JOINERS = frozenset("\u200b\u200c\u200d\u200e\u200f\ufe0e\ufe0f")


@cache
def coverage() -> dict[str, frozenset[str]]:
    """Return the characters each font family can print, in the order a letter asks them."""
    families = {}
    for line in (FONTS / "coverage.txt").read_text(encoding="ascii").splitlines():
        family, _, ranges = line.partition(": ")
        characters: set[str] = set()
        for span in ranges.split():
            first, _, last = span.partition("-")
            characters.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
        families[family] = frozenset(characters)
    return families


def printable(text: str) -> str:
    """
    Return `text` as it can be printed, character for character wherever a font has it.

    Line ends become `\\n`, at most two in a row; control characters and invisible direction
    overrides are dropped; space at both ends is trimmed, so what is only space becomes "".
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    text = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text)).replace("\t", " ")
    text = _HIDDEN.sub("", text)
    text = "".join(_character(character) for character in text)
    text = "".join(_printable_cluster(cluster) for cluster in _clusters(text))
    return _TOO_MANY_BLANK_LINES.sub("\n\n", text).strip()


def _character(character: str) -> str:
    """Drop control characters, and show that something stood where there is no character."""
    category = unicodedata.category(character)
    if category == "Cc" and character != "\n":
        return ""
    return REPLACEMENT if category in _NOT_CHARACTERS else character


def _clusters(text: str) -> list[str]:
    """Split into what a reader sees as one character: with its marks, and with what joins it."""
    clusters: list[str] = []
    for character in text:
        is_mark = unicodedata.category(character)[0] == "M" or character in _SKIN_TONES
        follows = bool(clusters) and clusters[-1] not in {"\n", " ", "\u00a0"}
        if follows and (is_mark or character in _JOINERS or clusters[-1].endswith(_JOIN)):
            clusters[-1] += character
        elif character in _JOINERS:
            continue  # nothing before it to join
        elif is_mark:
            # A mark upon nothing is drawn upon the circle that stands for a missing letter.
            clusters.append(_DOTTED_CIRCLE + character)
        else:
            clusters.append(character)
    return clusters


def _printable_cluster(cluster: str) -> str:
    """Return the cluster if one font has all of it; else what can be kept of it."""
    if cluster == "\n":
        return cluster
    needed = set(cluster) - _JOINERS
    families = coverage().values()
    if any(needed <= family for family in families):
        return cluster
    base = cluster[0]
    home = next((family for family in families if base in family), None)
    if home is None:
        return REPLACEMENT
    return "".join(c for c in cluster if c in home or c in _JOINERS) + REPLACEMENT
