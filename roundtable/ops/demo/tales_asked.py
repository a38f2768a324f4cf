"""Families on the way to a conference: from an open enquiry to a request sent back."""

from datetime import time

from roundtable.casework.conferences.actions.answer_request import return_request
from roundtable.ops.demo import asking, enquiry, leading_up
from roundtable.ops.demo.convening import DESK
from roundtable.ops.demo.story import Story, open_the_case
from roundtable.ops.demo.tale import Tale, boy, family, father, girl, mother, relative
from roundtable.ops.demo.themes_child import ILLNESS, INJURY
from roundtable.ops.demo.themes_home import DRINK, NEGLECT, VIOLENCE


def _enquiry_open(story: Story) -> None:
    day = story.stage.working_day(-3)
    open_the_case(story, story.stage.working_day(-4))
    enquiry.discuss(story, day)
    enquiry.speak_with(story, story.stage.working_day(-2))
    asking.an_agency_asks(
        story,
        "head_teacher",
        story.stage.working_day(-1),
        reason="She came without breakfast and in wet clothes every day of the week.",
    )


def _not_substantiated(story: Story) -> None:
    day = story.stage.working_day(-20)
    open_the_case(story, day)
    enquiry.discuss(story, day)
    enquiry.speak_with(story, story.stage.working_day(-18))
    enquiry.conclude(story, story.stage.working_day(-14), substantiated=False, at_risk=False)


def _no_continuing_risk(story: Story) -> None:
    day = story.stage.working_day(-25)
    open_the_case(story, story.stage.working_day(-27))
    asked = asking.an_agency_asks(
        story,
        "school_nurse",
        story.stage.working_day(-26),
        reason="She has told me twice that she looks after her mother at night.",
    )
    asking.the_manager_agrees(story, asked, story.stage.working_day(-26))
    enquiry.discuss(story, day)
    enquiry.speak_with(story, story.stage.working_day(-24))
    enquiry.conclude(story, story.stage.working_day(-16), at_risk=False)


def _requested(story: Story) -> None:
    """With a booking form on which something is said on every page."""
    leading_up.ask_for_conference(
        story, story.stage.working_day(-6), form=asking.what_the_form_says
    )


def _requested_late(story: Story) -> None:
    """Two working days are left: the request came four days after the outcome."""
    leading_up.ask_for_conference(story, story.stage.working_day(-13), takes=7, asked_after=4)


def _requested_past_limit(story: Story) -> None:
    leading_up.ask_for_conference(story, story.stage.working_day(-18), takes=14, asked_after=2)


def _not_authorised(story: Story) -> None:
    leading_up.ask_for_conference(story, story.stage.working_day(-5), is_authorised=False)


def _returned(story: Story) -> None:
    leading_up.ask_for_conference(story, story.stage.working_day(-9))
    story.go_to(story.stage.working_day(-3), time(10))
    story.do(
        DESK,
        return_request,
        conference_id=story.conferences[-1].pk,
        gaps=["Who holds parental responsibility for Theo?", "Which school does Iris go to?"],
    )


TALES = (
    Tale(
        "enquiry_open",
        family(
            "H-3101",
            "Pellow",
            NEGLECT,
            (girl("Marnie", 5),),
            (mother("Dawn"),),
            ("police_officer", "head_teacher"),
        ),
        _enquiry_open,
    ),
    Tale(
        "enquiry_not_substantiated",
        family(
            "H-3102",
            "Ashby",
            INJURY,
            (boy("Rowan", 2),),
            (mother("Kit"), father("Lewis", at_home=True)),
            ("other_police_officer", "paediatrician"),
        ),
        _not_substantiated,
    ),
    Tale(
        "enquiry_no_continuing_risk",
        family(
            "H-3103",
            "Tanner",
            DRINK,
            (girl("Effie", 9),),
            (mother("Gwen"), relative("Arthur", "grandparent")),
            ("police_officer", "school_nurse"),
            worker="third_social_worker",
        ),
        _no_continuing_risk,
    ),
    Tale(
        "requested",
        family(
            "H-3104",
            "Lindqvist",
            ILLNESS,
            (boy("Anders", 11), girl("Saga", 8)),
            (mother("Maja"), father("Per")),
            ("mental_health_nurse", "head_of_year"),
            worker="fourth_social_worker",
        ),
        _requested,
    ),
    Tale(
        "requested_late",
        family(
            "H-3105",
            "Osei",
            NEGLECT,
            (boy("Kofi", 10), girl("Esi", 6), boy("Yaw", 2)),
            (mother("Abena", speaks="Twi"),),
            ("health_visitor", "head_teacher"),
            worker="social_worker",
        ),
        _requested_late,
    ),
    Tale(
        "requested_past_limit",
        family(
            "H-3106",
            "Varga",
            VIOLENCE,
            (girl("Lili", 3),),
            (mother("Réka"), father("Gábor")),
            ("other_police_officer", "nursery_manager"),
            manager="other_manager",
        ),
        _requested_past_limit,
    ),
    Tale(
        "requested_not_authorised",
        family(
            "H-3107",
            "Kemble",
            DRINK,
            (boy("Jude", 12),),
            (mother("Tess"),),
            ("recovery_worker", "head_of_year"),
            worker="fourth_social_worker",
        ),
        _not_authorised,
    ),
    Tale(
        "returned",
        family(
            "H-3108",
            "Dunmore",
            NEGLECT,
            (boy("Theo", 7), girl("Iris", 4)),
            (mother("Bryony"),),
            ("health_visitor", "head_teacher"),
        ),
        _returned,
    ),
)
