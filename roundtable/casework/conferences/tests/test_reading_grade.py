"""How hard to read is what people wrote into a letter, whatever stands round it."""

from roundtable.casework.conferences.reading_grade import grade_of


def test_hard_words_are_graded_higher_than_plain_ones() -> None:
    plain = {"children": [{"reasons": "They were left on their own at night. That is not safe."}]}
    hard = {
        "children": [
            {
                "reasons": "Notwithstanding considerable professional intervention, parental"
                " capacity regarding appropriate supervision remains significantly compromised."
            }
        ]
    }
    assert grade_of(plain) == 0
    assert grade_of(hard) > 12


def test_names_dates_and_what_stands_round_a_letter_are_no_prose() -> None:
    around = {"letterhead": {"team": "Children's social care conference and review service"}}
    assert grade_of({**around, "name": "Ava Hartley", "on": "2026-12-03"}) is None
