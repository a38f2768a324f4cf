"""What the chair does in more than one meeting."""

from collections.abc import Iterable

from tests.journeys.screens import Screen


def opens_with(chair: Screen, names: Iterable[str]) -> None:
    """Open the meeting, and note who is here."""
    chair.follows("Open the room")
    chair.presses("Open the conference")
    for name in names:
        chair.presses(f"Is here {name}")


def turns_to(chair: Screen, conference_id: str, child: str) -> None:
    """Open the page of the decision for one child."""
    chair.opens(f"/conferences/{conference_id}/room/")
    beside = chair.page.get_by_role("complementary")
    beside.get_by_role("link", name=child, exact=True).click()
    chair.heading(f"Decision for {child}")


def hears_opinions(chair: Screen, names: Iterable[str], *, met: bool) -> None:
    """Enter what each of them thinks about the child whose page is open."""
    for name in names:
        chair.follows(f"Enter the opinion of {name}")
        answer = "Yes, the threshold is met" if met else "No, it is not met"
        chair.chooses("Is the threshold for a child protection plan met?", answer)
        if met:
            chair.chooses("If it is, in which categories?", "Neglect")
        chair.presses("Save this opinion")
        chair.sees("Opinion saved")


def weighs(chair: Screen, likely: str) -> None:
    """Write what the conference makes of it, on the page of the decision that is open."""
    chair.fills("What does the child need?", "Sleep, and quiet at home.")
    chair.fills("How far can the parents meet those needs?", "With grandmother there, well.")
    chair.fills("What in the family and around it helps", "A small flat; grandmother is near.")
    chair.fills("How likely is harm", likely)


def looks_at_outcomes(chair: Screen, how_far: str) -> None:
    """Say of every outcome of the plan how far it has come; begins and ends at its page."""
    for _ in range(chair.page.get_by_role("link", name="Say how far it has come").count()):
        chair.follows("Say how far it has come")
        chair.looks_at("outcome-progress")
        chair.chooses("How far has this come?", how_far)
        chair.fills("What shows it?", "School and grandmother see it.")
        chair.presses("Save how far it has come")
        chair.sees(f"{how_far}.")


def concludes(chair: Screen, picture: str) -> None:
    """Conclude it, when everything is there for every child."""
    chair.follows("Conclude the conference")
    chair.sees("Everything is there for every child")
    chair.looks_at(picture)
    chair.presses("Conclude the conference")
    chair.sees("The conference is concluded")
