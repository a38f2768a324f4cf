"""
How ready a conference is: one line for everything that must be there, each with its light.

Nothing here stops a conference: the chair looks, and decides. A light always says what it means in
words and whose it is to put right. What is late is the agency's or ours, never the family's.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from roundtable.rules.quorum import Forecast

# From here on somebody who is still missing can hardly be replaced, or a need met.
FORECAST_WORKING_DAYS = 3


class Light(StrEnum):
    """Red needs somebody now, amber is on its way or came late, green is as it should be."""

    GREEN = "ready"
    AMBER = "not yet"
    RED = "missing"


class Topic(StrEnum):
    REPORTS = "Reports"
    SHARED = "With the family"
    TIME = "Time to read"
    ANSWERS = "Answers"
    QUORUM = "Quorum"
    NEEDS = "Needs"
    CHAIR = "Chair and family"
    WORKER = "Social worker and family"
    ADVOCACY = "Advocacy"
    VIEWS = "Views"
    CHILD = "The child's part"


class Whose(StrEnum):
    """Who can put it right."""

    NOBODY = ""
    AGENCY = "the agency that writes it"
    WORKER = "the social worker"
    CHAIR = "the chair"
    DESK = "the conference service"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that must be there."""

    topic: Topic
    light: Light
    says: str
    whose: Whose = Whose.NOBODY


@dataclass(frozen=True, slots=True)
class ReportState:
    """A report that was asked for. `due_on` is None where no day was set."""

    author: str
    due_on: date | None
    came_on: date | None = None
    late_reason: str = ""


@dataclass(frozen=True, slots=True)
class Copies:
    """
    What one of the family should have by `due_on`: of `there`, how many they were given.

    `ways` are how and when. A child who is not to have them at their age has `not_for_them`.
    """

    name: str
    there: int = 0
    given: int = 0
    given_late: int = 0
    not_shared: int = 0
    said_read: int = 0
    due_on: date | None = None
    ways: Sequence[tuple[str, date]] = ()
    not_for_them: str = ""


@dataclass(frozen=True, slots=True)
class Contacts:
    """Who has met somebody of the family before the day, and who offered them an advocate."""

    name: str
    is_child: bool = False
    chair_met: bool = False
    chair_tried: bool = False
    worker_met: bool = False
    worker_tried: bool = False
    told_by_voice: bool = False
    chair_offered_advocate: bool = False
    worker_offered_advocate: bool = False
    no_advocate_to_be_had: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """
    What a child or parent thinks: in, or why it cannot be known. Of somebody kept out it may have
    come another way, and not be written down yet.
    """

    name: str
    is_child: bool = False
    is_in: bool = False
    has_reason: bool = False
    came_another_way: bool = False


@dataclass(frozen=True, slots=True)
class ChildsPart:
    """
    Whether it is settled how a child takes part, and what they hear of the reports; `worker` goes
    through the letter with them.
    """

    name: str
    is_settled: bool = False
    is_invited: bool = False
    worker: str = ""
    is_settled_about_reports: bool = False


@dataclass(frozen=True, slots=True)
class Preparation:
    """All that is known of one conference on one day."""

    today: date
    working_days_left: int
    reports: Sequence[ReportState] = ()
    copies: Sequence[Copies] = ()
    sharing_to_decide: Sequence[str] = ()
    time_asked_by: Sequence[str] = ()
    asked: int = 0
    silent: Sequence[str] = ()
    forecast: Forecast = field(default_factory=Forecast)
    needs_open: Sequence[str] = ()
    needs_not_to_be_had: Sequence[str] = ()
    contacts: Sequence[Contacts] = ()
    chair_contact_due_on: date | None = None
    voices: Sequence[Voice] = ()
    childrens_parts: Sequence[ChildsPart] = ()

    @property
    def is_close(self) -> bool:
        return self.working_days_left <= FORECAST_WORKING_DAYS


def lines_of(there: Preparation) -> list[Line]:
    """Return every line, in the order in which a chair asks."""
    return [
        *_time(there.time_asked_by),
        *_reports(there),
        *(_copies(one, there.today) for one in there.copies),
        *_to_decide(there.sharing_to_decide),
        *_answers(there),
        *_quorum(there),
        *_needs(there),
        *_chair(there),
        *_worker(there),
        *_advocacy(there),
        *_views(there),
        *_childs_part(there),
    ]


def worst(lines: Iterable[Line]) -> Light:
    """Return the light of all of them together."""
    lights = {one.light for one in lines}
    return next((one for one in (Light.RED, Light.AMBER) if one in lights), Light.GREEN)


def _time(asked_by: Sequence[str]) -> list[Line]:
    return [
        Line(Topic.TIME, Light.RED, f"{name} asks for more time to read.", Whose.CHAIR)
        for name in asked_by
    ]


