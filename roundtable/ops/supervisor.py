"""Keeps the web server and the worker running together, and ends them together.

1. A child that dies is started again, at once if it had been running for a while.
2. SIGTERM, SIGINT and SIGHUP ask the children to finish, and insist after a while.
3. If we are killed ourselves, the kernel kills the children (`parent_death`).
"""

import logging
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from roundtable.ops.parent_death import ending_with_us

logger = logging.getLogger("roundtable.supervisor")

_LOOK_EVERY_SECONDS = 0.2
_FINISH_WITHIN_SECONDS = 15
_LONGEST_PAUSE_SECONDS = 5.0
_SETTLED_AFTER_SECONDS = 10


class CannotRun(Exception):
    """The application cannot be brought up; the text says why."""


@dataclass
class Child:
    """A process that has to be there."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    early_deaths: int = field(default=0)

    def start(self) -> None:
        self.started_at = time.monotonic()
        self.process = start_process(self.command)

    def has_died(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def pause_before_restart(self) -> float:
        """Return how long to wait: nothing at first, then longer, so as not to spin."""
        if time.monotonic() - self.started_at > _SETTLED_AFTER_SECONDS:
            self.early_deaths = 0
        self.early_deaths += 1
        return min(_LONGEST_PAUSE_SECONDS, (self.early_deaths - 1) * 0.5)


def start_process(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a process that dies with us, in a session of its own.

    A Ctrl-C in the terminal reaches us alone; we pass it on in good order.
    """
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=ending_with_us(),
    )


class Supervisor:
    def __init__(
        self, children: Sequence[Child], *, watch: Callable[[], None] = lambda: None
    ) -> None:
        """Prepare to keep `children` running, and to call `watch` now and then while they do."""
        self._children = children
        self._watch = watch
        self._stop = threading.Event()

    @contextmanager
    def stopping_on_signals(self) -> Iterator[None]:
        """Turn the signals that ask us to end into an orderly end of everything."""
        signals = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
        before = {each: signal.signal(each, lambda *_: self._stop.set()) for each in signals}
        try:
            yield
        finally:
            self._end_children()
            for each, handler in before.items():
                signal.signal(each, handler)

    @property
    def is_stopping(self) -> bool:
        return self._stop.is_set()

    def run_step(self, command: Sequence[str]) -> None:
        """Run a step of the preparation to its end, or until we are asked to stop.

        :raises CannotRun: if it fails; what it printed says why.
        """
        if self.is_stopping:
            return
        step = Child(command[-1], command)
        step.start()
        while not step.has_died():
            if self._stop.wait(_LOOK_EVERY_SECONDS / 4):
                _end([step])
                return
        if step.process is not None and step.process.returncode != 0:
            raise CannotRun(f"{' '.join(command)} failed.")

    def bring_up(self, *, is_ready: Callable[[], bool], within_seconds: float) -> bool:
        """Start the children. Return whether they became ready, and not: were asked to stop.

        :raises CannotRun: if one of them dies on the way, or it takes too long.
        """
        for child in self._children:
            child.start()
        deadline = time.monotonic() + within_seconds
        while not self._stop.wait(_LOOK_EVERY_SECONDS):
            for child in self._children:
                if child.has_died():
                    raise CannotRun(f"The {child.name} ended while starting.")
            if is_ready():
                return True
            if time.monotonic() > deadline:
                raise CannotRun(f"Not ready after {within_seconds:.0f} seconds.")
        return False

    def keep_up(self) -> None:
        """Start again whatever dies, until we are asked to stop."""
        while not self._stop.wait(_LOOK_EVERY_SECONDS):
            for child in self._children:
                if child.has_died():
                    logger.warning("a process ended", extra={"part": child.name})
                    if self._stop.wait(child.pause_before_restart()):
                        return
                    child.start()
            self._watch()

    def _end_children(self) -> None:
        _end(self._children)


def _end(children: Sequence[Child]) -> None:
    """Ask the children to finish, all at once, and kill those that do not."""
    running = [child.process for child in children if child.process and not child.has_died()]
    for process in running:
        process.terminate()
    deadline = time.monotonic() + _FINISH_WITHIN_SECONDS
    for process in running:
        try:
            process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            # Its own children are tied to it, and go with it.
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
