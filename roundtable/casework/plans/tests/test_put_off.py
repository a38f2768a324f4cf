"""A conference put off: nobody's report is late for a meeting that is not held."""

from roundtable.casework.conferences.tests.family import Family
from roundtable.casework.plans.actions.put_off import postpone_conference
from roundtable.casework.plans.tests import table
from roundtable.casework.reports.actions import request_reports
from roundtable.casework.reports.models import Report
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core import clock
from roundtable.rules.conference_guards import PostponedFor


def running(report_ids: list[int]) -> int:
    return Clock.objects.filter(
        subject_type="report", subject_id__in=report_ids, stopped_on=None
    ).count()


def test_reports_are_not_waited_for_until_it_is_arranged_anew(cast: Family) -> None:
    conference = table.invited(cast, "ava")
    request_reports(conference_id=conference.pk, actor=cast.actor("administrator"), now=clock.now())
    reports = list(Report.objects.values_list("pk", flat=True))
    assert running(reports) == len(reports) > 0
    postpone_conference(
        conference_id=conference.pk,
        why=PostponedFor.ILLNESS,
        words="The chair is ill.",
        interim_safety="Grandmother stays.",
        actor=cast.actor("chair"),
        now=clock.now(),
    )
    assert running(reports) == 0
