"""`roundtable run` as people meet it: from nothing to ready, and to an end that leaves nothing."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from psycopg import sql

from roundtable.config import database
from tests.support.owner import connect_as_owner
from tests.support.template import ensure_template

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@dataclass
class Running:
    process: subprocess.Popen[str]
    port: int

    def wait_until_ready(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline()

    def children(self) -> dict[str, int]:
        """Return the processes it started, by what they are."""
        found = {}
        for pid in _children_of(self.process.pid):
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
            found["web" if b"gunicorn" in command else "worker"] = pid
        return found

    def everything(self) -> list[int]:
        children = list(self.children().values())
        return [*children, *(pid for child in children for pid in _children_of(child))]

    def readiness(self) -> int:
        try:
            address = f"http://127.0.0.1:{self.port}/health/ready"
            with urllib.request.urlopen(address, timeout=5) as response:
                return response.status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def port_is_free(self) -> bool:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            return probe.connect_ex(("127.0.0.1", self.port)) != 0


def _children_of(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in listed.split()]


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def wait_until(condition: Callable[[], bool], seconds: float = 30) -> bool:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        threading.Event().wait(0.05)
    return condition()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def own_database() -> Iterator[dict[str, str]]:
    """A migrated database of its own, as the variables that name it."""
    name = f"{settings.DATABASES['default']['NAME']}_run"
    with connect_as_owner("postgres") as server:
        server.execute(
            sql.SQL("create database {} template {}").format(
                sql.Identifier(name), sql.Identifier(ensure_template())
            )
        )
        try:
            yield {
                "DATABASE_URL": _address("application", name),
                "DATABASE_OWNER_URL": _address("owner", name),
            }
        finally:
            server.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


def _address(role: database.Role, name: str) -> str:
    found = database.django_database(kind="test", role=role)
    return (
        f"host='{found['HOST']}' port='{found['PORT'] or 5432}' dbname='{name}'"
        f" user='{found['USER']}' password='{found['PASSWORD']}'"
    )


@pytest.fixture
def running(own_database: dict[str, str]) -> Iterator[Running]:
    port = free_port()
    environment = os.environ | own_database
    environment |= {
        "DJANGO_SETTINGS_MODULE": "roundtable.config.settings.local",
        "DEMO_MODE": "0",
        "PORT": str(port),
        "WEB_WORKERS": "1",
    }
    command = [sys.executable, "-m", "roundtable.config.cli", "run"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Running(process, port)
        finally:
            process.terminate()


def test_it_says_when_it_is_ready_and_ends_in_good_order(running: Running) -> None:
    assert running.wait_until_ready() == f"Roundtable is ready on http://127.0.0.1:{running.port}\n"
    assert running.readiness() == 200
    everything = running.everything()
    assert len(everything) == 3

    running.process.terminate()

    assert running.process.wait(30) == 0
    assert running.process.stdout is not None
    assert running.process.stdout.read() == ""
    assert [pid for pid in everything if is_alive(pid)] == []
    assert running.port_is_free()


def test_when_it_is_killed_nothing_stays_behind(running: Running) -> None:
    running.wait_until_ready()
    everything = running.everything()

    running.process.kill()

    assert wait_until(lambda: not any(map(is_alive, everything)))
    assert running.port_is_free()


def test_what_is_killed_comes_back(running: Running) -> None:
    running.wait_until_ready()
    before = running.children()

    for pid in before.values():
        os.kill(pid, signal.SIGKILL)

    # A process that is told to die may answer once more: what counts is that others took over.
    def others_took_over() -> bool:
        children = running.children()
        return len(children) == 2 and set(children.values()).isdisjoint(before.values())

    assert wait_until(others_took_over)
    assert wait_until(lambda: running.readiness() == 200)


def test_a_port_in_use_is_said_in_one_line(own_database: dict[str, str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        settings_module = "roundtable.config.settings.local"
        ended = subprocess.run(
            [sys.executable, "-m", "roundtable.config.cli", "run"],
            env=os.environ
            | own_database
            | {"PORT": str(port), "DJANGO_SETTINGS_MODULE": settings_module},
            capture_output=True,
            text=True,
            check=False,
        )

    assert ended.returncode == 1
    assert ended.stderr.startswith(f"CommandError: Port {port} cannot be used")
    assert len(ended.stderr.splitlines()) == 1
