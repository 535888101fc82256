"""What is kept for one browser alone: sealed under SECRET_KEY and a secret only that browser has.

Neither where it is kept nor the cookie alone tells anything.
"""

import base64
from typing import Any

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def box(secret: str, what: str) -> Fernet:
    """What seals and opens it. Args: `what` it is for, so that one kind never opens as another."""
    key: Any = HKDF(SHA256(), 32, salt=secret.encode(), info=what.encode())
    return Fernet(base64.urlsafe_b64encode(key.derive(settings.SECRET_KEY.encode())))
