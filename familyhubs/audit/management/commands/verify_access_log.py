"""Prove that the access log is whole, or name the first break. Exit code 1 where it is broken."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from familyhubs.audit import anchors


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            anchors.require_key()
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        proof = anchors.prove()
        self.stdout.write(
            json.dumps(asdict(proof), indent=2) if options["json"] else in_words(proof)
        )
        if proof.broken:
            sys.exit(1)


def in_words(proof: anchors.Proof) -> str:
    """The same for people: a sentence a line."""
    lines = [
        f"The access log is broken. {proof.broken}"
        if proof.broken
        else f"The access log is whole: {proof.sealed:,} events under {proof.anchors:,} anchors.",
        f"{proof.unsealed:,} events are newer than the last anchor, and not sealed yet.",
    ]
    if not proof.broken and proof.anchors:
        lines.append(f"The last anchor is {proof.newest}: keep it elsewhere to compare.")
    return "\n".join(lines)
