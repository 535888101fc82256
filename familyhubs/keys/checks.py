"""What production must set: said by `manage.py check --deploy`, and by a process before it serves.

At a desk without them everything runs but what seals: the checks of types and the migrations need
no keys.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, register, run_checks
from django.core.exceptions import ImproperlyConfigured

from familyhubs.keys import masters

REQUIRED = "required"  # the tag of every check without which nothing is served
KEYS: dict[str, Callable[[], None]] = {
    "keys.E001": masters.require_masters,
    "keys.E002": masters.require_lookup_key,
}


@register(REQUIRED, deploy=True)
def keys_are_set(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """An error for each key that the environment lacks."""
    found: list[CheckMessage] = []
    for number, require in KEYS.items():
        try:
            require()
        except ImproperlyConfigured as error:
            found.append(Error(str(error), id=number))
    return found


def require_settings() -> None:
    """Stop the web or the worker before it serves. Raises ImproperlyConfigured, in sentences."""
    found = run_checks(tags=[REQUIRED], include_deployment_checks=True)
    if found:
        raise ImproperlyConfigured(" ".join(str(message.msg) for message in found))
