from typing import Any, cast

from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

# Long enough for a letter, shorter than the supervisor's patience.
_FINISH_JOBS_WITHIN_SECONDS = 10


class Command(BaseCommand):
    help = "Do what is queued: letters, messages, the chain of audit events."

    def handle(self, **options: Any) -> None:
        connector = cast(DjangoConnector, app.connector).get_worker_connector()
        with app.replace_connector(connector) as worker:
            worker.run_worker(concurrency=2, shutdown_graceful_timeout=_FINISH_JOBS_WITHIN_SECONDS)
