"""From nothing to a working application: database, tables, demonstration, web server, worker."""

import http.client
import os
import signal
import socket
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from roundtable.ops import embedded_postgres
from roundtable.ops.demo.seeding import has_more_to_tell
from roundtable.ops.parent_death import end_with_parent
from roundtable.ops.static_files import collect_if_stale
from roundtable.ops.supervisor import CannotRun, Child, Supervisor

ADDRESS = "127.0.0.1"
_READY_WITHIN_SECONDS = 60

ROUNDTABLE = (sys.executable, "-m", "roundtable.config.cli")
WEB_SERVER = (
    sys.executable,
    "-m",
    "gunicorn",
    "--config=python:roundtable.config.gunicorn",
    "roundtable.config.wsgi",
)
WORKER = (*ROUNDTABLE, "worker")


class Command(BaseCommand):
    help = "Run the application: the web server and the worker, until it is told to stop."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--until-parent-ends",
            action="store_true",
            help="Stop too when the process that started this one is gone, as `make run` does.",
        )

    def handle(self, *, until_parent_ends: bool, **options: Any) -> None:
        if until_parent_ends:
            end_with_parent(os.getppid(), by=signal.SIGTERM)
        supervisor = Supervisor(
            [Child("web server", WEB_SERVER), Child("worker", WORKER)], watch=_revive_database
        )
        try:
            with supervisor.stopping_on_signals():
                _check_port_is_free()
                _prepare(supervisor)
                if not supervisor.is_stopping and supervisor.bring_up(
                    is_ready=_is_ready, within_seconds=_READY_WITHIN_SECONDS
                ):
                    self.stdout.write(f"Roundtable is ready on http://{ADDRESS}:{settings.PORT}")
                    self.stdout.flush()
                    supervisor.keep_up()
        except (CannotRun, embedded_postgres.EmbeddedPostgresError) as error:
            raise CommandError(str(error)) from error


def _check_port_is_free() -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, settings.PORT))
        except OSError as error:
            raise CannotRun(
                f"Port {settings.PORT} cannot be used ({error.strerror}). "
                f"Choose another: make run PORT={settings.PORT + 1}"
            ) from error


def _prepare(supervisor: Supervisor) -> None:
    supervisor.run_step([*ROUNDTABLE, "migrate", "--verbosity=0", "--no-input"])
    if not settings.DEBUG:
        collect_if_stale()
    if settings.DEMO_MODE and has_more_to_tell():
        supervisor.run_step([*ROUNDTABLE, "seed-demo", "--verbosity=0"])
    # The children have connections of their own.
    connection.close()


def _is_ready() -> bool:
    probe = http.client.HTTPConnection(ADDRESS, settings.PORT, timeout=5)
    try:
        probe.request("GET", "/health/ready")
        return probe.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        probe.close()


def _revive_database() -> None:
    kind: embedded_postgres.Kind | None = settings.EMBEDDED_POSTGRES
    if kind:
        embedded_postgres.revive(kind)
