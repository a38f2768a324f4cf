"""The desk arranges a conference in an offered slot, a second person checks, and people answer."""

import re
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from roundtable.casework.invitations.models import Invitation
from roundtable.foundation.documents.files.tests import making
from roundtable.foundation.messaging.models import OutboxMessage
from tests.journeys import families
from tests.journeys.conftest import Someone
from tests.journeys.screens import Screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Which professionals are asked to come: how the desk finds them, and who they are.
PROFESSIONALS = {"Alan": "PC Alan Grant", "St Anne": "Mia Stone", "Kezia": "Kezia Ncube"}


def test_a_conference_is_arranged_and_everybody_invited(
    someone: Someone, visits: Someone, clock: Any
) -> None:
    # Given an authorised request
    beginning = families.authorised()
    conference = f"/conferences/{beginning.conference_id}/"
    desk = someone("administrator")
    desk.looks_at("home-desk")

    # When the desk takes the first time that is offered
    desk.follows("Other times and places for the Hartley family")
    desk.looks_at("arrange")
    desk.page.get_by_label("Separate places to wait").check()
    desk.presses("Show times again")
    desk.page.get_by_role("radio", name="Tuesday 8 December 2026, 10am").check()
    desk.presses("Arrange the conference")
    desk.sees("Tuesday 8 December 2026, 10am to midday, Oak Room")
    desk.looks_at("conference-arranged")

    # And puts the mother and three professionals on the list
    desk.follows("Who is asked to come")
    desk.follows("Add who is suggested")
    desk.looks_at("add-suggested")
    desk.page.get_by_role("checkbox", name="Rosa Hartley").check()
    desk.presses("Add to the list")
    for find, name in PROFESSIONALS.items():
        _add_professional(desk, find, name)
    desk.looks_at("participants")

    # And encloses a letter with handwriting on it, which no program can read for certain
    desk.opens(f"{conference}invitations/")
    desk.follows(": letter to Rosa Hartley")
    desk.selects("What is it?", "Something else")
    desk.fills("What its reader sees it called", "A note from your advocate")
    scan = making.picture_as("PNG", making.with_handwriting())
    file = {"name": "scan.png", "mimeType": "image/png", "buffer": scan}
    desk.page.get_by_label("The file").set_input_files(file)
    desk.presses("Look into it and add it")
    desk.sees("A second person has to read it")
    desk.looks_at("enclose")

    # And a second person has read that, and checked what is confidential here
    second = someone("other_administrator")
    second.opens(f"{conference}invitations/")
    second.follows(": letter to Rosa Hartley")
    second.follows("I have read it")
    second.looks_at("read-enclosure")
    second.presses("I have read it, and it gives nothing away")
    second.sees("Read by a second person")
    second.opens(f"{conference}invitations/")
    second.looks_at("invitations")
    second.follows("Check as the second person")
    second.opens_every("Open what")
    second.looks_at("invitations-second-person")
    second.presses("The list and the letters are right")
    second.sees("Another person can send the invitations now")

    # Then the desk sends the invitations
    desk.opens(f"{conference}invitations/")
    desk.presses("Continue")
    desk.sees("8 people")
    desk.looks_at("invitations-check")
    desk.presses("Send the invitations")
    desk.sees("The invitations are on their way")

    # And can go back from there: no browser asks whether to send it all once more
    desk.page.go_back()
    desk.heading("Invitations")

    # And nobody finds it while it can be called back; then police and school answer at once
    someone("police_officer").sees("You are not asked to come to a conference at the moment")
    clock.shift(timedelta(minutes=11))
    for key in ("police_officer", "head_teacher"):
        _answer(someone(key))
    desk.opens(f"{conference}answers/")
    desk.sees("2 of 4 people answered")
    desk.looks_at("answers")
    with beginning.open():
        assert Invitation.objects.filter(state="ACCEPTED").count() == 2

    # And the health visitor, who does not sign in, by a link and the code that she is told
    desk.follows("Send a link to Kezia Ncube to answer by")
    desk.looks_at("send-answer-link")
    desk.chooses("How does the link go?", "By e-mail")
    desk.chooses("How does the code go?", "Somebody who knows them gives it to them by hand")
    desk.presses("Send the link")
    told = re.search(r"Tell them this code: (\d{6})", desk.page.content())
    assert told
    with beginning.open():
        link = OutboxMessage.objects.get(kind="answer_link")
    address = re.search(r"/answer/\S+/", link.body)
    assert address
    visitor = visits("health_visitor", phone=True)
    visitor.opens(address[0])
    visitor.looks_at("by-link-code")
    visitor.fills("Your code", told[1])
    visitor.presses("Continue")
    visitor.sees("Tuesday 8 December 2026 at 10am")
    visitor.chooses("Will you come?", "Yes, I will come")
    visitor.looks_at("by-link-reply")
    visitor.presses("Send your answer")
    visitor.sees("We have your answer")
    visitor.looks_at("by-link-thanks")
    desk.opens(f"{conference}answers/")
    desk.sees("3 of 4 people answered")

    # And what people need is on one desk
    desk.opens("/needs/")
    desk.looks_at("needs-desk")
    desk.opens(f"{conference}needs/add/")
    desk.looks_at("add-need")


def _add_professional(desk: Screen, find: str, name: str) -> None:
    desk.follows("Add a professional")
    desk.fills("Find somebody else", find)
    desk.presses("Find")
    desk.page.get_by_role("radio", name=name).check()
    desk.selects("What are they there?", "Professional")
    desk.fills("Why are they asked to come?", "Knows the children")
    desk.chooses("Are they in direct contact with a child or the family?", "Yes")
    if name == "Mia Stone":
        desk.looks_at("add-professional")
    desk.presses("Add to the list")
    desk.sees("Added to the list")


def _answer(partner: Screen) -> None:
    partner.opens("/partners/")
    partner.looks_at(f"home-{partner.key}")
    partner.follows("Answer the invitation")
    partner.looks_at(f"answer-{partner.key}")
    partner.page.get_by_role("radio", name="Yes, I will come").check()
    partner.presses("Send your answer")
    partner.sees("Coming")
    partner.looks_at(f"meeting-{partner.key}")
    expect(partner.page.locator("body")).not_to_contain_text("Kingfisher")
