"""Look at a file of families from another system; with --commit, add them. See docs/import.md."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from familyhubs.imports import importing
from familyhubs.imports.author import named
from familyhubs.imports.description import schema
from familyhubs.imports.importing import Report
from familyhubs.imports.progress import Bar


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", metavar="FILE.jsonl", help="one household an object a line"
        )
        parser.add_argument("--commit", action="store_true", help="add what is new")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument(
            "--by",
            metavar="EMAIL",
            help="who stands as the writer, and may open what is restricted",
        )
        parser.add_argument(
            "--make-missing",
            action="store_true",
            help="make hubs and organisations that are not here yet",
        )

        parser.add_argument("--schema", action="store_true", help="print what a line may say")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["schema"]:
            self.stdout.write(json.dumps(schema(), indent=2))
            return
        if not options["file"]:
            raise CommandError("Name the file: import_cases FILE.jsonl")
        path = Path(options["file"])
        bar = None
        if sys.stderr.isatty() and not options["json"] and path.is_file():
            bar = Bar(sys.stderr, path.stat().st_size)
        report = importing.run(
            path,
            commit=options["commit"],
            by=named(options["by"]),
            make_missing=options["make_missing"],
            **({"tell": bar.tell} if bar else {}),
        )
        if bar:
            bar.end()
        self.stdout.write(importing.as_json(report) if options["json"] else in_words(report))
        if report.errors:
            sys.exit(1)


def in_words(report: Report) -> str:
    """The report for somebody at a terminal."""
    lines = [f"{report.file}: {report.lines:,} lines read."]
    if report.errors:
        lines += [f"{report.errors.count:,} to put right:"]
        lines += [f"  {problem}" for problem in report.errors.shown]
        lines += [f"  and {report.errors.more:,} more"] if report.errors.more else []
        return "\n".join([*lines, "Nothing was added."])
    if report.notes:
        lines += ["To know:"]
        lines += [f"  {note}" for note in report.notes.shown]
        lines += [f"  and {report.notes.more:,} more"] if report.notes.more else []
    lines += ["Added:" if report.committed else "To add:"]
    lines += [f"  {number:>9,} {kind}" for kind, number in report.kinds.items()] or ["  nothing"]
    if report.already_here:
        lines += [f"Here already, and left as they are: {report.already_here:,} households."]
    if not report.committed and report.kinds:
        lines += ["Nothing was changed; --commit adds them."]
    return "\n".join(lines)
