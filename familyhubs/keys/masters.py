"""The master keys and the lookup key: read from the environment, kept in no database.

MASTER_KEYS is "2026b:<base64>,2026a:<base64>": the first wraps, the others only unwrap, until
`manage.py rotate_master_key` has brought every data key under the first.
"""

import base64
import binascii
import re
import secrets

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

LENGTH = 32  # bytes: AES-256, and as much for the lookup's HMAC
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
MAKE = "make one with `manage.py make_master_key`"


def parse_masters(text: str, setting: str = "MASTER_KEYS") -> dict[str, bytes]:
    """The keys of a setting by name, the current one first; none for no text.

    Raises ImproperlyConfigured with one sentence that never repeats a key.
    """
    masters: dict[str, bytes] = {}
    for number, entry in enumerate(text.split(",") if text.strip() else (), start=1):
        name, _, key = entry.strip().partition(":")
        if not key or not NAME.fullmatch(name):
            raise ImproperlyConfigured(
                f"{setting} must be NAME:KEY, comma between, and entry {number} is not: {MAKE}."
            )
        if name in masters:
            raise ImproperlyConfigured(f"{setting} names {name} twice: each key has its own.")
        masters[name] = parse_key(f"The key {name} in {setting}", key)
    return masters


def parse_key(what: str, text: str) -> bytes:
    """32 bytes from their base64, or none for no text. Raises ImproperlyConfigured."""
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        key = b"?"
    if text.strip() and len(key) != LENGTH:
        raise ImproperlyConfigured(
            f"{what} must be {LENGTH} random bytes in base64: `openssl rand -base64 32` makes them."
        )
    return key if text.strip() else b""


def current() -> tuple[str, bytes]:
    """The name and the key under which new data keys are wrapped."""
    require_masters()
    return next(iter(settings.MASTER_KEYS.items()))


def require_masters() -> None:
    """Raise ImproperlyConfigured where no master key is set."""
    if not settings.MASTER_KEYS:
        raise ImproperlyConfigured(f"MASTER_KEYS is not set: {MAKE}, and set it as NAME:KEY.")


def require_lookup_key() -> None:
    """Raise ImproperlyConfigured where no lookup key is set."""
    if not settings.LOOKUP_KEY:
        raise ImproperlyConfigured(
            "LOOKUP_KEY is not set: make it once with `openssl rand -base64 32` and keep it."
        )


def new_key() -> str:
    """A new random key, as it stands in the environment."""
    return base64.b64encode(secrets.token_bytes(LENGTH)).decode()
