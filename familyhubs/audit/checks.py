"""What signs the access log must be set where it is signed: in the worker."""

import os
from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from familyhubs.audit import anchors
from familyhubs.keys.checks import REQUIRED


@register(REQUIRED, deploy=True)
def access_log_is_signed(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """An error where the worker has no key to sign with."""
    if os.environ.get("DATABASE_ROLE") != "worker":
        return []
    try:
        anchors.require_key()
    except ImproperlyConfigured as error:
        return [Error(str(error), id="audit.E001")]
    return []
