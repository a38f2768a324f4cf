"""Print what is due when, and why: `roundtable deadlines EVENT DATE`."""

import json
import sys
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from roundtable.rules import timescales
from roundtable.rules.explanations import in_words
from roundtable.rules.settings import with_defaults
from roundtable.rules.timescales import Due, TimescaleNotUsable
from roundtable.rules.working_days import ENGLAND_AND_WALES, NoBankHolidayData

BAD_QUESTION = 2


class Command(BaseCommand):
    help = "Print what is due when after an event (or before a conference), with the reason."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("event", help=", ".join(timescales.EVENTS))
        parser.add_argument("date", help="the day of the event, as 2026-12-11")
        parser.add_argument("--kind", help="the kind of conference: initial or review")
        parser.add_argument("--json", action="store_true", help="print a JSON list")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            day = _day(options["date"])
            found = timescales.deadlines(
                options["event"],
                day,
                calendar=ENGLAND_AND_WALES,
                settings=with_defaults({}),
                kind=options["kind"],
            )
        except (TimescaleNotUsable, NoBankHolidayData) as refusal:
            self.stderr.write(str(refusal))
            sys.exit(BAD_QUESTION)
        if options["json"]:
            self.stdout.write(json.dumps([_as_object(due) for due in found], indent=2))
        else:
            self.stdout.write("\n\n".join([_heading(options, day), *map(_as_text, found)]))


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        pass
    else:
        # Python also reads a week's number, or no hyphens: too easily a slip of the keyboard.
        if day.isoformat() == text:
            return day
    raise TimescaleNotUsable(
        f"{text or 'Nothing'}: not a date. Write year, month and day, as 2026-12-11."
    )


def _as_object(due: Due) -> dict[str, Any]:
    return {
        "clock": due.clock,
        "text": timescales.timescale(due.clock).text,
        "due_on": due.due_on.isoformat(),
        "last_working_day": due.last_working_day.isoformat(),
        "source": str(due.source),
        "steps": list(due.steps),
        "provisional": due.provisional,
    }


def _heading(options: dict[str, Any], day: date) -> str:
    kind = f" ({options['kind']})" if options["kind"] else ""
    return f"{options['event']}{kind}, {in_words(day)}"


def _as_text(due: Due) -> str:
    why = [timescales.timescale(due.clock).text, *due.steps, f"Source: {due.source}"]
    head = f"{due.clock:<28} {in_words(due.due_on)}"
    return "\n".join([head, *(f"    {line}" for line in why)])
