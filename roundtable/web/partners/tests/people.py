"""The table that partner pages are tried at, and signing in to it."""

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client

from roundtable.casework.conferences.models import Conference
from roundtable.casework.conferences.tests.family import Family, add, letters_have_left
from roundtable.casework.invitations.tests.invited import look_at_invitations
from roundtable.casework.plans.tests import table
from roundtable.casework.reports.actions.guidance import read_guidance
from roundtable.casework.reports.actions.requesting import request_reports
from roundtable.casework.reports.models import Report
from roundtable.foundation.accounts.models import User
from roundtable.foundation.core import clock
from roundtable.web.design_system.tests.people import carried_by

# Where the mother lives: kept from Ava's father, and on no page of anybody here.
SECRET = ("14 Tern Close", "MZ4 7QQ", "Tern")


def set_table(cast: Family) -> Conference:
    """Invite the mother, a health visitor who knows Ben alone, a school and the police."""
    conference = table.arranged(cast)
    add(cast, conference, "mother")
    add(cast, conference, "half_siblings_father")
    for name in ("head_teacher", "police_officer"):
        add(cast, conference, name, has_direct_contact=True)
    add(
        cast,
        conference,
        "health_visitor",
        has_direct_contact=True,
        may_know=[cast.people["ben"].pk],
    )
    now = clock.now()
    look_at_invitations(cast, conference, now=now)
    table.send_invitations(conference_id=conference.pk, actor=cast.actor("administrator"), now=now)
    letters_have_left(conference)
    request_reports(conference_id=conference.pk, actor=cast.actor("administrator"), now=now)
    for name in ("head_teacher", "police_officer", "health_visitor"):
        read_guidance(
            report_id=report_of(cast, conference, name).pk, actor=cast.actor(name), now=now
        )
    conference.refresh_from_db()
    return conference


def sign_in(cast: Family, name: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=cast.actor(name).user_id))
    return client


def text_of(response: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def send(client: Client, address: str, **answers: Any) -> HttpResponse:
    """Open the form, and send it with its one-time key."""
    page = client.get(address)
    assert page.status_code == 200, page.status_code
    return client.post(address, carried_by(page) | answers)


def report_of(cast: Family, conference: Conference, name: str) -> Report:
    return Report.objects.get(
        conference=conference, participant__professional=cast.professionals[name]
    )
