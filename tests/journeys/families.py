"""
The Hartleys before anybody has met about them, brought by acts to where a journey begins.

Three children, one of them unborn, are found to be at risk. The same people as in the whole
demonstration, so that everybody can sign in; their story here is at its beginning.
"""

from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date

from roundtable.casework.cases.models import Case
from roundtable.casework.conferences.models import Conference
from roundtable.casework.conferences.tests.family import letters_have_left
from roundtable.foundation.core import clock
from roundtable.foundation.core.context import authority_context
from roundtable.ops.demo import convening, enquiry, following, preparing, sitting
from roundtable.ops.demo.cast import Cast, build_cast
from roundtable.ops.demo.hartley import HARTLEY
from roundtable.ops.demo.sitting import Sitting, at_plan
from roundtable.ops.demo.stage import Stage
from roundtable.ops.demo.story import Story, open_the_case

TODAY = date(2026, 11, 24)  # as in every test: a Tuesday
FAMILY = replace(
    HARTLEY,
    reference="H-3050",
    adults=tuple(
        replace(one, comes=False) if one.forename == "Craig" else one
        for one in HARTLEY.adults
        if one.forename in ("Rosa", "Craig")
    ),
    table=("police_officer", "health_visitor", "head_teacher"),
)


@dataclass
class Beginning:
    """The town and the family where a journey begins."""

    cast: Cast
    story: Story
    told_on: date = TODAY

    @property
    def case(self) -> Case:
        return self.story.case

    @property
    def conference_id(self) -> str:
        """The id of the conference, as it stands in its addresses."""
        return str(self.story.conferences[-1].public_id)

    def open(self) -> AbstractContextManager[None]:
        """See and change the rows, for as long as it lasts."""
        return authority_context([self.cast.authority.pk, self.cast.other_authority.pk])

    @property
    def today(self) -> date:
        return clock.today()

    def day(self, working_days: int) -> date:
        """Return a day so many working days from the one on which the story is told."""
        return self.story.stage.working_day(working_days, after=self.told_on)


def enquiring(told_on: date = TODAY) -> Beginning:
    """The enquiries are under way, and everybody has been spoken with."""
    cast = build_cast(today=TODAY)
    story = Story(Stage(cast), FAMILY)
    beginning = Beginning(cast, story, told_on)
    with beginning.open():
        open_the_case(story, beginning.day(-5))
        enquiry.discuss(story, beginning.day(-4))
        enquiry.speak_with(story, beginning.day(-3))
    return beginning


def authorised(told_on: date = TODAY) -> Beginning:
    """The conference is asked for, and authorised."""
    beginning = enquiring(told_on)
    story = beginning.story
    with beginning.open():
        enquiry.conclude(story, beginning.day(-1))
        convening.request(story, beginning.day(-1))
    return beginning


def invited(told_on: date = TODAY, *, held_in: int = 6) -> Beginning:
    """The conference is arranged for so many working days from then, and everybody is invited."""
    beginning = authorised(told_on)
    story = beginning.story
    with beginning.open():
        convening.arrange(story, beginning.day(held_in), booked_on=beginning.day(-1))
        convening.list_everyone(story)
        convening.invite(story, beginning.day(-1))
    return beginning


def prepared(told_on: date = TODAY) -> Beginning:
    """The meeting is that day; the social worker's and the school's reports are in and shared."""
    beginning = invited(told_on, held_in=0)
    story = beginning.story
    with beginning.open():
        convening.answer(story, beginning.day(-1))
        preparing.write_reports(story, beginning.day(-1), only=("social_worker", "head_teacher"))
        preparing.share_reports(story, beginning.day(-1))
        preparing.ask_for_views(story, beginning.day(-1))
    return beginning


def on_a_plan(told_on: date = TODAY) -> Beginning:
    """The meeting was that day, it made a plan for each child, and the letters are out."""
    beginning = prepared(told_on)
    story = beginning.story
    with beginning.open():
        sitting.hold(story, Sitting({"Ava": at_plan()}), items=3)
        following.send_letters(story)
    return beginning


def ready_for_review() -> Beginning:
    """Eight weeks on: the children are seen, and the core group has met."""
    beginning = on_a_plan(told_on=date(2026, 9, 29))
    story = beginning.story
    with beginning.open():
        for days in (6, 15, 24, 33):
            following.visit(story, beginning.day(days))
        following.meet_as_core_group(story, beginning.day(8))
        following.finish_actions(story, beginning.day(20), how_many=3)
    return beginning


def invited_to(beginning: Beginning, conference: Conference) -> None:
    """Put everybody on the list of a conference that was arranged on screen, and prepare it."""
    story = beginning.story
    with beginning.open():
        story.conferences.append(Conference.objects.get(pk=conference.pk))
        convening.list_everyone(story)
        convening.invite(story, beginning.today)
        letters_have_left(story.conferences[-1])
        convening.answer(story, beginning.today)
        preparing.write_reports(story, beginning.today, only=("social_worker",), at_most=1)
        preparing.share_reports(story, beginning.today)
        preparing.ask_for_views(story, beginning.today)
