"""Children whose plan began before Roundtable: carried out, reviewed, late, ended, nameless."""

from datetime import date, timedelta
from typing import Any

from roundtable.casework.people.models import Origin
from roundtable.casework.plans.actions.ending import Ending, end_plan_outside_conference
from roundtable.casework.plans.actions.import_child import set_aside_unread_child
from roundtable.casework.plans.models import EndReason, Plan
from roundtable.ops.demo import following, preparing, taking_over, with_the_family
from roundtable.ops.demo.following import review
from roundtable.ops.demo.sitting import Sitting, Verdict
from roundtable.ops.demo.story import Story
from roundtable.ops.demo.tale import Tale, boy, family, girl, mother, relative
from roundtable.ops.demo.themes_child import HARM_BY_AN_ADULT, ILLNESS, TEENAGER
from roundtable.ops.demo.themes_home import DRINK, NEGLECT, VIOLENCE
from roundtable.rules.decision_guards import Outcome
from roundtable.rules.working_days import add_months


def _months_ago(story: Story, months: int, *, days: int = 0) -> date:
    """Return a working day so many months, and some days, ago."""
    return story.stage.on_or_before(add_months(story.stage.today, -months) - timedelta(days=days))


def _taken_over(story: Story, *, months: int, days: int = 0, reviewed_after: int = 0) -> Plan:
    """Take a plan over that began then, and was reviewed in time if months are given."""
    starts_on = _months_ago(story, months, days=days)
    reviews: tuple[date, ...] = ()
    if reviewed_after:
        limit = add_months(starts_on, reviewed_after) - timedelta(days=4)
        reviews = (story.stage.on_or_before(limit),)
    return taking_over.take_over(
        story, story.stage.working_day(-70), starts_on=starts_on, reviews=reviews
    )


def _visits_overdue(story: Story) -> None:
    plan = _taken_over(story, months=5, reviewed_after=3)
    taking_over.write_up_plan(story, plan, story.stage.working_day(-60))
    following.visit(story, story.stage.working_day(-24))
    following.visit(story, story.stage.working_day(-13), found_nobody=True)


def _review_due(story: Story) -> None:
    """The first review is due in twelve days, and nobody has asked for it yet."""
    plan = _taken_over(story, months=3, days=-12)
    taking_over.write_up_plan(story, plan, story.stage.working_day(-30))
    following.visit(story, story.stage.working_day(-5))


def _review_late(story: Story) -> None:
    _taken_over(story, months=3, days=16)
    following.visit(story, story.stage.working_day(-8))


def _review_today(story: Story) -> None:
    """A review this very day, with nothing left to prepare: it can be opened."""
    _taken_over(story, months=5, days=20, reviewed_after=3)
    following.call_review(story, story.stage.today, weeks_before=4, by=())
    preparing.write_reports(story, story.stage.working_day(-3), late_reason="On leave.", at_most=1)
    preparing.share_reports(story, story.stage.working_day(-2), only=story.family.table)
    children = [child.key for child in story.family.children]
    preparing.share_reports(story, story.stage.working_day(-2), with_whom=children)
    with_the_family.prepare_everybody(
        story, story.stage.working_day(-1), whom_the_chair_met=(story.mother.forename,)
    )


def _reviewed(story: Story, outcome: Outcome, days_ago: int = 8, **verdict: Any) -> None:
    """Hold the second review, a week or two ago, with this outcome."""
    _taken_over(story, months=8, reviewed_after=3)
    on = story.stage.working_day(-days_ago)
    decided = Verdict(outcome=outcome, review_in_months=6, **verdict)
    review(story, on, Sitting({"all": decided}), weeks_before=4)
    following.send_letters(story)


def _continues(story: Story) -> None:
    _reviewed(story, Outcome.CONTINUE, categories=story.family.theme.categories[:1])


def _category_changed(story: Story) -> None:
    _reviewed(
        story,
        Outcome.CHANGE_CATEGORY,
        categories=("NEG", "EMO"),
        reasons="It has become clear how much {child} is frightened, beside what is missing.",
    )


def _ended(story: Story) -> None:
    _reviewed(
        story,
        Outcome.END,
        days_ago=14,
        support="A family worker for six months, and the school nurse.",
    )


def _end_outside(story: Story, reason: EndReason, words: str, **shown: Any) -> None:
    plan = _taken_over(story, months=7, reviewed_after=3)
    on = story.stage.working_day(-4)
    story.go_to(on)
    story.do(
        "head_of_service",
        end_plan_outside_conference,
        plan_id=plan.pk,
        ending=Ending(reason=reason, on=on, note=words, agencies_consulted=True, **shown),
    )


def _moved_away(story: Story) -> None:
    _end_outside(
        story,
        EndReason.MOVED_LA,
        "The family lives in Stonelea, which held its conference on Monday.",
        receiving_conference_held=True,
        responsibility_confirmed_in_writing=True,
    )


def _of_age(story: Story) -> None:
    _end_outside(
        story,
        EndReason.AGE_18,
        "Eighteen now. The adult team knows, with consent.",
        birthday_review_held=True,
    )


def _left_the_country(story: Story) -> None:
    _end_outside(
        story,
        EndReason.LEFT_UK,
        "The family has gone back for good; the authority there has been told.",
    )


def _nearly_eighteen(story: Story) -> None:
    plan = _taken_over(story, months=4, reviewed_after=3)
    taking_over.write_up_plan(story, plan, story.stage.working_day(-40))
    following.visit(story, story.stage.working_day(-6))


