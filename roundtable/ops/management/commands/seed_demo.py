"""Found the invented authority and its families: `roundtable seed-demo`."""

import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from roundtable.foundation.core import clock
from roundtable.ops.demo.lanes import CannotSeed, tell_in_lanes
from roundtable.ops.demo.seeding import TALES, Told, open_stage, still_to_tell
from roundtable.ops.demo.sizes import SIZES
from roundtable.ops.demo.stage import Stage

# What makes more of the families once they are told, by size. A size that is not here is refused.
GROWN_BY: Mapping[str, Callable[[Stage], object]] = {}


class Command(BaseCommand):
    help = "Fill the database with an invented authority: its people, families and conferences."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--size", choices=SIZES, default="demo", help="how much data to make")
        parser.add_argument(
            "--seed", type=int, default=1, metavar="N", help="the same number tells the same tales"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        size = options["size"]
        if not settings.DEMO_MODE:
            raise CommandError("Invented people belong in a demonstration: set DEMO_MODE.")
        if size != "demo" and size not in GROWN_BY:
            raise CommandError(f"Data of the size {size} cannot be made yet. Choose demo.")
        began = time.monotonic()
        stage = open_stage(today=clock.today(), seed=options["seed"])
        told = self._tell(stage)
        if size != "demo":
            GROWN_BY[size](stage)
        if told is None:
            self.stdout.write("The demonstration is here already.")
        else:
            self._report(told, time.monotonic() - began)

    def _tell(self, stage: Stage) -> Told | None:
        tales = still_to_tell(stage.cast)
        if not tales:
            return None
        done = len(TALES) - len(tales)
        with tqdm(
            total=len(TALES), initial=done, unit=" families", disable=None, file=sys.stderr
        ) as bar:
            try:
                return tell_in_lanes(stage, tales, advance=bar.update)
            except CannotSeed as broke_off:
                raise CommandError(str(broke_off)) from broke_off

    def _report(self, told: Told, seconds: float) -> None:
        families = sum(told.states.values())
        self.stdout.write(f"{families} families, {told.acts} acts, {seconds:.0f} seconds")
