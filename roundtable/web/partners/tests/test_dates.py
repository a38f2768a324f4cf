"""Whoever missed the meeting finds the next days without asking anybody."""

from datetime import timedelta

import pytest

from roundtable.casework.conferences.models import Conference
from roundtable.casework.conferences.tests.family import STARTS_AT
from roundtable.casework.invitations.models import Invitation
from roundtable.casework.plans.actions.conclude import conclude_conference
from roundtable.casework.plans.models import Plan
from roundtable.casework.plans.tests import table
from roundtable.casework.room.actions.attendance import record_apology, record_arrival
from roundtable.casework.room.actions.sitting import open_conference
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.web.partners.tests.people import send, sign_in, text_of


@pytest.fixture
def held_without_her(cast, conference: Conference, clock: object) -> Conference:
    """The head teacher says she cannot come, and the others decide on plans."""
    invitation = Invitation.objects.get(participant__professional=cast.head_teacher)
    address = f"/partners/invitations/{invitation.public_id}/answer/"
    send(sign_in(cast, "head_teacher"), address, answer="decline", note="A trip.")
    clock.move_to(STARTS_AT)
    by = {"actor": cast.actor("minute_taker"), "now": STARTS_AT}
    open_conference(conference_id=conference.pk, actor=cast.actor("chair"), now=STARTS_AT)
    for seat in conference.participants.exclude(professional=cast.chair):
        if seat.professional_id == cast.head_teacher.pk:
            record_apology(participant_id=seat.pk, was_given=True, **by)
        else:
            record_arrival(participant_id=seat.pk, **by)
    clock.move_to(table.NOW)
    conference.refresh_from_db()
    table.propose_plans(cast, conference)
    OutboxMessage.objects.all().delete()
    conclude_conference(conference_id=conference.pk, actor=cast.actor("chair"), now=table.NOW)
    return conference


def test_who_missed_the_meeting_finds_the_next_days(cast, held_without_her) -> None:
    page = text_of(sign_in(cast, "head_teacher").get("/partners/dates/"))
    assert "if you missed a meeting, look here" in page
    days = ("Tuesday 15 December 2026", "Tuesday 2 March 2027", "Wednesday 3 March 2027")
    places = [page.index(day) for day in days]
    assert places == sorted(places)
    children = "Ava Hartley, Ben Hartley and an unborn baby"
    assert f"{days[0]} Core group , {children}" in page
    assert f"{days[1]} Review conference, as agreed at the last one , {children}" in page
    assert f"{days[2]} First review conference, at the latest , {children}" in page
    assert not OutboxMessage.objects.filter(kind__contains="remind").exists()


def test_the_plan_says_it_too(cast, held_without_her) -> None:
    plan = Plan.objects.get(child=cast.ava)
    page = text_of(sign_in(cast, "head_teacher").get(f"/partners/plans/{plan.public_id}/"))
    assert "Review conference Agreed for 2 March 2027" in page


def test_a_day_that_has_passed_is_not_the_next(cast, held_without_her, clock: object) -> None:
    clock.move_to(table.NOW + timedelta(days=92))
    page = text_of(sign_in(cast, "head_teacher").get("/partners/dates/"))
    assert "as agreed at the last one" not in page
    home = text_of(sign_in(cast, "head_teacher").get("/partners/"))
    assert "that nobody has recorded yet: Tuesday 15 December 2026" in home
    assert "Next core group" not in home
