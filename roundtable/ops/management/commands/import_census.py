"""Take a children in need census return in: `roundtable import-census FILE.xml`."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from roundtable.returns.cin_census.errors import CannotReadReturn
from roundtable.returns.cin_census.importing import (
    ImportFigures,
    authority_of_return,
    doubt_about_authority,
    import_return,
)
from roundtable.returns.cin_census.reader import check_file

NOT_READ = 1


class Command(BaseCommand):
    help = "Import the children of a DfE children in need census return, with their history."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the return, as one XML file")
        parser.add_argument("--authority", metavar="CODE", help="the authority it is for")
        parser.add_argument("--json", action="store_true", help="print JSON, an object a line")

    def handle(self, *args: Any, **options: Any) -> None:
        self.as_json = options["json"]
        try:
            header = check_file(options["file"])
            authority = authority_of_return(header, options["authority"])
            for remark in header.remarks:
                self.tell("remark", remark.line, remark.element, remark.reason)
            if doubt := doubt_about_authority(header, authority):
                self.tell("remark", header.lea_line, "LEA", doubt)
            with tqdm(
                total=header.child_count, unit=" children", disable=None, file=sys.stderr
            ) as bar:
                figures = import_return(
                    options["file"],
                    header,
                    authority,
                    tell=self.tell,
                    advance=lambda children: bool(bar.update(children)),
                )
        except CannotReadReturn as refusal:
            self.stderr.write(refusal.message)
            sys.exit(NOT_READ)
        self.report(figures)

    def tell(self, kind: str, line: int, element: str, reason: str) -> None:
        """Print one refusal or item set aside, on a line of its own."""
        if self.as_json:
            row = {"kind": kind, "line": line, "element": element, "reason": reason}
            self.stdout.write(json.dumps(row, ensure_ascii=False))
        else:
            self.stdout.write(f"{kind}: line {line}, {element}: {reason}")

    def report(self, figures: ImportFigures) -> None:
        if self.as_json:
            self.stdout.write(json.dumps(asdict(figures)))
            return
        for name, value in asdict(figures).items():
            self.stdout.write(f"{name.replace('_', ' '):<20}{value:>8}")
