import time
import tracemalloc
from collections import Counter

import pytest

from roundtable.returns.cin_census.digest import digest
from roundtable.returns.cin_census.reader import check_file, read_children
from roundtable.returns.cin_census.tests.large_return import write_large_return

MIB = 1024 * 1024


def read_through(path):
    """Read the whole file as an import does, holding one child at a time."""
    figures = Counter()
    for record in read_children(path, check_file(path)):
        figures["children"] += 1
        figures["plans"] += len(record.plans)
        figures["enquiries"] += len(record.enquiries)
        figures["digests"] += len(digest(record)) == 64
    return figures


def peak_memory(path):
    tracemalloc.start()
    try:
        read_through(path)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.slow
def test_ten_thousand_children_are_read_in_seconds(tmp_path):
    path = tmp_path / "large.xml"
    write_large_return(path, 10_000)
    began = time.process_time()
    figures = read_through(path)
    # Under 3 seconds of one core when measured; the bar leaves room for a busy machine.
    assert time.process_time() - began < 20
    assert figures == {"children": 10_000, "plans": 3_334, "enquiries": 5_000, "digests": 10_000}


@pytest.mark.slow
def test_memory_does_not_grow_with_the_file(tmp_path):
    small, large = tmp_path / "small.xml", tmp_path / "large.xml"
    write_large_return(small, 200)
    write_large_return(large, 2_000)
    # Ten times the file costs the identifiers met so far and nothing else.
    assert peak_memory(large) - peak_memory(small) < MIB


def test_a_text_of_ten_megabytes_is_never_held(tmp_path):
    path = tmp_path / "long.xml"
    write_large_return(path, 1)
    path.write_text(path.read_text().replace("WBRI", "x" * 10_000_000))
    assert peak_memory(path) < 3 * MIB