def _reports(there: Preparation) -> list[Line]:
    if not there.reports:
        return [Line(Topic.REPORTS, Light.AMBER, "None has been asked for.", Whose.DESK)]
    return [_report(one, there.today) for one in there.reports]


def _report(report: ReportState, today: date) -> Line:
    is_late = report.due_on is not None and (report.came_on or today) > report.due_on
    if report.came_on is not None:
        if not is_late:
            return Line(Topic.REPORTS, Light.GREEN, f"{report.author}: in, on time.")
        why = f" Why: {report.late_reason}" if report.late_reason else ""
        return Line(Topic.REPORTS, Light.AMBER, f"{report.author}: in, but late.{why}")
    due = f" It was due on {_day(report.due_on)}." if report.due_on else ""
    if is_late:
        return Line(Topic.REPORTS, Light.RED, f"{report.author}: late.{due}", Whose.AGENCY)
    due = f", due on {_day(report.due_on)}" if report.due_on else ""
    return Line(Topic.REPORTS, Light.AMBER, f"{report.author}: not in yet{due}.", Whose.AGENCY)


def _copies(copies: Copies, today: date) -> Line:
    """Return how far somebody of the family has what came in. That it is not in is said above."""
    if copies.not_for_them:
        says = f"{copies.name} is not given them. {copies.not_for_them}"
        return Line(Topic.SHARED, Light.GREEN, says)
    said = f"{copies.name} was given {copies.given} of {copies.there}"
    said += f" and says they have read {copies.said_read}." if copies.said_read else "."
    said += _ways(copies.ways)
    missing = copies.there - copies.given - copies.not_shared
    if copies.not_shared:
        said += f" Not shared, with a reason: {copies.not_shared}."
    if not copies.there:
        return Line(Topic.SHARED, Light.AMBER, f"{copies.name}: there is no report to give yet.")
    if missing > 0:
        is_late = copies.due_on is not None and today > copies.due_on
        return Line(Topic.SHARED, Light.RED if is_late else Light.AMBER, said, Whose.WORKER)
    if copies.given_late:
        said += f" Given later than the family should have them: {copies.given_late}."
    came_well = not copies.given_late and not copies.not_shared
    return Line(Topic.SHARED, Light.GREEN if came_well else Light.AMBER, said)


def _ways(ways: Sequence[tuple[str, date]]) -> str:
    """Return how they were given and when, each way once: "Read together on 20 November"."""
    days: dict[str, list[str]] = {}
    for how, on in sorted(ways, key=lambda way: way[1]):
        said = days.setdefault(how or "Given", [])
        if _day(on) not in said:
            said.append(_day(on))
    return "".join(f" {how[:1].upper()}{how[1:]} on {_listed(on)}." for how, on in days.items())


def _to_decide(authors: Sequence[str]) -> list[Line]:
    return [
        Line(
            Topic.SHARED,
            Light.RED,
            f"{author}: cannot share something. How is it given to the family?",
            Whose.CHAIR,
        )
        for author in authors
    ]


def _answers(there: Preparation) -> list[Line]:
    if not there.asked:
        return [Line(Topic.ANSWERS, Light.AMBER, "Nobody has been invited yet.", Whose.DESK)]
    answered = f"{there.asked - len(there.silent)} of {there.asked} have answered."
    if not there.silent:
        return [Line(Topic.ANSWERS, Light.GREEN, answered)]
    says = f"{answered} No answer from {_listed(there.silent)}."
    light = Light.RED if there.is_close else Light.AMBER
    return [Line(Topic.ANSWERS, light, says, Whose.DESK)]


def _quorum(there: Preparation) -> list[Line]:
    return [quorum_line(there.forecast, is_close=there.is_close)] if there.asked else []


def quorum_line(forecast: Forecast, *, is_close: bool) -> Line:
    """
    Return whether it will be quorate, with the agencies that are missing.

    Three working days before, what is still only hoped for counts as missing.
    """
    if forecast.is_quorate:
        even = f", even if {_listed(forecast.silent, 'and')} do not come" if forecast.silent else ""
        return Line(Topic.QUORUM, Light.GREEN, f"Quorate{even}.")
    says = f"Not quorate yet. {' '.join(forecast.reasons)}"
    if forecast.silent:
        says += f" Not answered: {_listed(forecast.silent)}."
    if forecast.declined:
        says += f" Not coming: {_listed(forecast.declined)}."
    hopeful = forecast.would_be_quorate and not is_close
    return Line(Topic.QUORUM, Light.AMBER if hopeful else Light.RED, says, Whose.DESK)


