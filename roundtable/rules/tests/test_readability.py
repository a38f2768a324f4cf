import pytest

from roundtable.rules.readability import (
    count_syllables,
    long_sentences,
    readability,
)


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("we", 1),
        ("Ava's", 2),
        ("decided", 3),
        ("asked", 1),
        ("needed", 2),
        ("changes", 2),
        ("homes", 1),
        ("tables", 2),
        ("likely", 2),
        ("statement", 2),
        ("elsewhere", 2),
        ("going", 2),
        ("seeing", 2),
        ("playing", 2),
        ("idea", 3),
        ("serious", 3),
        ("social", 2),
        ("conference", 3),
        ("protection", 3),
        ("emotional", 4),
        ("professional", 4),
        ("confidential", 4),
        ("solicitor", 4),
        ("medicine", 3),
        ("interpreter", 4),
        ("2026", 1),
        ("I’ll", 1),
    ],
)
def test_syllables(word, syllables):
    assert count_syllables(word) == syllables


def test_grade_is_flesch_kincaid():
    measured = readability(["The cat sat on the mat. It was happy."])
    assert (measured.words, measured.sentences, measured.syllables) == (9, 2, 10)
    assert measured.grade == pytest.approx(0.39 * 9 / 2 + 11.8 * 10 / 9 - 15.59)


def test_a_block_ends_a_sentence_and_a_full_stop_within_a_number_does_not():
    assert readability(["A list item", "Another"]).sentences == 2
    assert readability(["It costs 3.50 a day at www.example.org now."]).sentences == 1


def test_official_prose_is_hard_and_plain_prose_is_easy():
    official = [
        "The conference has determined, following consideration of the available multi-agency "
        "information, that the threshold of likelihood of significant harm is satisfied."
    ]
    plain = ["We talked about what we all know. We think Ava may be hurt if nothing changes."]
    assert readability(official).grade > 15
    assert readability(plain).grade < 4


def test_nothing_has_grade_nought():
    assert readability([]).grade == 0
    assert readability(["", "—"]).grade == 0


def test_long_sentences_are_named():
    long = "one " * 26 + "end."
    assert long_sentences(["Short one. " + long]) == [long.rstrip(".")]
    assert long_sentences([long], most_words=27) == []
