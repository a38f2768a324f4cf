"""What has to be there before people are sent here."""

from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

# A worker reports every 10 seconds.
WORKER_IS_SILENT_AFTER_SECONDS = 30


def check_readiness() -> dict[str, bool]:
    """Return each condition and whether it holds: `database`, `migrations`, `worker`."""
    try:
        return {
            "database": True,
            "migrations": _migrations_are_applied(),
            "worker": _a_worker_is_alive(),
        }
    except DatabaseError:
        return {"database": False, "migrations": False, "worker": False}


def _migrations_are_applied() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select to_regclass('django_migrations') is not null")
        if cursor.fetchone() != (True,):
            return False
        cursor.execute("select app, name from django_migrations")
        return _newest_migrations() <= {(app, name) for app, name in cursor.fetchall()}


@cache
def _newest_migrations() -> frozenset[tuple[str, str]]:
    """Return the last migration of each app in this release; they do not change while it runs."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def _a_worker_is_alive() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select to_regclass('procrastinate_workers') is not null")
        if cursor.fetchone() != (True,):
            return False
        cursor.execute(
            "select exists (select from procrastinate_workers"
            " where last_heartbeat > now() - make_interval(secs => %s))",
            [WORKER_IS_SILENT_AFTER_SECONDS],
        )
        return cursor.fetchone() == (True,)