def _needs(there: Preparation) -> list[Line]:
    found = []
    if there.needs_open:
        light = Light.RED if there.is_close else Light.AMBER
        says = f"Not arranged yet: {_listed(there.needs_open)}."
        found.append(Line(Topic.NEEDS, light, says, Whose.DESK))
    if there.needs_not_to_be_had:
        says = f"Sought, and not to be had: {_listed(there.needs_not_to_be_had)}."
        found.append(Line(Topic.NEEDS, Light.AMBER, says, Whose.CHAIR))
    return found or [Line(Topic.NEEDS, Light.GREEN, "Nothing is left to arrange.")]


def _chair(there: Preparation) -> list[Line]:
    due_on = there.chair_contact_due_on
    is_late = due_on is not None and there.today > due_on
    found = []
    for one in there.contacts:
        if one.chair_met:
            found.append(Line(Topic.CHAIR, Light.GREEN, f"The chair has met {one.name}."))
        elif one.chair_tried:
            says = f"The chair tried to reach {one.name}, and could not."
            found.append(Line(Topic.CHAIR, Light.AMBER, says, Whose.CHAIR))
        elif not one.is_child:
            light = Light.RED if is_late else Light.AMBER
            says = f"The chair has not met {one.name} yet."
            found.append(Line(Topic.CHAIR, light, says, Whose.CHAIR))
    return found


def _worker(there: Preparation) -> list[Line]:
    """The social worker sees every parent and every child, and says when and where it is."""
    found = []
    for one in there.contacts:
        if one.worker_met:
            says = f"The social worker has prepared {one.name}."
            found.append(Line(Topic.WORKER, Light.GREEN, says))
        else:
            tried = f"The social worker could not reach {one.name}."
            says = tried if one.worker_tried else f"The social worker has not visited {one.name}."
            light = Light.RED if there.is_close and not one.worker_tried else Light.AMBER
            found.append(Line(Topic.WORKER, light, says, Whose.WORKER))
        if not one.told_by_voice and not one.is_child:
            says = f"{one.name} has the invitation on paper only: it was not said to them."
            found.append(Line(Topic.WORKER, Light.AMBER, says, Whose.WORKER))
    return found


def _advocacy(there: Preparation) -> list[Line]:
    found = []
    for one in there.contacts:
        if one.no_advocate_to_be_had:
            says = f"{one.name}: an advocate was sought, and there was none to be had."
            found.append(Line(Topic.ADVOCACY, Light.AMBER, says))
            continue
        lacking = [
            (who, words)
            for offered, who, words in (
                (one.worker_offered_advocate, Whose.WORKER, "the social worker"),
                (one.chair_offered_advocate or one.is_child, Whose.CHAIR, "the chair"),
            )
            if not offered
        ]
        if lacking:
            by = _listed([words for _, words in lacking])
            says = f"{one.name} has not been offered an advocate by {by}."
            found.append(Line(Topic.ADVOCACY, Light.AMBER, says, lacking[0][0]))
        else:
            found.append(Line(Topic.ADVOCACY, Light.GREEN, f"{one.name} was offered an advocate."))
    return found


def _views(there: Preparation) -> list[Line]:
    found = []
    for one in there.voices:
        if one.is_in:
            found.append(Line(Topic.VIEWS, Light.GREEN, f"{one.name}: in."))
        elif one.has_reason:
            says = f"{one.name}: not known, with a reason."
            found.append(Line(Topic.VIEWS, Light.AMBER, says))
        elif one.came_another_way:
            says = f"{one.name}: came another way, and not all of it is written down yet."
            found.append(Line(Topic.VIEWS, Light.AMBER, says, Whose.WORKER))
        else:
            light = Light.RED if one.is_child and there.is_close else Light.AMBER
            found.append(Line(Topic.VIEWS, light, f"{one.name}: not in yet.", Whose.WORKER))
    return found


def _childs_part(there: Preparation) -> list[Line]:
    found = []
    for one in there.childrens_parts:
        if not one.is_settled:
            says = f"It is not settled yet how {one.name} takes part."
            found.append(Line(Topic.CHILD, Light.AMBER, says, Whose.WORKER))
        elif one.is_invited and not one.worker:
            says = f"Nobody is named who goes through the invitation with {one.name}."
            found.append(Line(Topic.CHILD, Light.AMBER, says, Whose.WORKER))
        elif not one.is_settled_about_reports:
            says = f"It is not settled yet what {one.name} hears of the reports."
            found.append(Line(Topic.CHILD, Light.AMBER, says, Whose.WORKER))
        else:
            part = "is invited" if one.is_invited else "is heard without coming"
            found.append(Line(Topic.CHILD, Light.GREEN, f"{one.name} {part}."))
    return found


def _day(day: date) -> str:
    return f"{day.day} {day:%B}"


def _listed(names: Collection[str], word: str = "and") -> str:
    *first, last = names
    return f"{', '.join(first)} {word} {last}" if first else last
