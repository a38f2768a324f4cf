"""What is enclosed with somebody's letter: a leaflet, a translation, an easy-read version."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from django.db.models import QuerySet

from roundtable.casework.conferences.leaks import words_in
from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.invitations.models import Enclosure
from roundtable.foundation.core.errors import RecordNotFound


def with_document(document_id: int | None) -> list[Enclosure]:
    """Return what goes, or went, with a letter; without the files themselves."""
    if document_id is None:
        return []
    return list(_listed().filter(document_id=document_id))


def waiting_for(participants: Collection[Participant]) -> Mapping[int, list[Enclosure]]:
    """Return by participant id what goes with their next letter. One query."""
    found: dict[int, list[Enclosure]] = defaultdict(list)
    rows = _listed().filter(participant__in=participants, document_id=None, removed_at=None)
    for one in rows:
        found[one.participant_id].append(one)
    return found


def passages_of(enclosure: Enclosure) -> Iterator[tuple[str, str]]:
    """Yield each place of an enclosure with its text, its title first."""
    yield f"the title of {enclosure.title}", enclosure.title
    if enclosure.version is not None:
        yield enclosure.title, "\n".join(words_in(enclosure.version.sections))
    if enclosure.file is not None:
        for place, text in enclosure.file.passages:
            yield f"{enclosure.title}, {place}", text


def unread_in(enclosure: Enclosure) -> list[str]:
    """Return the places that no program searched and no second person has said they have read."""
    if enclosure.read_at is not None or enclosure.file is None:
        return []
    return [f"{enclosure.title}, {place}" for place in enclosure.file.unsearched]


def get_enclosure(
    *, public_id: uuid.UUID, participant_id: uuid.UUID, conference: Conference
) -> Enclosure:
    """
    Return a file enclosed for this person on the list of the conference that was opened.

    :raises RecordNotFound: if it belongs to somebody else, or was taken out.
    """
    found = Enclosure.objects.filter(
        public_id=public_id,
        participant__public_id=participant_id,
        participant__conference=conference,
        removed_at=None,
        file__isnull=False,
    ).select_related("participant__person", "participant__professional", "file")
    enclosure = found.first()
    if enclosure is None:
        raise RecordNotFound("enclosure")
    return enclosure


def with_something_enclosed(documents: Collection[int]) -> frozenset[int]:
    """Return which of these letters something went with. One query."""
    found = Enclosure.objects.filter(document_id__in=documents)
    return frozenset(one for one in found.values_list("document_id", flat=True) if one is not None)


def enclosed_with(document_id: int, public_id: uuid.UUID) -> Enclosure:
    """
    Return one thing that went with a letter that the reader has opened.

    :raises RecordNotFound: if it did not go with that letter.
    """
    found = Enclosure.objects.filter(public_id=public_id, document_id=document_id)
    enclosure = found.select_related("file", "version__text").first()
    if enclosure is None:
        raise RecordNotFound("enclosure")
    return enclosure


def _listed() -> QuerySet[Enclosure]:
    return (
        Enclosure.objects.select_related("file", "version", "participant")
        .defer("file__data", "file__leaves")
        .order_by("pk")
    )
