"""A child whom a census return brought, nameless, is named, reviewed, and stays on the plan."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from roundtable.casework.conferences.models import Conference
from roundtable.casework.plans.models import Plan
from roundtable.foundation.core import clock as days
from roundtable.foundation.core.context import authority_context
from roundtable.ops.demo.cast import Cast, build_cast
from roundtable.returns.cin_census.tests.xml_text import child, enquiry, episode, message, plan
from tests.journeys import families, meeting
from tests.journeys.asking import asks_for_review
from tests.journeys.conftest import Someone
from tests.journeys.screens import Screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RETURN = message(
    child(
        episode(
            enquiry("2026-05-20", "2026-06-09"),
            plan("2026-06-09", reviews=("2026-09-01",)),
        ),
        identifier="INV001",
    )
)
PROFESSIONALS = {"St Anne": "Mia Stone", "Kezia": "Kezia Ncube"}


def test_an_imported_child_is_reviewed(someone: Someone, clock: Any, tmp_path: Path) -> None:
    # Given a return with one child on a plan since June, last reviewed in September
    cast = build_cast(today=families.TODAY)
    _import(tmp_path / "return.xml")

    # When the desk completes who the child is, and who is round it
    desk = someone("administrator")
    desk.follows("Names to complete")
    desk.looks_at("identities")
    desk.follows("Child INV001")
    desk.fills("First name", "Maya")
    desk.fills("Surname", "Quill")
    desk.looks_at("identity-form")
    desk.presses("Save")
    desk.sees("Before anybody can be invited")
    desk.looks_at("imported-child")
    _complete(desk)

    # And requests the review, which needs nobody to authorise it, and arranges it
    desk.follows("Quill family")
    desk.looks_at("imported-case")
    desk.follows("Request a conference")
    desk.sees("Review: on a plan since 9 June 2026")
    asks_for_review(desk, "The review is due by the first of March.")
    desk.follows("Arrange the conference")
    desk.page.get_by_role("radio").first.check()
    desk.presses("Arrange the conference")
    desk.follows("Who is asked to come")
    desk.follows("Add who is suggested")
    desk.page.get_by_role("checkbox", name="Ada Quill").check()
    for name in PROFESSIONALS.values():
        desk.page.get_by_role("checkbox", name=name).check()
    desk.presses("Add to the list")
    desk.opens(f"/conferences/{_review(cast).public_id}/invitations/")
    desk.presses("Continue")
    desk.presses("Send the invitations")
    desk.sees("The invitations are on their way")

    # And the chair holds it on its day
    review = _review(cast)
    assert review.on is not None
    clock.move_to(days.at(review.on, 10, 5))
    chair = someone("chair")
    chair.opens(f"/conferences/{review.public_id}/")
    meeting.opens_with(chair, ["Sam Iqbal", *PROFESSIONALS.values()])
    meeting.turns_to(chair, str(review.public_id), "Maya Quill")
    _hear_the_family(chair, "Maya Quill", "I like the new school.")
    _hear_the_family(chair, "Ada Quill", "", why="She could not get away from work.")
    meeting.hears_opinions(chair, ["Sam Iqbal", *PROFESSIONALS.values()], met=True)
    chair.chooses("The chair decides", "The plan continues")
    chair.chooses("Is legal planning to be considered as well?", "No")
    meeting.weighs(chair, "Likely: nights alone again.")
    chair.fills("Reasons", "Much is better for Maya, but the nights are not safe yet.")
    chair.presses("Save for this child")
    _write_outline(chair)
    meeting.turns_to(chair, str(review.public_id), "Maya Quill")

    # Then the plan goes on, and has content from now on
    meeting.concludes(chair, "imported-conclude")
    with _of(cast):
        held = Plan.objects.get()
        assert held.ends_on is None
        assert held.outline is not None
        assert held.reviews.filter(held_on=review.on, conference_child__isnull=False).exists()


def _of(cast: Cast) -> Any:
    return authority_context([cast.authority.pk])


def _review(cast: Cast) -> Conference:
    with _of(cast):
        return Conference.objects.get(origin="own")


def _import(path: Path) -> None:
    path.write_text(RETURN)
    call_command("import_census", str(path), "--json", "--authority", "HAR")


def _complete(desk: Screen) -> None:
    """Add the parent, how to reach her, and who works with the child."""
    desk.follows("Their parents, and who holds responsibility")
    desk.fills("First name", "Ada")
    desk.fills("Surname", "Quill")
    desk.chooses("Do they live in this household?", "Yes")
    desk.chooses("To which of the children are they related?", "Maya Quill")
    desk.selects("What are they to them?", "Mother")
    desk.chooses("For which of them do they hold parental responsibility?", "Maya Quill")
    desk.presses("Add the adult")
    desk.follows("Maya Quill")
    desk.follows("A safe way to reach a parent")
    desk.selects("Whose is it?", "Ada Quill")
    desk.chooses("How can they be reached?", "Post")
    desk.chooses("Is it safe to reach them this way?", "They said it is safe")
    desk.presses("Save")
    desk.follows("Add an address")
    desk.chooses("Who lives there?", "Maya Quill", "Ada Quill")
    desk.fills("Address", "9 Bittern Walk, Harrowmere")
    desk.fills("Postcode", "ZZ4 9BW")
    desk.presses("Save the address")
    desk.sees("9 Bittern Walk")
    for find, name, what in (
        ("Sam", "Sam Iqbal", "Social worker"),
        ("St Anne", "Mia Stone", "Works with the family"),
        ("Kezia", "Kezia Ncube", "Works with the family"),
    ):
        _allocate(desk, find, name, what)
    desk.opens("/cases/")


def _allocate(desk: Screen, find: str, name: str, what: str) -> None:
    desk.opens("/cases/")
    desk.follows("Quill family")
    desk.follows("Add somebody who works with the family")
    desk.fills("Find somebody else", find)
    desk.presses("Find")
    desk.page.get_by_role("radio", name=name).check()
    desk.group("What do they do here?").get_by_role("radio", name=what).check()
    desk.chooses("Do they see the child or the family themselves?", "Yes")
    desk.presses("Add them to the case")
    desk.sees("They work on the case now")


def _hear_the_family(chair: Screen, name: str, words: str, why: str = "") -> None:
    chair.follows(f"Write down what {name} thinks")
    if words:
        chair.fills("What do they say?", words)
    else:
        chair.fills("why", why)
    chair.presses("Save these views")
    chair.sees("Views saved")


def _write_outline(chair: Screen) -> None:
    chair.follows("Write the plan")
    chair.follows("Add an outcome")
    chair.fills("What must change for the child?", "Maya is never alone at night.")
    chair.fills("How will we know?", "Maya says so.")
    chair.dates("By when?", date(2027, 1, 29))
    chair.presses("Add this outcome")
    chair.follows("Add an action")
    chair.fills("What will be done?", "Somebody sleeps at home every night")
    chair.selects("Who does it?", "Ada Quill")
    chair.dates("By when?", date(2026, 12, 21))
    chair.presses("Add this action")
    chair.selects("Key worker", "Sam Iqbal")
    chair.chooses("Core group", "Sam Iqbal", "Mia Stone", "Kezia Ncube", "Ada Quill")
    chair.dates("Next core group", date(2027, 1, 6))
    chair.dates("Next review conference", date(2027, 5, 5))
    chair.fills("How is the child kept safe?", "Ada's sister sleeps there.")
    chair.fills("What happens if the plan does not work?", "A meeting with the solicitor.")
    chair.fills("Who keeps an eye on how it goes?", "The social worker, every second week.")
    chair.fills("What would end the plan?", "Three months without a night alone.")
    chair.fills("Visits at least every how many working days?", "10")
    chair.presses("Save the plan so far")
    chair.sees("Plan saved")
