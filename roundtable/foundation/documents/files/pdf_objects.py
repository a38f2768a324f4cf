"""Going through the objects of a PDF."""

from collections.abc import Iterator
from typing import Any

import pikepdf


def dictionaries_of(one: Any) -> Iterator[Any]:
    """Yield the dictionaries of one object; what it only points at is an object of its own."""
    waiting, is_first = [one], True
    while waiting:
        part = waiting.pop()
        if not is_first and getattr(part, "is_indirect", False):
            continue
        is_first = False
        if isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
            yield part
            waiting += [value for _, value in part.items()]
        elif isinstance(part, pikepdf.Array):
            waiting += list(part)
