"""
What the chair says aloud in the meeting, in the order in which it helps, to be ticked as it is said.

A parent has been told of two possible decisions where there were three: so everything that can be
decided is named, one by one. Children come first, then those who are not there to speak.
"""

import re
from dataclasses import dataclass

from roundtable.rules.decision_guards import ENDS_PLAN, KEEPS_PLAN, Outcome


@dataclass(frozen=True, slots=True)
class Prompt:
    """Something to say. `code` is what is kept when it is ticked."""

    code: str
    say: str


WELCOME = (
    Prompt("seated", "The family came in first, and sits where they chose."),
    Prompt("names", "Everyone says who they are, and how they know the children."),
    Prompt(
        "plain_words", "We use plain words. If something is not clear, say so and we say it again."
    ),
    Prompt("breaks", "Anyone can ask for a break at any time, and need not say why."),
    Prompt("private", "What is said here stays with those who need it to keep the children safe."),
    Prompt("disagree", "We may not agree. Every view is written down as the view of who holds it."),
)
END = (
    Prompt("in_writing", "You will have the decision in writing by the next working day."),
    Prompt("dates", "The next dates, and who will be there."),
    Prompt("unhappy", "If you are unhappy with this meeting, you can complain, and this is how."),
    Prompt("clear", "Is there anything that you did not understand, or still want to say?"),
)

_SAY = {
    Outcome.PLAN: "A child protection plan: we agree what must change and who does what, and look"
    " at it again together.",
    Outcome.CONTINUE: "The plan goes on, with the same reasons.",
    Outcome.CHANGE_CATEGORY: "The plan goes on, for other reasons than before.",
    Outcome.END: "The plan ends, and you have help that we agree with you.",
    Outcome.END_NO_SERVICES: "The plan ends, and nobody needs to come any more.",
    Outcome.END_LOOKED_AFTER: "The plan ends, because the child is looked after by the council and"
    " has a plan for that.",
    Outcome.CHILD_IN_NEED: "No child protection plan, but a child in need plan, if you agree to it.",
    Outcome.EARLY_HELP: "No child protection plan, but early help, or help from another service.",
    Outcome.NO_FURTHER_ACTION: "No plan, and nothing more from us.",
}
_ON_TOP = (
    Prompt(
        "outcome:legal",
        "As well as any of these, we may ask our solicitors whether a court should be involved.",
    ),
    Prompt("outcome:later", "If we cannot decide today, we say why, and meet again soon."),
    Prompt("outcome:each", "Each child has a decision of their own. They can differ."),
)
_OF_PLAN = KEEPS_PLAN | ENDS_PLAN


def possible_outcomes(*, some_on_plan: bool, some_without: bool) -> tuple[Outcome, ...]:
    """Return everything that can be decided for these children, in the order it is told."""
    return tuple(
        outcome for outcome in Outcome if (some_on_plan if outcome in _OF_PLAN else some_without)
    )


def outcome_prompts(*, some_on_plan: bool, some_without: bool) -> tuple[Prompt, ...]:
    """Return what can be decided, each to be said, and what may come on top or instead."""
    possible = possible_outcomes(some_on_plan=some_on_plan, some_without=some_without)
    return (*(Prompt(f"outcome:{one.value}", _SAY[one]) for one in possible), *_ON_TOP)


def child_prompt(conference_child_id: int, name: str, *, why_not: str = "") -> Prompt:
    """Return the reminder to hear one child before anybody else is heard about them."""
    say = f"We have heard what {name} says, before anybody else spoke about {name}."
    if why_not:
        say = f"There are no words from {name}, and this is why: {why_not}"
    return Prompt(f"child:{conference_child_id}", say)


def views_prompt(conference_child_id: int, person_id: int, say: str) -> Prompt:
    """Return the reminder of somebody whose views there are none to read out of."""
    return Prompt(f"views:{conference_child_id}-{person_id}", say)


def family_prompt(position: int, title: str) -> Prompt:
    """Return the reminder to ask the family after a part of the meeting."""
    return Prompt(f"{FAMILY}:{position}", f"“{title}”: what does the family say to this?")


def telling_prompt(conference_child_id: int, name: str, arranged: str) -> Prompt:
    """Return the reminder to settle who tells one child what was decided, and when."""
    who = f": {arranged}" if arranged else "? It is not settled: agree it now."
    return Prompt(f"tell:{conference_child_id}", f"Who tells {name}, and when{who}")


FAMILY = "family"
_FIXED = frozenset(
    {
        *(one.code for one in (*WELCOME, *END, *_ON_TOP)),
        *(f"outcome:{one.value}" for one in Outcome),
    }
)
_OF_SOMEBODY = re.compile(r"(child|tell|family):[0-9]{1,18}|views:[0-9]{1,18}-[0-9]{1,18}")


def is_prompt(code: str) -> bool:
    """Return whether this is the code of something that stands on a prompt sheet."""
    return code in _FIXED or bool(_OF_SOMEBODY.fullmatch(code))
