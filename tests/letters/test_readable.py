"""Letters to families are for a reading age of nine: grade 5 is the aim, grade 6 the limit."""

from dataclasses import replace

import pytest

from roundtable.casework.conferences.models import Kind
from roundtable.rules.decision_guards import Outcome
from roundtable.rules.readability import long_sentences, readability
from tests.letters import printed, samples
from tests.letters.samples import DECISION, INVITATION

INVITATIONS = {
    kind.value: replace(INVITATION, children=(replace(samples.BEN, kind=kind),), interpreter=None)
    for kind in Kind
}
DECISIONS = {
    outcome.value: replace(
        DECISION,
        appeal=samples.APPEAL,
        children=(
            replace(
                DECISION.children[0],
                outcome=outcome,
                legal_planning=True,
                recommended_support="Help at home.",
            ),
        ),
    )
    for outcome in Outcome
}
FOR_FAMILIES = {
    "invitation": INVITATION,
    **{f"invitation_{kind}": letter for kind, letter in INVITATIONS.items()},
    "child_invitation": samples.CHILD_INVITATION,
    "child_invitation_older": replace(samples.CHILD_INVITATION, is_older=True),
    "exclusion": samples.EXCLUSION,
    "decision": DECISION,
    **{f"decision_{outcome}": letter for outcome, letter in DECISIONS.items()},
    "unfinished": samples.UNFINISHED,
    "agreed": samples.AGREED,
}


@pytest.mark.parametrize("name", FOR_FAMILIES)
def test_family_letters_are_easy_to_read(name):
    prose = printed.prose_of(FOR_FAMILIES[name])
    assert len(prose) >= 8
    assert readability(prose).grade <= 5
    assert long_sentences(prose, most_words=25) == []


def test_the_plan_is_easy_enough_for_everyone_in_it():
    assert readability(printed.prose_of(samples.PLAN)).grade <= 6


def test_professionals_get_plain_english_too():
    assert readability(printed.prose_of(samples.PROFESSIONAL_INVITATION)).grade <= 8


@pytest.mark.parametrize("name", FOR_FAMILIES)
def test_no_jargon_reaches_a_family(name):
    said = " ".join(printed.prose_of(FOR_FAMILIES[name])).lower()
    for word in (
        "threshold",
        "strategy discussion",
        "section 47",
        "significant harm",
        "safeguarding",
        "multi-agency",
        "quorate",
        "pursuant",
        "contingency",
    ):
        assert word not in said
