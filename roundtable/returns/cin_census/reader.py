"""
Reading a children in need census return, in two passes.

`check_file` looks at the whole file and refuses it, or says what it is. `read_children` then
yields the children one by one; nothing wrong with one of them stops the others. Neither holds
more than a chunk of the file and the child in hand, beside the identifiers met so far.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from roundtable.returns.cin_census.child import read_child, refuse
from roundtable.returns.cin_census.consistency import make_consistent
from roundtable.returns.cin_census.errors import CannotReadReturn
from roundtable.returns.cin_census.nodes import ChildCollector, Node
from roundtable.returns.cin_census.outline import Outline
from roundtable.returns.cin_census.records import ChildRecord, RefusedChild, ReturnHeader
from roundtable.returns.cin_census.xml_stream import parse, stat_file


def check_file(path: Path) -> ReturnHeader:
    """
    Return what the return is, once every byte of it has been looked at.

    :raises CannotReadReturn: if it is not a well-formed children in need return that can be
        read, with a message of one line.
    """
    stamp = _stamp(path)
    outline = Outline()
    fingerprint = hashlib.sha256()
    for chunk in parse(path, outline):
        fingerprint.update(chunk)
    return outline.header(fingerprint=fingerprint.hexdigest(), stamp=stamp)


def read_children(path: Path, header: ReturnHeader) -> Iterator[ChildRecord | RefusedChild]:
    """
    Yield every child of a file that `check_file` has passed, in the file's order.

    :raises CannotReadReturn: if the file is no longer the one that was checked.
    """
    if _stamp(path) != header.stamp:
        raise CannotReadReturn("The file has changed since it was checked: start again.")
    return _read_children(path, header)


def _read_children(path: Path, header: ReturnHeader) -> Iterator[ChildRecord | RefusedChild]:
    collector = ChildCollector()
    reader = _Reader(header)
    for _ in parse(path, collector):
        for node in collector.take():
            yield reader.read(node)


def _stamp(path: Path) -> tuple[int, int]:
    details = stat_file(path)
    return details.st_size, details.st_mtime_ns


class _Reader:
    """Remembers which identifiers are taken while the children go by."""

    def __init__(self, header: ReturnHeader) -> None:
        self._header = header
        self._lines: dict[str, int] = {}

    def read(self, node: Node) -> ChildRecord | RefusedChild:
        child = read_child(node, header=self._header)
        if isinstance(child, RefusedChild):
            return child
        if child.la_child_id in self._lines:
            return refuse(
                node,
                child.la_child_id,
                "identifier_taken",
                f"The local identifier {child.la_child_id} already belongs to the child on line "
                f"{self._lines[child.la_child_id]}, so it is not clear which child this is.",
            )
        self._lines[child.la_child_id] = child.line
        return make_consistent(child, header=self._header)
