"""
No list, letter, paper, wall or calendar entry holds a word its reader has no right to.

`pytest tests/property --families 5000` looks at as many; without it, at a few every time.
"""

from collections.abc import Iterator
from itertools import islice

import pytest

from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.conferences.tests.family import make_authority
from roundtable.foundation.core.context import set_context
from tests.property.families import SEED, Family, families
from tests.property.looking import Meeting, canaries_in
from tests.property.rows import Rows

A_FEW = 60
IN_ONE_TEST = 100  # so that no test takes longer than one is let
REALLY_PRINTED = 4
AT_A_TIME = 50


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Share the families out to tests, each with families of its own."""
    if "some_families" in metafunc.fixturenames:
        wanted = int(metafunc.config.getoption("--families") or A_FEW)
        parts = range(0, wanted, IN_ONE_TEST)
        shared = [(min(IN_ONE_TEST, wanted - part), SEED + part) for part in parts]
        metafunc.parametrize("some_families", shared, ids=[f"from-{part}" for part in parts])


def meetings(wanted: Iterator[Family]) -> Iterator[tuple[Family, Meeting]]:
    authority = make_authority("PRO", "Proving Council")
    set_context([authority.pk])
    while some := list(islice(wanted, AT_A_TIME)):
        rows = Rows(authority)
        held = [(family, rows.family(family)) for family in some]
        rows.save()
        for family, conference in held:
            yield family, Meeting(Conference.objects.get(pk=conference.pk))


def readers(family: Family, meeting: Meeting) -> Iterator[tuple[str, Participant]]:
    by_name = {one.name: one for one in meeting.participants}
    for key in family.everybody:
        name = (family.adults.get(key) or family.workers[key]).name
        yield key, by_name[name]


@pytest.mark.django_db
def test_no_text_made_for_a_reader_holds_more_than_they_may_read(
    some_families: tuple[int, int],
) -> None:
    amount, seed = some_families
    leaks, wrong, looked_at = [], [], 0
    for family, meeting in meetings(families(amount, seed=seed)):
        for key, participant in readers(family, meeting):
            rights = family.rights(key)
            for what, text in meeting.composed(participant):
                looked_at += 1
                found = canaries_in(text) - rights
                leaks += [f"{family.number} {key}: {what} holds {sorted(found)}"] if found else []
            said = {one for one in canaries_in(meeting.paper_text(participant)) if "said" in one}
            if said != family.papers(key):
                wrong.append(f"{family.number} {key}: {sorted(said ^ family.papers(key))}")
    assert looked_at > amount * 40
    assert not leaks, "\n".join(leaks[:20])
    assert not wrong, "\n".join(wrong[:20])


@pytest.mark.django_db
def test_no_file_that_is_printed_holds_more_than_its_reader_may_read() -> None:
    for family, meeting in meetings(families(REALLY_PRINTED, seed=7)):
        for key, participant in readers(family, meeting):
            for what, text in meeting.printed(participant):
                found = canaries_in(text)
                assert participant.name in found, f"{what} of {key} is of nobody"
                assert not found - family.rights(key), f"{family.number} {key}: {what}"
                if what == "printed papers":
                    assert {one for one in found if "said" in one} == family.papers(key)


def test_two_families_of_one_seed_are_alike_and_of_two_are_not() -> None:
    assert list(families(3)) == list(families(3)) != list(families(3, seed=1))


def test_the_families_hold_what_is_dangerous() -> None:
    """Two fathers, one kept out, one apart, a hidden worker and home, unborn half-siblings."""
    made = list(families(A_FEW))
    fathers = [one for family in made for key, one in family.adults.items() if "father" in key]
    assert any("father1" in family.adults for family in made)
    assert {one.part for one in fathers} == {"whole", "part", "separate", "none"}
    assert any(worker.kept_from for family in made for worker in family.workers.values())
    assert any(child.home_is_kept_from for family in made for child in family.children)
    assert any(
        {child.father for child in family.children if child.is_unborn} == {0, 1} for family in made
    )
