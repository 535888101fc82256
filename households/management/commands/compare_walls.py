"""Compare what each wall lets partners see. Exit code 1 where they disagree."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from households.drift import drifted


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON array")

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(drifted())
        if options["json"]:
            self.stdout.write(json.dumps([asdict(one) for one in found], indent=2))
        else:
            for one in found:
                self.stdout.write(
                    f"Involvement {one.involvement}: {one.missing} permissions are missing, "
                    f"{one.too_much} have nothing behind them."
                )
            self.stdout.write(f"The walls disagree about {len(found)} involvements.")
        if found:
            sys.exit(1)
