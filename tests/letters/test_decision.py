"""The decision letter: what was decided, why, what happens next, and what it must not say."""

from dataclasses import replace

import pytest

from roundtable.casework.decisions.letters.decision import NEEDS_SUPPORT
from roundtable.foundation.documents.rendering import render
from roundtable.foundation.documents.rendition import CannotRender
from roundtable.rules.categories import Category
from roundtable.rules.decision_guards import ON_PLAN, Outcome
from tests.letters import samples
from tests.letters.samples import CHAIR, DECISION, DECISION_FOR_PROFESSIONAL
from tests.letters.test_invitation import spoken

AVA = DECISION.children[0]


@pytest.fixture(scope="module")
def letter() -> str:
    return spoken(DECISION)


def deciding(outcome: Outcome, **changes):
    child = replace(AVA, outcome=outcome, recommended_support="Help at home.", **changes)
    return replace(DECISION, children=(child,))


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Outcome.PLAN, "Ava will have a child protection plan."),
        (Outcome.CONTINUE, "Ava still needs a child protection plan. The plan goes on."),
        (Outcome.CHANGE_CATEGORY, "what we worry about most has changed"),
        (Outcome.END, "The child protection plan for Ava ends. There is other help"),
        (Outcome.END_NO_SERVICES, "We do not think that more help from us is needed."),
        (Outcome.END_LOOKED_AFTER, "because Ava is now in our care"),
        (Outcome.CHILD_IN_NEED, "We offer a child in need plan."),
        (Outcome.EARLY_HELP, "We offer other help, if you agree to it."),
        (Outcome.NO_FURTHER_ACTION, "Ava will not have a child protection plan."),
    ],
)
def test_each_outcome_is_said_in_plain_words(outcome, words):
    said = spoken(deciding(outcome))
    assert words in said
    assert ("The plan for Ava" in said) == (outcome in set(ON_PLAN))


def test_every_outcome_has_words():
    for outcome in Outcome:
        assert render(deciding(outcome))


def test_each_child_has_a_decision_of_their_own(letter):
    assert "Ava still needs a child protection plan." in letter
    assert "The child protection plan for Ben ends." in letter


def test_reasons_and_what_the_family_and_child_said(letter):
    assert AVA.reasons in letter
    assert AVA.family_view in letter
    assert AVA.child_view in letter


@pytest.mark.parametrize(
    ("category", "words"),
    [
        (Category.NEG, "Neglect. This is when a child does not get the care they need."),
        (Category.PHY, "Physical abuse. This is when someone hurts a child's body."),
        (Category.SAB, "Sexual abuse. This is when someone makes or leads a child"),
        (Category.EMO, "Emotional abuse. This is when a child is made to feel scared"),
    ],
)
def test_categories_in_plain_words(category, words):
    assert words in spoken(deciding(Outcome.PLAN, categories=(category,)))


def test_key_worker_core_group_and_dates(letter):
    assert "Name Sam Iqbal Job social worker Phone 01632 960 102" in letter
    assert "Core group Monday 14 December 2026 at 1:30pm, St Anne's School" in letter
    assert "Next conference Thursday 27 May 2027 at 10am, Willow Room" in letter
    assert "Kezia Ncube, health visitor" in letter


def test_the_plan_says_what_must_change_who_does_what_by_when_and_how_we_will_know(letter):
    assert "Aim 1: Ava and Ben are not at home when grown-ups fight." in letter
    assert "How we will know: Ava says she sleeps." in letter
    assert "Change the locks. Lena Fox, housing officer 11 December 2026" in letter


def test_the_plan_has_its_contingency_and_what_would_end_it(letter):
    assert "If things do not get better " + samples.AVA_PLAN.contingency in letter
    assert "What would end the plan " + samples.AVA_PLAN.what_would_end_it in letter


def test_aims_are_short_or_long_term(letter):
    assert "A short-term aim. We want this by 26 February 2027." in letter
    assert "A long-term aim." in letter


def test_support_after_a_plan_is_the_familys_choice(letter):
    assert "A place at nursery for 15 hours a week." in letter
    assert "You can say yes or no, and you can change your mind." in letter


def test_visits_may_come_unannounced(letter):
    assert "Some visits may come without a call first." in letter


