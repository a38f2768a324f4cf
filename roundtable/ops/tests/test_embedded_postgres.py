"""Each test has a server of its own, as another checkout would."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from roundtable.ops import embedded_postgres
from roundtable.ops.embedded_postgres import EmbeddedPostgresError, Folders, Kind

pytestmark = pytest.mark.slow

# The kind that keeps what was committed; nobody's own demonstration is touched.
KIND: Kind = "demo"

START = (
    "import sys; from pathlib import Path; from roundtable.ops import embedded_postgres as it;"
    " it.CHECKOUT = Path(sys.argv[1]); it.start(sys.argv[2])"
)


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(embedded_postgres, "CHECKOUT", tmp_path)
    yield tmp_path
    embedded_postgres.destroy(KIND)


def connect(role: str = embedded_postgres.OWNER_ROLE) -> psycopg.Connection:
    return psycopg.connect(
        host=str(embedded_postgres.socket_folder(KIND)), user=role, dbname="roundtable"
    )


def revived() -> psycopg.Connection:
    """Revive it as the supervisor does: again and again, while killed processes are on their way."""
    for _ in range(200):
        embedded_postgres.revive(KIND)
        try:
            return connect()
        except psycopg.OperationalError:
            time.sleep(0.1)
    return connect()


def postmaster() -> int:
    lines = (Folders.of(KIND).data / "postmaster.pid").read_text().splitlines()
    return int(lines[0])


def processes() -> list[int]:
    """Return every process of the server."""
    name = Folders.of(KIND).base.name.encode()
    found = []
    for command_line in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if b"postgres" in (text := command_line.read_bytes()) and name in text:
                found.append(int(command_line.parent.name))
        except OSError:
            continue
    return found


@pytest.mark.usefixtures("checkout")
def test_its_whole_life() -> None:
    embedded_postgres.start(KIND)
    first = postmaster()
    with connect() as owner:
        owner.execute("create table kept as select 1")
    embedded_postgres.start(KIND)
    assert postmaster() == first

    assert embedded_postgres.stop(KIND)
    assert not embedded_postgres.stop(KIND)
    assert processes() == []
    embedded_postgres.revive(KIND)
    assert processes() == []  # it was stopped on purpose

    embedded_postgres.start(KIND)
    with connect() as owner:
        assert owner.execute("select * from kept").fetchone() == (1,)

    assert embedded_postgres.destroy(KIND)
    assert not embedded_postgres.destroy(KIND)
    assert processes() == []
    assert not Folders.of(KIND).base.exists()


@pytest.mark.usefixtures("checkout")
def test_two_roles_one_of_which_owns_nothing() -> None:
    embedded_postgres.start(KIND)

    with connect(embedded_postgres.OWNER_ROLE) as owner:
        owner.execute("create table mine ()")
    with connect(embedded_postgres.APPLICATION_ROLE) as application:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            application.execute("select from mine")
        application.rollback()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            application.execute("create table its_own ()")


@pytest.mark.usefixtures("checkout")
@pytest.mark.parametrize("everything", [False, True])
def test_after_a_kill_it_comes_back_with_all_that_was_committed(everything: bool) -> None:
    embedded_postgres.start(KIND)
    with connect() as owner:
        owner.execute("create table kept as select 1")

    for pid in processes() if everything else [postmaster()]:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue  # it went with the one before
    with revived() as owner:
        assert owner.execute("select * from kept").fetchone() == (1,)


@pytest.mark.usefixtures("checkout")
def test_a_number_that_another_process_has_by_now_is_no_obstacle() -> None:
    embedded_postgres.start(KIND)
    embedded_postgres.stop(KIND)
    lock = Folders.of(KIND).data / "postmaster.pid"
    lock.write_text(f"{os.getpid()}\n{lock.parent}\n1\n5432\n\n\n")

    embedded_postgres.start(KIND)

    connect().close()


def test_cold_starts_at_the_same_time_take_turns(checkout: Path) -> None:
    starts = [
        subprocess.Popen([sys.executable, "-c", START, str(checkout), KIND]) for _ in range(4)
    ]

    assert [start.wait(60) for start in starts] == [0, 0, 0, 0]
    connect().close()


@pytest.mark.usefixtures("checkout")
class TestAFolderThatIsNotOurs:
    def refused(self) -> None:
        for use in (embedded_postgres.start, embedded_postgres.stop, embedded_postgres.destroy):
            with pytest.raises(EmbeddedPostgresError, match="only this account may write"):
                use(KIND)

    def test_is_refused_when_others_may_write_to_it(self) -> None:
        base = Folders.of(KIND).base
        base.mkdir()
        base.chmod(0o777)
        (base / "server" / "data").mkdir(parents=True)
        try:
            self.refused()
        finally:
            base.chmod(0o700)

    def test_is_refused_when_it_is_a_link(self, tmp_path: Path) -> None:
        base = Folders.of(KIND).base
        (tmp_path / "server" / "data").mkdir(parents=True)
        base.symlink_to(tmp_path)
        try:
            self.refused()
        finally:
            base.unlink()

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
    def test_is_refused_when_someone_else_owns_it(self) -> None:
        base = Folders.of(KIND).base
        (base / "server" / "data").mkdir(parents=True)
        os.chown(base, 65534, 65534)
        try:
            self.refused()
        finally:
            os.chown(base, 0, 0)
