"""Who could have seen a report: from the list, from what was shared, and from who opened it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from roundtable.casework.cases.models import Allocation, Capacity
from roundtable.casework.conferences.models import Part, Participant
from roundtable.casework.reports.choices import how_shared
from roundtable.casework.reports.models import PaperCopy, Report, ReportVersion, Sharing
from roundtable.foundation.accounts.models import Appointment
from roundtable.foundation.audit.queries import users_who_read
from roundtable.foundation.core import clock
from roundtable.rules.access import Role
from roundtable.rules.copy_states import State as CopyState

_WORK_ON_THE_CASE = (Capacity.SOCIAL_WORKER, Capacity.MANAGER, Capacity.SOLICITOR)


_BECAME: Mapping[str, str] = {
    CopyState.PRINTED: "not handed out yet",
    CopyState.HANDED_OUT: "they have it",
    CopyState.RETURNED: "it came back",
    CopyState.SHREDDED: "shredded",
    CopyState.LOST: "lost",
}


@dataclass(frozen=True, slots=True)
class Exposed:
    """One person, how the report was within their reach, and whether they opened it here."""

    how: str
    person_id: int | None = None
    professional_id: int | None = None
    has_opened: bool = False

    @property
    def who(self) -> tuple[int | None, int | None]:
        return self.person_id, self.professional_id


def who_could_have_seen(report: Report) -> list[Exposed]:
    """
    Return everybody but its author who could have seen the report until now, each once.

    The family's copies come first: those are on paper, or in somebody's hands.
    """
    opened = _who_opened(report)
    found: dict[tuple[int | None, int | None], Exposed] = {}
    printed = _printed(report)
    for one in (
        *_given(report),
        *printed,
        *_on_the_list(report),
        *_in_the_case(report),
        *_leads(report),
    ):
        found.setdefault(one.who, one)
    for who in opened:
        found.setdefault(who, Exposed("Opened it here", *who))
    found.pop((None, report.participant.professional_id), None)
    return [replace(one, has_opened=one.who in opened) for one in found.values()]


def _given(report: Report) -> Iterator[Exposed]:
    rows = Sharing.objects.filter(report=report, shared_on__isnull=False)
    for one in rows.order_by("recorded_at", "pk"):
        said = how_shared(one.way, with_interpreter=one.with_interpreter, more=one.method)
        how = f": {said}" if said else ""
        yield Exposed(f"Was given it on {_day(one.shared_on)}{how}", person_id=one.person_id)


def _printed(report: Report) -> Iterator[Exposed]:
    """Whoever has it on paper still has it when it is taken out here."""
    copies = PaperCopy.objects.filter(reports__contains=[report.pk]).select_related("participant")
    for one in copies.prefetch_related("notes").order_by("pk"):
        notes = sorted(one.notes.all(), key=lambda note: note.pk)
        became = _BECAME[notes[-1].state if notes else CopyState.PRINTED]
        number = f"copy {one.number}" if one.number is not None else "their own copy"
        yield Exposed(
            f"In {number}, printed on {_day(clock.day_of(one.printed_at))}: {became}",
            person_id=one.participant.person_id,
            professional_id=one.participant.professional_id,
        )


def _on_the_list(report: Report) -> Iterator[Exposed]:
    """Those at the table could open it from the day it came, until they were taken off the list."""
    first = ReportVersion.objects.filter(report=report).order_by("number").first()
    if first is None:
        return
    seats = Participant.objects.filter(
        conference_id=report.conference_id, professional__isnull=False, invited_at__isnull=False
    ).exclude(part=Part.NONE)
    for one in seats.order_by("pk"):
        if one.withdrawn_at is not None and one.withdrawn_at < first.came_at:
            continue
        until = f" until {_day(clock.day_of(one.withdrawn_at))}" if one.withdrawn_at else ""
        since = _day(clock.day_of(max(first.came_at, one.invited_at or first.came_at)))
        yield Exposed(
            f"On the list of the conference: could open it from {since}{until}",
            professional_id=one.professional_id,
        )


def _in_the_case(report: Report) -> Iterator[Exposed]:
    rows = Allocation.objects.filter(
        case_id=report.conference.case_id, capacity__in=_WORK_ON_THE_CASE, ends_on=None
    )
    for professional_id in rows.order_by("pk").values_list("professional_id", flat=True):
        yield Exposed("Works on the case: could open it", professional_id=professional_id)


def _leads(report: Report) -> Iterator[Exposed]:
    leads = Appointment.objects.filter(
        role=Role.AGENCY_LEAD.value, agency_id=report.agency_id, ends_on=None
    )
    for professional_id in leads.order_by("pk").values_list("professional_id", flat=True):
        if professional_id is not None:
            yield Exposed(
                "Leads the author's agency: could open it", professional_id=professional_id
            )


def _who_opened(report: Report) -> set[tuple[int | None, int | None]]:
    users = users_who_read("report", report.pk)
    posts = Appointment.objects.filter(user_id__in=users, authority_id=report.authority_id)
    return {
        (one.person_id, None) if one.person_id is not None else (None, one.professional_id)
        for one in posts
        if one.person_id is not None or one.professional_id is not None
    }


def _day(day: object) -> str:
    return f"{day:%-d %B %Y}"
