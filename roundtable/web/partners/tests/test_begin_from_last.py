"""The report to a review begins from the last one, and is looked at again on its page."""

import re

import pytest

from roundtable.casework.conferences.models import Participant
from roundtable.casework.reports.actions import (
    read_guidance,
    submit_report,
    write_statement_in_report,
)
from roundtable.casework.reports.actions.requesting import request_reports
from roundtable.casework.reports.models import Report
from roundtable.casework.reports.tests.again import meet_again
from roundtable.casework.statements.tests.table import Table
from roundtable.foundation.core import clock
from roundtable.web.partners.tests.people import report_of, send, sign_in, text_of
from roundtable.web.partners.tests.test_few_queries import AT_MOST, queries_of

SAID = ("Ava missed 19 days.", "Ava is often tired.", "She reads with grandad.")


@pytest.fixture
def report(cast, conference) -> Report:
    """The head teacher's report to the review, after one to the first conference."""
    last = report_of(cast, conference, "head_teacher")
    by = {"actor": cast.actor("head_teacher"), "now": clock.now()}
    for section, text in zip(("education", "education", "family"), SAID, strict=True):
        write_statement_in_report(
            report_id=last.pk, section=section, text=text, children=[cast.ava], kind="fact", **by
        )
    submit_report(report_id=last.pk, **by)
    seat = Participant.objects.get(pk=last.participant_id)
    review = meet_again(Table(cast, conference, {"head_teacher": seat}), "ava").conference
    request_reports(conference_id=review.pk, actor=cast.actor("administrator"), now=clock.now())
    report = report_of(cast, review, "head_teacher")
    read_guidance(report_id=report.pk, **by)
    return report


def test_she_begins_from_it_and_looks_at_each_line(cast, report) -> None:
    client = sign_in(cast, "head_teacher")
    address = f"/partners/reports/{report.public_id}/"
    assert "Begin from the report to the conference on Thursday 3 December" in text_of(
        client.get(address)
    )
    assert "3 statements of it" in text_of(client.get(f"{address}last/"))
    assert send(client, f"{address}last/").status_code == 302
    page = client.get(address)
    text = text_of(page)
    assert text.count("Carried over ") == 2 + len(SAID)
    assert "All 2 are still so" in text
    assert client.get(f"{address}last/").status_code == 404  # once
    assert queries_of(client, address) <= AT_MOST
    missed, _, reads = re.findall(r'name="statement" value="([^"]+)"', page.content.decode())
    press = f"{address}look-over/"
    assert client.post(press, {"statement": missed, "answer": "no_longer"}).status_code == 302
    client.post(press, {"section": "education", "answer": "still_so", "place": "education"})
    change = f"{address}statements/{reads}/"
    send(client, change, text="She reads alone now.", kind="fact", audience="EVERYONE")
    text = text_of(client.get(address))
    assert "Carried over" not in text
    assert SAID[0] not in text
    assert (SAID[1] in text, "She reads alone now." in text) == (True, True)


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"answer": "still_so"},
        {"statement": "not-an-id", "answer": "still_so"},
        {"section": "gossip", "answer": "still_so"},
        {"section": "education", "answer": "no_longer"},
        {"section": "education", "answer": "🙂"},
    ],
)
def test_what_is_no_answer_finds_nothing(cast, report, said) -> None:
    client = sign_in(cast, "head_teacher")
    send(client, f"/partners/reports/{report.public_id}/last/")
    press = f"/partners/reports/{report.public_id}/look-over/"
    assert client.post(press, said).status_code == 404
    assert client.get(press).status_code == 405


def test_line_that_somebody_has_read_stays_and_says_why(cast, report) -> None:
    client = sign_in(cast, "head_teacher")
    address = f"/partners/reports/{report.public_id}/"
    send(client, f"{address}last/")
    item = report.items.first()
    item.statement.finished_at = clock.now()
    item.statement.save()
    said = {"statement": str(item.statement.public_id), "answer": "no_longer"}
    page = client.post(f"{address}look-over/", said, follow=True)
    assert "Somebody has read it already" in text_of(page)
    assert report.items.filter(pk=item.pk).exists()
