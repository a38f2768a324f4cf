"""The register of printed copies: what was printed for whom, where it is, and what is overdue."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Max, Q, QuerySet

from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.conferences.queries import conferences_visible_to, get_conference
from roundtable.casework.reports.bundle import may_have_papers
from roundtable.casework.reports.models import CopyNote, PaperCopy, Report, Sharing
from roundtable.foundation.access.gate import may
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.rules.access import Facts, Permission
from roundtable.rules.copy_states import FIRST, State, is_outdated, is_overdue


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCopy:
    """A line of the register. One of the family's has no number, and nobody asks for it back."""

    public_id: uuid.UUID
    number: int | None
    name: str
    family: str
    pages: int
    printed_at: datetime
    state: State
    since: date | None
    words: str
    back_by: date | None
    is_overdue: bool
    is_outdated: bool = False


def copies_of(conference: Conference, *, today: date) -> tuple[ShownCopy, ...]:
    """
    Return what was printed for a conference that was opened, in that order. Five queries.

    One is outdated when a report came, changed or was taken out after it was printed; one of the
    family's when it is a report that is in it, or one they were given since.
    """
    copies = list(_rows().filter(participant__conference=conference))
    changed = _changed_at(conference) if copies else {}
    given = _given_at(conference) if copies else {}
    return tuple(
        replace(_line(one, today), is_outdated=_is_outdated(one, changed, given)) for one in copies
    )


def _is_outdated(
    copy: PaperCopy,
    changed: Mapping[int, Sequence[datetime | None]],
    given: Mapping[int | None, datetime],
) -> bool:
    if copy.number is not None:
        days = [day for found in changed.values() for day in found]
    else:
        days = [day for pk in copy.reports for day in changed.get(pk, ())]
        days.append(given.get(copy.participant.person_id))
    return is_outdated(printed_at=copy.printed_at, changed_at=days)


def _changed_at(conference: Conference) -> dict[int, Sequence[datetime | None]]:
    """Return when each report last came, was written in, or was taken out."""
    rows = Report.objects.filter(conference=conference).filter(
        Q(submitted_at__isnull=False) | Q(returned_at__isnull=False) | Q(withdrawn_at__isnull=False)
    )
    came, written = Max("versions__came_at"), Max("items__statement__versions__at")
    found = rows.annotate(came=came, written=written).order_by()
    return {
        pk: moments
        for pk, *moments in found.values_list(
            "pk", "came", "written", "returned_at", "withdrawn_at"
        )
    }


def _given_at(conference: Conference) -> dict[int | None, datetime]:
    rows = Sharing.objects.filter(report__conference=conference, shared_on__isnull=False)
    return dict(rows.order_by("recorded_at", "pk").values_list("person_id", "recorded_at"))


def copies_overdue(actor: Actor, *, today: date) -> tuple[ShownCopy, ...]:
    """
    Return the copies that should be back by now, the longest overdue first. Two queries.

    For the desk alone: to everybody else there is no such list.
    """
    if not may(actor, Permission.BUNDLE_REPORTS, Facts(same_authority=True)):
        raise RecordNotFound("copies")
    rows = _rows().filter(
        participant__conference__in=conferences_visible_to(actor),
        number__isnull=False,
        back_by__lt=today,
    )
    lines = (_line(one, today) for one in rows.order_by("back_by", "pk"))
    return tuple(one for one in lines if one.is_overdue)


def get_copy(*, public_id: uuid.UUID, actor: Actor) -> PaperCopy:
    """
    Return a printed copy, for the desk that prints them.

    :raises RecordNotFound: if it does not exist, or is not theirs to see.
    """
    copy = _rows().filter(public_id=public_id).first()
    if copy is None:
        raise RecordNotFound("copy")
    copy.participant.conference = get_conference(
        public_id=copy.participant.conference.public_id,
        actor=actor,
        permission=Permission.BUNDLE_REPORTS,
    )
    return copy


def state_of(copy: PaperCopy) -> State:
    """Return what was last noted of a copy."""
    latest = _latest(copy.notes.all())
    return State(latest.state) if latest is not None else FIRST


def can_have_a_copy(participants: Iterable[Participant]) -> list[Participant]:
    """Return those for whom papers can be printed; some of them may have nothing to read yet."""
    return [one for one in participants if may_have_papers(one)]


def _rows() -> QuerySet[PaperCopy]:
    return (
        PaperCopy.objects.select_related(
            "participant__person",
            "participant__professional__agency",
            "participant__conference__case",
            "document",
        )
        .defer("document__pdf", "document__content")
        .prefetch_related("notes")
        .order_by("pk")
    )


def _latest(notes: Iterable[CopyNote]) -> CopyNote | None:
    return max(notes, key=lambda one: one.pk, default=None)


def _line(copy: PaperCopy, today: date) -> ShownCopy:
    latest, state = _latest(copy.notes.all()), state_of(copy)
    case = copy.participant.conference.case
    return ShownCopy(
        public_id=copy.public_id,
        number=copy.number,
        name=copy.participant.name,
        family=case.family_name or case.reference,
        pages=copy.pages,
        printed_at=copy.printed_at,
        state=state,
        since=latest.on if latest else None,
        words=latest.words if latest else "",
        back_by=copy.back_by,
        is_overdue=copy.back_by is not None
        and is_overdue(
            state, is_counted_back=copy.number is not None, back_by=copy.back_by, today=today
        ),
    )
