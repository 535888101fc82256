"""Print a new master key, as it stands in MASTER_KEYS. It is kept nowhere."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from familyhubs.keys import masters


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        today = timezone.localdate().isoformat()
        parser.add_argument("name", nargs="?", default=today, help="what to call it; today's date")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        if not masters.NAME.fullmatch(name):
            raise CommandError(
                f"{name!r} is no name for a key: letters, digits, dots and dashes, at most 40."
            )
        if name in settings.MASTER_KEYS:
            raise CommandError(f"MASTER_KEYS has a key named {name} already: give another name.")
        self.stdout.write(f"{name}:{masters.new_key()}")
        self.stderr.write(
            "Put it in front of MASTER_KEYS, with a comma after it, and start the web and the "
            "worker anew. Then `manage.py rotate_master_key`, and the older ones may leave."
        )
