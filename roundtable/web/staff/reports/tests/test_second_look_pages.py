"""Sending back, taking out, and signing off, in the browser."""

import pytest
import time_machine
from django.test import Client

from roundtable.casework.conferences.models import Conference
from roundtable.casework.conferences.tests.family import Family
from roundtable.casework.reports.actions import submit_report
from roundtable.casework.reports.models import DisclosureCheck, Report
from roundtable.foundation.core import clock as time
from roundtable.web.staff.reports.tests.test_report_pages import (
    address,
    conference,
    report_of,
    written,
)
from roundtable.web.staff.tests.visiting import filled, visitor, words_of

__all__ = ["conference"]


@pytest.fixture
def received(cast: Family, conference: Conference) -> Report:
    written(cast, "health_visitor", children=[cast.people["ben"]])
    by = cast.actor("health_visitor")
    report = report_of(cast, "health_visitor")
    return submit_report(report_id=report.pk, actor=by, now=time.now())


@pytest.fixture
def chair(cast: Family) -> Client:
    return visitor(cast.actor("chair"))


def test_the_chair_sends_a_report_back_and_its_versions_stay(
    cast: Family, received: Report, chair: Client
) -> None:
    page = words_of(chair.get(address(received)))
    assert "Version 1" in page
    assert "Send it back to its author" in page
    version = words_of(chair.get(address(received, "report-version", 1)))
    assert "Ava was alone on three evenings." in version
    assert chair.get(address(received, "report-version", 2)).status_code == 404
    back = address(received, "return-report")
    assert "Select what is wrong with it" in words_of(chair.post(back, filled()))
    done = chair.post(back, filled(returned_for="JARGON", reason="Say what you saw."))
    assert done.status_code == 302
    received.refresh_from_db()
    assert received.state == "RETURNED"
    assert "Say what you saw." in words_of(chair.get(address(received)))


def test_the_desk_sends_back_without_reading(cast: Family, received: Report) -> None:
    desk = visitor(cast.actor("administrator"))
    page = desk.get(address(received, "return-report"))
    assert page.status_code == 200
    assert "three evenings" not in page.text
    assert desk.get(address(received)).status_code == 404


def test_the_chair_takes_a_report_out_and_sees_who_could_have_seen_it(
    cast: Family, received: Report, chair: Client
) -> None:
    assert chair.get(address(received, "disclosure-check")).status_code == 404
    done = chair.post(address(received, "withdraw-report"), filled(reason="Another Ben."))
    assert done["Location"] == address(received, "disclosure-check")
    page = words_of(chair.get(done["Location"]))
    assert "PC Grant, Marlsea Police On the list of the conference: could open it from" in page
    listed = words_of(chair.get(f"/conferences/{received.conference.public_id}/reports/"))
    assert "who could have seen it" in listed
    assert "three evenings" not in words_of(chair.get(address(received)))
    closed = chair.post(done["Location"], filled(conclusion="Both copies came back."))
    assert closed.status_code == 302
    assert DisclosureCheck.objects.get().closed_at is not None
    assert "Both copies came back." in words_of(chair.get(done["Location"]))


def test_a_manager_signs_off_what_the_social_worker_wrote(
    cast: Family, conference: Conference
) -> None:
    cast.authority.settings = {"report_sign_off": True}
    cast.authority.save()
    written(cast)
    report = report_of(cast, "social_worker")
    with time_machine.travel(time.now(), tick=False):
        submit_report(report_id=report.pk, actor=cast.actor("social_worker"), now=time.now())
    manager = visitor(cast.actor("manager"))
    page = words_of(manager.get(address(report)))
    assert "Ava was alone on three evenings." in page  # read before anybody has it
    assert "three evenings" not in words_of(visitor(cast.actor("chair")).get(address(report)))
    assert manager.post(address(report, "sign-off-report"), filled()).status_code == 302
    report.refresh_from_db()
    assert report.state == "SIGNED_OFF"
    author = visitor(cast.actor("social_worker"))
    assert "Begin a new version" in words_of(author.get(address(report)))
    assert author.post(address(report, "begin-version"), filled()).status_code == 302
