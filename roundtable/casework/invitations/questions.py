"""
What only a person can judge in what is about to leave: a name, or somebody of another family.

A name can be a common word, and a neighbour may be meant to be named. So these are asked of the
second person, and never decided here.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db.models import Q

from roundtable.casework.conferences.models import Conference, ConferenceChild, Participant
from roundtable.casework.conferences.readers import knows, reader_of_participant
from roundtable.casework.people.actions import search_name
from roundtable.casework.people.models import Address, Person
from roundtable.foundation.documents.traces import Text, days_in, of_address, of_name

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


def questions_about(text: str, to: Participant, family: Family) -> tuple[str, ...]:
    """Return what a second person is asked about one reader's papers."""
    prepared = Text(text)
    return (
        *_of_whom_they_may_not_know(prepared, to, family),
        *_of_another_family(text, prepared, family),
    )


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


def _of_another_family(words: str, text: Text, family: Family) -> Iterator[str]:
    """Three queries, whatever the length."""
    here = family.conference.case_id
    others = Person.objects.exclude(memberships__case_id=here).exclude(
        participations__conference__case_id=here
    )
    own = family.own_names
    for person in others.filter(search_name__in=_names_in(words)).distinct()[:20]:
        if " ".join(person.name.casefold().split()) not in own:
            yield f"It names {person.name}, who is not of this family."
    yield from _addresses_of_others(text, family)
    for person in others.filter(birth_on__in=_days_of_birth(words, family))[:20]:
        yield f"It gives the date of birth of {person.name}, who is not of this family."


def _addresses_of_others(text: Text, family: Family) -> Iterator[str]:
    near = Address.objects.filter(postcode__in=text.postcodes()).select_related("person")
    own = {
        trace
        for one in near.filter(person__memberships__case_id=family.conference.case_id)
        for trace in of_address(one.lines, one.postcode)
    }
    others = near.exclude(person__memberships__case_id=family.conference.case_id)
    for one in others.distinct()[:50]:
        traces = of_address(one.lines, one.postcode)
        if not traces <= own and all(text.holds(trace) for trace in traces):
            yield f"It gives the address of {one.person.name}, who is not of this family."


def _names_in(words: str) -> frozenset[str]:
    """Return every two or three words side by side as a name would be kept."""
    found = [word.strip("'\u2019-") for word in _WORD.findall(words)]
    names = set()
    for first, second in pairwise(found):
        names |= {search_name(first, second), search_name(second, first)}
    for first, second, third in zip(found, found[1:], found[2:], strict=False):
        names |= {search_name(f"{first} {second}", third), search_name(first, f"{second} {third}")}
    return frozenset(names)


def _days_of_birth(words: str, family: Family) -> list[date]:
    """Return the days that are given as somebody's birth, except the family's own."""
    spoken = [day for part in _BORN.findall(words) for day in days_in(part)]
    if not spoken:
        return []
    own = Person.objects.filter(
        Q(memberships__case_id=family.conference.case_id) | Q(conferences__in=family.children),
        birth_on__in=spoken,
    )
    return list(set(spoken) - set(own.values_list("birth_on", flat=True)))
