"""Wrap every data key under the first of MASTER_KEYS, so that the older ones can be taken out.

Safe to run twice, and to go on after it was stopped. Nothing that is sealed changes.
"""

import time
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from familyhubs.keys import masters, rotation
from familyhubs.keys.connections import VaultClosed

SAY_AFTER = 2  # seconds until it tells how far it is


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        self.started = self.said = time.monotonic()
        self.wrapped, self.broken = 0, 0
        try:
            self.current, _ = masters.current()
            before = rotation.keys_by_master()
            self.others = sum(before.values()) - before.get(self.current, 0)
            rotation.rewrap(self.note)
            left = rotation.keys_by_master()
        except (ImproperlyConfigured, VaultClosed) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{self.wrapped} data keys were wrapped under {self.current}.")
        left.pop(self.current, None)
        self.say_what_is_left(left)

    def note(self, batch: rotation.Batch) -> None:
        self.wrapped += batch.wrapped
        self.broken += len(batch.broken)
        now = time.monotonic()
        if now - self.said > SAY_AFTER:
            self.said = now
            self.stderr.write(f"{now - self.started:.0f} s: {self.wrapped} of {self.others}")

    def say_what_is_left(self, left: dict[str, int]) -> None:
        """Which older master keys may leave MASTER_KEYS. Raises CommandError where some may not."""
        done = [name for name in settings.MASTER_KEYS if name not in {self.current, *left}]
        if done:
            self.stdout.write(f"Nothing is under {' or '.join(done)} any more: take it out.")
        missing = [name for name in left if name not in settings.MASTER_KEYS]
        if missing:
            raise CommandError(
                f"{sum(left[name] for name in missing)} data keys are under {' and '.join(missing)}"
                ", which MASTER_KEYS lacks: put it back after the first, and run this again."
            )
        if self.broken:
            raise CommandError(
                f"{self.broken} data keys do not open under the master key they name: look whether "
                "MASTER_KEYS has another key under an old name."
            )
        if left:
            raise CommandError(
                f"{sum(left.values())} data keys are being wrapped by another run, or were made "
                "meanwhile by a process with the old MASTER_KEYS: start those anew, run this again."
            )
