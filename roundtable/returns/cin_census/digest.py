import hashlib
import json
from collections.abc import Hashable
from dataclasses import fields, is_dataclass
from datetime import date

from roundtable.returns.cin_census.records import ChildRecord

# Change it when the reader starts to read the same words differently.
READER_VERSION = 1

WHERE = frozenset({"line", "position"})

# Asking a dataclass for its fields is most of the work of a digest; a return has 300,000 records.
_NAMES: dict[type, tuple[str, ...]] = {}


def content(value: Hashable) -> Hashable:
    """Return what a record says, whatever line it stands on: equal when it says the same."""
    if isinstance(value, tuple):
        return tuple(content(item) for item in value)
    if is_dataclass(value):
        return tuple(content(getattr(value, name)) for name in _names(type(value)))
    return value


def digest(record: ChildRecord) -> str:
    """
    Return 64 characters that stay the same for as long as the return says the same of the child.

    The line numbers, the order of items and the wording of reasons do not count; a problem does.
    """
    problems = sorted((p.code, p.element, p.value, p.set_aside) for p in record.problems)
    told = [content(getattr(record, name)) for name in _names(ChildRecord) if name != "problems"]
    text = json.dumps([READER_VERSION, told, problems], default=_plain, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _names(record: type) -> tuple[str, ...]:
    if record not in _NAMES:
        _NAMES[record] = tuple(field.name for field in fields(record) if field.name not in WHERE)
    return _NAMES[record]


def _plain(day: date) -> str:
    return day.isoformat()
