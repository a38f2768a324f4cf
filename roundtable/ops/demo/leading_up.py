"""The way to a conference and through it, in the strides that most families take."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from roundtable.casework.conferences.models import Conference
from roundtable.ops.demo import convening, enquiry, following, preparing, sitting
from roundtable.ops.demo.sitting import Sitting, Verdict, at_plan
from roundtable.ops.demo.story import Story, open_the_case

# From the strategy discussion to the conference: two working days before the limit.
USUAL_DAYS = 13


def ask_for_conference(
    story: Story, discussed_on: date, *, takes: int = 4, asked_after: int = 0, **request: Any
) -> Conference:
    """Open the case, enquire, and ask for a conference so many days after the outcome."""
    stage = story.stage
    open_the_case(story, stage.working_day(-2, after=discussed_on))
    enquiry.enquire(story, discussed_on, takes=takes)
    concluded_on = stage.working_day(takes, after=discussed_on)
    asked_on = stage.working_day(asked_after, after=concluded_on) if asked_after else concluded_on
    return convening.request(story, asked_on, **request)


def schedule(story: Story, on: date, *, discussed_on: date | None = None, **request: Any) -> None:
    """Lead up to a conference that is arranged for `on`, with everybody on its list."""
    stage = story.stage
    discussed_on = discussed_on or stage.working_day(-USUAL_DAYS, after=on)
    ask_for_conference(story, discussed_on, **request)
    convening.arrange(story, on, booked_on=stage.working_day(5, after=discussed_on))
    convening.list_everyone(story)


def invite(story: Story, on: date, *, discussed_on: date | None = None, **request: Any) -> None:
    """Lead up to a conference on `on` to which everybody has been asked."""
    schedule(story, on, discussed_on=discussed_on, **request)
    convening.invite(story, story.later(1))


def prepare(
    story: Story,
    on: date,
    *,
    by: Sequence[str] = (),
    at_most: int = 1,
    is_shared: bool = True,
    **way: Any,
) -> None:
    """
    Lead up to a conference on `on` for which reports are in: of the social worker and of `by`,
    who are all the agencies if not given.
    """
    invite(story, on, **way)
    stage = story.stage
    convening.answer(story, story.later(1))
    authors = (story.family.worker, *(by or story.family.table))
    preparing.write_reports(story, stage.working_day(-3, after=on), only=authors, at_most=at_most)
    if is_shared:
        preparing.share_reports(story, stage.working_day(-2, after=on), only=(story.family.worker,))
    preparing.ask_for_views(story, stage.working_day(-2, after=on))


def decide(
    story: Story,
    on: date,
    verdicts: Mapping[str, Verdict] | None = None,
    *,
    letters_on: date | None = None,
    items: int = 1,
    **way: Any,
) -> None:
    """Hold a conference on `on`, with plans for all unless `verdicts` say otherwise."""
    prepare(story, on, **way)
    sitting.hold(story, Sitting(verdicts or {"all": at_plan()}), items=items)
    if letters_on is not None:
        following.send_letters(story, letters_on)
