"""Families whose conference has its day: arranged, invited, prepared, put off, given up."""

from datetime import time

from roundtable.casework.conferences.actions.exclude import decide_exclusion, request_exclusion
from roundtable.casework.conferences.actions.participants import keep_from
from roundtable.casework.conferences.actions.put_off import cancel_conference, postpone_conference
from roundtable.casework.conferences.actions.sessions import assign_to_session
from roundtable.casework.conferences.models import ExclusionDecision, Ground
from roundtable.casework.invitations.actions.needs import (
    arrange_need,
    follow_need,
    record_need,
)
from roundtable.casework.invitations.models import NeedKind
from roundtable.foundation.core import clock
from roundtable.ops.demo import convening, leading_up, preparing, with_the_family
from roundtable.ops.demo.convening import DESK
from roundtable.ops.demo.family import Child
from roundtable.ops.demo.story import Story
from roundtable.ops.demo.tale import Tale, boy, family, father, girl, mother, relative
from roundtable.ops.demo.themes_child import BEFORE_BIRTH, HARM_BY_AN_ADULT, ILLNESS
from roundtable.ops.demo.themes_home import DRINK, NEGLECT, VIOLENCE
from roundtable.rules.conference_guards import PostponedFor


def _scheduled(story: Story) -> None:
    leading_up.schedule(story, story.stage.working_day(7), discussed_on=story.stage.working_day(-7))


def _scheduled_before_birth(story: Story) -> None:
    """One due date and two records: twins are never taken for one another."""
    leading_up.schedule(story, story.stage.working_day(6), discussed_on=story.stage.working_day(-8))


def _invited_with_interpreter(story: Story) -> None:
    on = story.stage.working_day(5)
    leading_up.invite(story, on)
    seat = story.seat(story.mother.forename)
    need = story.do(
        DESK,
        record_need,
        participant_id=seat.pk,
        kind=NeedKind.INTERPRETER,
        detail="Vietnamese; she would like a woman.",
    )
    story.do(DESK, arrange_need, need_id=need.pk, arrangement="Booked for the whole morning.")
    story.do(
        DESK,
        follow_need,
        need_id=need.pk,
        step="fail",
        words="The interpreter is ill, and the service looks for another.",
    )
    convening.answer(story, story.later(1), silent=(story.family.table[-1],))
    with_the_family.prepare_everybody(story, story.stage.working_day(-1))


def _invited_half_siblings(story: Story) -> None:
    """Each father knows of his own child alone; one has a time of his own, with her teacher."""
    on = story.stage.working_day(4)
    leading_up.schedule(story, on)
    asked = story.by_worker(
        request_exclusion,
        participant_id=story.seat("Rhys").pk,
        ground=Ground.CONFLICT,
        evidence="The two fathers have fought in the street.",
    )
    story.do(
        story.family.chair,
        decide_exclusion,
        exclusion_id=asked.pk,
        decision=ExclusionDecision.SEPARATE,
        reasons="You can speak more freely at a time of your own.",
        views_by="You have an hour with the chair before the others come.",
        comes_at=clock.at(on, 9),
    )
    story.do(
        DESK,
        assign_to_session,
        participant_id=story.seat("head_teacher").pk,
        with_id=story.seat("Rhys").pk,
    )
    convening.invite(story, story.later(1), is_checked=True)
    convening.answer(story, story.later(1), declining=("police_officer",))


def _invited_large_household(story: Story) -> None:
    leading_up.invite(story, story.stage.working_day(7), discussed_on=story.stage.working_day(-7))


def _invited_secret_address(story: Story) -> None:
    """Somewhere nobody may name; the refuge worker is on no list that he sees."""
    stage = story.stage
    leading_up.schedule(story, stage.working_day(6), discussed_on=stage.working_day(-8))
    asked = story.by_worker(
        request_exclusion,
        participant_id=story.seat("Callum").pk,
        ground=Ground.WELFARE,
        evidence="He has said that he will find them, and has been in prison for hurting her.",
    )
    story.do(
        story.family.chair,
        decide_exclusion,
        exclusion_id=asked.pk,
        decision=ExclusionDecision.WHOLE,
        reasons="Nobody could speak freely, and the children would not be safe afterwards.",
        views_by="You can write to me; I will read it out.",
    )
    story.do(
        DESK,
        keep_from,
        participant_id=story.seat("refuge_worker").pk,
        person_id=story.people["Callum"].pk,
        reason="Her agency alone would tell him where to look.",
    )
    convening.invite(story, stage.working_day(-2))


