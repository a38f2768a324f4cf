"""Who of an agency came to the conferences of the last year, and whose reports came in time."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef

from roundtable.casework.conferences.models import Participant
from roundtable.casework.invitations.queries import list_invitations
from roundtable.casework.reports.models import ReportVersion
from roundtable.casework.reports.queries import reports_visible_to
from roundtable.casework.room.models import Apology, Attendance
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core import clock

LOOKED_BACK = timedelta(days=365)


@dataclass(slots=True)
class OneOfAgency:
    """A professional's last year, counted: nothing of what any of it was about."""

    name: str
    job: str
    asked: int = 0
    came: int = 0
    colleague_came: int = 0
    sent_word: int = 0
    reports: int = 0
    late: int = 0

    @property
    def no_word(self) -> int:
        return self.asked - self.came - self.colleague_came - self.sent_word


def agency_record(actor: Actor) -> list[OneOfAgency]:
    """Return the last year of each of the lead's agency, by name. Two queries."""
    found: dict[int, OneOfAgency] = {}
    _count_attendance(found, actor)
    _count_reports(found, actor)
    return sorted(found.values(), key=lambda one: one.name)


def _count_attendance(found: dict[int, OneOfAgency], actor: Actor) -> None:
    seat = OuterRef("participant")
    rows = (
        list_invitations(actor)
        .filter(
            conference__opened_at__gte=clock.now() - LOOKED_BACK,
            participant__withdrawn_at=None,
            participant__deputises_for=None,
        )
        .annotate(
            came=Exists(Attendance.objects.filter(participant=seat)),
            colleague=Exists(Attendance.objects.filter(participant__deputises_for=seat)),
            sent_word=Exists(Apology.objects.filter(participant=seat, was_given=True)),
        )
    )
    for row in rows:
        one = _of(found, row.participant)
        one.asked += 1
        if row.came:
            one.came += 1
        elif row.colleague:
            one.colleague_came += 1
        elif row.sent_word:
            one.sent_word += 1


def _count_reports(found: dict[int, OneOfAgency], actor: Actor) -> None:
    versions = ReportVersion.objects.filter(
        number=1,
        came_at__gte=clock.now() - LOOKED_BACK,
        report__in=reports_visible_to(actor).values("pk"),
    ).select_related("report__participant__professional")
    for version in versions:
        one = _of(found, version.report.participant)
        one.reports += 1
        if version.due_on is not None and clock.day_of(version.came_at) > version.due_on:
            one.late += 1


def _of(found: dict[int, OneOfAgency], seat: Participant) -> OneOfAgency:
    who = seat.professional
    assert who is not None  # noqa: S101 - an agency's own people alone are counted
    return found.setdefault(who.pk, OneOfAgency(who.name, who.job_title))
