"""A section 47 enquiry finds continuing risk for three children, and a conference is authorised."""

from datetime import date

import pytest

from roundtable.casework.conferences.models import Conference
from tests.journeys import families
from tests.journeys.conftest import Someone
from tests.journeys.screens import Screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CHILDREN = ("Ava", "Ben", "Baby")


def test_an_enquiry_leads_to_an_authorised_request(someone: Someone) -> None:
    # Given three children, one unborn, whose enquiries are under way
    beginning = families.enquiring()
    case = f"/cases/{beginning.case.public_id}/"
    worker, manager = someone("social_worker"), someone("manager")
    worker.looks_at("home-social-worker")
    worker.opens(case)
    worker.looks_at("case")

    # When the social worker has asked a chair, and the manager decides about each child
    for child in CHILDREN:
        _record_advice(worker, case, child)
        _conclude(manager, case, child)

    # And the social worker requests one conference for all three
    worker.opens(case)
    worker.follows("Request a conference")
    worker.sees("Initial (before birth)")
    worker.looks_at("request-start")
    worker.presses("Start now")
    worker.looks_at("booking-children")
    worker.presses("Save and continue")
    worker.fills("Why is a conference needed?", "All three have been hurt by what they see.")
    worker.chooses("Under which categories might a plan be?", "Neglect")
    worker.presses("Save and come back later")
    worker.presses("Go on where it was left")
    worker.sees("Safe until the conference")

    # And what is on file is there already, page after page
    for name in ("safety", "late"):
        worker.looks_at(f"booking-{name}")
        worker.presses("Save and continue")
    worker.looks_at("booking-people")
    worker.chooses("Is what is on file right and complete?", "Yes")
    for name in ("people", "invite", "exclusions", "child", "needs"):
        worker.presses("Save and continue")
        worker.looks_at(f"booking-after-{name}")
    worker.fills("On which dates can the family not come?", "14 to 18 December 2026")
    worker.presses("Save and continue")
    worker.presses("Save and continue")
    worker.looks_at("request-check")
    worker.presses("Send the request")
    worker.sees("It waits for the team manager to authorise it")
    worker.looks_at("request")

    # Then the manager finds it on the first page, and authorises it
    manager.opens("/")
    manager.looks_at("home-manager")
    manager.follows("Conference for the Hartley family")
    manager.follows("Authorise the request")
    manager.looks_at("authorise-request")
    manager.presses("Authorise it")
    manager.sees("The conference service can arrange the conference now")
    with beginning.open():
        conference = Conference.objects.get(case=beginning.case)
        assert conference.authorised_by_id == beginning.cast.professional("manager").pk
        assert conference.children.count() == len(CHILDREN)


def _record_advice(worker: Screen, case: str, child: str) -> None:
    worker.opens(case)
    worker.follows(f"Section 47 enquiry of {child} Hartley")
    if child == "Baby":
        worker.looks_at("enquiry")
    worker.follows("Record the chair's advice")
    worker.selects("Which chair was asked?", "Ines Mota")
    worker.dates("When?", date(2026, 11, 23))
    worker.fills("What did they advise?", "Hold one conference for all three.")
    worker.presses("Save the advice")
    worker.sees("Hold one conference for all three.")


def _conclude(manager: Screen, case: str, child: str) -> None:
    manager.opens(case)
    manager.follows(f"Section 47 enquiry of {child} Hartley")
    manager.follows("Record the outcome")
    manager.chooses("Are the concerns substantiated?", "Yes")
    manager.chooses("What harm", "Neglect", "Seeing or hearing violence or abuse at home")
    manager.chooses("Is the child at continuing risk of significant harm?", "Yes")
    manager.fills("What keeps the child safe until the conference?", "Nana sleeps at home.")
    manager.fills("What did the enquiry find", "They are hurt by what they see and hear.")
    if child == "Ava":
        manager.looks_at("outcome-form")
    manager.presses("Continue")
    manager.heading("Check your answers")
    manager.presses("Save the outcome")
    manager.sees("The outcome was saved")
