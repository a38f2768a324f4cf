"""The lead of an agency looks at a report before the chair has it."""

from roundtable.casework.reports.actions import submit_report, write_statement_in_report
from roundtable.foundation.core import clock
from roundtable.web.partners.tests.people import report_of, send, sign_in, text_of


def test_a_lead_reads_signs_off_or_sends_back(cast, conference) -> None:
    cast.authority.settings = {"report_sign_off": True}
    cast.authority.save()
    report = report_of(cast, conference, "health_visitor")
    by = {"actor": cast.actor("health_visitor"), "now": clock.now()}
    write_statement_in_report(
        report_id=report.pk, section="health", text="Ben grows.", children=[cast.ben], **by
    )
    submit_report(report_id=report.pk, **by)
    address = f"/partners/reports/{report.public_id}/"
    author, lead = sign_in(cast, "health_visitor"), sign_in(cast, "agency_lead")
    assert "It is with your agency, to be signed off." in text_of(author.get(address))
    assert "Ben grows." in text_of(lead.get(address))
    back = {"returned_for": "INCOMPLETE", "reason": "Say how much he weighs."}
    assert send(lead, f"{address}send-back/", **back).status_code == 302
    assert "Say how much he weighs." in text_of(author.get(address))
    assert send(author, f"{address}hand-in/").status_code == 302
    assert send(lead, f"{address}sign-off/").status_code == 302
    assert lead.get(f"{address}send-back/").status_code == 404
    page = text_of(author.get(address))
    assert "Version 1" in page
    assert "signed off by Sue Marsh" in page
    assert "Ben grows." in text_of(author.get(f"{address}versions/1/"))
    assert author.get(f"{address}versions/2/").status_code == 404
    assert send(author, f"{address}again/").status_code == 302
    assert "Version 1" in text_of(author.get(address))
