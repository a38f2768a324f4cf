"""Partner pages in Chromium, as each person who sees them: accessible, and whole on a phone."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from playwright.sync_api import Page

from roundtable.casework.conferences.models import Conference, ConferenceChild
from roundtable.casework.conferences.tests.family import Family, add, build_family
from roundtable.casework.invitations.models import Invitation
from roundtable.casework.plans.actions.conclude import conclude_conference
from roundtable.casework.plans.actions.outline import add_action
from roundtable.casework.plans.models import Plan, PlanAction, PlanOutcome
from roundtable.casework.plans.tests import table
from roundtable.casework.reports.actions import (
    answer_cannot_share,
    read_guidance,
    share_report,
    submit_report,
    write_statement_in_report,
)
from roundtable.casework.reports.models import Report
from roundtable.foundation.accounts.models import User
from roundtable.foundation.core import clock as now_is
from roundtable.foundation.core.context import set_context
from roundtable.web.partners.tests.people import report_of, set_table
from tests.journeys.screens import violations

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "build/partners"  # to be looked at
WIDTHS = {"desktop": 1280, "phone": 390}

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


Visit = Callable[[str, str, str], None]


def _write(cast: Family, report: Report) -> None:
    by: dict[str, Any] = {"actor": cast.actor("head_teacher"), "now": now_is.now()}
    read_guidance(report_id=report.pk, **by)
    for section, text, marks in (
        ("involvement", "I have been Ava's head teacher since September 2020.", {"kind": "fact"}),
        (
            "education",
            "Ava was late 14 times this term, and came without having eaten on nine of them; staff"
            " noticed that she was dysregulated on most of these mornings, which is new since Easter.",
            {"kind": "observation", "provenance": "first", "happened_on": date(2026, 11, 13)},
        ),
        (
            "worried",
            "A neighbour told our cook that the children were alone on Friday night.",
            {
                "kind": "allegation",
                "provenance": "second",
                "source": "Our cook",
                "audience": "PROFESSIONALS",
                "withheld_reason": "The cook asked for it.",
                "domain": "worried",
            },
        ),
        ("working_well", "Ava reads with grandad every evening.", {}),
    ):
        write_statement_in_report(
            report_id=report.pk,
            section=section,
            text=text,
            children=[cast.people["ava"]],
            **marks,
            **by,
        )


def look(page: Page, name: str) -> None:
    for width, pixels in WIDTHS.items():
        page.set_viewport_size({"width": pixels, "height": 800})
        assert violations(page) == [], f"{name} {width}"
        page.screenshot(path=PICTURES / f"{name}-{width}.png", full_page=True)
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{name} is {wide} pixels wider than the {width}"


@pytest.fixture
def visit(live_server: Any, page: Page) -> Callable[..., Visit]:
    """Open pages as somebody, and look at each at both widths."""

    def among(cast: Family) -> Visit:
        def visit_as(name: str, address: str, picture: str) -> None:
            client = Client()
            client.force_login(User.objects.get(pk=cast.actor(name).user_id))
            cookie = client.cookies[settings.SESSION_COOKIE_NAME]
            page.context.clear_cookies()
            page.context.add_cookies(
                [{"name": cookie.key, "value": cookie.value, "url": live_server.url}]
            )
            answer = page.goto(live_server.url + address)
            assert answer is not None
            assert answer.status == 200, (address, answer.status)
            look(page, picture)

        return visit_as

    return among


def test_before_the_meeting(visit: Callable[..., Visit], page: Page) -> None:
    with transaction.atomic():
        cast = build_family()
        conference = set_table(cast)
        mother = conference.participants.get(person=cast.people["mother"])
        add(cast, conference, "interpreter", speaks_for_id=mother.pk)
        report = report_of(cast, conference, "head_teacher")
        _write(cast, report)
        theirs = Invitation.objects.get(participant__professional=cast.health_visitor)
        own = Invitation.objects.get(participant__professional=cast.head_teacher)
        statement = report.items.order_by("pk")[2].statement
    see = visit(cast)
    meeting, written = (
        f"/partners/meetings/{conference.public_id}/",
        f"/partners/reports/{report.public_id}/",
    )
    see("head_teacher", "/partners/", "home")
    see("head_teacher", "/partners/dates/", "dates")
    see("head_teacher", meeting, "meeting")
    see("head_teacher", f"/partners/invitations/{own.public_id}/answer/", "answer")
    see("health_visitor", f"/partners/invitations/{theirs.public_id}/colleague/", "colleague")
    see("head_teacher", written, "report")
    see("head_teacher", f"{written}write/health/", "write")
    see("head_teacher", f"{written}write/wishes/", "write-wishes")
    page.get_by_role("button", name="Save this statement").click()
    page.wait_for_selector(".govuk-error-summary")
    look(page, "write-errors")
    see("head_teacher", f"{written}statements/{statement.public_id}/", "revise")
    see("head_teacher", f"{written}view/", "view")
    see("head_teacher", f"{written}hand-in/", "hand-in")
    see("head_teacher", f"{written}cannot-share/", "cannot-share")
    see("head_teacher", f"{written}share/", "share")
    see("agency_lead", "/partners/", "agency")
    see("interpreter", "/partners/", "bookings")
    see("interpreter", meeting, "booking")
    see("midwife", "/partners/", "nobody")
    see("midwife", "/partners/dates/", "no-dates")


def test_in_the_meeting_and_after(visit: Callable[..., Visit], clock: Any) -> None:
    with transaction.atomic():
        cast = build_family()
        conference = set_table(cast)
        report = report_of(cast, conference, "head_teacher")
        _write(cast, report)
        by: dict[str, Any] = {"actor": cast.actor("head_teacher"), "now": now_is.now()}
        answer_cannot_share(report_id=report.pk, cannot_share=False, **by)
        submit_report(report_id=report.pk, **by)
        share_report(
            report_id=report.pk,
            person=cast.people["mother"],
            shared_on=now_is.today(),
            method="read together at school",
            reaction="He does help.",
            **by,
        )
        clock.move_to(table.NOW)
        table.sitting(cast, conference)
        ava = table.child_of(cast, conference, "ava").public_id
    see = visit(cast)
    meeting = f"/partners/meetings/{conference.public_id}/"
    see("head_teacher", meeting, "meeting-on")
    see("head_teacher", f"{meeting}opinion/{ava}/", "opinion")
    see("police_officer", f"/partners/reports/{report.public_id}/", "read")
    see("head_teacher", f"/partners/reports/{report.public_id}/share/", "shared")
    with transaction.atomic():
        set_context([cast.authority.pk])
        _decide(cast, conference)
        plan = Plan.objects.get(child=cast.people["ben"])
        action = PlanAction.objects.get(
            outcome__outline__plans=plan, professional=cast.professionals["health_visitor"]
        )
    see("health_visitor", "/partners/", "home-after")
    see("health_visitor", "/partners/dates/", "dates-after")
    see("health_visitor", meeting, "meeting-after")
    see("head_teacher", f"/partners/reports/{report.public_id}/", "report-after")
    see("health_visitor", f"/partners/plans/{plan.public_id}/", "plan")
    see("health_visitor", f"/partners/plans/{plan.public_id}/actions/{action.public_id}/", "action")


def _decide(cast: Family, conference: Conference) -> None:
    for child in ConferenceChild.objects.filter(conference=conference):
        table.hear(cast, child)
        table.write_plan(cast, child)
        table.propose(cast, child, "plan")
        add_action(
            outcome_id=PlanOutcome.objects.get(outline__conference_child=child).pk,
            what=f"Visit {child.child.name} at home every second week",
            professional=cast.professionals["health_visitor"],
            due_on=date(2026, 12, 18),
            conference_child_id=child.pk,
            actor=cast.actor("minute_taker"),
            now=table.NOW,
        )
    conclude_conference(conference_id=conference.pk, actor=cast.actor("chair"), now=table.NOW)
    table.send_letters(cast, conference, now_is.now())
