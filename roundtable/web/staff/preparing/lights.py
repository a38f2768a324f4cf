"""How ready a conference is, in words: a colour is never alone."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from roundtable.casework.plans.readiness import Readiness
from roundtable.rules.readiness import Light, Line, Topic, worst
from roundtable.rules.reading import Reading
from roundtable.web.design_system.wording import count
from roundtable.web.staff.words import Tag

LIGHTS: dict[Light, Tag] = {
    Light.GREEN: ("Ready", "green"),
    Light.AMBER: ("Look at this", "yellow"),
    Light.RED: ("Act now", "red"),
}
ALL_OVER: dict[Light, Tag] = {
    Light.GREEN: ("Everything is ready", "green"),
    Light.AMBER: ("Some things are not ready", "yellow"),
    Light.RED: ("Something needs somebody now", "red"),
}
# What somebody sees who takes the minutes, and reads no report before the day.
OF_THE_MEETING: Collection[Topic] = frozenset({Topic.ANSWERS, Topic.QUORUM, Topic.NEEDS})
# What a chair asks first; the rest stands on the page of the conference.
AT_A_GLANCE: Collection[Topic] = frozenset(Topic) - {Topic.ADVOCACY, Topic.CHILD}


@dataclass(frozen=True, slots=True)
class LineShown:
    says: str
    tag: Tag
    whose: str
    is_for: Topic


@dataclass(frozen=True, slots=True)
class TopicShown:
    """One subject with all its lines; `says` is the short of it."""

    title: str
    tag: Tag
    says: str
    lines: tuple[LineShown, ...]
    is_wanting: bool


@dataclass(frozen=True, slots=True)
class ReadinessShown:
    """A conference at a glance, and line by line."""

    tag: Tag
    reading: str
    topics: tuple[TopicShown, ...]
    asks_for_time: tuple[str, ...]

    @classmethod
    def of(
        cls, readiness: Readiness, *, topics: Collection[Topic] = tuple(Topic)
    ) -> "ReadinessShown":
        lines = [one for one in readiness.lines if one.topic in topics]
        everything = readiness.lines if Topic.REPORTS in topics else lines
        return cls(
            tag=ALL_OVER[worst(everything)],
            reading=reading_in_words(readiness.reading) if Topic.REPORTS in topics else "",
            topics=tuple(_topics(lines, readiness)),
            asks_for_time=tuple(readiness.preparation.time_asked_by),
        )


def reading_in_words(reading: Reading) -> str:
    """Return `41 pages, about 55 minutes`."""
    if not reading.pages:
        return "Nothing is in yet"
    return f"{count(reading.pages, 'page')}, about {count(reading.minutes, 'minute')}"


def _topics(lines: Sequence[Line], readiness: Readiness) -> Iterable[TopicShown]:
    for topic in Topic:
        own = [one for one in lines if one.topic is topic]
        if own:
            light = worst(own)
            yield TopicShown(
                title=topic.value,
                tag=LIGHTS[light],
                says=_short(topic, own, readiness),
                lines=tuple(
                    LineShown(one.says, LIGHTS[one.light], one.whose, topic) for one in own
                ),
                is_wanting=light is Light.RED,
            )


def _short(topic: Topic, lines: Sequence[Line], readiness: Readiness) -> str:
    """Return how many are there, and in full what is not as it should be."""
    lacking = [one.says for one in lines if one.light is not Light.GREEN]
    reports = readiness.preparation.reports
    if topic is Topic.REPORTS and reports:
        return " ".join([f"{readiness.reports_in} of {len(reports)} in.", *lacking])
    return " ".join(lacking or [one.says for one in lines])
