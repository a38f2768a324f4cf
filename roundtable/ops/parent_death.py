"""Processes that end when the one that started them does, however that happens (Linux)."""

import ctypes
import os
import signal
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1

# Looked up before any fork: a forked child of a process with threads may not load libraries.
_prctl = ctypes.CDLL(None, use_errno=True).prctl


def end_with_parent(parent: int, *, by: signal.Signals = signal.SIGKILL) -> None:
    """Have the kernel send this process a signal when its parent dies.

    It holds for this process alone: what it starts must ask for itself.
    """
    if _prctl(_PR_SET_PDEATHSIG, int(by), 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl failed")
    if os.getppid() != parent:
        os.kill(os.getpid(), by)  # it died before we asked


def ending_with_us() -> Callable[[], None]:
    """Return what a child has to run first (`preexec_fn`) so that it never outlives us."""
    parent = os.getpid()
    return lambda: end_with_parent(parent)
