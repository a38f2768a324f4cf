"""Measure the pages against generated data, made first if it is not there: `roundtable bench`."""

import json
import subprocess
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from roundtable.ops.bench.figures import all_figures
from roundtable.ops.demo.sizes import SIZES
from roundtable.ops.memory import look_seldom
from roundtable.ops.static_files import collect_if_stale

ROUNDTABLE = (sys.executable, "-m", "roundtable.config.cli")


class Command(BaseCommand):
    help = "Measure pages as ratios to the floor page, with their query counts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--size", choices=SIZES, default="la")
        parser.add_argument("--json", action="store_true", help="one object a line")
        parser.add_argument("--rounds", type=int, default=30)
        parser.add_argument("--only", nargs="*", help="the names to measure; all without")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.ROOT_URLCONF != "roundtable.ops.bench.urls":
            raise CommandError("It needs the floor page: leave DJANGO_SETTINGS_MODULE unset.")
        _prepare(options["size"])
        look_seldom()
        for figure in all_figures(rounds=options["rounds"], only=options["only"]):
            if options["json"]:
                self.stdout.write(json.dumps(figure.as_object()))
            else:
                queries = "" if figure.queries is None else f"{figure.queries:>4} queries"
                self.stdout.write(
                    f"{figure.name:<30}{figure.ratio_to_floor:>7.2f} x floor {queries:<13}"
                    f"{figure.p50_ms:>10.2f} ms p50 {figure.p95_ms:>10.2f} ms p95   {figure.unit}"
                )


def _prepare(size: str) -> None:
    """Bring the database for measuring up to date, and fill it: each step a process of its own."""
    collect_if_stale()
    for step in (
        ("migrate", "--verbosity=0", "--no-input"),
        ("createcachetable",),
        ("seed-demo", f"--size={size}", "--verbosity=0"),
    ):
        ended = subprocess.run([*ROUNDTABLE, *step], stdout=sys.stderr, check=False)
        if ended.returncode:
            raise CommandError(f"`roundtable {step[0]}` did not succeed.")
    connection.close()
