"""What a parent must be told before a conference. Each test is one right or one fact."""

from dataclasses import replace

import pytest

from roundtable.casework.conferences.letters.parts import Child
from roundtable.casework.conferences.models import Kind
from tests.letters import printed, samples
from tests.letters.samples import INVITATION


@pytest.fixture(scope="module")
def letter() -> str:
    return spoken(INVITATION)


def spoken(rendition) -> str:
    """Return all that it says as one line, without the tags."""
    return " ".join(line[6:] for line in printed.outline_of(rendition).splitlines())


def about(*children: Child) -> str:
    return spoken(replace(INVITATION, children=children))


def test_when_where_and_fifteen_minutes_early(letter):
    assert "When Thursday 3 December 2026 at 10am." in letter
    assert "Please come at 9:45am. The chair would like to talk with you first." in letter
    assert "Where Willow Room, Park Centre, Park Road, Marlsea, MZ7 2AB" in letter


def test_getting_there_and_getting_in(letter):
    assert "There are no steps." in letter
    assert "Bus 14 stops outside." in letter
    assert "If you need help to get there, ask Sam Iqbal." in letter
    assert "If the day or time is hard for you" in letter


def test_consent_is_not_needed_and_why(letter):
    assert "You do not have to agree to this meeting" in letter
    assert "the rules say that we must hold it" in letter.lower()


def test_who_comes_with_job_reason_and_how_to_reach_them(letter):
    for person in INVITATION.people:
        assert f"{person.name} {person.job} {person.why} {person.reach}" in letter


def test_a_private_detail_is_named_as_private_and_never_printed(letter):
    assert "Jo Grant Police officer The police came to the house in June. kept private" in letter
    assert "Your social worker can pass on a message." in letter


def test_nothing_is_said_of_private_details_where_there_are_none():
    people = tuple(person for person in INVITATION.people if person.reach != "kept private")
    assert "private”" not in spoken(replace(INVITATION, people=people))


def test_someone_may_come_along_and_within_which_limits(letter):
    assert "an advocate, a friend, someone in your family, a worker you trust or a solicitor" in (
        letter
    )
    assert "They may not speak for you." in letter
    assert "What they hear must stay private." in letter
    assert "Please tell the chair who is coming by Monday 30 November 2026." in letter


def test_bringing_someone_is_not_a_right_in_law_and_a_refusal_needs_a_reason(letter):
    assert "The law does not give you a right to bring someone" in letter
    assert "The chair can only say no for a good reason." in letter


def test_what_somebody_who_comes_with_you_can_do(letter):
    assert "They can help you say what you want to say." in letter
    assert "They can take notes, and go over it with you after." in letter
    assert "You can also send someone to speak up for you." in letter


def test_a_solicitor_advises_and_does_not_speak_for_you(letter):
    assert "A solicitor may come and give you advice. They may not speak for you." in letter


def test_every_worker_speaks_in_plain_words(letter):
    assert "You can ask what a word means. People should use plain words." in letter


def test_taking_part_is_part_of_a_professionals_work():
    said = spoken(samples.PROFESSIONAL_INVITATION)
    assert "Please come, and please write a report whether or not you can come." in said
    assert "Taking part in conferences is part of your work with the family." in said


def test_the_meeting_looks_at_what_each_child_and_the_family_need(letter):
    assert "The meeting is to find the best way to keep Ava" in letter
    assert "It will look at what each child needs, and at what would help your family." in letter
    assert "But you know your family best. What you say matters." in letter


def test_who_can_help_is_named_with_where_to_find_them(letter):
    for signpost in INVITATION.advice:
        assert signpost.name in letter
        assert signpost.helps_with in letter
        for way in (signpost.phone, signpost.website):
            assert way is None or way in letter
    assert any(signpost.website for signpost in INVITATION.advice)


def test_legal_advice_often_free_for_half_an_hour(letter):
    assert "You can get legal advice now." in letter
    assert "give the first half hour free" in letter
    assert "Family Law Helpline" in letter


def test_an_interpreter_who_is_not_family(letter):
    assert "We have booked an interpreter for you, who speaks Polish. It is free." in letter
    assert "We do not ask family, friends or children to do this." in letter


def test_an_interpreter_is_offered_to_everyone():
    offered = spoken(replace(INVITATION, interpreter=None))
    assert "If English is not your first language, ask us for an interpreter." in offered


def test_family_may_interpret_only_where_the_authority_lets_chair_and_social_worker_agree():
    allowed = spoken(replace(INVITATION, family_may_interpret=True))
    assert "The chair and the social worker both have to agree. It can never be a child." in allowed


def test_needs_are_asked_for(letter):
    assert "you find it hard to read, hear, see, learn or sit for long" in letter
    assert "you are afraid of someone who may be there" in letter


def test_views_can_be_sent_by_those_who_do_not_come(letter):
    assert "write to the chair, or send an email" in letter
    assert "Please do this by Tuesday 1 December 2026." in letter
    assert "Your words will be shared at the meeting and put in the record." in letter


def test_reports_with_their_dates_and_more_time_if_they_are_late(letter):
    assert "Sam Iqbal, social worker. You should have this by Thursday 26 November 2026." in letter
    assert "St Anne's School, Ava's teacher. You should have this by" in letter
    assert "If a report comes late, you can ask for more time." in letter
    assert "start later while you read it. You can ask to meet on another day." in letter


def test_reading_at_once_and_asking_before_the_day(letter):
    assert "Please read them as soon as you can." in letter
    assert "You do not have to wait for the day." in letter


