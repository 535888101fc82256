"""`manage.py check --deploy` says what the keys lack."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from familyhubs.keys import masters

REQUIRED: dict[str, Callable[[], None]] = {
    "keys.E001": masters.require_masters,
    "keys.E002": masters.require_lookup_key,
}


@register(deploy=True)
def keys_are_set(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """An error for each key that production needs and the environment lacks."""
    found: list[CheckMessage] = []
    for number, require in REQUIRED.items():
        try:
            require()
        except ImproperlyConfigured as error:
            found.append(Error(str(error), id=number))
    return found


def require_keys() -> None:
    """Stop a process that would seal or read, before it serves. Raises ImproperlyConfigured."""
    for require in REQUIRED.values():
        require()
