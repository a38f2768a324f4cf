import pytest

from roundtable.rules import conference_states
from roundtable.rules.access import GRANTS
from roundtable.rules.reference import MACHINES, mermaid, pages
from roundtable.rules.settings import SETTINGS
from roundtable.rules.timescales import EVENTS, TIMESCALES


@pytest.mark.parametrize("name", pages())
def test_a_page_is_a_whole_table_that_says_it_is_printed(name):
    text = pages()[name]
    assert text.startswith("<!-- Printed from the rules.")
    assert text.endswith("\n")
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert all(line.endswith("|") for line in rows)
    assert text == pages()[name]


def test_every_grant_is_printed_with_its_condition():
    rows = pages()["permissions.md"].splitlines()
    printed = [row for row in rows if row.startswith("| ")]
    assert len(printed) == sum(map(len, GRANTS.values())) + 2
    assert "| Decide | Chair | allocated to it by name |" in rows


def test_every_timescale_and_event_is_printed():
    page = pages()["timescales.md"]
    assert all(f"| `{name}` |" in page for name in [*TIMESCALES, *EVENTS])
    assert "15 working days | after the strategy discussion that started" in page
    assert "2 / 5 working days | before the conference" in page
    assert "week 34 of pregnancy | before" in page
    assert "half of the time" in page
    assert "not set | after the conference" in page


def test_every_setting_is_printed_as_people_write_it():
    page = pages()["settings.md"]
    assert all(f"| `{key}` |" in page for key in SETTINGS)
    assert "| 9, 12, 15, 18, 21, 24 |" in page
    assert "| no |" in page
    assert "| yes |" in page
    assert "| not set |" in page


def test_every_transition_is_drawn():
    for machine in MACHINES.values():
        drawing = mermaid(machine)
        assert drawing.startswith(f"stateDiagram-v2\n    [*] --> {machine.FIRST}\n")
        arrows = sum(len(sources) for sources, _ in machine.TRANSITIONS.values())
        assert drawing.count(" --> ") == arrows + 1
    assert "IN_SESSION --> DECIDED: decide" in mermaid(conference_states)
    assert "by reconvene, a new one after" in mermaid(conference_states)
