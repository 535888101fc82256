"""The worker and the clock: what runs without anybody watching."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "familyhubs.settings")
os.environ.setdefault("DATABASE_ROLE", "worker")

app = Celery("familyhubs")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
