"""The record of the conference and the plan document."""

from dataclasses import replace

import pytest

from roundtable.foundation.documents.rendition import CannotRender
from tests.letters.samples import PLAN, RECORD
from tests.letters.test_invitation import spoken

AVA = RECORD.children[0]


@pytest.fixture(scope="module")
def record() -> str:
    return spoken(RECORD)


def test_who_came_who_did_not_and_who_was_kept_out_with_reason(record):
    assert "Rosa Hartley Mother In the room, 10:04 to 12:10" in record
    assert "Jo Grant Police officer (for A. Moss) By video" in record
    assert "Asked not to come, because" in record
    assert "Gave his views by letter, which was read out." in record


def test_statements_say_who_what_it_is_and_how_they_know(record):
    assert (
        "A neighbour heard shouting on 14 November. "
        "Jo Grant, police officer · Alleged · second hand, from a neighbour"
    ) in record


def test_what_the_family_answered_stands_beside_the_statement(record):
    assert "Rosa Hartley: one of them. I rang to say Ben was ill." in record


def test_the_four_domains_in_order_and_an_empty_one_is_said_to_be_empty(record):
    places = [
        record.index(words)
        for words in (
            "What is working well",
            "What we are worried about",
            "What it means for Ava",
            "What is not clear Nothing was said",
        )
    ]
    assert places == sorted(places)


def test_what_has_no_heading_of_its_own_is_said_too(record):
    assert "What else was said Ava starts at her new school in January. Tom Ely, teacher" in record
    assert (
        "This was said about the family, and not about one child alone. "
        "The housing office will answer by Christmas. Lena Fox, housing officer · Fact"
    ) in record
    without = replace(RECORD, children=(replace(AVA, also_said=()),), also_said=())
    assert "What else was said" not in spoken(without)


def test_views_opinions_decision_and_dissent(record):
    assert "“I want it quiet. I want to see grandad more.”" in record
    assert "Jo Grant, police officer No opinion on this child None Not given" in record
    assert "The plan continues Category: Emotional abuse and neglect." in record
    assert "Tom Ely: not under neglect." in record


def test_next_dates_and_core_group(record):
    assert "Core group meets Monday 14 December 2026" in record
    assert "Next conference Thursday 27 May 2027" in record
    assert "Review conference on Thursday 27 May 2027" in record


def test_lateness_and_sharing_of_reports(record):
    assert "Tom Ely, teacher 2 December 2026, late In the room, 15 minutes to read" in record


def test_the_confidential_part_is_only_in_copies_that_carry_it(record):
    assert "Confidential part" in record
    without = spoken(replace(RECORD, confidential=()))
    assert "onfidential part This part" not in without
    assert "new matter" not in without


def test_an_address_that_is_not_on_this_copy_leaves_no_trace():
    adults = tuple(replace(adult, address=None) for adult in RECORD.adults)
    without = spoken(replace(RECORD, adults=adults))
    assert "Relationship and address" not in without
    assert "3 Hill St" not in without


def test_a_draft_says_that_it_is_one(record):
    assert "Approved by the chair on 17 December 2026" in record
    assert "Draft, version 2, not yet approved" in spoken(replace(RECORD, approved_on=None))


def test_an_inquorate_conference_says_why_it_went_on():
    with pytest.raises(CannotRender, match="quorum note"):
        replace(RECORD, is_quorate=False)
    said = spoken(replace(RECORD, is_quorate=False, quorum_note="Waiting would harm Ava."))
    assert "The conference was not quorate. Waiting would harm Ava." in said


@pytest.mark.parametrize("field", ["what_happened_instead", "interim_plan", "next_meeting"])
def test_a_conference_without_a_decision_leaves_a_way_on(field):
    undecided = (replace(AVA, decision=None, plan=None),)
    way_on = {
        "what_happened_instead": "It was stood down: no reports.",
        "interim_plan": "Ava stays with grandad.",
        "next_meeting": "Tuesday 15 December 2026 at 2pm.",
    }
    assert "It was stood down" in spoken(replace(RECORD, children=undecided, **way_on))
    with pytest.raises(CannotRender) as refusal:
        replace(RECORD, children=undecided, **{**way_on, field: None})
    assert refusal.value.field == field


def test_no_decision_without_its_reasons():
    with pytest.raises(CannotRender, match="reasons"):
        replace(AVA, reasons=None)


def test_plan_names_version_child_categories_and_why():
    said = spoken(PLAN)
    assert "Child Ava Hartley Born 2 May 2019 Plan since 11 June 2026" in said
    assert "This version 3, made by the core group on 14 December 2026" in said
    assert "Why Ava Hartley has a plan Grown-ups fight at home." in said


def test_plan_says_who_does_what_by_when_and_how_it_goes():
    said = spoken(PLAN)
    assert "Rosa Hartley Every Tuesday Went four times out of four." in said
    assert "Change the locks. Lena Fox, housing officer 11 December 2026 Not yet known" in said


def test_plan_says_visits_monitoring_help_contact_and_contingency():
    said = spoken(PLAN)
    assert "Sam will visit at least every ten working days." in said
    assert "The school nurse sees Ava once a month." in said
    assert "Mark Doyle must not come to the house." in said
    assert "If things do not get better If there is another fight at home" in said


def test_plan_leaves_out_what_this_reader_may_not_read():
    said = spoken(replace(PLAN, no_contact=None, agreement=(), family_network=None))
    assert "Who must not be in touch" not in said
    assert "What the family thinks" not in said


def test_an_action_needs_a_date_or_a_rhythm():
    with pytest.raises(CannotRender) as refusal:
        replace(PLAN.plan.aims[0].actions[1], by=None)
    assert refusal.value.field == "by"
