"""The social worker visits, does what was agreed, and the core group meets."""

from datetime import date, datetime
from typing import Any

import pytest

from roundtable.casework.plans.models import CoreGroupMeeting, Plan, Visit
from roundtable.foundation.core import clock as days
from tests.journeys import families
from tests.journeys.conftest import Someone
from tests.journeys.screens import Screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

VISITED, MET = date(2026, 12, 2), date(2026, 12, 7)


def test_a_visit_and_a_core_group_are_recorded(someone: Someone, clock: Any) -> None:
    # Given three children who have been on a plan for two weeks
    beginning = families.on_a_plan()
    clock.move_to(_in_the_morning(MET))
    worker = someone("social_worker")
    worker.looks_at("home-with-plans")

    # When the social worker records the first visit to Ava
    worker.follows("Visit")
    worker.looks_at("visit-form")
    _record_visit(worker)
    worker.sees("Visit recorded")
    worker.looks_at("plan")

    # And what was agreed is done
    worker.follows("Update Change the lock")
    worker.looks_at("action-form")
    worker.page.get_by_role("radio", name="It is done").check()
    worker.page.get_by_role("textbox").last.fill("Seen on Wednesday.")
    worker.presses("Save")
    worker.sees("Action updated")

    # And the core group has met
    worker.follows("Record it")
    worker.looks_at("core-group-form")
    _record_core_group(worker)
    worker.sees("Core group recorded")

    # Then both stand in the case's timeline, and the next dates are running
    with beginning.open():
        assert Visit.objects.get().childs_words == "I have a new lamp."
        assert CoreGroupMeeting.objects.filter(held_on=MET).count() == 1
        ava = Plan.objects.get(child__forename="Ava")
    worker.opens(f"/plans/{ava.public_id}/")
    worker.sees("2 December 2026")
    worker.opens(f"/cases/{beginning.case.public_id}/")
    worker.sees("Core group")
    worker.looks_at("case-with-plans")


def _in_the_morning(day: date) -> datetime:
    return days.at(day, 10)


def _record_visit(worker: Screen) -> None:
    worker.dates("When was the visit?", VISITED)
    worker.fills("At what time?", "4.30pm")
    worker.chooses("Did the family know you were coming?", "No")
    worker.chooses("Did you see the child?", "Yes")
    worker.chooses("Did you see the child alone?", "Yes")
    worker.chooses("Did you see where the child sleeps?", "Yes")
    worker.fills("What did you see and hear?", "The lock is new. The kitchen was warm.")
    worker.fills("What did the child say?", "I have a new lamp.")
    worker.presses("Save this visit")


def _record_core_group(worker: Screen) -> None:
    worker.dates("When did the core group meet?", MET)
    worker.chooses("Who came?", "Sam Iqbal, social worker", "Rosa Hartley (family)")
    worker.chooses("Who came?", "Mia Stone, head teacher")
    worker.fills("What has been done", "The lock is changed, and the nights are quiet.")
    worker.fills("What does the family say?", "It is easier to sleep.")
    worker.chooses("Does the core group ask for an earlier review?", "No")
    worker.chooses("Does the core group ask for legal advice?", "No")
    worker.dates("When does the core group meet next?", date(2027, 1, 15))
    worker.presses("Save this core group")
