"""Check that every requirement's tests exist, and print how many are met."""

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from roundtable.ops.requirements import problems, read_requirements


class Command(BaseCommand):
    help = "Check docs/requirements.toml against the tests."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        root = Path(settings.CHECKOUT)
        requirements = read_requirements(root / "docs" / "requirements.toml")
        wrong = problems(requirements, root)
        for line in wrong:
            self.stderr.write(line)
        met = sum(bool(one.tests) for one in requirements)
        self.stdout.write(f"{met} of {len(requirements)} requirements are met by tests.")
        sys.exit(1 if wrong else 0)
