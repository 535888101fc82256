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
def stop_without_keys(**_signal: Any) -> None:
    """A worker that cannot open what is sealed, or reach the files, does not start."""
    from django.core.exceptions import ImproperlyConfigured

    from familyhubs.keys.checks import require_settings

    try:
        require_settings()
    except ImproperlyConfigured as error:
        sys.exit(str(error))
