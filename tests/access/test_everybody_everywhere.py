"""
Everybody tries every address, at two stages of one conference.

In this order: the town is built once, and brought from the first stage to the second.
"""

import pytest

from roundtable.casework.cases.models import Case
from roundtable.ops.demo.cast import CAST
from tests.access.canaries import CANARIES, Canary
from tests.access.expected import ROWS, STAFF, Row
from tests.access.forms import answers_gone_wrong, refusals_gone_wrong
from tests.access.lists import LISTS, disagreements
from tests.access.mixing import doors_left_open, mixed
from tests.access.offers import dead_ends
from tests.access.restricted import restrict, strangers_who_know
from tests.access.routes import all_routes
from tests.access.visits import Visits, surprises
from tests.access.world import EVERYBODY

SENDERS = sorted({name for row in ROWS for name in row.who_sends("invited")})


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert {row.route for row in ROWS} == set(all_routes())


def test_rows_and_canaries_speak_of_people_who_are_in_the_cast() -> None:
    for row in ROWS:
        for stage in ("invited", "decided"):
            named = row.who_opens(stage) | row.who_sends(stage) | set(row.also)
            assert named <= set(EVERYBODY), row
    for canary in CANARIES:
        assert set(canary.readers.split()) <= set(EVERYBODY), canary.what


# The reports are coming in, and the conference is today.


@pytest.mark.parametrize("name", EVERYBODY)
def test_everybody_gets_what_the_table_says_and_can_do_what_pages_offer(
    invited: Visits, name: str
) -> None:
    answers = invited.everywhere(name)
    found = surprises(name, "invited", answers) + dead_ends(invited, name, answers)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", EVERYBODY)
def test_a_form_without_the_right_is_refused_and_changes_nothing(
    invited: Visits, name: str
) -> None:
    found = refusals_gone_wrong(invited, name)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", SENDERS)
def test_a_form_with_the_right_is_answered(invited: Visits, name: str) -> None:
    found = answers_gone_wrong(invited, name)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("what", LISTS)
def test_lists_and_table_agree(invited: Visits, what: str) -> None:
    found = disagreements(invited.world, what)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("what", LISTS)
def test_lists_and_table_agree_about_restricted_cases(invited: Visits, what: str) -> None:
    Case.objects.update(is_restricted=True)
    found = disagreements(invited.world, what)
    assert not found, "\n".join(found)


def test_a_restricted_case_exists_for_those_on_it_by_name(invited: Visits) -> None:
    restrict(invited.world, let_in_by_name="administrator")
    found = [line for name in STAFF.split() for line in strangers_who_know(invited, name)]
    assert not found, "\n".join(found)


# The conference has decided, and its letters are out.


@pytest.mark.parametrize("name", CAST)
def test_afterwards_everybody_gets_what_the_table_says(decided: Visits, name: str) -> None:
    answers = decided.behind_own_door(name)
    found = surprises(name, "decided", answers) + dead_ends(decided, name, answers)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("row, position", mixed(), ids=str)
def test_an_id_of_another_family_leads_nowhere(decided: Visits, row: Row, position: int) -> None:
    found = doors_left_open(decided, row, position)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("what", LISTS)
def test_afterwards_lists_and_table_agree(decided: Visits, what: str) -> None:
    found = disagreements(decided.world, what)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("canary", CANARIES, ids=lambda canary: canary.what)
def test_a_canary_sings_to_somebody(decided: Visits, canary: Canary) -> None:
    """Else its silence would prove nothing."""
    (address,) = [at for row, at in decided.addresses.items() if str(row) == canary.sings_at]
    assert canary.sings(decided.client(canary.sings_to).get(address))