# Read from a return: nobody knows their names yet


def _from_a_return(story: Story, starts_on: date | None, **history: Any) -> None:
    taking_over.read_history(
        story,
        story.stage.working_day(-20),
        starts_on=starts_on,
        origin=Origin.CENSUS,
        **history,
    )


def _nameless_on_a_plan(story: Story) -> None:
    """An open plan, with its review due in nine days, and a child without a name."""
    _from_a_return(story, add_months(story.stage.today, -3) + timedelta(days=9))


def _nameless_plan_ended(story: Story) -> None:
    began = add_months(story.stage.today, -26)
    _from_a_return(story, began, ends_on=began + timedelta(days=260), previous_plans=1)


def _nameless_enquiry_only(story: Story) -> None:
    _from_a_return(story, None)


def _nameless_in_doubt(story: Story) -> None:
    """What could not be read may be an open plan; another child could not be held at all."""
    _from_a_return(story, None, is_in_doubt=True)
    story.do(
        "data_officer",
        set_aside_unread_child,
        authority=story.stage.cast.authority,
        la_child_id="",
        position=5,
        line=412,
        reason="The child has neither an identifier nor a birth date.",
        may_have_open_plan=True,
        read_from="demonstration",
    )


TALES = (
    Tale(
        "visits_overdue",
        family(
            "H-1101",
            "Stokoe",
            NEGLECT,
            (girl("Ellie", 6),),
            (mother("Mandy"),),
            ("health_visitor", "head_teacher"),
            worker="social_worker",
            chair="chair",
        ),
        _visits_overdue,
    ),
    Tale(
        "review_due",
        family(
            "H-1102",
            "Vance",
            DRINK,
            (boy("Harvey", 9),),
            (mother("Petra"), relative("Olive", "grandparent")),
            ("recovery_worker", "head_teacher"),
            worker="third_social_worker",
            chair="chair",
        ),
        _review_due,
    ),
    Tale(
        "review_late",
        family(
            "H-1103",
            "Lumley",
            ILLNESS,
            (girl("Edie", 10),),
            (mother("Frances"),),
            ("mental_health_nurse", "head_of_year"),
            worker="fourth_social_worker",
        ),
        _review_late,
    ),
    Tale(
        "review_today",
        family(
            "H-1104",
            "Brightwell",
            NEGLECT,
            (boy("Archie", 8, words="Dad's sausages are good. I want a dog."),),
            (mother("Sally"),),
            ("health_visitor", "head_teacher"),
            worker="social_worker",
            chair="chair",
        ),
        _review_today,
    ),
    Tale(
        "review_continues",
        family(
            "H-1105",
            "Adeyemi",
            VIOLENCE,
            (girl("Tola", 7),),
            (mother("Folake"),),
            ("other_police_officer", "head_teacher"),
            worker="third_social_worker",
            chair="chair",
        ),
        _continues,
    ),
    Tale(
        "category_changed",
        family(
            "H-1106",
            "Kowal",
            NEGLECT,
            (boy("Antek", 5),),
            (mother("Iwona"),),
            ("health_visitor", "head_teacher"),
            worker="fourth_social_worker",
            chair="chair",
        ),
        _category_changed,
    ),
    Tale(
        "ended_at_review",
        family(
            "H-1107",
            "Prentice",
            NEGLECT,
            (girl("Daisy", 9),),
            (mother("Helen"),),
            ("school_nurse", "head_teacher"),
            chair="chair",
        ),
        _ended,
    ),
    Tale(
        "ended_moved_away",
        family(
            "H-1108",
            "Gillard",
            VIOLENCE,
            (boy("Ewan", 4),),
            (mother("Sian"),),
            ("police_officer", "nursery_manager"),
            worker="third_social_worker",
        ),
        _moved_away,
    ),
    Tale(
        "ended_of_age",
        family(
            "H-1109",
            "Whitlock",
            TEENAGER,
            (boy("Connor", 18, 0),),
            (mother("Denise"),),
            ("police_officer", "head_of_year"),
            worker="fourth_social_worker",
        ),
        _of_age,
    ),
    Tale(
        "ended_left_country",
        family(
            "H-1110",
            "Devlin",
            DRINK,
            (girl("Orla", 12),),
            (mother("Maeve"),),
            ("recovery_worker", "head_of_year"),
        ),
        _left_the_country,
    ),
    Tale(
        "nearly_eighteen",
        family(
            "H-1111",
            "Tully",
            TEENAGER,
            (girl("Shannon", 17, 10),),
            (mother("Bridget"),),
            ("other_police_officer", "head_of_year"),
            worker="third_social_worker",
        ),
        _nearly_eighteen,
    ),
    Tale(
        "imported_review_due",
        family("R-70011", "", NEGLECT, (boy("", 6),), (), ()),
        _nameless_on_a_plan,
    ),
    Tale(
        "imported_plan_ended",
        family("R-70012", "", ILLNESS, (girl("", 11),), (), ()),
        _nameless_plan_ended,
    ),
    Tale(
        "imported_enquiry_only",
        family("R-70013", "", HARM_BY_AN_ADULT, (girl("", 14),), (), ()),
        _nameless_enquiry_only,
    ),
    Tale(
        "imported_in_doubt",
        family("R-70014", "", DRINK, (boy("", 3),), (), ()),
        _nameless_in_doubt,
    ),
)