def test_the_record_follows_and_can_be_corrected(letter):
    assert "full record of the meeting by Monday 4 January 2027" in letter
    assert "within 10 working days" in letter


def test_who_tells_the_child(letter):
    assert "Sam will tell Ava on Friday, at school, with Tom." in letter


def test_a_court_is_mentioned_only_where_lawyers_are_asked(letter):
    assert "court" not in letter
    said = spoken(deciding(Outcome.PLAN, legal_planning=True))
    assert "if a court should decide what happens next" in said
    assert "You should see a solicitor straight away." in said


def test_complaints_always_have_a_route(letter):
    for letter_of in (DECISION, DECISION_FOR_PROFESSIONAL, samples.UNFINISHED):
        assert "complaints@marlsea.example" in spoken(letter_of)
    assert "What was decided stays in place while we look into it." in letter


def test_no_appeal_is_promised_where_the_authority_has_no_route(letter):
    assert "appeal" not in letter.lower()


def test_an_appeal_is_printed_with_its_route_grounds_and_last_day():
    said = spoken(replace(DECISION, appeal=samples.APPEAL))
    assert "This is called an appeal." in said
    assert "the meeting did not follow the rules" in said
    assert "the Head of Service by Thursday 31 December 2026" in said


@pytest.mark.parametrize("field", ["to", "how", "grounds", "last_day"])
def test_half_an_appeal_route_is_no_route(field):
    blank = () if field in {"how", "grounds"} else None if field == "last_day" else ""
    with pytest.raises(CannotRender) as refusal:
        render(replace(DECISION, appeal=replace(samples.APPEAL, **{field: blank})))
    assert refusal.value.field == f"appeal.{field}"


def test_dissent_is_for_professionals_alone(letter):
    words = DECISION_FOR_PROFESSIONAL.children[0].dissent
    assert words[0] in spoken(DECISION_FOR_PROFESSIONAL)
    with pytest.raises(CannotRender, match="not for the family"):
        replace(DECISION, children=(replace(AVA, dissent=words),))


def test_whoever_was_not_there_is_told_so():
    assert "You were not at the meeting" in spoken(replace(DECISION, reader_came=False))
    assert "Thank you for coming." in spoken(DECISION)


@pytest.mark.parametrize("outcome", sorted(set(ON_PLAN)))
@pytest.mark.parametrize("field", ["plan", "categories"])
def test_no_plan_is_announced_without_its_plan_and_category(outcome, field):
    with pytest.raises(CannotRender) as refusal:
        replace(AVA, outcome=Outcome(outcome), **{field: () if field == "categories" else None})
    assert refusal.value.field == field


@pytest.mark.parametrize("outcome", sorted(NEEDS_SUPPORT))
def test_help_that_is_offered_has_to_be_named(outcome):
    with pytest.raises(CannotRender, match="recommended support"):
        replace(AVA, outcome=outcome, recommended_support=None)


def test_a_conference_without_a_decision_says_why_what_keeps_safe_and_when_next():
    said = spoken(samples.UNFINISHED)
    assert "ended before a decision was made" in said
    assert "Two of the people we needed could not come." in said
    assert "Sam will visit twice a week." in said
    assert "We will meet again on Tuesday 15 December 2026 at 2pm, Willow Room." in said


def test_a_letter_is_about_a_decision_or_about_none():
    with pytest.raises(CannotRender, match="children"):
        replace(DECISION, children=())
    with pytest.raises(CannotRender, match="beside a decision"):
        replace(DECISION, not_decided=samples.UNFINISHED.not_decided)


def test_who_may_not_read_the_plan_is_told_what_it_asks_of_them():
    theirs = AVA.plan.aims[0].actions[0]
    letter = replace(
        DECISION, children=(replace(AVA, plan=None, asked_of_reader=(theirs,), contact=CHAIR),)
    )
    said = spoken(letter)
    assert "What the plan asks of you" in said
    assert theirs.what in said
    assert "Who to talk to about Ava" in said
    assert "The plan for Ava" not in said
    nothing = replace(letter, children=(replace(letter.children[0], asked_of_reader=()),))
    assert "will tell you what the plan means for you" in spoken(nothing)


def test_a_child_on_a_plan_has_the_plan_or_what_it_asks():
    with pytest.raises(CannotRender, match="plan"):
        replace(AVA, plan=None)
