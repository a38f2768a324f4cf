import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roundtable.foundation.documents.printable import FONTS, REPLACEMENT, coverage, printable


@pytest.mark.parametrize(
    "text",
    [
        "Łucja Wójcik",
        "Ștefan Țurcanu",
        "Siân Ó Briain",
        "Nguyễn Thị Ánh",
        "Дмитро Ковальчук",
        "Ελένη Παπαδοπούλου",
        "شیخ محمد",
        "محمد حسین نے ہم سے",
        "ښځه ږغ",
        "রহিমা বেগম",
        "ਗੁਰਪ੍ਰੀਤ ਕੌਰ",
        "પટેલ",
        "முருகன்",
        "प्रिया",
        "שלום",
        "😢 👩‍👩‍👧 👍🏽",
        "✓ → ☐ £ € ½ “quoted” – dash…",
    ],
)
def test_what_the_fonts_have_is_left_as_it_is(text):
    assert printable(text) == unicodedata.normalize("NFC", text)


def test_markup_is_only_text():
    hostile = '#import "/etc/passwd": * *b* $x$ #read("x") <label> @ref \\ [a] {b} `c` ~'
    assert printable(hostile) == hostile


def test_what_no_font_has_shows_that_something_is_missing():
    assert printable("Li 李 Wei") == f"Li {REPLACEMENT} Wei"


def test_half_a_character_and_a_private_one_are_shown_as_missing():
    assert printable("a\ud800b\ue000c") == f"a{REPLACEMENT}b{REPLACEMENT}c"


def test_control_characters_are_dropped_and_line_ends_kept():
    assert printable("a\x00\x07b\x1b[31m\r\nc\rd\u2028e\tf") == "ab[31m\nc\nd\ne f"


def test_direction_overrides_cannot_turn_a_sentence_round():
    assert printable("paid \u202enot\u202c by Sam \u2067x\u2069") == "paid not by Sam x"


def test_a_mark_upon_nothing_gets_a_circle_to_stand_on():
    assert printable("a\n\u0301b") == "a\n\N{DOTTED CIRCLE}\u0301b"


def test_a_mark_that_the_letters_font_lacks_is_shown_as_missing():
    assert printable("ਗ\u05bbx") == f"ਗ{REPLACEMENT}x"


def test_only_space_is_nothing():
    assert printable(" \t\n\u00a0\u200b\ufeff ") == ""


def test_many_blank_lines_become_one():
    assert printable("a" + "\n" * 5000 + "b") == "a\n\nb"


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    once = printable(text)
    assert printable(once) == once


@given(st.text())
def test_every_character_that_is_left_has_a_font(text):
    everything = frozenset().union(*coverage().values()) | set("\n\u200b\u200c\u200d\u200e\u200f")
    assert set(printable(text)) - everything <= {"\ufe0e", "\ufe0f"}


def test_each_font_has_its_licence_and_its_coverage():
    families = {family.replace(" ", "") for family in coverage()}
    licensed = {path.stem.removeprefix("LICENCE-") for path in FONTS.glob("LICENCE-*.txt")}
    files = {path.stem.partition("_")[0] for path in FONTS.glob("*.ttf")}
    assert families == licensed == files
