"""
Looking for what is confidential in what is about to leave.

Addresses leak through free text and attachments, not through the address field: so what goes to a
person is searched for everything that is kept from that person before it goes.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.db.models import Q

from roundtable.casework.cases.models import CaseMember
from roundtable.casework.conferences.models import Conference, Discretion, Part, Participant
from roundtable.casework.people.models import Confidentiality
from roundtable.foundation.documents.traces import (
    Text,
    Trace,
    of_address,
    of_contact,
    of_streets,
)


def words_kept_from(person_ids: Collection[int]) -> Mapping[int, frozenset[Trace]]:
    """Return for each person what must not be read by them: lines, postcodes, numbers, e-mails."""
    rows = Confidentiality.objects.filter(from_person__in=person_ids, ended_on=None).select_related(
        "address", "contact"
    )
    found: dict[int, frozenset[Trace]] = defaultdict(frozenset)
    for row in rows:
        found[row.from_person_id] |= traces_of(row)
    return dict(found)


def traces_of(kept: Confidentiality) -> frozenset[Trace]:
    """Return what gives away the one thing that is kept here."""
    if kept.contact is not None:
        return of_contact(kept.contact.value)
    if kept.address is not None:
        return of_address(kept.address.lines, kept.address.postcode)
    return frozenset()


def whereabouts_kept(case_id: int) -> list[str]:
    """Return of a family what is kept from whom, each in a sentence. One query."""
    members = CaseMember.objects.filter(case_id=case_id, ended_on=None).values("person")
    rows = Confidentiality.objects.filter(
        Q(address__person__in=members) | Q(contact__person__in=members), ended_on=None
    ).select_related("address__person", "contact__person", "from_person")
    said = (
        f"{what_is_kept(row)} is kept from {row.from_person.name}." for row in rows.order_by("pk")
    )
    return list(dict.fromkeys(said))


def what_is_kept(row: Confidentiality) -> str:
    """Return in words what somebody keeps: `Where Rosa Hartley lives`."""
    if row.address is not None:
        return f"Where {row.address.person.name} lives"
    if row.contact is None:
        return ""
    how = row.contact.get_channel_display().lower()
    return f"How to reach {row.contact.person.name} ({how})"


def confidences_from(person_ids: Collection[int]) -> list[Confidentiality]:
    """Return all that is kept from these people, with whose it is. One query."""
    rows = Confidentiality.objects.filter(from_person__in=person_ids, ended_on=None)
    return list(rows.select_related("address__person", "contact__person").order_by("pk"))


def streets_kept(rows: Collection[Confidentiality]) -> Mapping[int, frozenset[Trace]]:
    """Return by person the streets of what is kept from them: to be asked about."""
    found: dict[int, frozenset[Trace]] = defaultdict(frozenset)
    for row in rows:
        if row.address is not None:
            found[row.from_person_id] |= of_streets(row.address.lines or "")
    return found


def selves_of(participant: Participant) -> tuple[int, ...]:
    """Return the people from whom it is kept if it is from this one: themselves, their client."""
    spoken_for = participant.speaks_for.person_id if participant.speaks_for is not None else None
    return tuple(one for one in (participant.person_id, spoken_for) if one is not None)


def people_kept_apart(conference: Conference) -> frozenset[int]:
    """
    Return the people whom the chair has kept out, and those from whom something here is kept.

    What a family does to be safe, and when it meets whom, is not for them. One query.
    """
    kept_out = Participant.objects.filter(conference=conference, part=Part.NONE)
    hidden = Confidentiality.objects.filter(
        Q(address__person__memberships__case=conference.case_id)
        | Q(contact__person__memberships__case=conference.case_id),
        ended_on=None,
    )
    discreet = Discretion.objects.filter(participant__conference=conference, ended_on=None)
    found = kept_out.values_list("person_id", flat=True).union(
        hidden.values_list("from_person_id", flat=True),
        discreet.values_list("from_person_id", flat=True),
    )
    return frozenset(pk for pk in found if pk is not None)


def count_leaks(content: Mapping[str, Any], kept: Collection[Trace]) -> int:
    """Return how many of the things in `kept` a document's content holds, however it writes them."""
    if not kept:
        return 0
    text = Text("\n".join(words_in(content)))
    return sum(text.holds(one) for one in kept)


def words_in(content: Any) -> Iterator[str]:
    """Yield every text in plain values, in order."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, Mapping):
        for value in content.values():
            yield from words_in(value)
    elif isinstance(content, list | tuple):
        for value in content:
            yield from words_in(value)
