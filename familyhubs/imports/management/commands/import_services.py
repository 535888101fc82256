"""Look at a directory from elsewhere (Open Referral UK, HSDS 3); with --commit, take what it says
into ours. See docs/services.md."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from familyhubs.imports.author import named
from familyhubs.imports.problems import Problems
from familyhubs.imports.services import importing, vocabulary
from familyhubs.imports.services.importing import Report
from households.forms.fields import column_width
from referrals.models import Service

FEED = "Open Referral UK"
NAMED = 10  # services that the report names of each kind


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "files", nargs="+", metavar="FEED.json", help="the feed, or each of its pages"
        )
        parser.add_argument("--commit", action="store_true", help="change what it changes")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument(
            "--feed",
            default=FEED,
            metavar="NAME",
            help=f'which feed this is, where there are several (else "{FEED}")',
        )
        parser.add_argument("--by", metavar="EMAIL", help="who stands as the writer")
        parser.add_argument(
            "--vocabulary",
            default=str(vocabulary.SHIPPED),
            metavar="FILE.json",
            help="which terms stand for which needs, in place of the vocabulary that ships",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        feed = options["feed"].strip()
        if not 0 < len(feed) <= column_width(Service, "feed"):
            raise CommandError(f"--feed is a name of 1 to {column_width(Service, 'feed')} letters.")
        report = importing.run(
            [Path(name) for name in options["files"]],
            feed=feed,
            commit=options["commit"],
            by=named(options["by"]),
            words=Path(options["vocabulary"]),
        )
        self.stdout.write(importing.as_json(report) if options["json"] else in_words(report))
        if report.errors:
            sys.exit(1)


def in_words(report: Report) -> str:
    """The report for somebody at a terminal."""
    if not report.items:
        return "\n".join([*_told("to put right", report.errors), "Nothing was changed."])
    read = f"{report.items:,} service{'' if report.items == 1 else 's'}"
    lines = [f"{report.feed}: {read} read."]
    lines += _told("to put right, and left as they are here", report.errors)
    lines += _told("to know", report.notes)
    done = report.committed
    lines += _listed("Added" if done else "To add", report.added)
    lines += _listed("Changed" if done else "To change", report.changed)
    lines += _listed("Closed" if done else "To close", report.closed)
    lines += _listed(
        "Organisations added" if done else "Organisations to add", report.organisations
    )
    lines += [f"As they were: {report.unchanged:,}."] if report.unchanged else []
    if report.not_on_offer:
        lines += [f"Not on offer, and not here: {report.not_on_offer:,}."]
    if report.changes and not done:
        lines += ["Nothing was changed; --commit changes it."]
    elif not report.changes:
        lines += ["Nothing to change."]
    return "\n".join(lines)


def _told(what: str, problems: Problems) -> list[str]:
    if not problems:
        return []
    more = [f"  and {problems.more:,} more"] if problems.more else []
    return [f"{problems.count:,} {what}:", *(f"  {one}" for one in problems.shown), *more]


def _listed(what: str, names: list[str]) -> list[str]:
    if not names:
        return []
    more = [f"  and {len(names) - NAMED:,} more"] if len(names) > NAMED else []
    return [f"{what}: {len(names):,}", *(f"  {name}" for name in names[:NAMED]), *more]
