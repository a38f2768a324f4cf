"""The school writes and shares a report; the mother reads it, answers, and says what she thinks."""

from datetime import date

import pytest
from playwright.sync_api import expect

from roundtable.casework.room.models import Views
from roundtable.casework.statements.models import Reply
from tests.journeys import families
from tests.journeys.conftest import Someone
from tests.journeys.screens import Screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ON_TIME = "Ava is at school every day, on time."
FOR_PROFESSIONALS = "A neighbour rang us about the noise, and asked not to be named."


def test_a_report_is_written_shared_read_and_answered(someone: Someone) -> None:
    # Given a conference to which everybody is invited
    beginning = families.invited()

    # When the head teacher writes the school's report, says that not all is for the family,
    # hands it in and goes through it with the mother
    school = someone("head_teacher")
    school.follows("Hand in your report")
    school.looks_at("report-begun")
    school.follows("Read this first")
    school.looks_at("report-guidance")
    school.presses("I have read this")
    school.follows("Write here : What is working well")
    school.looks_at("report-statement")
    _write(school, ON_TIME)
    school.follows("Back to your report")
    school.follows("Write here : What are we worried about")
    school.chooses("Who may read it?", "Professionals only")
    school.fills("Why must the family not read", "Somebody would be in danger.")
    _write(school, FOR_PROFESSIONALS)
    school.follows("Back to your report")
    _hand_in(school)
    _share_with_rosa(school)

    # Then the mother reads on her phone what is for her, and nothing else
    mother = someone("mother", phone=True)
    mother.looks_at("home-mother")
    mother.follows("See about this meeting")
    mother.sees("Your meeting is about Ava, Ben and your baby")
    mother.looks_at("meeting-mother")
    mother.follows("Mia Stone")
    mother.sees(ON_TIME)
    mother.does_not_see(FOR_PROFESSIONALS, "neighbour", "withheld")
    mother.looks_at("report-mother")

    # And answers one line of it
    mother.follows("I want to say more")
    mother.sees("You do not have to answer.")
    mother.looks_at("reply-mother")
    mother.presses("Send my answer")
    mother.sees("Write what you want to say")
    mother.fills("What do you want to say about it?", "My mum takes her when I work.")
    mother.presses("Send my answer")
    mother.sees("My mum takes her when I work.")
    mother.presses("I have read this")
    mother.sees("1 of 1 report read")

    # And says that she comes, what she thinks, and what she needs
    mother.follows("Tell us if you will come")
    mother.looks_at("answer-mother")
    mother.chooses("Will you come to the meeting?", "Yes, I will come")
    mother.presses("Send your answer")
    mother.sees("You said you will come")
    mother.follows("Say what you think")
    mother.looks_at("views-mother")
    mother.chooses("Which child is this about?", "Ava Hartley")
    mother.fills("What do you think?", "She is happier since he left.")
    mother.presses("Save what I think")
    mother.follows("Bring someone, or tell us what you need")
    mother.looks_at("needs-mother")
    mother.chooses("What do you need?", "I do not want to meet someone on the way in")
    mother.presses("Send")
    mother.sees("Thank you")

    # And the professionals read her answer beside the words
    school.opens("/partners/")
    with beginning.open():
        assert Reply.objects.get().text == "My mum takes her when I work."
        assert Views.objects.filter(statement__isnull=False).count() == 1


def _write(school: Screen, text: str) -> None:
    school.fills("What do you want to say?", text)
    # With the keys alone
    for key in ("Alt+F", "Alt+1"):
        school.page.keyboard.press(key)
    expect(school.page.get_by_role("radio", name="Fact")).to_be_checked()
    school.page.get_by_text("Draft saved").wait_for()
    school.page.keyboard.press("Control+Enter")
    school.sees(text)


def _hand_in(school: Screen) -> None:
    school.follows("Tell us what cannot be shared")
    school.chooses("Is there anything in your report", "No, all of it can be shared")
    school.presses("Save")
    school.sees("What is asked of you")
    school.follows("Write your report")
    school.follows("Hand in")
    school.looks_at("report-hand-in")
    school.presses("Hand it in")
    school.sees("What the chair was given")


def _share_with_rosa(school: Screen) -> None:
    school.follows("Share it with the family")
    school.page.get_by_role("radio", name="Rosa Hartley").check()
    school.chooses("Have you shared it with them?", "Yes")
    school.dates("On which day?", date(2026, 11, 24))
    school.chooses("How?", "We read it together")
    school.fills("Where, or anything else", "in my office")
    school.looks_at("report-share")
    school.presses("Save")
    school.sees("On 24 November 2026")
