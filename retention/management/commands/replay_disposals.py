"""After a restore: dispose again of what was disposed of since the backup. Dry without --commit.

The site does not start until this has run (docs/restoring.md). It can be run as often as one likes.
"""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from familyhubs.keys.connections import VaultClosed
from familyhubs.records.refusals import Refused
from households.models import Household
from retention.restores import dispose_again
from retention.restores.dispose_again import Replay
from retention.verdict import LeftBehind


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--commit", action="store_true", help="dispose again of what went")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = dispose_again.replay(commit=options["commit"])
        except (Refused, VaultClosed, LeftBehind) as error:
            raise CommandError(str(error)) from error
        report = as_report(found, committed=options["commit"])
        self.stdout.write(json.dumps(report, indent=2) if options["json"] else in_words(report))


def as_report(found: Replay, *, committed: bool) -> dict[str, Any]:
    """The answer. Households by their references, people by their numbers; no names."""
    ids = {pk for kind, pk in [*found.stay, *found.back] if kind == "household"}
    references = dict(Household.objects.filter(pk__in=ids).values_list("pk", "reference"))

    def shown(kind: str, pk: int) -> dict[str, Any]:
        return {kind: references.get(pk, pk) if kind == "household" else pk}

    return {
        "committed": committed,
        "run": found.run,
        "certificates": len(found.lost),
        "households": len(found.households),
        "people": len(found.people),
        "not_here": found.nobody,
        "no_copy": found.missing,
        "left": [shown(*who) | {"reason": why} for who, why in sorted(found.stay.items())],
        "keys_destroyed": [shown(*who) for who in found.back],
    }


def in_words(report: dict[str, Any]) -> str:
    """The same for somebody at a terminal."""
    done = "were disposed of again" if report["committed"] else "would be disposed of again"
    put = "are put back" if report["committed"] else "would be put back"
    lines = [
        f"{report['certificates']:,} certificates were missing here, and {put}: "
        f"{report['households']:,} households and {report['people']:,} people {done}."
        if report["certificates"]
        else "No disposal is missing here."
    ]
    if report["not_here"]:
        lines.append(
            "The households of these certificates are not in this database, or went before "
            "certificates named them by a mark: "
            f"{in_a_row(report['not_here'])}."
        )
    if report["no_copy"]:
        lines.append(
            "Of these certificates there is no copy either, so what they were about is not known: "
            f"{in_a_row(report['no_copy'])}."
        )
    lines += [f"Left: {who(row)} {row['reason']}." for row in report["left"]]
    lines += [
        f"Back from a backup, its key destroyed, and on no certificate: {who(row)}."
        for row in report["keys_destroyed"]
    ]
    if report["certificates"] and not report["committed"]:
        lines.append("Nothing was changed; --commit disposes of it again.")
    return "\n".join(lines)


def who(row: dict[str, Any]) -> str:
    return f"household {row['household']}" if "household" in row else f"person {row['person']}"


def in_a_row(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers))
