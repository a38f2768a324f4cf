"""One family's story while it is told: its rows, its people, and the time it has got to."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, TypeVar

from roundtable.casework.cases.actions import household
from roundtable.casework.cases.actions.household import Related
from roundtable.casework.cases.actions.membership import add_member, allocate, open_case
from roundtable.casework.cases.models import Capacity, Case, Section47Enquiry, Standing
from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.people.models import Channel, Person
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core import clock
from roundtable.ops.demo.family import Adult, Child, Family
from roundtable.ops.demo.stage import Stage
from roundtable.rules.reasons import Override
from roundtable.rules.working_days import add_months

Done = TypeVar("Done")

_A_MOMENT = timedelta(seconds=40)
_AFTER_A_STOP = re.compile(r"(?:^|(?<=[.?!] ))[a-z]")


@dataclass
class Story:
    """A family on the stage. The functions of the other modules carry it on."""

    stage: Stage
    family: Family
    at: datetime = field(init=False)
    case: Case = field(init=False)
    people: dict[str, Person] = field(default_factory=dict)
    enquiries: dict[str, Section47Enquiry] = field(default_factory=dict)
    conferences: list[Conference] = field(default_factory=list)
    minute_taker: str = "minute_taker"
    turns: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.at = clock.at(self.stage.today, 9)
        # Of its own, so that a family is the same whoever was told of before it.
        self.random = Random(f"{self.stage.seed}:{self.family.reference}")  # noqa: S311 - no secret

    # Time and people

    def go_to(self, day: date, at: time = time(9, 30)) -> None:
        self.at = clock.at(day, at.hour, at.minute)

    def do(self, who: str | Actor, action: Callable[..., Done], **details: Any) -> Done:
        """Have somebody act now, and let a moment pass."""
        done = self.stage.act(who, self.at, action, **details)
        self.at += _A_MOMENT
        return done

    def by_worker(self, action: Callable[..., Done], **details: Any) -> Done:
        return self.do(self.family.worker, action, **details)

    def agreed(self, who: str, code: str, words: str, *, child: Person | None = None) -> Override:
        """Return the agreement of one of the cast, in their role, to go on all the same."""
        cast = self.stage.cast
        return Override(
            code=code,
            words=words,
            approver=cast.actor(who).role,
            child_id=child.pk if child is not None else None,
            by=cast.professional(who).pk,
        )

    @property
    def day(self) -> date:
        return clock.day_of(self.at)

    def later(self, working_days: int) -> date:
        return self.stage.working_day(working_days, after=self.day)

    # Rows

    @property
    def conference(self) -> Conference:
        """The conference that the story has got to, read afresh."""
        return Conference.objects.get(pk=self.conferences[-1].pk)

    @property
    def mother(self) -> Adult:
        return self.family.adults[0]

    def person(self, key: str) -> Person:
        return self.people[key]

    def children(self, keys: Iterable[str] = ()) -> list[Child]:
        wanted = tuple(keys)
        return [one for one in self.family.children if not wanted or one.key in wanted]

    def seat(self, key: str) -> Participant:
        """Return the seat of a professional of the cast, or of somebody of the family."""
        seats = Participant.objects.filter(conference=self.conferences[-1], withdrawn_at=None)
        if key in self.stage.cast.professionals:
            return seats.get(professional=self.stage.cast.professional(key))
        return seats.get(person=self.people[key])

    def turn(self, what: str, texts: Sequence[str]) -> str:
        """Return the next of these, from one that the seed chooses on, so that none comes twice."""
        at = self.turns.setdefault(what, self.random.randrange(len(texts)))
        self.turns[what] = at + 1
        return texts[at % len(texts)]

    def tell(self, text: str, child: str = "") -> str:
        """Put the names of the family into a sentence, and begin it with a capital letter."""
        born = [one.key for one in self.family.born()]
        other = [one.forename for one in self.family.adults[1:] if one.is_parent]
        told = text.format(
            child=child or (born or ["the baby"])[0],
            mother=self.mother.forename,
            other=(other or ["her former partner"])[0],
        )
        return _AFTER_A_STOP.sub(lambda found: found[0].upper(), told)


def open_the_case(story: Story, on: date, *, without: Collection[str] = ()) -> Case:
    """
    Open the case with its people, where they live, and how they can be reached safely.

    `without` are children who come to be known later.
    """
    family = story.family
    story.go_to(on)
    story.case = story.by_worker(
        open_case, reference=family.reference, family_name=family.surname, opened_on=on
    )
    story.by_worker(
        allocate,
        case=story.case,
        professional=story.stage.cast.professional(family.manager),
        capacity=Capacity.MANAGER,
        starts_on=on,
    )
    for child in family.children:
        if child.key not in without:
            add_child_to_case(story, child)
    for adult in family.adults:
        add_adult_to_case(story, adult)
    settle_at_home(story)
    return story.case


def add_child_to_case(story: Story, child: Child) -> Person:
    """Add one child: a sibling who is expected may come to be known later than the others."""
    if child.plays:
        story.people[child.key] = story.stage.cast.person(child.plays)
    if child.key in story.people:  # known already: to the cast, or from an earlier file
        person = story.people[child.key]
        story.by_worker(add_member, case=story.case, person=person, standing=Standing.SUBJECT)
        return person
    today = story.stage.today
    due = child.due_in_weeks
    person = story.by_worker(
        household.add_child,
        case_id=story.case.pk,
        forename=child.forename,
        surname=child.surname or story.family.surname,
        birth_on=None
        if due is not None
        else add_months(today, -(12 * child.years + child.months)) - timedelta(days=9),
        expected_on=today + timedelta(weeks=due) if due is not None else None,
        sex=child.sex,
        **child.details,
    )
    story.people[child.key] = person
    return person


def add_adult_to_case(story: Story, adult: Adult) -> Person:
    related = [
        _related(story, adult, child.key)
        for child in story.children(adult.of)
        if child.key in story.people
    ]
    if adult.plays:
        person = story.stage.cast.person(adult.plays)
        story.by_worker(
            add_member,
            case=story.case,
            person=person,
            standing=Standing.ADULT,
            in_household=adult.at_home,
        )
        for one in related:
            story.by_worker(
                household.relate_in_case, case_id=story.case.pk, adult_id=person.pk, to=one
            )
    else:
        person = story.by_worker(
            household.add_adult,
            case_id=story.case.pk,
            forename=adult.forename,
            surname=adult.surname or story.family.surname,
            birth_on=add_months(story.stage.today, -12 * adult.years) - timedelta(days=33),
            in_household=adult.at_home,
            related=related,
            interpreter_language=adult.speaks,
            **adult.details,
        )
    story.people[adult.forename] = person
    story.by_worker(
        household.record_way_to_reach,
        case_id=story.case.pk,
        person_id=person.pk,
        channel=Channel.PORTAL if adult.plays else Channel.HAND,
        is_safe=True,
    )
    return person


def _related(story: Story, adult: Adult, child: str) -> Related:
    is_mother = adult.kinship == "mother"
    return Related(
        child_id=story.people[child].pk,
        kinship=adult.kinship,
        has_parental_responsibility=adult.responsible,
        responsibility_basis=("Birth mother" if is_mother else "Named at registration")
        if adult.responsible
        else "",
        lives_with_child=adult.at_home,
    )


def settle_at_home(story: Story) -> None:
    """Record where those who live together live, and from whom that is kept."""
    family = story.family
    lines, postcode = family.address
    at_home = [one.key for one in family.born() if one.key in story.people] + [
        one.forename for one in family.adults if one.at_home
    ]
    story.by_worker(
        household.record_home,
        case_id=story.case.pk,
        person_ids=[story.people[key].pk for key in at_home],
        lines=lines,
        postcode=postcode,
        starts_on=story.day - timedelta(days=200),
        kept_from_ids=[story.people[key].pk for key in family.kept_from],
        reason=family.kept_because,
    )
