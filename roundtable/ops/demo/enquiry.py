"""From the strategy discussion to what the section 47 enquiry found for each child."""

from collections.abc import Iterable
from datetime import date, time

from roundtable.casework.cases.actions.enquiries import (
    EnquiryOutcome,
    advise_on_convening,
    conclude_enquiry,
    hold_strategy_discussion,
    record_conversation,
)
from roundtable.casework.cases.models import Section47Enquiry
from roundtable.foundation.core import clock
from roundtable.ops.demo.family import Child
from roundtable.ops.demo.story import Story
from roundtable.rules.enquiry_states import State

_LIKELY = "continuing risk"


def discuss(story: Story, on: date, *keys: str) -> None:
    """Hold the strategy discussion; it starts an enquiry for each child named, or for all."""
    story.go_to(on, time(14, 30))
    cast, family = story.stage.cast, story.family
    children = [story.people[child.key] for child in story.children(keys)]
    story.by_worker(
        hold_strategy_discussion,
        case_id=story.case.pk,
        held_at=clock.at(on, 14),
        attendees=[cast.professional(key) for key in (family.worker, *family.table[:2])],
        decisions=story.tell(family.theme.discussed),
        children=children,
    )
    found = Section47Enquiry.objects.filter(child__in=children, state=State.OPEN.value)
    by_child = {enquiry.child_id: enquiry for enquiry in found}
    story.enquiries.update(
        {child.key: by_child[story.people[child.key].pk] for child in story.children(keys)}
    )


def speak_with(story: Story, on: date, *keys: str) -> None:
    """See each child, and speak with the mother and somebody who knows them."""
    story.go_to(on, time(15, 45))
    knows = story.stage.cast.professional(story.family.table[-1])
    for child in story.children(keys):
        enquiry = story.enquiries[child.key]
        if not child.is_unborn:
            _conversation(story, enquiry, child)
        else:
            story.by_worker(
                record_conversation,
                enquiry_id=enquiry.pk,
                person=story.people[story.mother.forename],
                on=on,
                with_consent=True,
                text="About the pregnancy, and what she has ready for the baby.",
            )
    first = story.enquiries[story.children(keys)[0].key]
    story.by_worker(
        record_conversation,
        enquiry_id=first.pk,
        professional=knows,
        on=on,
        text="What they have seen of the children, and since when.",
    )


def _conversation(story: Story, enquiry: Section47Enquiry, child: Child) -> None:
    says = story.family.theme.child_says
    words = child.words or says[story.random.randrange(len(says))]
    alone = child.years >= 3
    story.by_worker(
        record_conversation,
        enquiry_id=enquiry.pk,
        person=story.people[child.key],
        on=story.day,
        alone=alone,
        with_consent=True,
        text=f"Seen at school. “{words}”" if child.can_say else "Seen at home, with the mother.",
    )


def conclude(
    story: Story, on: date, *keys: str, substantiated: bool = True, at_risk: bool = True
) -> None:
    """Ask a chair for advice, and conclude the enquiry for each child named, or for all."""
    theme, cast = story.family.theme, story.stage.cast
    story.go_to(on, time(11))
    for child in story.children(keys):
        enquiry = story.enquiries[child.key]
        if substantiated:
            story.by_worker(
                advise_on_convening,
                enquiry_id=enquiry.pk,
                chair=cast.professional("third_chair"),
                on=on,
                advice=story.tell(theme.advice, child.key),
            )
        story.enquiries[child.key] = story.do(
            story.family.manager,
            conclude_enquiry,
            enquiry_id=enquiry.pk,
            outcome=EnquiryOutcome(
                concerns_substantiated=substantiated,
                continuing_risk=substantiated and at_risk,
                findings=story.tell(theme.found, child.key)
                if substantiated
                else "What was reported had another explanation, which the doctor confirmed.",
                harms=theme.harms if substantiated else (),
                interim_safety_plan=story.tell(theme.safety) if at_risk else "",
                not_alone_reason="" if child.years >= 3 else "Too young to be seen alone.",
            ),
            authorised_by=cast.professional(story.family.manager),
            on=on,
        )


def enquire(story: Story, discussed_on: date, keys: Iterable[str] = (), *, takes: int = 4) -> None:
    """Hold the whole enquiry, which finds continuing risk after so many working days."""
    wanted = tuple(keys)
    discuss(story, discussed_on, *wanted)
    speak_with(story, story.stage.working_day(1, after=discussed_on), *wanted)
    conclude(story, story.stage.working_day(takes, after=discussed_on), *wanted)
