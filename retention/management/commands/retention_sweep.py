"""What is due for disposal on a day, and why; with --commit, gives notice and disposes of it.

Nothing goes before its notice stood 30 days, nor a protected child's record before two people
approved it; what waits is listed as blocked, with until when or for whom. In a demo database a day
30 or more days from now can be swept: notices count as given by then, and approvals as made.
"""

import json
import time
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from familyhubs.records.as_of import read_date
from retention import sweep
from retention.restores.backup_check import AnotherChain, FromABackup
from retention.schedule import schedule_on
from retention.sweep import Seen

REFUSALS = (sweep.NotYet, sweep.GoneBy, sweep.ClocksDiffer, FromABackup, AnotherChain)
SAY_AFTER = 2  # seconds until it tells how far it is


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--as-of", metavar="DATE", help="the day to look at; today if left out")
        parser.add_argument("--commit", action="store_true", help="dispose of what is due")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        as_of = read_date(options["as_of"])
        self.started = self.said = time.monotonic()
        seen: list[Seen] = []
        certificate = None
        if options["commit"]:
            certificate = self.dispose(as_of, seen)
        else:
            for batch in sweep.look(as_of):
                self.note(seen, batch)
        report = as_report(as_of, seen, certificate)
        self.stdout.write(json.dumps(report, indent=2) if options["json"] else in_words(report))

    def dispose(self, as_of: date, seen: list[Seen]) -> int | None:
        try:
            run = sweep.dispose(as_of, tell=lambda batch: self.note(seen, batch))
        except sweep.AnotherSweep as left:
            self.stderr.write(left.words)
            return None
        except REFUSALS as refusal:
            raise CommandError(refusal.words) from refusal
        return run.pk

    def note(self, seen: list[Seen], batch: Seen) -> None:
        seen.append(batch)
        now = time.monotonic()
        if now - self.said > SAY_AFTER:
            self.said = now
            found = sum(len(each.due) for each in seen)
            self.stderr.write(f"{now - self.started:.0f} s: {found} due so far")


def as_report(as_of: date, seen: list[Seen], certificate: int | None) -> dict[str, Any]:
    """The answer; `certificate` is the number of the run that its certificates are kept under."""
    return {
        "as_of": as_of.isoformat(),
        "schedule": schedule_on(as_of).version,
        "due": [line.as_json() for batch in seen for line in batch.due],
        "blocked": [block.as_json() for batch in seen for block in batch.blocked],
        "disposed": sum(batch.disposed for batch in seen),
        "certificate": certificate,
    }


def in_words(report: dict[str, Any]) -> str:
    """The same answer for somebody at a terminal."""
    lines = [f"Due on {report['as_of']} under the schedule of {report['schedule']}:"]
    lines += [
        f"  {row['household']}  {row['class']:<16}{row['trigger']:<16}{row['trigger_on']}"
        f"  due {row['due_on']}  {row['records']:>4} records"
        + (f"  person {row['person']}" if row["person"] else "")
        for row in report["due"]
    ] or ["  nothing"]
    if report["blocked"]:
        lines += ["Stopped:"]
        lines += [
            f"  {row['household']}  {row['reason']}"
            + (f" (person {row['person']})" if row["person"] else "")
            for row in report["blocked"]
        ]
    done = f"Disposed of: {report['disposed']}."
    if report["certificate"]:
        done += f" The certificates are those of sweep {report['certificate']}."
    elif report["due"]:
        done += " Nothing was changed; --commit disposes of what is due."
    return "\n".join([*lines, done])
