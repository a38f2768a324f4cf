"""However much there is, a partner page asks the database as often as before."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from roundtable.casework.conferences.models import Conference
from roundtable.casework.conferences.tests.family import Family, add
from roundtable.casework.plans.models import Plan
from roundtable.casework.plans.tests import table
from roundtable.casework.reports.actions import submit_report, write_statement_in_report
from roundtable.casework.reports.models import Report
from roundtable.foundation.core import clock
from roundtable.web.partners.tests.people import report_of, sign_in

_NOT_COUNTED = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "select set_config")
AT_MOST = 15


def queries_of(client: Client, address: str) -> int:
    client.get(address)  # what is asked once a minute, or once in a session
    with CaptureQueriesContext(connection) as captured:
        page = client.get(address)
    assert page.status_code == 200
    return sum(not one["sql"].startswith(_NOT_COUNTED) for one in captured)


def write(cast: Family, report: Report, number: int) -> None:
    for turn in range(number):
        write_statement_in_report(
            report_id=report.pk,
            section="education",
            text=f"Ava came late on day {turn}.",
            children=[cast.ava, cast.ben],
            actor=cast.actor("head_teacher"),
            now=clock.now(),
        )


@pytest.mark.parametrize(
    "rest", ["", "write/health/", "hand-in/", "cannot-share/", "share/", "view/"]
)
def test_a_long_report_costs_as_much_as_a_short_one(cast, conference, rest) -> None:
    report = report_of(cast, conference, "head_teacher")
    client = sign_in(cast, "head_teacher")
    write(cast, report, 3)
    short = queries_of(client, f"/partners/reports/{report.public_id}/{rest}")
    write(cast, report, 9)
    long = queries_of(client, f"/partners/reports/{report.public_id}/{rest}")
    assert short == long <= AT_MOST


def test_changing_a_statement_too(cast, conference) -> None:
    report = report_of(cast, conference, "head_teacher")
    write(cast, report, 3)
    statement = report.items.first().statement
    address = f"/partners/reports/{report.public_id}/statements/{statement.public_id}/"
    client = sign_in(cast, "head_teacher")
    short = queries_of(client, address)
    write(cast, report, 9)
    assert queries_of(client, address) == short <= AT_MOST


def test_reading_one_too(cast, conference) -> None:
    report = report_of(cast, conference, "head_teacher")
    by = {"actor": cast.actor("head_teacher"), "now": clock.now()}
    write(cast, report, 3)
    submit_report(report_id=report.pk, **by)
    client = sign_in(cast, "police_officer")
    short = queries_of(client, f"/partners/reports/{report.public_id}/")
    write(cast, report, 9)
    assert queries_of(client, f"/partners/reports/{report.public_id}/") == short <= AT_MOST


def test_a_full_table_costs_as_much_as_a_small_one(cast, conference: Conference) -> None:
    client = sign_in(cast, "head_teacher")
    address = f"/partners/meetings/{conference.public_id}/"
    few = queries_of(client, address)
    for name in ("midwife", "other_health_visitor", "agency_lead", "solicitor", "refuge_worker"):
        add(cast, conference, name)
    assert queries_of(client, address) == few <= AT_MOST


@pytest.mark.parametrize("name", ["head_teacher", "health_visitor"])
def test_first_pages_once_there_are_plans(cast, name) -> None:
    conference, _ = table.decided(cast)
    client = sign_in(cast, name)
    plan = Plan.objects.get(child=cast.ava)
    for address in (
        "/partners/",
        "/partners/dates/",
        f"/partners/meetings/{conference.public_id}/",
        f"/partners/plans/{plan.public_id}/",
    ):
        assert queries_of(client, address) <= AT_MOST, address


@pytest.mark.parametrize("name", ["agency_lead", "interpreter"])
def test_the_other_first_pages(cast, conference, name) -> None:
    client = sign_in(cast, name)
    few = queries_of(client, "/partners/")
    add(cast, conference, "other_health_visitor")
    add(cast, conference, "interpreter")
    assert queries_of(client, "/partners/") <= max(few, AT_MOST)
