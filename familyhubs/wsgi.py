"""The web's entry point."""

import os

from django.core.wsgi import get_wsgi_application

from familyhubs.keys.checks import require_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "familyhubs.settings")
os.environ.setdefault("DATABASE_ROLE", "web")

application = get_wsgi_application()
require_settings()

from retention.restores.backup_check import require_replayed_to_start  # noqa: E402 - models need Django set up

require_replayed_to_start()
