"""The same commands and the same worker, with transactions of a few households, so that there are
many moments at which one can be killed.

`python -m tests.retention.killing.small retention_sweep --commit`, or
`celery --app tests.retention.killing.small worker`.
"""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "familyhubs.settings")
os.environ.setdefault("DATABASE_ROLE", "worker")
django.setup()

from django.conf import settings  # noqa: E402

from familyhubs.celery import app  # noqa: E402
from retention import disposal  # noqa: E402

__all__ = ["app"]

# It writes about pairs of families that look alike, and every copy here looks like every other.
settings.CELERY_BEAT_SCHEDULE.pop("duplicates", None)
# Sending leaves history: what goes with a family would not be what the books said before.
settings.CELERY_BEAT_SCHEDULE.pop("emails", None)

# What makes up every hour for a sweep that was killed after its last commit.
if hour := float(os.environ.get("KILLING_HOUR", "0")):
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        if entry["schedule"] <= 3600:
            entry["schedule"] = hour

if size := int(os.environ.get("KILLING_BATCH", "0")):
    disposal.FIRST = disposal.LEAST = disposal.BATCH = size

if __name__ == "__main__":
    from django.core.management import execute_from_command_line

    execute_from_command_line(["manage.py", *sys.argv[1:]])
