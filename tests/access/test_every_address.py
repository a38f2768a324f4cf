"""Everybody opens every address, and gets exactly the answer that the table says."""

from collections.abc import Iterable

import pytest
from django.http import HttpResponse

from roundtable.ops.demo.cast import CAST
from tests.access.expected import ROWS, Row
from tests.access.routes import all_routes
from tests.access.visits import Visits
from tests.access.world import EVERYBODY, World


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert {row.route for row in ROWS} == set(all_routes())


def test_rows_speak_of_people_who_are_in_the_cast() -> None:
    for row in ROWS:
        for stage in ("invited", "decided"):
            named = row.who_opens(stage) | row.who_sends(stage) | set(row.also)
            assert named <= set(EVERYBODY), row


def surprises(name: str, stage: str, answers: Iterable[tuple[Row, HttpResponse]]) -> list[str]:
    """Return a line for every answer that differs from the table's."""
    return [
        f"{row}: {name} gets {answer.status_code}, not {row.status(name, stage)}"
        for row, answer in answers
        if answer.status_code != row.status(name, stage)
    ]


@pytest.mark.parametrize("name", EVERYBODY)
def test_while_everybody_is_invited(invited: World, name: str) -> None:
    found = surprises(name, "invited", Visits(invited).everywhere(name))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", CAST)
def test_when_the_letters_are_out(decided: World, name: str) -> None:
    found = surprises(name, "decided", Visits(decided).behind_own_door(name))
    assert not found, "\n".join(found)
