"""What a child is told before a conference, in words for their age."""

from dataclasses import replace

import pytest

from tests.letters import printed
from tests.letters.samples import CHILD_INVITATION


def spoken(rendition) -> str:
    return " ".join(line[6:] for line in printed.outline_of(rendition).splitlines())


@pytest.fixture(scope="module")
def younger() -> str:
    return spoken(CHILD_INVITATION)


@pytest.fixture(scope="module")
def older() -> str:
    return spoken(replace(CHILD_INVITATION, is_older=True))


def test_the_words_are_for_their_age(younger, older):
    assert "It is called a child protection conference." in older
    assert "child protection" not in younger
    assert len(younger) < len(older)


def test_both_may_stay_away_and_are_heard_all_the_same(younger, older):
    for letter in (younger, older):
        assert "You do not have to." in letter
        assert "This is called an advocate. It is free." in letter
        assert "What do I want to happen?" in letter
        assert "Tuesday 1 December 2026" in letter


def test_a_child_can_ask_that_somebody_is_not_there(younger, older):
    assert "someone you do not want to see there" in younger
    assert "can ask that person not to be there" in older


def test_nobody_is_reached_through_a_childs_letter(younger):
    for person in CHILD_INVITATION.people:
        assert f"{person.name} {person.job}" in younger
        assert person.reach == "kept private" or person.reach not in younger.replace(
            CHILD_INVITATION.social_worker.phone, ""
        )
