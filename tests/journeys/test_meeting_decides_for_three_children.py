"""The chair holds the meeting: who is here, what is said and thought, and what is decided."""

from datetime import date, timedelta
from typing import Any

import pytest

from roundtable.casework.plans.models import Plan
from tests.journeys import families, meeting
from tests.journeys.conftest import Someone
from tests.journeys.screens import Screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HERE = ("Tom Reed", "Sam Iqbal", "PC Alan Grant", "Kezia Ncube", "Mia Stone", "Rosa Hartley")
ASKED = ("Sam Iqbal", "PC Alan Grant", "Kezia Ncube", "Mia Stone")
WHY = "{child} has been hurt by what happens at home, and is likely to be hurt again."


def test_the_meeting_decides_for_three_children(someone: Someone, clock: Any) -> None:
    # Given a conference that is prepared for today
    beginning = families.prepared()
    chair = someone("chair")
    chair.looks_at("home-chair")
    chair.follows("Hartley family")
    chair.looks_at("conference-chair")

    # When the chair opens it, and notes who is here
    meeting.opens_with(chair, HERE)
    chair.presses("Sent apologies Ruth Okoro")
    chair.presses("Sent apologies Ava Hartley")
    chair.presses("Start What we know")
    chair.looks_at("room")

    # And writes down what is said
    chair.selects("Who says it?", "PC Alan Grant")
    chair.chooses("About", "Ben Hartley")
    chair.fills("What is said?", "We were called to the flat four times this year.")
    chair.selects("Where does it belong?", "Worried about")
    chair.selects("What is it?", "Fact")
    chair.presses("Keep")
    chair.sees("We were called to the flat four times this year.")

    # And asks everybody what they think about each child, and decides for each
    meeting.turns_to(chair, beginning.conference_id, "Ava Hartley")
    meeting.hears_opinions(chair, ASKED, met=True)
    chair.looks_at("room-decision")
    chair.follows("All opinions in one table")
    chair.heading("Opinions")
    chair.looks_at("room-opinions")
    meeting.turns_to(chair, beginning.conference_id, "Ava Hartley")
    _decide_on_a_plan(chair, "Ava")
    _write_plan(chair)
    chair.opens(f"/conferences/{beginning.conference_id}/room/plan/")
    chair.sees("The plan for Ava Hartley")
    chair.looks_at("room-plan-aloud")
    chair.opens(f"/conferences/{beginning.conference_id}/room/next-dates/")
    chair.looks_at("room-next-dates")
    meeting.turns_to(chair, beginning.conference_id, "Ben Hartley")
    meeting.hears_opinions(chair, ASKED, met=True)
    _decide_on_a_plan(chair, "Ben")
    _write_plan(chair)
    meeting.turns_to(chair, beginning.conference_id, "Baby Hartley")
    meeting.hears_opinions(chair, ASKED, met=False)
    _decide_on_help(chair)

    # Then it is concluded
    meeting.concludes(chair, "room-conclude")
    chair.looks_at("conference-decided")
    with beginning.open():
        open_plans = Plan.objects.filter(case=beginning.case, ends_on=None)
        assert {plan.child.forename for plan in open_plans} == {"Ava", "Ben"}

    # And a second person has checked the letters, because something here is confidential
    letters = f"/conferences/{beginning.conference_id}/letters/"
    second = someone("other_administrator")
    second.opens(letters)
    second.looks_at("letters")
    second.follows("Check as the second person")
    second.opens_every("Open what")
    second.looks_at("letters-second-person")
    second.presses("Each letter is right for its reader")
    second.sees("Another person can send the letters now")

    # And the desk sends them
    desk = someone("administrator")
    desk.opens(letters)
    desk.presses("Continue")
    desk.presses("Send the letters")
    desk.sees("The letters are on their way")

    # And the mother opens hers on her phone, when it can no longer be called back
    clock.shift(timedelta(minutes=11))
    mother = someone("mother", phone=True)
    mother.looks_at("home-mother-after")
    link = mother.page.get_by_role("link", name="decided").first
    letter = mother.page.request.get(mother.address + str(link.get_attribute("href")))
    assert letter.headers["content-type"] == "application/pdf"
    assert letter.body().startswith(b"%PDF")


def _decide_on_a_plan(chair: Screen, child: str) -> None:
    chair.chooses("The chair decides", "Child protection plan")
    chair.chooses("Is legal planning to be considered as well?", "No")
    chair.chooses("Categories", "Neglect")
    meeting.weighs(chair, "More of the same.")
    chair.fills("Reasons", WHY.format(child=child))
    chair.fills("Who tells the child, and when?", "Rosa and Sam, together, tomorrow.")
    chair.presses("Save for this child")
    chair.sees("Nothing is decided until the conference is concluded")


def _decide_on_help(chair: Screen) -> None:
    chair.chooses("The chair decides", "Child in need plan, with the family's consent")
    chair.chooses("Is legal planning to be considered as well?", "No")
    meeting.weighs(chair, "Not likely, with the midwife's help.")
    chair.fills("Reasons", "Rosa has come to every check since the summer.")
    chair.fills("If there is no plan, or it ends", "The midwife comes every week.")
    chair.presses("Save for this child")


def _write_plan(chair: Screen) -> None:
    chair.follows("Write the plan")
    chair.follows("Add an outcome")
    chair.fills("What must change for the child?", "Nobody is afraid of the door.")
    chair.fills("How will we know?", "The children say so.")
    chair.dates("By when?", date(2027, 1, 29))
    chair.presses("Add this outcome")
    chair.follows("Add an action")
    chair.fills("What will be done?", "Change the lock")
    chair.selects("Who does it?", "Sam Iqbal")
    chair.dates("By when?", date(2026, 12, 1))
    chair.chooses("Does it keep the child safe day to day?", "Yes")
    chair.presses("Add this action")
    chair.selects("Key worker", "Sam Iqbal")
    chair.chooses("Core group", "Sam Iqbal", "Kezia Ncube", "Mia Stone", "Rosa Hartley")
    chair.dates("Next core group", date(2026, 12, 4))
    chair.dates("Next review conference", date(2027, 2, 22))
    chair.fills("How is the child kept safe?", "Grandmother sleeps there every night.")
    chair.fills("What happens if the plan does not work?", "A meeting with the solicitor.")
    chair.fills("Who keeps an eye on how it goes?", "The social worker, every second week.")
    chair.fills("What would end the plan?", "Three quiet months.")
    chair.fills("Visits at least every how many working days?", "10")
    chair.presses("Save the plan so far")
    chair.sees("Plan saved")
