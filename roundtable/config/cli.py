"""The `roundtable` command: our commands and Django's, as the right role, on a running database."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import ProgrammingError
from psycopg.errors import UndefinedTable

from roundtable.config import database
from roundtable.ops import embedded_postgres
from roundtable.ops.embedded_postgres import EmbeddedPostgresError, Kind

# Everything else connects as the application.
OWNER_COMMANDS = frozenset({"createcachetable", "flush", "makemigrations", "migrate"})

# Commands that answer without a database, and those that stop it.
COMMANDS_WITHOUT_DATABASE = frozenset(
    {
        "check_requirements",
        "collectstatic",
        "deadlines",
        "destroy",
        "findstatic",
        "help",
        "print_reference",
        "stop",
        "version",
    }
)

# Measuring has a database of its own, kept between runs, and the floor page.
SETTINGS = {
    "": "roundtable.config.settings.local",
    "bench": "roundtable.config.settings.bench",
}


def main() -> None:
    arguments = [sys.argv[0], *_module_name(sys.argv[1:])]
    command = arguments[1] if len(arguments) > 1 else "help"
    if not os.environ.get("DJANGO_SETTINGS_MODULE"):
        os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS.get(command, SETTINGS[""])
    if command in OWNER_COMMANDS:
        database.act_as_owner()
    try:
        kind: Kind | None = settings.EMBEDDED_POSTGRES
        if kind and needs_database(command, arguments[2:]):
            embedded_postgres.start(kind)
    except (ImproperlyConfigured, EmbeddedPostgresError) as error:
        sys.exit(str(error))
    _execute(arguments)


def _execute(arguments: list[str]) -> None:
    try:
        execute_from_command_line(arguments)
    except ProgrammingError as error:
        if not isinstance(error.__cause__, UndefinedTable):
            raise
        sys.exit("The database has no tables yet: run `roundtable migrate` first.")
    except BrokenPipeError:
        # Whoever read along has gone (`| head`); what is left to flush must not complain again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def needs_database(command: str, options: list[str]) -> bool:
    if command in COMMANDS_WITHOUT_DATABASE or command.startswith("-"):
        return False
    return not {"-h", "--help"} & set(options)


def _module_name(arguments: list[str]) -> list[str]:
    """Turn `seed-demo` into `seed_demo`, as Python's modules spell it; `help seed-demo` too."""
    renamed = 2 if arguments[:1] == ["help"] else 1
    return [
        argument if argument.startswith("-") else argument.replace("-", "_")
        for argument in arguments[:renamed]
    ] + arguments[renamed:]


if __name__ == "__main__":
    main()
