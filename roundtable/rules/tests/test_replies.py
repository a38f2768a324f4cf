import pytest

from roundtable.rules.replies import ANSWERS, TOLD_FIRST, reasons_cannot_reply


@pytest.mark.parametrize("answer", sorted(ANSWERS))
def test_each_of_the_three_is_an_answer_to_who_was_told(answer: str) -> None:
    assert reasons_cannot_reply(answer=answer, text="One. I rang.", was_told=True) == []
    [reason] = reasons_cannot_reply(answer=answer, text="One. I rang.", was_told=False)
    assert reason.code == "NOT_TOLD"


@pytest.mark.parametrize(
    ("answer", "text", "codes"),
    [
        ("perhaps", "One.", ["NO_ANSWER"]),
        ("more", " ", ["NOTHING_SAID"]),
        ("right", "", []),
        ("not_right", "", []),
    ],
)
def test_what_is_no_answer(answer: str, text: str, codes: list[str]) -> None:
    reasons = reasons_cannot_reply(answer=answer, text=text, was_told=True)
    assert [one.code for one in reasons] == codes


def test_what_they_are_told_first_is_all_four_things() -> None:
    told = " ".join(TOLD_FIRST)
    for words in ("do not have to", "read what you answer", "in court", "solicitor"):
        assert words in told
