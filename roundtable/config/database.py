"""Which PostgreSQL to use, and as which of the two roles.

The owner makes and migrates the tables and is used by nothing else. The application connects as
a role that owns nothing, so that row-level security and append-only tables bind it.
"""

from typing import Any, Literal

import psycopg
from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

from roundtable.config import env
from roundtable.ops import embedded_postgres

Role = Literal["application", "owner"]

_VARIABLES: dict[Role, str] = {
    "application": "DATABASE_URL",
    "owner": "DATABASE_OWNER_URL",
}
_EMBEDDED_ROLES: dict[Role, str] = {
    "application": embedded_postgres.APPLICATION_ROLE,
    "owner": embedded_postgres.OWNER_ROLE,
}
# Left alone, the server plans every fourth kept query anew each time it is asked, which takes longer
# than answering it. What such a query looks for is a key or a few: no value deserves another plan.
_PLANNED_ONCE = "-c plan_cache_mode=force_generic_plan"

_role_of_this_process: Role = "application"


def act_as_owner() -> None:
    """Make this process connect as the owner. Only before the settings are read."""
    global _role_of_this_process  # noqa: PLW0603 - one choice per process, made once
    _role_of_this_process = "owner"


def is_embedded() -> bool:
    return not env.text("DATABASE_URL")


def application_role(*, kind: embedded_postgres.Kind = "demo") -> str:
    """Return the name of the role that migrations grant the application's rights to."""
    return str(_parameters("application", kind)["user"])


def django_database(
    *, kind: embedded_postgres.Kind = "demo", role: Role | None = None
) -> dict[str, Any]:
    """Return Django's settings of the database; connects to nothing.

    :raises ImproperlyConfigured: if a variable is missing or cannot be read.
    """
    parameters = _parameters(role or _role_of_this_process, kind)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parameters.pop("dbname"),
        "USER": parameters.pop("user"),
        "PASSWORD": parameters.pop("password", ""),
        "HOST": parameters.pop("host", ""),
        "PORT": parameters.pop("port", ""),
        # A kept query is planned once for a connection, from its second use on.
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **parameters,
            "prepare_threshold": 1,
            "options": f"{parameters.get('options', '')} {_PLANNED_ONCE}".strip(),
        },
    }


def _parameters(role: Role, kind: embedded_postgres.Kind) -> dict[str, Any]:
    if is_embedded():
        return {
            "host": str(embedded_postgres.socket_folder(kind)),
            "user": _EMBEDDED_ROLES[role],
            "dbname": embedded_postgres.DATABASE,
        }
    parameters = _read_url(_VARIABLES[role])
    if role == "owner" and parameters["user"] == _read_url(_VARIABLES["application"])["user"]:
        raise ImproperlyConfigured(
            "DATABASE_URL and DATABASE_OWNER_URL must name two different roles: a role that owns "
            "the tables is not bound by row-level security."
        )
    return parameters


def _read_url(variable: str) -> dict[str, Any]:
    try:
        parameters = conninfo_to_dict(env.required_text(variable))
    except psycopg.ProgrammingError:
        # Not chained: the error repeats the value, which holds a password.
        raise ImproperlyConfigured(f"{variable} is not a PostgreSQL address.") from None
    for name, what in (("user", "a role"), ("dbname", "a database")):
        if not parameters.get(name):
            raise ImproperlyConfigured(f"{variable} does not name {what}.")
    return parameters
