"""Measure the pages against generated data: `roundtable bench`."""

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from roundtable.ops.bench.figures import all_figures
from roundtable.ops.demo.sizes import SIZES, size_of_data


class Command(BaseCommand):
    help = "Measure pages as ratios to the floor page, with their query counts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--size", choices=SIZES, default="la")
        parser.add_argument("--json", action="store_true", help="one object a line")
        parser.add_argument("--rounds", type=int, default=30)
        parser.add_argument("--only", nargs="*", help="the names to measure; all without")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.ROOT_URLCONF != "roundtable.ops.bench.urls":
            raise CommandError("Run it as `make bench`: it needs the floor page.")
        if size_of_data() != options["size"]:
            raise CommandError(
                f"The data here are of size {size_of_data() or 'none'}, not {options['size']}: "
                f"run seed-demo --size {options['size']} first."
            )
        for figure in all_figures(rounds=options["rounds"], only=options["only"]):
            if options["json"]:
                self.stdout.write(json.dumps(figure.as_object()))
            else:
                queries = "" if figure.queries is None else f"{figure.queries:>4} queries"
                self.stdout.write(
                    f"{figure.name:<20}{figure.ratio_to_floor:>7.2f} x floor {queries:<13}"
                    f"{figure.p50_ms:>10.2f} ms p50 {figure.p95_ms:>10.2f} ms p95   {figure.unit}"
                )
