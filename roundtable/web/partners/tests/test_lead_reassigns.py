"""The lead of an agency gives a report to a colleague, and sees for whom one is awaited and when."""

from datetime import timedelta

from roundtable.casework.conferences.models import Participant
from roundtable.casework.reports.models import Report
from roundtable.web.design_system.wording import time_of_day
from roundtable.web.partners.tests.people import report_of, send, sign_in, text_of

HOME = "/partners/"


def test_a_report_goes_to_a_colleague_who_is_known_here(cast, conference) -> None:
    report = report_of(cast, conference, "health_visitor")
    address = f"/partners/reports/{report.public_id}/colleague/"
    lead = sign_in(cast, "agency_lead")
    assert address in lead.get(HOME).content.decode()
    page = text_of(lead.get(address))
    assert "Bo Lind" in page
    assert "Mia Stone" not in page  # of another agency
    assert "Select who writes it" in text_of(send(lead, address))
    colleague = cast.professionals["other_health_visitor"]
    assert send(lead, address, colleague=str(colleague.public_id)).status_code == 302
    report.refresh_from_db()
    assert report.participant.professional == colleague
    assert "Bo Lind writes the report now." in text_of(lead.get(HOME))


def test_what_is_begun_is_refused_in_words_and_not_offered(cast, conference) -> None:
    report = report_of(cast, conference, "health_visitor")
    Report.objects.filter(pk=report.pk).update(state="DRAFT")
    address = f"/partners/reports/{report.public_id}/colleague/"
    lead = sign_in(cast, "agency_lead")
    assert address not in lead.get(HOME).content.decode()
    chosen = str(cast.professionals["other_health_visitor"].public_id)
    assert "They have begun to write." in text_of(send(lead, address, colleague=chosen))


def test_a_lead_sees_the_children_and_the_time_of_their_own_people_alone(cast, conference) -> None:
    own = conference.starts_at + timedelta(hours=2)
    seat = Participant.objects.filter(
        conference=conference, professional=cast.professionals["health_visitor"]
    )
    seat.update(part="separate", session=2, comes_at=own)
    page = text_of(sign_in(cast, "agency_lead").get(HOME))
    awaited = page.partition("Reports that are awaited")[2].partition("Who is asked to come")[0]
    assert "Ben Hartley" in awaited
    assert "Ava" not in page  # their health visitor works with Ben alone
    assert time_of_day(own) in awaited
    assert time_of_day(conference.starts_at) not in page
