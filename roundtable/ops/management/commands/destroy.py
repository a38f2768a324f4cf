from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from roundtable.ops import embedded_postgres


class Command(BaseCommand):
    help = "Stop the embedded PostgreSQL of this checkout and remove all its data."
    requires_system_checks = []

    def handle(self, **options: Any) -> None:
        if not settings.EMBEDDED_POSTGRES:
            raise CommandError("DATABASE_URL names a PostgreSQL that is not ours to destroy.")
        removed = [embedded_postgres.destroy(kind) for kind in embedded_postgres.KINDS]
        self.stdout.write("Removed." if any(removed) else "There was nothing to remove.")
