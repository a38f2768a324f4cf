"""A review is requested, arranged and held: the plan goes on for one child and ends for another."""

from datetime import date
from typing import Any

import pytest

from roundtable.casework.conferences.models import Conference
from roundtable.casework.plans.models import Plan
from roundtable.foundation.core import clock as days
from tests.journeys import families, meeting
from tests.journeys.asking import asks_for_review
from tests.journeys.conftest import Someone
from tests.journeys.screens import Screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HERE = ("Sam Iqbal", "Kezia Ncube", "Mia Stone", "Rosa Hartley")
ASKED = ("Sam Iqbal", "Kezia Ncube", "Mia Stone")


def test_a_review_continues_one_plan_and_ends_another(someone: Someone, clock: Any) -> None:
    # Given three children who have been on a plan for eight weeks
    beginning = families.ready_for_review()

    # When the social worker asks for the review of two of them
    worker = someone("social_worker")
    worker.opens(f"/cases/{beginning.case.public_id}/")
    worker.follows("Request a conference")
    worker.sees("Review: on a plan since 29 September 2026")
    asks_for_review(worker, "To review the plan with everybody.", not_about=["Baby Hartley"])
    worker.sees("It waits for the conference service to arrange it")

    # And the desk takes the first time that is offered
    desk = someone("administrator")
    desk.follows("Other times and places for the Hartley family")
    desk.page.get_by_role("radio").first.check()
    desk.presses("Arrange the conference")
    desk.sees("Say who is asked to come, then send the invitations")
    with beginning.open():
        review = Conference.objects.get(case=beginning.case, ending="")
    review_id = str(review.public_id)
    families.invited_to(beginning, review)

    # And on the day the chair hears everybody about each child
    assert review.on is not None
    clock.move_to(days.at(review.on, 10, 5))
    chair = someone("chair")
    chair.follows("Hartley family")
    meeting.opens_with(chair, HERE)
    meeting.turns_to(chair, review_id, "Ava Hartley")
    meeting.hears_opinions(chair, ASKED, met=False)
    chair.looks_at("review-decision")
    chair.chooses("The chair decides", "The plan ends, with support agreed with the family")
    chair.chooses("Is legal planning to be considered as well?", "No")
    meeting.weighs(chair, "Not likely any more: he has moved away.")
    chair.fills("Reasons", "Ava sleeps, and the change has lasted.")
    chair.fills("If there is no plan, or it ends", "The school nurse, once a week.")
    chair.presses("Save for this child")
    chair.follows("Write the plan")
    meeting.looks_at_outcomes(chair, "Achieved")
    meeting.turns_to(chair, review_id, "Ben Hartley")
    meeting.hears_opinions(chair, ASKED, met=True)
    _continue_for_ben(chair)
    meeting.turns_to(chair, review_id, "Ben Hartley")

    # And says why a plan may end at its first review
    chair.follows("Conclude the conference")
    chair.looks_at("review-conclude")
    chair.fills("needs an exceptional reason", "Her father has moved away, and all agree.")
    chair.selects("Who has agreed? (the chair)", "Dele Lowe (you)")
    chair.presses("Conclude the conference")
    chair.sees("The conference is concluded")

    # Then Ava's plan ends today, and Ben's goes on
    with beginning.open():
        ended = Plan.objects.get(child__forename="Ava")
        assert ended.ends_on == review.on
        assert Plan.objects.get(child__forename="Ben").ends_on is None
    worker.signs_in()
    worker.opens(f"/plans/{ended.public_id}/")
    worker.sees(review.on.strftime("%-d %B %Y"))
    worker.page.get_by_text("How far the plan had come").click()
    worker.sees("School and grandmother see it.")
    worker.looks_at("plan-ended")
    worker.does_not_see("Record a visit")


def _continue_for_ben(chair: Screen) -> None:
    chair.chooses("The chair decides", "The plan continues")
    chair.chooses("Is legal planning to be considered as well?", "No")
    meeting.weighs(chair, "Likely, if checks are missed again.")
    chair.fills("Reasons", "Much is better for Ben, and it is eight weeks only.")
    chair.presses("Save for this child")
    chair.follows("Write the plan")
    chair.looks_at("review-plan")
    meeting.looks_at_outcomes(chair, "On the way")
    chair.dates("Next core group", date(2027, 1, 15))
    chair.dates("Next review conference", date(2027, 5, 4))
    chair.presses("Save the plan so far")
    chair.sees("Plan saved")
