"""The social worker's report to a review begins from the last one."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from roundtable.casework.conferences.tests.family import Family
from roundtable.casework.plans.tests import table
from roundtable.casework.reports.actions import (
    read_guidance,
    request_reports,
    submit_report,
    write_statement_in_report,
)
from roundtable.casework.reports.models import Report
from roundtable.casework.reports.tests.again import meet_again
from roundtable.casework.statements.tests.table import Table
from roundtable.foundation.core import clock
from roundtable.web.staff.tests.visiting import filled, queries_of, visitor, words_of


@pytest.fixture
def report(cast: Family) -> Report:
    """The report to the review, after one that was in another form."""
    conference = table.invited(cast, "ava", "ben")
    desk = {"actor": cast.actor("administrator"), "now": clock.now()}
    request_reports(conference_id=conference.pk, **desk)
    last = Report.objects.get(participant__professional=cast.professionals["social_worker"])
    by = {"actor": cast.actor("social_worker"), "now": clock.now()}
    read_guidance(report_id=last.pk, **by)
    for section, text in (
        ("worried", "Ava was alone on three evenings."),
        ("worried", "Ben has lost weight."),
        ("findings", "Harm was found."),
    ):
        write_statement_in_report(
            report_id=last.pk, section=section, text=text, children=[cast.ava], **by
        )
    submit_report(report_id=last.pk, **by)
    review = meet_again(
        Table(cast, conference, {"social_worker": last.participant}), "ava", "ben"
    ).conference
    request_reports(conference_id=review.pk, **desk)
    return Report.objects.get(conference=review)


@pytest.fixture
def worker(cast: Family) -> Client:
    return visitor(cast.actor("social_worker"))


def test_it_begins_from_the_last_and_is_looked_at_again(worker: Client, report: Report) -> None:
    page = reverse("staff:report", args=[report.public_id])
    begin = reverse("staff:begin-from-last", args=[report.public_id])
    press = reverse("staff:look-over", args=[report.public_id])
    assert "Begin from the report" not in words_of(worker.get(page))  # guidance is read first
    assert worker.post(reverse("staff:read-guidance", args=[report.public_id]), filled())
    assert "Begin from the report of 3 December 2026" in words_of(worker.get(page))
    assert "2 statements of it" in words_of(worker.get(begin))  # no findings in a review
    assert worker.post(begin, filled()).status_code == 302
    shown = worker.get(page)
    assert "All 2 are still so" in words_of(shown)
    assert queries_of(worker, page) <= 15
    [alone, weight] = re.findall(r'name="statement" value="([^"]+)"', shown.content.decode())
    worker.post(press, {"statement": alone, "answer": "still_so", "place": "worried"})
    worker.post(press, {"statement": weight, "answer": "no_longer"})
    said = words_of(worker.get(page))
    assert ("Ava was alone" in said, "Ben has lost weight." in said) == (True, False)
    assert "Carried over" not in said
    assert worker.get(begin).status_code == 404


def test_it_is_the_authors_alone(cast: Family, report: Report) -> None:
    for name in ("manager", "chair", "administrator", "other_social_worker"):
        somebody = visitor(cast.actor(name))
        for route in ("staff:begin-from-last", "staff:look-over"):
            sent = somebody.post(reverse(route, args=[report.public_id]), {"answer": "still_so"})
            assert sent.status_code == 404, (name, route)