def _invited_disability(story: Story) -> None:
    leading_up.invite(story, story.stage.working_day(3))
    need = story.do(
        DESK,
        record_need,
        participant_id=story.seat(story.mother.forename).pk,
        kind=NeedKind.CHILD_CARE,
        detail="Somebody who can feed Noah by tube.",
    )
    story.do(
        DESK,
        arrange_need,
        need_id=need.pk,
        not_available_reason="No nurse is free that day. The school keeps him longer.",
    )


def _invited_late_report(story: Story) -> None:
    """The health visitor's report is late, and the mother has read none of it."""
    on = story.stage.working_day(1)
    leading_up.prepare(story, on, by=("head_teacher",), is_shared=False)
    with_the_family.visit_children(story, story.stage.working_day(-1))


def _ready_in_good_time(story: Story) -> None:
    """Nothing is missing days before: every light of this conference is green."""
    stage = story.stage
    leading_up.invite(story, stage.working_day(4))
    convening.answer(story, story.later(1))
    with_the_family.go_through_letters(story, story.later(1))
    preparing.write_reports(story, stage.working_day(-3), at_most=1)
    with_the_family.prepare_everybody(
        story, stage.working_day(-2), whom_the_chair_met=(story.mother.forename,)
    )
    whom = (story.mother.forename, *(one.key for one in story.family.born()))
    preparing.share_reports(story, stage.working_day(-1), with_whom=whom)
    preparing.ask_for_views(story, stage.working_day(-1))


def _ready_tomorrow(story: Story) -> None:
    """Everything is in; the chair has still to decide whether the father can come."""
    stage = story.stage
    leading_up.prepare(story, stage.working_day(2), is_shared=False)
    parents = [one.forename for one in story.family.adults]
    preparing.share_reports(story, stage.working_day(-1), with_whom=parents)
    with_the_family.prepare_everybody(
        story, stage.working_day(-1), whom_the_chair_met=(story.mother.forename,)
    )
    story.go_to(stage.working_day(-1), time(17))
    story.by_worker(
        request_exclusion,
        participant_id=story.seat(story.family.adults[1].forename).pk,
        ground=Ground.SILENCES_OTHERS,
        evidence="She has told me that she says nothing when he is in the room.",
        late_reason="She told me only yesterday.",
    )


def _postponed(story: Story) -> None:
    stage = story.stage
    leading_up.invite(story, stage.working_day(2), discussed_on=stage.working_day(-9))
    story.go_to(stage.working_day(-1), time(11))
    story.do(
        story.family.chair,
        postpone_conference,
        conference_id=story.conferences[-1].pk,
        why=PostponedFor.ILLNESS,
        words="The mother is in hospital for two days.",
        interim_safety="The children stay with their grandparents, who have been visited.",
        new_on=stage.working_day(5),
    )


def _cancelled(story: Story) -> None:
    """The family has moved away before the day: the other authority goes on with it."""
    stage = story.stage
    leading_up.schedule(story, stage.working_day(-6))
    conference = story.conferences[-1]
    story.go_to(stage.working_day(-8), time(10))
    words = "They live in another town since Monday, and the authority there has taken over."
    story.do(
        story.family.chair,
        cancel_conference,
        conference_id=conference.pk,
        reason=words,
        children_on_a_plan=frozenset(),
        overrides=[
            story.agreed("head_of_service", "ENQUIRY_STILL_SAYS_RISK", words),
            story.agreed(story.family.chair, "AGREEMENT_NEEDED", words),
            story.agreed(story.family.manager, "AGREEMENT_NEEDED", words),
        ],
    )


