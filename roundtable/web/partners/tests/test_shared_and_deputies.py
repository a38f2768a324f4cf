"""What has been shared with a professional, and a report that a colleague goes on with."""

import pytest

from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.conferences.tests.family import add
from roundtable.casework.invitations.actions.answer import name_deputy
from roundtable.casework.invitations.models import Invitation
from roundtable.casework.reports.actions import submit_report, write_statement_in_report
from roundtable.casework.reports.models import Report
from roundtable.foundation.core import clock
from roundtable.web.partners.tests.people import report_of, send, sign_in, text_of
from roundtable.web.partners.tests.test_few_queries import AT_MOST, queries_of


def hand_in(cast, conference, name: str, child: str) -> Report:
    report = report_of(cast, conference, name)
    by = {"actor": cast.actor(name), "now": clock.now()}
    write_statement_in_report(
        report_id=report.pk, section="worried", text="Late.", children=[cast.people[child]], **by
    )
    return submit_report(report_id=report.pk, **by)


def test_one_list_of_what_others_have_written(cast, conference) -> None:
    client = sign_in(cast, "police_officer")
    assert "No report of somebody else is in yet." in text_of(client.get("/partners/shared/"))
    hand_in(cast, conference, "head_teacher", "ava")
    hand_in(cast, conference, "police_officer", "ava")
    page = client.get("/partners/shared/")
    assert "Mia Stone" in text_of(page)
    assert "Ava Hartley, Ben Hartley and an unborn baby" in text_of(page)
    assert str(report_of(cast, conference, "head_teacher").public_id) in page.content.decode()
    mine = report_of(cast, conference, "police_officer")
    assert str(mine.public_id) not in page.content.decode()
    few = queries_of(client, "/partners/shared/")
    hand_in(cast, conference, "health_visitor", "ben")
    assert queries_of(client, "/partners/shared/") == few <= AT_MOST


@pytest.mark.parametrize("name", ["agency_lead", "interpreter", "mother", "chair"])
def test_the_list_is_a_partners_alone(cast, conference, name) -> None:
    assert sign_in(cast, name).get("/partners/shared/").status_code == 404


@pytest.fixture
def deputy(cast, conference) -> Participant:
    """Bo Lind comes in the health visitor's place, who has begun her report."""
    report = report_of(cast, conference, "health_visitor")
    by = {"actor": cast.actor("health_visitor"), "now": clock.now()}
    write_statement_in_report(
        report_id=report.pk,
        section="worried",
        text="Ben lost weight.",
        children=[cast.people["ben"]],
        **by,
    )
    return name_deputy(
        invitation_id=Invitation.objects.get(participant=report.participant).pk,
        professional_id=cast.professionals["other_health_visitor"].pk,
        **by,
    )


def test_a_deputy_goes_on_with_the_report_and_hands_it_in(cast, conference, deputy) -> None:
    client = sign_in(cast, "other_health_visitor")
    report = report_of(cast, conference, "health_visitor")
    address = f"/partners/reports/{report.public_id}/"
    meeting = client.get(f"/partners/meetings/{conference.public_id}/")
    assert f"Go on with the report of {cast.professionals['health_visitor'].name}" in text_of(
        meeting
    )
    page = client.get(address)
    assert "You write it in place of" in text_of(page)
    assert "Share it with the family" not in text_of(page)
    item = report.items.get()
    change = f"{address}statements/{item.statement.public_id}/"
    said = {"kind": "fact", "audience": "EVERYONE", "children": str(cast.people["ben"].public_id)}
    # Whoever takes it over reads how to write it, though somebody did before.
    assert client.get(change)["Location"] == f"{address}guidance/"
    assert send(client, f"{address}guidance/").status_code == 302
    assert send(client, change, text="Ben lost a kilo.", **said).status_code == 302
    assert send(client, f"{address}write/health/", text="He sleeps.", **said).status_code == 302
    assert send(client, f"{address}hand-in/", cannot_share="no").status_code == 302
    report.refresh_from_db()
    assert report.state == "SUBMITTED"
    assert report.items.count() == 2
    for rest in ("share/", "versions/1/"):  # those stay with whose report it is
        assert client.get(f"{address}{rest}").status_code == 404


def test_it_is_over_for_a_deputy_when_the_conference_is(cast, conference, deputy) -> None:
    client = sign_in(cast, "other_health_visitor")
    report = report_of(cast, conference, "health_visitor")
    Conference.objects.filter(pk=conference.pk).update(state="DISTRIBUTED")
    for rest in ("", "write/health/", "hand-in/"):
        assert client.get(f"/partners/reports/{report.public_id}/{rest}").status_code == 404


def test_a_deputy_of_somebody_else_writes_nothing_of_it(cast, conference, deputy) -> None:
    client = sign_in(cast, "other_health_visitor")
    other = report_of(cast, conference, "head_teacher")
    assert client.get(f"/partners/reports/{other.public_id}/hand-in/").status_code == 404
    add(cast, conference, "midwife")
    assert (
        sign_in(cast, "midwife")
        .get(
            f"/partners/reports/{report_of(cast, conference, 'health_visitor').public_id}/hand-in/"
        )
        .status_code
        == 404
    )
