import pytest

from roundtable.rules.participation import TEXTS, Code, TookPart, participation_code


@pytest.mark.parametrize(
    "child, code",
    [
        (TookPart(age=None), Code.PN0),
        (TookPart(age=3, came=True, spoke=True), Code.PN0),
        (TookPart(age=4, came=True, spoke=True, advocate_spoke=True), Code.PN1),
        (TookPart(age=9, came=True, advocate_spoke=True), Code.PN2),
        (TookPart(age=9, came=True, showed_without_words=True), Code.PN3),
        (TookPart(age=9, came=True, views_in=True), Code.PN4),
        (TookPart(age=9, advocate_spoke=True), Code.PN5),
        (TookPart(age=9, views_by_advocate=True, views_in=True), Code.PN5),
        (TookPart(age=9, views_in=True), Code.PN6),
        (TookPart(age=9), Code.PN7),
    ],
)
def test_the_code_follows_what_happened(child, code):
    assert participation_code(child) is code


def test_every_code_has_words():
    assert set(TEXTS) == set(Code)