TALES = (
    Tale(
        "scheduled",
        family(
            "H-3109",
            "Rook",
            HARM_BY_AN_ADULT,
            (girl("Wren", 13),),
            (mother("Stella"), father("Dean")),
            ("police_officer", "head_of_year"),
            worker="third_social_worker",
            chair="third_chair",
        ),
        _scheduled,
    ),
    Tale(
        "scheduled_unborn_twins",
        family(
            "H-3110",
            "Castellan",
            BEFORE_BIRTH,
            (Child(forename="Baby A", due_in_weeks=12), Child(forename="Baby B", due_in_weeks=12)),
            (mother("Shay", years=19), relative("Donna", "grandparent", years=44)),
            ("midwife", "housing_officer"),
            chair="third_chair",
        ),
        _scheduled_before_birth,
    ),
    Tale(
        "invited_interpreter",
        family(
            "H-3111",
            "Hoang",
            ILLNESS,
            (boy("Minh", 6),),
            (mother("Linh", speaks="Vietnamese", interpreter="other_interpreter"),),
            ("mental_health_nurse", "head_teacher"),
            worker="third_social_worker",
        ),
        _invited_with_interpreter,
    ),
    Tale(
        "invited_half_siblings",
        family(
            "H-3112",
            "Quayle",
            VIOLENCE,
            (
                girl("Robyn", 9, known_to=("head_teacher",)),
                boy("Alfie", 3, known_to=("nursery_manager",)),
            ),
            (
                mother("Paige"),
                father("Rhys", "Vaughan", of=("Robyn",)),
                father("Tariq", "Malik", of=("Alfie",)),
            ),
            ("police_officer", "head_teacher", "nursery_manager"),
            chair="third_chair",
        ),
        _invited_half_siblings,
    ),
    Tale(
        "invited_large_household",
        family(
            "H-3113",
            "Bannister",
            NEGLECT,
            (
                girl("Scarlett", 15),
                boy("Kai", 13),
                girl("Demi", 11),
                boy("Tyler", 9),
                boy("Corey", 8),
                girl("Poppy", 5),
                boy("Alfie", 3),
                girl("Bonnie", 1),
            ),
            (mother("Leanne", years=36), father("Wayne", at_home=True)),
            ("health_visitor", "head_teacher", "head_of_year"),
            worker="fourth_social_worker",
        ),
        _invited_large_household,
    ),
    Tale(
        "invited_confidential_address",
        family(
            "H-3114",
            "Sato",
            VIOLENCE,
            (girl("Hana", 8),),
            (mother("Emi"), father("Callum", "Bright")),
            ("police_officer", "refuge_worker"),
            worker="third_social_worker",
            kept_from=("Callum",),
            kept_because="He has said that he will find them.",
        ),
        _invited_secret_address,
    ),
    Tale(
        "invited_disability",
        family(
            "H-3115",
            "Ferris",
            NEGLECT,
            (
                boy(
                    "Noah",
                    9,
                    details={
                        "disabilities": ["LD", "MOB"],
                        "communication_needs": "Uses pictures, and looks to say yes. Needs time.",
                    },
                ),
            ),
            (mother("Hester"),),
            ("paediatrician", "special_teacher"),
            worker="fourth_social_worker",
            chair="third_chair",
        ),
        _invited_disability,
    ),
    Tale(
        "invited_late_report",
        family(
            "H-3116",
            "Okafor",
            NEGLECT,
            (girl("Ada", 4),),
            (mother("Chioma"),),
            ("health_visitor", "head_teacher"),
            worker="social_worker",
            chair="chair",
        ),
        _invited_late_report,
    ),
    Tale(
        "ready_in_good_time",
        family(
            "H-3120",
            "Ashdown",
            ILLNESS,
            (girl("Ivy", 11, comes=True),),
            (mother("Dawn"),),
            ("mental_health_nurse", "head_of_year"),
            worker="third_social_worker",
            chair="chair",
        ),
        _ready_in_good_time,
    ),
    Tale(
        "ready_exclusion_to_decide",
        family(
            "H-3117",
            "Fenwick",
            VIOLENCE,
            (boy("Oscar", 6),),
            (mother("Nina"), father("Grant")),
            ("police_officer", "head_teacher"),
            worker="social_worker",
            chair="chair",
        ),
        _ready_tomorrow,
    ),
    Tale(
        "postponed",
        family(
            "H-3118",
            "Tregear",
            DRINK,
            (girl("Morwenna", 10),),
            (mother("Jenna"),),
            ("recovery_worker", "school_nurse"),
            chair="chair",
        ),
        _postponed,
    ),
    Tale(
        "cancelled",
        family(
            "H-3119",
            "Moxon",
            VIOLENCE,
            (boy("Reece", 5),),
            (mother("Carly"),),
            ("other_police_officer", "head_teacher"),
            chair="third_chair",
        ),
        _cancelled,
    ),
)
