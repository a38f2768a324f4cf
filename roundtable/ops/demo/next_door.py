"""The family of the other authority: whoever works there sees this one, and nobody else's."""

from datetime import time

from roundtable.casework.cases.actions import household
from roundtable.casework.cases.actions.household import Related
from roundtable.casework.cases.actions.membership import open_case
from roundtable.ops.demo.story import Story
from roundtable.ops.demo.tale import Tale, family, girl, mother
from roundtable.ops.demo.themes_home import NEGLECT
from roundtable.rules.working_days import add_months


def _next_door(story: Story) -> None:
    story.go_to(story.stage.working_day(-5), time(10))
    known = story.family
    story.case = story.by_worker(
        open_case, reference=known.reference, family_name=known.surname, opened_on=story.day
    )
    child = story.by_worker(
        household.add_child,
        case_id=story.case.pk,
        forename=known.children[0].forename,
        surname=known.surname,
        birth_on=add_months(story.day, -75),
    )
    story.by_worker(
        household.add_adult,
        case_id=story.case.pk,
        forename=story.mother.forename,
        surname=known.surname,
        related=[Related(child.pk, "mother", has_parental_responsibility=True)],
    )


TALE = Tale(
    "next_door",
    family(
        "S-5001",
        "Winterbourne",
        NEGLECT,
        (girl("Clara", 6),),
        (mother("Judith"),),
        (),
        worker="stranger",
    ),
    _next_door,
)
