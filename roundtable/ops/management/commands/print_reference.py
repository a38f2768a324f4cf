"""Print what the rules say into `docs/reference/`; with `--check`, say whether it is current."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from roundtable.rules import reference


class Command(BaseCommand):
    help = "Write docs/reference from the rules, or check that it says what they say."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail if stale")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.CHECKOUT) / "docs" / "reference"
        pages = {folder / name: text for name, text in reference.pages().items()}
        stale = [
            path for path, text in pages.items() if not path.exists() or path.read_text() != text
        ]
        if options["check"]:
            for path in stale:
                self.stderr.write(f"{path.name} does not say what the rules say: run make docs")
            sys.exit(1 if stale else 0)
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in pages.items():
            path.write_text(text)
