"""The worker and the clock: what runs without anybody watching."""

import os
import sys
from typing import Any

from celery import Celery
from celery.signals import celeryd_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "familyhubs.settings")
os.environ.setdefault("DATABASE_ROLE", "worker")

app = Celery("familyhubs")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@celeryd_init.connect
def stop_where_it_may_not_start(**_signal: Any) -> None:
    """A worker that cannot open what is sealed, or reach the files, does not start; nor does one
    whose database comes from a backup, before `manage.py replay_disposals` has run."""
    from django.core.exceptions import ImproperlyConfigured

    from familyhubs.keys.checks import require_settings
    from retention.restores.backup_check import require_replayed_to_start

    try:
        require_settings()
        require_replayed_to_start()
    except ImproperlyConfigured as error:
        sys.exit(str(error))
