"""Who looked at something. For the few that ask just this: a check of who could have seen it."""

from collections.abc import Set

from roundtable.foundation.audit.models import AccessEvent


def users_who_read(subject_type: str, subject_id: int) -> Set[int]:
    """Return the ids of the users to whom a page has shown the record. One query, by the index."""
    events = AccessEvent.objects.filter(subjects__contains=[f"{subject_type}:{subject_id}"])
    readers = events.exclude(kind="denied").values_list("user_id", flat=True)
    return {one for one in readers if one is not None}
