"""
What every state machine of the field shares.

A machine is one table: event -> (the states it may start from, the state it ends in). Guards live
beside the table and say in words why an event cannot happen yet; the table only says what can
follow what.
"""

from collections.abc import Mapping
from enum import Enum
from typing import TypeVar

S = TypeVar("S", bound=Enum)
Table = Mapping[str, tuple[frozenset[S], S]]


class TransitionNotAllowed(Exception):
    """The event cannot follow the state that the record is in."""

    def __init__(self, event: str, state: Enum) -> None:
        super().__init__(f"Cannot {_in_words(event)}: it is {_in_words(str(state.value))}.")
        self.event = event
        self.state = state


def next_state(table: Table[S], state: S, event: str) -> S:
    """
    Return the state that `event` leads to from `state`.

    :raises TransitionNotAllowed: if the table does not let the event start there, or knows no
        such event.
    """
    if event not in events_from(table, state):
        raise TransitionNotAllowed(event, state)
    return table[event][1]


def events_from(table: Table[S], state: S) -> tuple[str, ...]:
    """Return the events that may start from `state`, in the order of the table."""
    return tuple(event for event, (sources, _) in table.items() if state in sources)


def reachable(table: Table[S], start: S) -> frozenset[S]:
    """Return every state that some walk through the table reaches from `start`, itself included."""
    found: set[S] = set()
    to_visit = [start]
    while to_visit:
        state = to_visit.pop()
        if state not in found:
            found.add(state)
            to_visit.extend(table[event][1] for event in events_from(table, state))
    return frozenset(found)


def _in_words(name: str) -> str:
    return name.replace("_", " ").lower()
