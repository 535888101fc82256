"""Prove that the chain of certificates is whole, or name the first break. Exit code 1 if broken."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from familyhubs.keys.connections import VaultClosed
from retention import chain


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            proof = chain.check()
        except VaultClosed as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            json.dumps(asdict(proof), indent=2) if options["json"] else in_words(proof)
        )
        if proof.broken:
            sys.exit(1)


def in_words(proof: chain.Proof) -> str:
    """The same for people: a sentence a line."""
    if proof.broken:
        return f"The chain of certificates is broken. {proof.broken}"
    lines = [
        f"The chain of certificates is whole: {proof.certificates:,} certificates.",
        f"{proof.copied:,} of them have their copy in the keys database, which says the same.",
    ]
    if proof.certificates:
        lines.append(f"The last one's digest is {proof.newest}: keep it elsewhere to compare.")
    return "\n".join(lines)
