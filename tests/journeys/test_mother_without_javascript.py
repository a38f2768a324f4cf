"""On a phone without JavaScript, the mother does all that she can do with it."""

from typing import Any

import pytest

from roundtable.casework.invitations.models import Invitation, Need
from roundtable.casework.statements.models import Reply
from tests.journeys import families
from tests.journeys.conftest import Someone

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_mother_needs_no_javascript(someone: Someone, settings: Any, live_server: Any) -> None:
    # Given a meeting to which the mother is invited, and a report that was shared with her
    beginning = families.prepared()
    settings.NEUTRAL_PAGE = f"{live_server.url}/sign-in/?elsewhere"

    # When she signs in on a phone whose browser runs no scripts
    mother = someone("mother", phone=True, scripts=False)
    mother.follows("See about this meeting")
    mother.sees("Your meeting is on Tuesday 24 November 2026 at 10am")

    # Then she can read who comes and what may be decided
    mother.follows("Who will be there, and why")
    mother.sees("Mia Stone")
    mother.page.go_back()
    mother.follows("What might be decided")
    mother.sees("A child protection plan")
    mother.page.go_back()

    # And answer a line of a report; what she forgot is said, and what she wrote is kept
    mother.follows("Mia Stone")
    mother.follows("I want to say more")
    mother.presses("Send my answer")
    mother.sees("Write what you want to say")
    mother.fills("What do you want to say about it?", "It is my mum who takes her.")
    mother.chooses("Your answer", "That's not right")
    mother.presses("Send my answer")
    mother.sees("It is my mum who takes her.")
    mother.presses("I have read this")

    # And change her answer to the invitation, and ask for what she needs
    mother.follows("Change your answer")
    mother.chooses("Will you come to the meeting?", "Yes, I will come")
    mother.presses("Send your answer")
    mother.follows("Bring someone, or tell us what you need")
    mother.chooses("What do you need?", "Help to get there")
    mother.presses("Send")
    mother.sees("Thank you")

    # And leave in a hurry, for good
    # (the first link of that name is the one for the keyboard, which nobody sees)
    mother.page.get_by_role("button", name="Exit this page").click()
    assert mother.page.url.endswith("?elsewhere")
    mother.opens("/family/")
    assert "/sign-in/" in mother.page.url
    with beginning.open():
        assert Reply.objects.count() == 1
        assert Need.objects.count() == 1
        assert Invitation.objects.filter(participant__person__forename="Rosa").count() == 1
