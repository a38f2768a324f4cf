import subprocess
import sys

import pytest
from django.db import ProgrammingError
from psycopg.errors import UndefinedColumn, UndefinedTable

from roundtable.config import cli, database


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Commands as Django was given them; none is run, and no server started."""
    commands: list[list[str]] = []
    monkeypatch.setattr(cli, "execute_from_command_line", commands.append)
    monkeypatch.setattr(cli.embedded_postgres, "start", lambda kind: None)
    monkeypatch.setattr(database, "_role_of_this_process", "application")
    return commands


@pytest.mark.parametrize(
    ("typed", "run"),
    [
        (["seed-demo", "--size", "la-large"], ["seed_demo", "--size", "la-large"]),
        (["help", "seed-demo"], ["help", "seed_demo"]),
        (["migrate", "--no-input"], ["migrate", "--no-input"]),
        (["--version"], ["--version"]),
        ([], []),
    ],
)
def test_hyphens_become_the_underscores_of_modules(
    monkeypatch: pytest.MonkeyPatch, started: list[list[str]], typed: list[str], run: list[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["roundtable", *typed])

    cli.main()

    assert started == [["roundtable", *run]]


@pytest.mark.parametrize(
    ("command", "role"),
    [("migrate", "roundtable_owner"), ("worker", "roundtable_app"), ("run", "roundtable_app")],
)
@pytest.mark.usefixtures("started")
def test_only_migrations_are_done_as_the_owner(
    monkeypatch: pytest.MonkeyPatch, command: str, role: str
) -> None:
    monkeypatch.setattr(sys, "argv", ["roundtable", command])
    monkeypatch.delenv("DATABASE_URL", raising=False)

    cli.main()

    assert database.django_database()["USER"] == role


@pytest.mark.parametrize(
    ("command", "options", "expected"),
    [
        ("deadlines", ["birth-date"], False),
        ("migrate", ["--help"], False),
        ("--help", [], False),
        ("stop", [], False),
        ("migrate", [], True),
        ("import_census", ["file.xml"], True),
    ],
)
def test_what_needs_no_database_does_not_start_one(
    command: str, options: list[str], expected: bool
) -> None:
    assert cli.needs_database(command, options) is expected


def fail_with(monkeypatch: pytest.MonkeyPatch, cause: Exception) -> None:
    def execute(arguments: list[str]) -> None:
        raise ProgrammingError(str(cause)) from cause

    monkeypatch.setattr(cli, "execute_from_command_line", execute)
    monkeypatch.setattr(sys, "argv", ["roundtable", "import-census", "file.xml"])


@pytest.mark.usefixtures("started")
def test_a_database_without_tables_is_said_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(monkeypatch, UndefinedTable("relation does not exist"))
    with pytest.raises(SystemExit, match="run `roundtable migrate` first"):
        cli.main()


@pytest.mark.usefixtures("started")
def test_another_fault_of_the_database_is_not_explained_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fail_with(monkeypatch, UndefinedColumn("column does not exist"))
    with pytest.raises(ProgrammingError):
        cli.main()


def test_who_stops_reading_gets_no_complaint() -> None:
    command = f"{sys.executable} -m roundtable.config.cli deadlines plan-start 2026-12-11"
    piped = subprocess.run(
        ["/bin/bash", "-c", f"set -o pipefail; {command} | true"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in piped.stderr
    assert "Broken pipe" not in piped.stderr
