"""A migrated database kept on the test server, to copy instead of migrating for every run.

Migrating takes long and gives the same result until a migration changes, or something it imports;
the template's name is the digest of all of that.
"""

import ast
import hashlib
from collections.abc import Iterator
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql

from tests.support.owner import connect_as_owner

CHECKOUT = Path(__file__).resolve().parents[2]
PREFIX = "roundtable_template_"
_UNFINISHED = "roundtable_unfinished_template"
_KEPT = 3
_LOCK = 20261124


def ensure_template() -> str:
    """Return the name of a database as the migrations make it, making it if need be.

    Processes that want it at the same time wait for the first of them.
    """
    wanted = PREFIX + _digest()
    with connect_as_owner("postgres") as server:
        server.execute("select pg_advisory_lock(%s)", [_LOCK])
        existing = _databases(server, PREFIX)
        if wanted not in existing:
            # The newest are kept: another run may be about to copy one, or to want it back.
            for outdated in existing[:-_KEPT]:
                _drop(server, outdated)
            _drop(server, _UNFINISHED)
            _make(server, wanted)
        _drop_leftovers(server)
    return wanted


def _databases(server: psycopg.Connection, prefix: str) -> list[str]:
    """Return the databases whose names begin so, the oldest first."""
    found = server.execute(
        "select datname from pg_database where starts_with(datname, %s) order by oid", [prefix]
    )
    return [name for (name,) in found]


def _drop(server: psycopg.Connection, name: str) -> None:
    server.execute(sql.SQL("drop database if exists {}").format(sql.Identifier(name)))


def _drop_leftovers(server: psycopg.Connection) -> None:
    """Drop the test databases of runs that were killed; only here do we know who is alive."""
    if not settings.EMBEDDED_POSTGRES:
        return
    for name in _databases(server, "test_roundtable_"):
        pid = name.split("_")[2]
        if pid.isdecimal() and not Path(f"/proc/{pid}").exists():
            _drop(server, name)


def _make(server: psycopg.Connection, name: str) -> None:
    # Under another name at first: an interrupted migration must not look like a finished one.
    server.execute(sql.SQL("create database {}").format(sql.Identifier(_UNFINISHED)))
    usual_name = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = _UNFINISHED
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual_name
    server.execute(
        sql.SQL("alter database {} rename to {}").format(
            sql.Identifier(_UNFINISHED), sql.Identifier(name)
        )
    )


def _digest() -> str:
    """Return a digest of all migrations, of what they import, and of what is installed."""
    made_of = {CHECKOUT / "requirements-dev.lock", CHECKOUT / "roundtable/config/settings/base.py"}
    waiting = [*CHECKOUT.glob("roundtable/**/migrations/*.py")]
    # The rights of the application's role are granted when migrations end.
    waiting += [CHECKOUT / "roundtable/foundation/core/grants.py"]
    waiting += CHECKOUT.glob("roundtable/**/models.py")
    while waiting:
        path = waiting.pop()
        if path not in made_of:
            made_of.add(path)
            waiting += _imported_files(path)
    digest = hashlib.sha256()
    for path in sorted(made_of):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _imported_files(path: Path) -> Iterator[Path]:
    """Return our own files that `path` imports; a name may be a module or something in one."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        for module in modules:
            file = CHECKOUT / (module.replace(".", "/") + ".py")
            if module.startswith("roundtable.") and file.exists():
                yield file
