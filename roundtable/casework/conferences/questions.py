"""
What only a person can judge in what is about to leave: a name, or somebody of another family.

A name can be a common word, and a neighbour may be meant to be named. So these are asked of the
second person, and never decided here.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db.models import Exists, OuterRef, Q

from roundtable.casework.cases.models import CaseMember
from roundtable.casework.conferences.coming import knows
from roundtable.casework.conferences.leaks import selves_of, streets_kept
from roundtable.casework.conferences.models import Conference, ConferenceChild, Participant
from roundtable.casework.conferences.readers import reader_of_participant
from roundtable.casework.people.actions import search_name
from roundtable.casework.people.models import Address, Confidentiality, Person
from roundtable.foundation.documents.traces import (
    Text,
    Trace,
    days_in,
    of_address,
    of_name,
    of_place,
)

# So many of other families are asked about at most.
_MOST = 50
_WORD = re.compile(r"[^\W\d_][\w'\u2019-]*")
_BORN = re.compile(r"\b(?:born|birth|birthday|d\.?o\.?b)\b.{0,60}", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Family:
    """Who may be named in what leaves for one conference, read once for all its readers."""

    conference: Conference
    participants: Collection[Participant]
    children: Collection[ConferenceChild]

    @property
    def own_names(self) -> frozenset[str]:
        names = [one.name for one in self.participants]
        names += [held.child.name for held in self.children]
        return frozenset(" ".join(name.casefold().split()) for name in names)


def questions_about(
    papers: Mapping[Participant, str], family: Family, confidences: Collection[Confidentiality]
) -> Mapping[int, tuple[str, ...]]:
    """
    Return by participant id what a second person is asked about that reader's papers.

    `confidences` are what is kept from these readers, and from whom they speak for. At most four
    queries, whatever the number of readers and the length of what they get.
    """
    prepared = {to: Text(words) for to, words in papers.items()}
    others = _Others.mentioned_in(papers.values(), prepared.values(), family)
    streets = streets_kept(confidences)
    return {
        to.pk: (
            *_of_whom_they_may_not_know(prepared[to], to, family),
            *_of_places(prepared[to], to, family, streets),
            *others.questions(words, prepared[to]),
        )
        for to, words in papers.items()
    }


def _of_whom_they_may_not_know(text: Text, to: Participant, family: Family) -> Iterator[str]:
    reader = reader_of_participant(to)
    people = [
        (one.person.forename, one.person.surname)
        for one in family.participants
        if one.person is not None and not knows(reader, one)
    ]
    people += [
        (held.child.forename, held.child.surname)
        for held in family.children
        if held.child_id not in reader.may_know_children
    ]
    for forename, surname in people:
        if text.holds_any(of_name(forename, surname)):
            yield f"{to.name}: it names {forename} {surname}, of whom they may not know."
    for one in family.participants:
        first, _, last = one.name.rpartition(" ")
        is_hidden = one.professional is not None and not knows(reader, one)
        if is_hidden and text.holds_any(of_name(first, last)):
            yield f"{to.name}: it names {one.name}, of whom they may not know."


def _of_places(
    text: Text, to: Participant, family: Family, streets: Mapping[int, frozenset[Trace]]
) -> Iterator[str]:
    """Ask about a street alone, which many live in, and the place where somebody hidden works."""
    if any(text.holds_any(streets.get(one, ())) for one in selves_of(to)):
        yield f"{to.name}: it names the street of an address that is kept from them."
    reader = reader_of_participant(to)
    known, hidden = set[str](), set[str]()
    for one in family.participants:
        if one.professional is not None:
            (known if knows(reader, one) else hidden).add(one.professional.agency.name)
    for name in sorted(hidden - known):
        if text.holds_any(of_place(name)):
            yield f"{to.name}: it names {name}, from which somebody comes of whom they may not know."


@dataclass(frozen=True, slots=True)
class _Others:
    """Those of other families that any of these papers could speak of."""

    people: tuple[Person, ...]
    born: tuple[Person, ...]
    addresses: tuple[Address, ...]
    own: frozenset[Trace]
    """What gives away where this family lives: that is no question."""

    @classmethod
    def mentioned_in(
        cls, papers: Collection[str], prepared: Collection[Text], family: Family
    ) -> "_Others":
        here = family.conference.case_id
        others = Person.objects.exclude(memberships__case_id=here).exclude(
            participations__conference__case_id=here
        )
        names = frozenset[str]().union(*map(_names_in, papers))
        own_names = family.own_names
        people = [
            one
            for one in others.filter(search_name__in=names).distinct()[:_MOST]
            if " ".join(one.name.casefold().split()) not in own_names
        ]
        days = {day for words in papers for day in _days_of_birth(words)}
        born = others.filter(birth_on__in=days - _own_days(days, family)) if days else ()
        postcodes = frozenset[str]().union(*(text.postcodes() for text in prepared))
        here_too = CaseMember.objects.filter(case_id=here, person=OuterRef("person"))
        near = Address.objects.filter(postcode__in=postcodes).select_related("person")
        # The family's own first: they are few, and however many live near, none is missed.
        near = near.annotate(is_own=Exists(here_too)).order_by("-is_own", "pk")
        found = list(near[: 2 * _MOST])
        own = {
            trace for one in found if one.is_own for trace in of_address(one.lines, one.postcode)
        }
        away = [one for one in found if not one.is_own][:_MOST]
        return cls(tuple(people), tuple(born[:_MOST]), tuple(away), frozenset(own))

    def questions(self, words: str, text: Text) -> Iterator[str]:
        """Yield what is asked about one reader's papers; no query."""
        names = _names_in(words)
        for one in self.people:
            if one.search_name in names:
                yield f"It names {one.name}, who is not of this family."
        for address in self.addresses:
            traces = of_address(address.lines, address.postcode)
            if not traces <= self.own and all(text.holds(trace) for trace in traces):
                name = address.person.name
                yield f"It gives the address of {name}, who is not of this family."
        days = _days_of_birth(words)
        for one in self.born:
            if one.birth_on in days:
                yield f"It gives the date of birth of {one.name}, who is not of this family."


def _names_in(words: str) -> frozenset[str]:
    """Return every two or three words side by side as a name would be kept."""
    found = [word.strip("'\u2019-") for word in _WORD.findall(words)]
    names = set()
    for first, second in pairwise(found):
        names |= {search_name(first, second), search_name(second, first)}
    for first, second, third in zip(found, found[1:], found[2:], strict=False):
        names |= {search_name(f"{first} {second}", third), search_name(first, f"{second} {third}")}
    return frozenset(names)


def _days_of_birth(words: str) -> frozenset[date]:
    """Return the days that are given as somebody's birth."""
    return frozenset(day for part in _BORN.findall(words) for day in days_in(part))


def _own_days(days: Collection[date], family: Family) -> set[date | None]:
    """Return which of these days are the family's own days of birth."""
    own = Person.objects.filter(
        Q(memberships__case_id=family.conference.case_id) | Q(conferences__in=family.children),
        birth_on__in=days,
    )
    return set(own.values_list("birth_on", flat=True))
