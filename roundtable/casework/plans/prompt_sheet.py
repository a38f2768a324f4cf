"""The chair's prompt sheet for one meeting: what to say, for whom, and what has been said."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from roundtable.casework.conferences.models import Conference, ConferenceChild, Participant
from roundtable.casework.conferences.queries import children_of, participants_of
from roundtable.casework.conferences.readers import reader_of_participant
from roundtable.casework.decisions.queries import proposals_of
from roundtable.casework.plans.models import Plan
from roundtable.casework.room.course import Course, course_of, reader_in_room
from roundtable.casework.room.models import PromptTick
from roundtable.casework.room.queries import AgendaStep, agenda_of
from roundtable.casework.room.voices import VoiceOn, voices_of
from roundtable.casework.statements.queries import readable_if_heard, statements_by_id
from roundtable.casework.statements.shown import ShownStatement
from roundtable.foundation.accounts.models import Actor
from roundtable.rules import spoken_prompts as prompts
from roundtable.rules.spoken_prompts import Prompt


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptLine:
    """
    Something to say, and whether it has been said. `words` are to be read out.

    With `views_id`, ticking it notes that these views were read out. `not_for` are the names of
    those here who must not hear the words: they are not read out while they are in the room.
    """

    code: str
    say: str
    words: str = ""
    views_id: int | None = None
    not_for: tuple[str, ...] = ()
    said_at: datetime | None = None
    said_by: str = ""

    @property
    def is_said(self) -> bool:
        return self.said_at is not None


@dataclass(frozen=True, slots=True)
class PromptPart:
    title: str
    lines: tuple[PromptLine, ...]


@dataclass(frozen=True, slots=True)
class PromptSheet:
    conference: Conference
    parts: tuple[PromptPart, ...]

    @property
    def lines(self) -> tuple[PromptLine, ...]:
        return tuple(line for part in self.parts for line in part.lines)

    @property
    def not_said(self) -> tuple[PromptLine, ...]:
        return tuple(line for line in self.lines if not line.is_said)


def prompt_sheet(conference: Conference, *, actor: Actor, now: datetime) -> PromptSheet:
    """Return what the chair says in this meeting, the children first. A constant number of queries."""
    children = children_of(conference)
    course = course_of(conference)
    everyone = participants_of(conference, with_withdrawn=True)
    plans = set(
        Plan.objects.filter(
            child_id__in=[one.child_id for one in children], ends_on=None
        ).values_list("child_id", flat=True)
    )
    arranged = {pk: one.who_tells_the_child for pk, one in proposals_of(conference).items()}
    voices = voices_of(conference, children)
    spoken = _Spoken(conference, voices, everyone=everyone, course=course, actor=actor)
    on_plan = {one.child_id in plans for one in children}
    parts = (
        ("Welcome", prompts.WELCOME),
        (
            "What can be decided: name them all",
            prompts.outcome_prompts(some_on_plan=True in on_plan, some_without=False in on_plan),
        ),
        ("The children first", spoken.of_children()),
        ("Parents, and those who are not here", spoken.of_parents()),
        ("The family, after each part", _after_each(agenda_of(conference, now=now))),
        ("At the end", (*_telling(children, arranged), *prompts.END)),
    )
    ticks = _ticks_of(conference)
    return PromptSheet(
        conference,
        tuple(
            PromptPart(title, tuple(_ticked(one, ticks) for one in said))
            for title, said in parts
            if said
        ),
    )


def _after_each(agenda: Sequence[AgendaStep]) -> tuple[Prompt, ...]:
    """Return a line for each part that has begun: the others are asked about when they have."""
    return tuple(
        prompts.family_prompt(one.position, one.title) for one in agenda if one.began_at is not None
    )


def _telling(
    children: Sequence[ConferenceChild], arranged: Mapping[int, str]
) -> tuple[Prompt, ...]:
    return tuple(
        prompts.telling_prompt(one.pk, one.child.name, arranged.get(one.pk, "")) for one in children
    )


def _ticked(line: Prompt | PromptLine, ticks: Mapping[str, PromptTick]) -> PromptLine:
    """Return the line with its tick; what was read out is known from the views themselves."""
    if isinstance(line, Prompt):
        line = PromptLine(code=line.code, say=line.say)
    tick = ticks.get(line.code)
    if tick is None or not tick.is_said or line.views_id is not None:
        return line
    return replace(line, said_at=tick.at, said_by=tick.by)


def _ticks_of(conference: Conference) -> Mapping[str, PromptTick]:
    """Return the last tick of each code."""
    rows = PromptTick.objects.filter(conference=conference).order_by("pk")
    return {one.code: one for one in rows}


class _Spoken:
    """The voices of children and parents, with the words as whoever chairs has them."""

    def __init__(
        self,
        conference: Conference,
        voices: Sequence[VoiceOn],
        *,
        everyone: Collection[Participant],
        course: Course,
        actor: Actor,
    ) -> None:
        ids = [
            one.views.statement_id
            for one in voices
            if one.views is not None and one.views.statement_id is not None
        ]
        here = [one for one in everyone if one.pk in course.present]
        self.voices = voices
        self.people_here = {one.person_id for one in here if one.person_id is not None}
        self.names = tuple(one.name for one in here)
        self.words: Mapping[int, ShownStatement] = statements_by_id(
            reader_in_room(actor, conference), conference, ids=ids, participants=everyone
        )
        self.may_hear = readable_if_heard(
            [reader_of_participant(one) for one in here], conference, ids=ids
        )

    def of_children(self) -> tuple[PromptLine, ...]:
        return tuple(self._line(one) for one in self.voices if one.is_the_childs)

    def of_parents(self) -> tuple[PromptLine, ...]:
        return tuple(self._line(one) for one in self.voices if not one.is_the_childs)

    def _line(self, voice: VoiceOn) -> PromptLine:
        views = voice.views
        shown = self.words.get(views.statement_id or 0) if views is not None else None
        if views is None or views.statement_id is None or shown is None or shown.is_withheld:
            prompt = self._without_words(voice)
            return PromptLine(code=prompt.code, say=prompt.say)
        may_hear = self.may_hear.get(views.statement_id, ())
        about = "" if voice.is_the_childs else f" about {voice.held.child.name}"
        return PromptLine(
            code=prompts.views_prompt(voice.held.pk, voice.person.pk, "").code,
            say=f"Read out what {voice.person.name} says{about}.",
            words=shown.text,
            views_id=views.pk,
            not_for=tuple(name for name, may in zip(self.names, may_hear, strict=False) if not may),
            said_at=views.read_out_at,
        )

    def _without_words(self, voice: VoiceOn) -> Prompt:
        """There are no words to read out: hear them if they are here, or say why there are none."""
        why_not = voice.views.not_obtained_reason if voice.views is not None else ""
        if voice.is_the_childs:
            return prompts.child_prompt(voice.held.pk, voice.held.child.name, why_not=why_not)
        name, child = voice.person.name, voice.held.child.name
        say = f"Ask {name} what they think for {child}."
        if voice.person.pk not in self.people_here:
            say = f"{name} is not here. For {child}: {why_not or 'say that nothing came from them'}"
        return prompts.views_prompt(voice.held.pk, voice.person.pk, say)
