"""To which conference a document belongs: it is of the conference, of a place in it, or its record."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from roundtable.casework.conferences.models import Participant
from roundtable.casework.room.models import ConferenceRecord
from roundtable.foundation.core.kept import Slot
from roundtable.foundation.documents.models import Document


def conference_of(document: Document) -> int | None:
    """Return the id of the conference that a document is about."""
    if document.subject_type == "conference":
        return document.subject_id
    owners: dict[str, QuerySet[Participant] | QuerySet[ConferenceRecord]] = {
        "participant": Participant.objects.all(),
        "conferencerecord": ConferenceRecord.objects.all(),
    }
    if document.subject_type not in owners:
        return None
    rows = owners[document.subject_type].filter(pk=document.subject_id)
    return rows.values_list("conference_id", flat=True).first()


def about(
    documents: QuerySet[Document], conference_ids: Collection[int] | Slot
) -> QuerySet[Document]:
    """Return those of the documents that are about these conferences."""
    seats = Participant.objects.filter(conference_id__any=conference_ids)
    records = ConferenceRecord.objects.filter(conference_id__any=conference_ids)
    return documents.filter(
        Q(subject_type="conference", subject_id__any=conference_ids)
        | Q(subject_type="participant", subject_id__in=seats.values("pk"))
        | Q(subject_type="conferencerecord", subject_id__in=records.values("pk"))
    )
