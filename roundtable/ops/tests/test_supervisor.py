"""With small processes that only sleep; `tests/house` runs the real ones."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from roundtable.ops.supervisor import CannotRun, Child, Supervisor

SLEEP = (sys.executable, "-c", "import time; time.sleep(600)")
END = (sys.executable, "-c", "")
STUBBORN = (
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    " print(flush=True); time.sleep(600)",
)


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def wait_until(condition: Callable[[], bool], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        threading.Event().wait(0.02)
    return condition()


def pid_of(child: Child) -> int:
    assert child.process is not None
    return child.process.pid


def test_a_child_that_dies_is_started_again() -> None:
    child = Child("child", SLEEP)
    supervisor = Supervisor([child])
    killed: list[int] = []

    def kill_once() -> None:
        if not killed:
            killed.append(pid_of(child))
            os.kill(killed[0], signal.SIGKILL)
        elif pid_of(child) != killed[0]:
            os.kill(os.getpid(), signal.SIGTERM)  # it came back, so the test may end

    supervisor = Supervisor([child], watch=kill_once)
    with supervisor.stopping_on_signals():
        assert supervisor.bring_up(is_ready=lambda: True, within_seconds=5)
        supervisor.keep_up()

    assert supervisor.is_stopping
    assert pid_of(child) != killed[0]
    assert not is_alive(pid_of(child))


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_a_signal_ends_everything_and_is_handled_as_before_afterwards(name: str) -> None:
    wanted = signal.Signals[name]
    before = signal.getsignal(wanted)
    child = Child("child", SLEEP)
    supervisor = Supervisor([child], watch=lambda: os.kill(os.getpid(), wanted))

    with supervisor.stopping_on_signals():
        supervisor.bring_up(is_ready=lambda: True, within_seconds=5)
        supervisor.keep_up()

    assert not is_alive(pid_of(child))
    assert signal.getsignal(wanted) is before


def test_a_child_that_will_not_finish_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("roundtable.ops.supervisor._FINISH_WITHIN_SECONDS", 0.2)
    child = Child("child", STUBBORN)
    supervisor = Supervisor([child])

    with supervisor.stopping_on_signals():
        supervisor.bring_up(is_ready=lambda: True, within_seconds=5)

    assert not is_alive(pid_of(child))


def test_a_child_that_ends_while_starting_is_an_error() -> None:
    other = Child("other", SLEEP)
    supervisor = Supervisor([Child("web server", END), other])

    with pytest.raises(CannotRun, match="web server ended"), supervisor.stopping_on_signals():
        supervisor.bring_up(is_ready=lambda: False, within_seconds=5)
    assert not is_alive(pid_of(other))


def test_taking_too_long_is_an_error() -> None:
    supervisor = Supervisor([Child("child", SLEEP)])

    with pytest.raises(CannotRun, match="Not ready"), supervisor.stopping_on_signals():
        supervisor.bring_up(is_ready=lambda: False, within_seconds=0.1)


def test_a_step_that_fails_is_an_error() -> None:
    supervisor = Supervisor([])
    supervisor.run_step(END)

    with pytest.raises(CannotRun, match="failed"):
        supervisor.run_step([sys.executable, "-c", "raise SystemExit(3)"])


def test_a_step_is_given_up_when_we_are_asked_to_stop() -> None:
    supervisor = Supervisor([])
    started = time.monotonic()

    with supervisor.stopping_on_signals():
        threading.Timer(0.2, os.kill, [os.getpid(), signal.SIGTERM]).start()
        supervisor.run_step(SLEEP)

    assert time.monotonic() - started < 10
    assert supervisor.is_stopping


def test_pauses_grow_while_a_child_keeps_dying() -> None:
    child = Child("child", END, started_at=time.monotonic())
    pauses = [child.pause_before_restart() for _ in range(20)]

    assert pauses[0] == 0
    assert pauses == sorted(pauses)
    assert max(pauses) == 5

    child.started_at = time.monotonic() - 60
    assert child.pause_before_restart() == 0


def test_children_die_with_a_supervisor_that_is_killed() -> None:
    script = f"""
        from roundtable.ops.supervisor import start_process
        import time
        print(start_process({SLEEP!r}).pid, flush=True)
        time.sleep(600)
    """
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script)], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert is_alive(child)
        parent.kill()
        assert wait_until(lambda: not is_alive(child))