def test_the_social_worker_comes_first_with_the_report_and_notes_that_can_be_seen(letter):
    assert "Sam Iqbal will come and see you." in letter
    assert "show you their report and ask what you think" in letter
    assert "They may make notes. You can ask to see them." in letter


def test_the_chair_makes_contact_and_is_independent(letter):
    assert "The chair will try to talk with you before the day" in letter
    assert (
        "The chair is not your social worker’s boss and does not work with your family." in letter
    )
    assert "Your social worker is there for your children first of all." in letter


def test_children_may_be_seen_without_consent_and_alone(letter):
    assert "The social worker also needs to see Ava and Ben" in letter
    assert "They can do this even if you do not agree, and they may see a child alone." in letter


def test_children_may_come_to_a_part_or_have_an_advocate(letter):
    assert "Older children can often come to the meeting, or to a part of it." in letter
    assert "A child can also have someone to speak up for them, called an advocate." in letter
    assert "Ava has been asked to come to the first part." in letter


def test_an_unborn_baby_is_not_to_be_seen_or_asked():
    unborn = about(samples.BABY)
    assert "needs to see" not in unborn
    assert "who is not born yet" in unborn


def test_breaks_speaking_and_what_to_bring(letter):
    assert "You can ask for a break at any time. Ten minutes is fine." in letter
    assert "You will be asked what you think." in letter
    assert "You can bring paper and a pen, water and tissues." in letter


def test_every_possible_outcome_of_a_first_conference():
    first = about(replace(samples.BEN, kind=Kind.INITIAL))
    places = [
        first.index(words)
        for words in (
            "No more action.",
            "Extra help, if you agree.",
            "A child protection plan.",
            "if a court should decide",
        )
    ]
    assert places == sorted(places)
    assert "The plan ends." not in first


def test_every_possible_outcome_of_a_review():
    review = about(samples.AVA)
    for words in ("The plan ends.", "The plan goes on.", "for a new reason", "a court should"):
        assert words in review
    assert "No more action." not in review


def test_you_do_not_get_a_vote_is_said_honestly(letter):
    assert "You do not get a vote. But what you think is written down" in letter


def test_harm_includes_seeing_harm_and_not_being_kept_safe():
    first = about(replace(samples.BEN, kind=Kind.INITIAL))
    assert "seeing or hearing someone be hurt at home" in first
    assert "not being kept safe from another person" in first


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Kind.INITIAL, "We looked into worries about Ben."),
        (Kind.PRE_BIRTH, "We need to plan for Ben, who is not born yet."),
        (Kind.TRANSFER_IN, "There was a child protection plan for Ben where you lived before."),
        (Kind.REVIEW, "There is a child protection plan for Ben."),
        (Kind.RECONVENED, "The last meeting about Ben left things that we must come back to."),
    ],
)
def test_why_there_is_a_meeting_for_each_kind(kind, words):
    said = about(replace(samples.BEN, kind=kind))
    assert words in said
    others = {Kind.INITIAL: "We looked into", Kind.REVIEW: "There is a child protection plan"}
    assert [other for other in others if other is not kind and others[other] in said] == []


def test_one_meeting_may_review_one_child_and_be_the_first_for_another(letter):
    assert "There is a child protection plan for Ava and Ben." in letter
    assert "We also need to plan for your baby" in letter
    assert "For a child who has a plan now:" in letter


def test_privacy_court_and_recording(letter):
    assert "What is said in the meeting is private." in letter
    assert "could be used in court" in letter
    assert INVITATION.recording in letter


def test_safe_contact_is_asked_after(letter):
    assert "If it is not safe for you to get our letters, calls or texts" in letter


def test_complaints_always_have_a_route(letter):
    assert "You can complain about how we treat you." in letter
    for way in samples.COMPLAINTS.how:
        assert way in letter


def test_short_notice_is_owned():
    assert "We are sorry that this is short notice." in spoken(
        replace(INVITATION, is_short_notice=True)
    )


def test_professionals_are_asked_for_answer_report_sharing_and_opinion():
    said = spoken(samples.PROFESSIONAL_INVITATION)
    assert "Answer in writing by Tuesday 24 November 2026." in said
    assert "send a colleague who knows your report" in said
    assert "Write a report, even if you cannot come." in said
    assert "Share it with the family before the day of the conference" in said


def test_professionals_are_asked_what_cannot_be_shared_and_for_their_opinion():
    said = spoken(samples.PROFESSIONAL_INVITATION)
    assert "Tell us if there is anything that you cannot share with the parents." in said
    assert "is the threshold for a child protection plan met, and under which categories?" in said


def test_professionals_get_the_date_of_the_report_for_each_child():
    said = spoken(samples.PROFESSIONAL_INVITATION)
    assert "Ava and Ben (review) Thursday 26 November 2026" in said
    assert "Baby Hartley (initial) Tuesday 1 December 2026" in said


def test_professionals_come_half_an_hour_early_with_copies_if_asked():
    said = spoken(samples.PROFESSIONAL_INVITATION)
    assert "Please arrive by 9:30am" in said
    assert "Bring 10 copies of your report." in said
    assert "copies" not in spoken(replace(samples.PROFESSIONAL_INVITATION, copies=None))


def test_professionals_are_asked_for_plain_words_provenance_and_the_childs_wishes():
    said = spoken(samples.PROFESSIONAL_INVITATION)
    assert "Please use plain words" in said
    assert "will follow, here and in the meeting." in said
    assert "Keep fact, what you saw, what is alleged and your opinion apart." in said
    assert "Where you were told something, say by whom." in said
    assert "Put in what the child has said to you and wants." in said
