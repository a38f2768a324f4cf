"""
Two people who edit the same thing: the second is shown what the first wrote, and overwrites nothing
by accident.

A page that edits carries fingerprints of what it showed, one for each field, never the words. Before
the act they are compared with what is on file by then.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

SEEN = "_seen"
CHANGED = (
    "Somebody else saved this while you were writing. Compare what is on file now with what you"
    " wrote, and save again"
)
_NOTHING = ""


class ChangedMeanwhile(Exception):
    """What is on file is not what the page showed; `names` are the fields that differ."""

    def __init__(self, names: list[str], on_file: Mapping[str, Any]) -> None:
        super().__init__(CHANGED)
        self.names, self.on_file = names, on_file


def fingerprints(values: Mapping[str, Any]) -> str:
    """Return what a page showed, for the page to carry."""
    marks = {name: _mark(value) for name, value in values.items()}
    return json.dumps({name: mark for name, mark in marks.items() if mark != _NOTHING})


def check_unchanged(seen: str, on_file: Mapping[str, Any]) -> None:
    """
    Let the act go on only if the page showed what is on file. One that carries nothing showed
    nothing: then there must be nothing to overwrite.

    :raises ChangedMeanwhile: if something else is on file by now.
    """
    marks = _read(seen)
    names = [name for name, value in on_file.items() if marks.get(name, _NOTHING) != _mark(value)]
    if names:
        raise ChangedMeanwhile(names, on_file)


def _mark(value: Any) -> str:
    if isinstance(value, list | tuple | set | frozenset):
        value = sorted(str(one) for one in value)
    if value in (None, "", []):
        return _NOTHING
    text = json.dumps(value, default=str, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _read(seen: str) -> dict[str, str]:
    try:
        marks = json.loads(seen or "{}")
    except ValueError:
        return {}
    return marks if isinstance(marks, dict) else {}
