import pytest

from roundtable.rules.plain_words import TERMS, Term, advice, find, in_words, read, with_own

LONG = "We went to the house and " * 6 + "came back."


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", ""),
        ("  \n ", ""),
        ("No.", "1 word, easy to read"),
        ("Ava reads with her grandad. He is good at it.", "10 words, easy to read"),
        ("She was dysregulated.", "3 words; “dysregulated” → say what you saw"),
        (LONG, "38 words; make two sentences of the one with 38 words"),
        (
            "Professional consultation continued.",
            "3 words; hard to read: use shorter words",
        ),
        (
            "The family has been very open about what they find difficult in the morning.",
            "14 words; shorter words would make it easier to read",
        ),
    ],
)
def test_a_line_says_how_it_reads(text: str, line: str) -> None:
    assert in_words(read(text, TERMS)) == line


def test_no_more_than_three_hints_at_a_time() -> None:
    text = f"{LONG} MOC was dysregulated after the DV, and the siblings disengaged."
    assert len(advice(read(text, TERMS))) == 3
    assert not read(text, TERMS).is_plain
    assert read("Ava reads well.", TERMS).is_plain


def test_a_line_of_its_own_is_a_sentence() -> None:
    assert read("Ava reads\nBen sings", ()).longest == 2


def test_each_word_is_named_once_and_found_wherever_it_stands() -> None:
    text = "Siblings! The siblings."
    [term] = read(text, TERMS).terms
    assert term.word == "siblings"
    assert [text[one.start : one.end] for one in find(text, TERMS)] == ["Siblings", "siblings"]


def test_letters_that_stand_for_a_name_are_meant_in_capitals_and_as_a_word() -> None:
    assert [one.term.word for one in find("A CPU is no CP, and no cp.", TERMS)] == ["CP"]


def test_of_two_words_that_overlap_the_longer_one_is_meant() -> None:
    [found] = find("Our safeguarding concerns.", TERMS)
    assert found.term.word == "safeguarding concerns"


def test_who_reads_is_told_the_meaning_or_what_could_stand_there() -> None:
    assert Term("SW", "social worker").explained == "social worker"
    assert Term("PR", "say who decides", "the right to decide").explained == "the right to decide"


def test_an_authority_adds_its_own_words_and_leaves_some_out() -> None:
    own = Term("TAF", "the meeting about help"), Term("HV", "nurse for small children")
    words = {one.word: one.instead for one in with_own(own, left_out=["dna"])}
    assert words["TAF"] == "the meeting about help"
    assert words["HV"] == "nurse for small children"
    assert "DNA" not in words
    assert words["siblings"] == "brothers and sisters"


def test_every_word_is_there_once_and_says_what_to_say_instead() -> None:
    words = [one.word.casefold() for one in TERMS]
    assert len(words) == len(set(words))
    assert all(one.instead and one.explained for one in TERMS)
