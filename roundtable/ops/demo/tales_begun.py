"""Families whose plan began here, or is about to: on its way, late, begun again, moved in."""

from datetime import date, timedelta

from roundtable.casework.cases.actions.household import name_child
from roundtable.casework.cases.actions.restriction import deny, let_in, restrict_case
from roundtable.casework.conferences.models import Kind
from roundtable.ops.demo import (
    asking,
    convening,
    following,
    leading_up,
    preparing,
    sitting,
    taking_over,
)
from roundtable.ops.demo.sitting import at_plan
from roundtable.ops.demo.story import Story, open_the_case
from roundtable.ops.demo.tale import Tale, boy, family, father, girl, mother
from roundtable.ops.demo.themes_child import HARM_BY_AN_ADULT, ILLNESS, TEENAGER
from roundtable.ops.demo.themes_home import NEGLECT, VIOLENCE
from roundtable.rules.working_days import add_months


def _outline_late(story: Story) -> None:
    """The first core group is overdue: the plan is still the outline."""
    on = story.stage.working_day(-15)
    leading_up.decide(story, on, letters_on=on)


def _hand_out_record(story: Story, on: date) -> None:
    """Write the record, have it approved, and hand it out, on three days in a row."""
    days = [story.stage.working_day(number, after=on) for number in range(3)]
    following.write_record(story, days[0], approved_on=days[1], handed_out_on=days[2])


def _plan_on_its_way(story: Story) -> None:
    """Two months into the plan, with everything in time."""
    stage = story.stage
    on = stage.working_day(-38)
    leading_up.decide(story, on, letters_on=on)
    following.visit(story, stage.working_day(6, after=on))
    following.meet_as_core_group(story, stage.working_day(9, after=on), next_in_days=28)
    following.visit(story, stage.working_day(14, after=on), was_announced=False)
    following.finish_actions(story, stage.working_day(15, after=on))
    _hand_out_record(story, stage.working_day(16, after=on))
    following.visit(story, stage.working_day(24, after=on))
    following.meet_as_core_group(story, stage.working_day(29, after=on), next_in_days=38)
    following.visit(story, stage.working_day(33, after=on), was_announced=False)


def _core_group_overdue(story: Story) -> None:
    stage = story.stage
    on = stage.working_day(-46)
    leading_up.decide(story, on, letters_on=on)
    following.meet_as_core_group(story, stage.working_day(9, after=on), next_in_days=35)
    _hand_out_record(story, stage.working_day(15, after=on))
    following.visit(story, stage.working_day(40, after=on))


def _restarted(story: Story) -> None:
    """A new plan for a child who had one before Roundtable: the earlier one is counted."""
    stage = story.stage
    child = story.family.children[0]
    began = add_months(stage.today, -40)
    person = taking_over.read_history(
        story,
        stage.working_day(-60),
        la_child_id="P-88213",
        starts_on=began,
        ends_on=began + timedelta(days=300),
        reviews=(began + timedelta(days=80),),
    )
    story.people[child.key] = story.do(
        taking_over.WHO_READS,
        name_child,
        child_id=person.pk,
        forename=child.forename,
        surname=story.family.surname,
    )
    on = stage.working_day(-7)
    leading_up.decide(story, on, letters_on=on)


def _transferred_in(story: Story) -> None:
    """On a plan of another authority until now: the family has moved here for good."""
    stage = story.stage
    on = stage.working_day(-6)
    told_on = stage.working_day(-12, after=on)
    open_the_case(story, told_on)
    keys = [child.key for child in story.family.children]
    asking.move_here(
        story,
        told_on,
        requested_on=stage.working_day(1, after=told_on),
        accepted_on=stage.working_day(2, after=told_on),
    )
    convening.request(
        story,
        stage.working_day(2, after=told_on),
        dict.fromkeys(keys, Kind.TRANSFER_IN),
        reason="The family has moved here for good, and Stonelea has asked us to take over.",
    )
    convening.arrange(story, on, booked_on=stage.working_day(3, after=told_on))
    convening.list_everyone(story)
    convening.invite(story, stage.working_day(4, after=told_on))
    convening.answer(story, stage.working_day(5, after=told_on))
    preparing.write_reports(story, stage.working_day(-3, after=on), at_most=1)
    preparing.ask_for_views(story, stage.working_day(-2, after=on))
    sitting.hold(story, sitting.Sitting({"all": at_plan()}), items=1)
    following.send_letters(story)


def _restricted(story: Story) -> None:
    """
    The father works for the council: only those on the case by name know that it exists.

    One administrator is among them, who sees to its conference.
    """
    stage = story.stage
    discussed_on = stage.working_day(-7)
    leading_up.invite(story, stage.working_day(5), discussed_on=discussed_on)
    story.do(
        story.family.manager,
        restrict_case,
        case_id=story.case.pk,
        reason="The father works in this building.",
    )
    story.do(
        story.family.manager,
        let_in,
        case_id=story.case.pk,
        professional=stage.cast.professional("other_administrator"),
    )
    story.do(
        story.family.manager,
        deny,
        case=story.case,
        user_id=stage.cast.user("other_solicitor").pk,
        reason="A friend of the father.",
    )


TALES = (
    Tale(
        "plan_outline_first_core_group_late",
        family(
            "H-2210",
            "Mbeki",
            NEGLECT,
            (boy("Thabo", 4),),
            (mother("Zodwa"),),
            ("health_visitor", "nursery_manager"),
            worker="third_social_worker",
        ),
        _outline_late,
    ),
    Tale(
        "plan_on_its_way",
        family(
            "H-2211",
            "Elphick",
            VIOLENCE,
            (boy("Toby", 7),),
            (mother("Harriet"), father("Luke", comes=False)),
            ("police_officer", "head_teacher"),
            worker="social_worker",
            chair="chair",
        ),
        _plan_on_its_way,
    ),
    Tale(
        "core_group_overdue",
        family(
            "H-2212",
            "Rahman",
            ILLNESS,
            (girl("Samira", 9),),
            (mother("Nasreen"),),
            ("mental_health_nurse", "head_teacher"),
            worker="fourth_social_worker",
            chair="third_chair",
        ),
        _core_group_overdue,
    ),
    Tale(
        "restarted",
        family(
            "H-2213",
            "Jessop",
            NEGLECT,
            (boy("Billy", 8),),
            (mother("Tanya"),),
            ("health_visitor", "head_teacher"),
        ),
        _restarted,
    ),
    Tale(
        "transferred_in",
        family(
            "H-2214",
            "Abara",
            HARM_BY_AN_ADULT,
            (girl("Ngozi", 11),),
            (mother("Ifeoma"), father("Victor", comes=False)),
            ("police_officer", "head_of_year"),
            worker="third_social_worker",
            chair="third_chair",
        ),
        _transferred_in,
    ),
    Tale(
        "restricted",
        family(
            "H-2215",
            "Sinclair",
            TEENAGER,
            (boy("Jamie", 15),),
            (mother("Elspeth"), father("Murray", at_home=True)),
            ("police_officer", "head_of_year"),
        ),
        _restricted,
    ),
)
