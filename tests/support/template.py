"""A migrated database kept on the test server, to copy instead of migrating for every run.

Migrating takes long and gives the same result until a migration changes, or something it imports;
the template's name is the digest of all of that.
"""

import ast
import hashlib
from collections.abc import Iterator
from pathlib import Path

import psycopg
from django.core.management import call_command
from django.db import connection
from psycopg import sql

from tests.support.owner import connect_as_owner

CHECKOUT = Path(__file__).resolve().parents[2]
PREFIX = "roundtable_template_"
_LOCK = 20261124


def ensure_template() -> str:
    """Return the name of a database as the migrations make it, making it if need be.

    Processes that want it at the same time wait for the first of them.
    """
    wanted = PREFIX + _digest()
    with connect_as_owner("postgres") as server:
        server.execute("select pg_advisory_lock(%s)", [_LOCK])
        existing = [
            name
            for (name,) in server.execute(
                "select datname from pg_database where starts_with(datname, %s)", [PREFIX]
            )
        ]
        if wanted not in existing:
            for outdated in existing:
                server.execute(sql.SQL("drop database {}").format(sql.Identifier(outdated)))
            _make(server, wanted)
    return wanted


def _make(server: psycopg.Connection, name: str) -> None:
    # Under another name at first: an interrupted migration must not look like a finished one.
    unfinished = f"{PREFIX}unfinished"
    server.execute(sql.SQL("create database {}").format(sql.Identifier(unfinished)))
    usual_name = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = unfinished
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual_name
    server.execute(
        sql.SQL("alter database {} rename to {}").format(
            sql.Identifier(unfinished), sql.Identifier(name)
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
