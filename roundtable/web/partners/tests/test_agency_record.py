"""The lead of an agency sees who came in the last year, and whose reports were in time."""

from datetime import timedelta

from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.reports.actions import submit_report, write_statement_in_report
from roundtable.casework.room.models import Apology, Attendance
from roundtable.foundation.core import clock
from roundtable.web.partners.tests.people import report_of, sign_in, text_of


def test_who_came_and_whose_report_was_in_time(cast, conference) -> None:
    client = sign_in(cast, "agency_lead")
    assert "The last twelve months" not in text_of(client.get("/partners/"))
    report = report_of(cast, conference, "health_visitor")
    by = {"actor": cast.actor("health_visitor"), "now": clock.now()}
    write_statement_in_report(
        report_id=report.pk, section="worried", text="Late.", children=[cast.people["ben"]], **by
    )
    submit_report(report_id=report.pk, **by)
    seat = Participant.objects.get(pk=report.participant_id)
    name = cast.professionals["health_visitor"].name
    Conference.objects.filter(pk=conference.pk).update(opened_at=clock.now())
    page = text_of(client.get("/partners/"))
    assert f"{name}, " in page
    assert "0 of 1 no word 1 1 of 1" in page
    Apology.objects.create(
        authority=cast.authority, participant=seat, was_given=True, at=clock.now()
    )
    assert "0 of 1 sent word 1 1 of 1" in text_of(client.get("/partners/"))
    Attendance.objects.create(
        authority=cast.authority, participant=seat, conference=conference, arrived_at=clock.now()
    )
    assert "1 of 1 Never 1 of 1" in text_of(client.get("/partners/"))
    for other in ("head_teacher", "police_officer"):  # of other agencies
        assert cast.professionals[other].name not in page


def test_what_is_longer_ago_does_not_count(cast, conference) -> None:
    Conference.objects.filter(pk=conference.pk).update(opened_at=clock.now() - timedelta(days=366))
    assert "The last twelve months" not in text_of(sign_in(cast, "agency_lead").get("/partners/"))
