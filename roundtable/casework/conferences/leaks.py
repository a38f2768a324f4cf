"""
Looking for what is confidential in what is about to leave.

Addresses leak through free text and attachments, not through the address field: so what goes to a
person is searched for everything that is kept from that person before it goes.
"""

import json
import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Q

from roundtable.casework.conferences.models import Conference, Discretion, Part, Participant
from roundtable.casework.people.models import Confidentiality

# Shorter ones ("12", "The flat") would be found in any letter.
_TELLING = 6


def words_kept_from(person_ids: Collection[int]) -> Mapping[int, frozenset[str]]:
    """Return for each person what must not be read by them: lines, postcodes, numbers, e-mails."""
    rows = Confidentiality.objects.filter(from_person__in=person_ids, ended_on=None).select_related(
        "address", "contact"
    )
    found: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        words = [row.contact.value] if row.contact is not None else []
        if row.address is not None:
            words += [row.address.postcode, *row.address.lines.splitlines()[:1]]
        found[row.from_person_id].update(_plain(word) for word in words)
    return {
        person: frozenset(word for word in words if len(word) >= _TELLING)
        for person, words in found.items()
    }


def people_kept_apart(conference: Conference) -> frozenset[int]:
    """
    Return the people whom the chair has kept out, and those from whom something here is kept.

    What a family does to be safe, and when it meets whom, is not for them. Three queries.
    """
    kept_out = Participant.objects.filter(conference=conference, part=Part.NONE)
    hidden = Confidentiality.objects.filter(
        Q(address__person__memberships__case=conference.case_id)
        | Q(contact__person__memberships__case=conference.case_id),
        ended_on=None,
    )
    discreet = Discretion.objects.filter(participant__conference=conference, ended_on=None)
    return frozenset(
        pk
        for pk in (
            *kept_out.values_list("person_id", flat=True),
            *hidden.values_list("from_person_id", flat=True),
            *discreet.values_list("from_person_id", flat=True),
        )
        if pk is not None
    )


def count_leaks(content: Mapping[str, Any], kept: Collection[str]) -> int:
    """Return how many of the words in `kept` a document's content holds, however it writes them."""
    if not kept:
        return 0
    text = _plain(json.dumps(content, ensure_ascii=False, default=str))
    return sum(word in text for word in kept)


def _plain(text: str) -> str:
    """Letters and figures alone: "PR7 2AB" and "pr72ab" are one postcode."""
    return re.sub(r"[\W_]+", "", text).casefold()
