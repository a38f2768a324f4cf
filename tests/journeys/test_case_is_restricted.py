"""A manager restricts a case, and lets in who is to arrange its conference."""

import pytest

from tests.journeys import families
from tests.journeys.conftest import Someone

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_case_is_restricted_and_the_desk_let_in(someone: Someone) -> None:
    # Given a family that an administrator sees in the list, while its review is to be arranged
    beginning = families.on_a_plan()
    manager, desk = someone("manager"), someone("administrator")
    case = f"/cases/{beginning.case.public_id}/"
    desk.opens("/cases/")
    desk.sees(beginning.case.family_name)

    # When the manager restricts the case
    manager.opens(case)
    manager.follows("Restrict this case")
    manager.looks_at("restrict-case")
    manager.fills("Why is the case to be restricted?", "Their aunt works in this building.")
    manager.presses("Restrict the case")
    manager.sees("Why it is restricted")
    manager.looks_at("restricted-case")

    # Then it is not there for the administrator
    desk.opens("/cases/")
    desk.sees("No family's case is open to you")

    # Until the manager lets them in by name
    manager.follows("Let somebody in by name")
    manager.looks_at("let-in")
    manager.chooses("Who is to be let in?", desk.name)
    manager.presses("Let them in")
    manager.sees("The case is open to them now")
    desk.opens("/cases/")
    desk.sees(f"{beginning.case.family_name} family Restricted")

    # And the restriction is lifted when it is no longer needed
    manager.follows("Lift the restriction")
    manager.looks_at("lift-restriction")
    manager.presses("Open the case again")
    manager.sees("open again to those whose role opens it")
