"""From a rendition to plain JSON and back again, checking on the way that nothing is blank."""

import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, time
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

from roundtable.foundation.documents.printable import printable
from roundtable.foundation.documents.rendition import AT_LEAST_ONE, CannotRender, Sheet
from roundtable.rules.explanations import time_of_day

NO_BREAK: Final = "\N{NO-BREAK SPACE}"

type_hints = cache(lambda schema: typing.get_type_hints(schema, include_extras=True))


def content_of(rendition: Sheet) -> dict[str, Any]:
    """
    Return the rendition as plain JSON values, to be kept and printed later.

    :raises CannotRender: if a field that must be filled is empty.
    """
    content = _to_json(rendition)
    build(type(rendition), content)
    return typing.cast(dict[str, Any], content)


def build(schema: type, content: Mapping[str, Any]) -> Any:
    """
    Return the `schema` that `content` describes; keys it does not declare are left out.

    :raises CannotRender: if a field that must be filled is missing or empty, or is of the wrong
        kind.
    """
    return _build(schema, content, "")


def for_print(value: Any) -> Any:
    """
    Return the values a template prints: text made printable, dates and times in words.

    A date becomes `{"day": "Thursday 3 December 2026", "date": "3 December 2026"}`.
    """
    if is_dataclass(value):
        return {f.name: for_print(getattr(value, f.name)) for f in fields(value)}
    match value:
        case Enum():
            return value.value
        case str():
            return printable(value)
        case tuple():
            return [for_print(item) for item in value]
        case date():
            return {"day": f"{value:%A} {date_in_words(value)}", "date": date_in_words(value)}
        case time():
            return time_in_words(value)
    return value


def date_in_words(day: date) -> str:
    """Return `3 December 2026`; a line never ends between day and month."""
    return f"{day.day}{NO_BREAK}{day:%B} {day.year}"


def time_in_words(at: time) -> str:
    """Return `9:45am`, `2pm`, `midday` or `midnight`."""
    return time_of_day(at)


def _to_json(value: Any) -> Any:
    if is_dataclass(value):
        return {f.name: _to_json(getattr(value, f.name)) for f in fields(value)}
    match value:
        case Enum():
            return value.value
        case tuple():
            return [_to_json(item) for item in value]
        case date() | time():
            return value.isoformat()
    return value


def _build(annotation: Any, value: Any, path: str) -> Any:
    """Return `value` as `annotation` declares it; `path` is where it stands, for the refusal."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *marks = get_args(annotation)
        if AT_LEAST_ONE in marks and not value:
            raise CannotRender(path)
        return _build(inner, value, path)
    if origin in {Union, UnionType}:
        if value is None:
            return None
        (wanted,) = (option for option in get_args(annotation) if option is not NoneType)
        return _build(wanted, value, path)
    if value is None:
        raise CannotRender(path)
    if origin is tuple:
        _expect(isinstance(value, list | tuple), path)
        item = get_args(annotation)[0]
        return tuple(_build(item, each, f"{path}.{n}") for n, each in enumerate(value, start=1))
    if is_dataclass(annotation):
        return _build_dataclass(typing.cast(type, annotation), value, path)
    return _build_scalar(annotation, value, path)


def _build_dataclass(schema: type, value: Any, path: str) -> Any:
    _expect(isinstance(value, Mapping), path)
    hints = type_hints(schema)
    prefix = f"{path}." if path else ""
    given = {
        field.name: _build(hints[field.name], value.get(field.name), prefix + field.name)
        for field in fields(schema)
        if field.name in value or field.default is MISSING
    }
    try:
        return schema(**given)
    except CannotRender as refusal:
        raise CannotRender(prefix + refusal.field, refusal.problem) from None


def _build_scalar(annotation: type, value: Any, path: str) -> Any:
    if annotation in {bool, int}:
        _expect(type(value) is annotation, path)
        return value
    _expect(isinstance(value, str), path)
    if annotation is str:
        if not printable(value):
            raise CannotRender(path)
        return value
    try:
        return annotation.fromisoformat(value) if annotation in {date, time} else annotation(value)
    except ValueError:
        raise CannotRender(path, "is not what was expected") from None


def _expect(is_so: bool, path: str) -> None:
    if not is_so:
        raise CannotRender(path, "is not what was expected")
