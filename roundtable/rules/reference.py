"""
The rules printed for people: who may do what, what follows what, and when things are due.

`pages` returns the files of `docs/reference/`; a check compares them with what lies there, so the
printed rules can never be older than the rules.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import ModuleType

from roundtable.rules import (
    action_states,
    conference_states,
    copy_states,
    core_group_states,
    enquiry_states,
    invitation_states,
    need_states,
    plan_states,
    report_states,
    transfer_states,
    visit_states,
)
from roundtable.rules.access import GRANTS
from roundtable.rules.settings import SETTINGS, Value
from roundtable.rules.timescales import EVENTS, TIMESCALES, Timescale

_PRINTED = "<!-- Printed from the rules. Change the rules and print again. -->\n\n"

MACHINES: dict[str, ModuleType] = {
    "Section 47 enquiry": enquiry_states,
    "Transfer from another authority": transfer_states,
    "Conference": conference_states,
    "Invitation": invitation_states,
    "What somebody needs": need_states,
    "Report": report_states,
    "Printed copy of the papers": copy_states,
    "Child protection plan": plan_states,
    "Action of a plan": action_states,
    "Core group": core_group_states,
    "Visit": visit_states,
}


def pages() -> dict[str, str]:
    """Return the text of every reference page, by file name."""
    return {
        "permissions.md": permissions_page(),
        "settings.md": settings_page(),
        "states.md": states_page(),
        "timescales.md": timescales_page(),
    }


def permissions_page() -> str:
    """Return who may do what, and when, as Markdown."""
    rows = [
        (_words(permission), _words(role), condition.text)
        for permission, grants in GRANTS.items()
        for role, condition in grants.items()
    ]
    return (
        f"{_PRINTED}# Who may do what\n\n"
        "What is not listed is refused. Before the list is even looked at, everything is refused"
        " for a record of another authority, to somebody on its deny list, and to somebody with a"
        " conflict of interest. A restricted record is closed to staff who are not allocated to it"
        " by name.\n\n"
        f"{_table(('To do this', 'Role', 'When'), rows)}"
    )


def states_page() -> str:
    """Return every state machine as a Mermaid diagram in Markdown."""
    diagrams = [
        f"## {name}\n\n{_paragraph(machine)}\n\n```mermaid\n{mermaid(machine)}```\n"
        for name, machine in MACHINES.items()
    ]
    return f"{_PRINTED}# What can follow what\n\n" + "\n".join(diagrams)


def mermaid(machine: ModuleType) -> str:
    """Return the table of one machine as a Mermaid state diagram."""
    transitions: Mapping[str, tuple[frozenset[StrEnum], StrEnum]] = machine.TRANSITIONS
    follow_on: Mapping[str, tuple[frozenset[StrEnum], StrEnum]] = getattr(machine, "FOLLOW_ON", {})
    lines = ["stateDiagram-v2", f"    [*] --> {machine.FIRST}"]
    for event, (sources, target) in transitions.items():
        lines += [f"    {source} --> {target}: {_plain(event)}" for source in sorted(sources)]
    for event, (sources, target) in follow_on.items():
        names = ", ".join(_plain(source) for source in sorted(sources))
        lines.append(f"    note right of {target}: by {_plain(event)}, a new one after {names}")
    return "\n".join(lines) + "\n"


def timescales_page() -> str:
    """Return every timescale with its source, and what follows from which event, as Markdown."""
    rows = [
        (
            f"`{row.name}`",
            row.text,
            _length(row),
            f"{row.direction} {row.runs_from}",
            "statutory" if row.statutory else "",
            str(row.source),
            row.varied_by,
        )
        for row in TIMESCALES.values()
    ]
    heads = ("Clock", "By then", "Default", "Counted", "Standing", "Source", "Later")
    events = [(f"`{event}`", ", ".join(f"`{n}`" for n in names)) for event, names in EVENTS.items()]
    return (
        f"{_PRINTED}# When things are due\n\n"
        "Day 0 is the day of the event. A limit on a day that is not worked is not moved to a later"
        " one.\n\n"
        f"{_table(heads, rows)}\n## What follows from what\n\n{_table(('Event', 'Clocks'), events)}"
    )


def settings_page() -> str:
    """Return every setting with its default and source, as Markdown."""
    rows = [
        (
            f"`{setting.key}`",
            setting.text,
            _value(setting.default),
            "statutory" if setting.statutory else "",
            str(setting.source),
        )
        for setting in SETTINGS.values()
    ]
    heads = ("Setting", "What it is", "Default", "Standing", "Source")
    return f"{_PRINTED}# Settings of an authority\n\n{_table(heads, rows)}"


def _length(row: Timescale) -> str:
    by_kind = [_value(SETTINGS[key].default) for key in row.settings_by_kind.values()]
    if row.length is None:
        return str(row.unit) if row.setting is None else _value(None)
    if row.weeks_of_pregnancy:
        return f"week {row.length} of pregnancy"
    return f"{' / '.join(by_kind) or row.length} {row.unit}"


def _value(value: Value) -> str:
    if value is None:
        return "not set"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return "; ".join(f"{code}: {' / '.join(titles)}" for code, titles in value.items())
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _paragraph(machine: ModuleType) -> str:
    return " ".join((machine.__doc__ or "").split())


def _words(name: StrEnum) -> str:
    return _plain(name).capitalize()


def _plain(name: str) -> str:
    return name.replace("_", " ").lower()


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
