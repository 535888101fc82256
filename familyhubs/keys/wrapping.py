"""A data key in its wrapping: AES-256-GCM under a master key, tied to its id."""

import secrets
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from familyhubs.keys import masters
from familyhubs.keys.vault import Wrapped

VERSION = b"\x01"
NONCE = 12  # bytes: what AES-GCM is made for


class KeyDestroyed(Exception):
    """The key was destroyed, or is missing: what is sealed under it cannot be read any more."""


class Tampered(Exception):
    """The bytes, the label and the key do not belong together."""


class MasterMissing(Exception):
    """A data key is wrapped under a master key that MASTER_KEYS does not name."""


def encrypt(key: bytes, plain: bytes, bound_to: bytes) -> bytes:
    """Version, nonce and ciphertext. It is decrypted only with the same `bound_to`."""
    nonce = secrets.token_bytes(NONCE)
    return VERSION + nonce + AESGCM(key).encrypt(nonce, plain, VERSION + bound_to)


def decrypt(key: bytes, sealed: bytes, bound_to: bytes) -> bytes:
    """What `encrypt` was given. Raises Tampered."""
    if not sealed.startswith(VERSION) or len(sealed) <= NONCE:
        raise Tampered("This is not something that was sealed here.")
    start = len(VERSION) + NONCE
    try:
        return AESGCM(key).decrypt(sealed[1:start], sealed[start:], VERSION + bound_to)
    except InvalidTag:
        raise Tampered("What is sealed, its label and its key do not belong together.") from None


def new_data_key(key_id: UUID) -> Wrapped:
    """A random data key under the current master key."""
    return wrap(key_id, AESGCM.generate_key(bit_length=256))


def wrap(key_id: UUID, key: bytes) -> Wrapped:
    """A data key under the current master key."""
    name, master = masters.current()
    return Wrapped(name, encrypt(master, key, _bond(key_id, name)))


def unwrap(key_id: UUID, wrapped: Wrapped) -> bytes:
    """The data key itself. Raises MasterMissing, Tampered."""
    master = settings.MASTER_KEYS.get(wrapped.master)
    if master is None:
        raise MasterMissing(
            f"The master key {wrapped.master} is not in MASTER_KEYS, and data keys are still "
            "wrapped under it: put it back, and take it out after `manage.py rotate_master_key`."
        )
    return decrypt(master, wrapped.key, _bond(key_id, wrapped.master))


def _bond(key_id: UUID, master: str) -> bytes:
    return key_id.bytes + b"master:" + master.encode()
