"""Found the invented authority and its families: `roundtable seed-demo`."""

import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from roundtable.foundation.core import clock
from roundtable.ops.demo.lanes import CannotSeed, tell_in_lanes
from roundtable.ops.demo.planning import ask_for_a_plan
from roundtable.ops.demo.seeding import TALES, Told, open_stage, still_to_tell
from roundtable.ops.demo.sizes import DEMO, SIZES, AnotherSize, copies_to_make, grow
from roundtable.ops.demo.stage import Stage


class Command(BaseCommand):
    help = "Fill the database with an invented authority: its people, families and conferences."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--size", choices=SIZES, default=DEMO, help="how much data to make")
        parser.add_argument(
            "--seed", type=int, default=1, metavar="N", help="the same number tells the same tales"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        size = options["size"]
        if not settings.DEMO_MODE:
            raise CommandError("Invented people belong in a demonstration: set DEMO_MODE.")
        began = time.monotonic()
        stage = open_stage(today=clock.today(), seed=options["seed"])
        told = self._tell(stage)
        if told is not None:
            ask_for_a_plan(stage)
        if size != DEMO:
            self._grow(stage, size)
        if options["verbosity"] and (told is not None or size == DEMO):
            self._report(told, time.monotonic() - began)

    def _tell(self, stage: Stage) -> Told | None:
        tales = still_to_tell(stage.cast)
        if not tales:
            return None
        done = len(TALES) - len(tales)
        tqdm.monitor_interval = 0  # a thread of its own, which a fork would not survive
        with tqdm(
            total=len(TALES), initial=done, unit=" families", disable=None, file=sys.stderr
        ) as bar:
            try:
                return tell_in_lanes(stage, tales, advance=bar.update)
            except CannotSeed as broke_off:
                raise CommandError(str(broke_off)) from broke_off

    def _grow(self, stage: Stage, size: str) -> None:
        authority = stage.cast.authority
        try:
            copies = copies_to_make(authority, size)
        except AnotherSize as other:
            raise CommandError(str(other)) from other
        with tqdm(total=copies.made, unit=" copies", disable=None, file=sys.stderr) as bar:
            grow(authority, size, copies, advance=bar.update)

    def _report(self, told: Told | None, seconds: float) -> None:
        if told is None:
            self.stdout.write("The demonstration is here already.")
            return
        families = sum(told.states.values())
        self.stdout.write(f"{families} families, {told.acts} acts, {seconds:.0f} seconds")
