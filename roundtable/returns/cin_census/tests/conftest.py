from collections.abc import Callable
from pathlib import Path

import pytest

from roundtable.returns.cin_census.reader import check_file, read_children
from roundtable.returns.cin_census.records import ChildRecord, RefusedChild
from roundtable.returns.cin_census.tests import xml_text

type_of_read = Callable[..., list[ChildRecord | RefusedChild]]


@pytest.fixture
def data() -> Path:
    return Path(__file__).parent / "data"


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str | bytes], Path]:
    """Write a return to disk and say where it is."""

    def write_return(content: str | bytes) -> Path:
        path = tmp_path / "return.xml"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write_return


@pytest.fixture
def read(write: Callable[[str | bytes], Path]) -> type_of_read:
    """Read a return of these children, whatever is wrong with them."""

    def read_return(*children: str, head: str | None = None) -> list[ChildRecord | RefusedChild]:
        path = write(xml_text.message(*children, head=head))
        return list(read_children(path, check_file(path)))

    return read_return


@pytest.fixture
def read_one(read: type_of_read) -> Callable[..., ChildRecord]:
    """Read a return of one child that must not be refused."""

    def read_child(*episodes: str, head: str | None = None, **child: str | None) -> ChildRecord:
        (record,) = read(xml_text.child(*episodes, **child), head=head)
        assert isinstance(record, ChildRecord)
        return record

    return read_child


@pytest.fixture
def reasons() -> Callable[[ChildRecord], dict[str, str]]:
    """Say what is wrong with a child: each code with its reason."""

    def reasons_of(record: ChildRecord) -> dict[str, str]:
        return {problem.code: problem.reason for problem in record.problems}

    return reasons_of
