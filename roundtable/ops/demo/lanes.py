"""
Two lanes of families, told at the same time by two processes.

A process of its own is what makes use of a second core. The families of one lane share chairs,
minute takers and rooms with no family of the other, so that neither waits in the other's diary.
"""

import gc
import multiprocessing
import os
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from django.db import connections

from roundtable.ops.demo.seeding import LANES, Told, tell
from roundtable.ops.demo.stage import Stage
from roundtable.ops.demo.tale import Tale
from roundtable.ops.parent_death import end_with_parent


class CannotSeed(Exception):
    """A family's story could not be told to its end; what it printed says why."""


def tell_in_lanes(
    stage: Stage, tales: Sequence[Tale], *, advance: Callable[[], object] = lambda: None
) -> Told:
    """
    Tell the tales, a process for each lane; call `advance` after each.

    :raises CannotSeed: if a lane breaks off. The families that were told stay.
    """
    connections.close_all()  # a connection cannot be shared with a fork
    told = Told()
    lanes = [_start(stage, [tale for tale in tales if tale.lane == lane]) for lane in LANES]
    waiting = {reader for _, reader in lanes}
    while waiting:
        for reader in wait(list(waiting)):
            assert isinstance(reader, Connection)  # noqa: S101 - we gave it nothing else
            try:
                told.add(*reader.recv())
                advance()
            except EOFError:
                waiting.discard(reader)
    for process, _ in lanes:
        process.join()
    if any(process.exitcode for process, _ in lanes):
        raise CannotSeed("A family's story broke off. Run the command again to go on with it.")
    return told


def _start(stage: Stage, tales: list[Tale]) -> tuple[BaseProcess, Connection]:
    fork = multiprocessing.get_context("fork")
    reader, writer = fork.Pipe(duplex=False)
    process = fork.Process(target=_tell, args=(stage, tales, writer, os.getpid()), daemon=True)
    process.start()
    writer.close()
    return process, reader


def _tell(stage: Stage, tales: list[Tale], writer: Connection, parent: int) -> None:
    end_with_parent(parent)
    # Nothing here lives long enough to be worth looking for.
    gc.disable()
    for state, acts in tell(stage, tales):
        writer.send((state, acts))
    connections.close_all()
