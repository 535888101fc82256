"""Seal and read under a subject's data key.

A label says where the value stands ("households.contact/<uuid>/note"). It and the key's id are
bound into what is sealed, so that a row moved to another place or another family does not open.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.conf import settings

from familyhubs.keys import masters, vault
from familyhubs.keys.vault import Wrapped
from familyhubs.keys.wrapping import (
    KeyDestroyed,
    MasterMissing,
    Tampered,
    decrypt,
    encrypt,
    new_data_key,
    unwrap,
)

__all__ = [
    "KeyDestroyed",
    "Keyring",
    "MasterMissing",
    "Tampered",
    "keyring",
    "lookup",
    "seal",
    "unseal",
]


class Keyring:
    """Data keys at hand, for one page or one action.

    Do not keep one: a key destroyed meanwhile would stay readable through it.
    """

    def __init__(self, wrapped: Mapping[UUID, Wrapped]) -> None:
        self._wrapped = wrapped
        self._keys: dict[UUID, bytes] = {}

    def __contains__(self, key_id: UUID) -> bool:
        """Whether the key is there, and neither destroyed nor missing."""
        return key_id in self._wrapped

    def seal(self, key_id: UUID, label: str, text: str) -> bytes:
        """The text, sealed. Raises KeyDestroyed."""
        return self.seal_bytes(key_id, label, text.encode())

    def text(self, key_id: UUID, label: str, sealed: bytes | memoryview) -> str:
        """The text that was sealed under this key and label. Raises KeyDestroyed, Tampered."""
        return self.content(key_id, label, sealed).decode()

    def seal_bytes(self, key_id: UUID, label: str, content: bytes) -> bytes:
        """The bytes, sealed. Raises KeyDestroyed."""
        return encrypt(self._key(key_id), content, _bond(key_id, label))

    def content(self, key_id: UUID, label: str, sealed: bytes | memoryview) -> bytes:
        """The bytes that were sealed under this key and label. Raises KeyDestroyed, Tampered."""
        return decrypt(self._key(key_id), bytes(sealed), _bond(key_id, label))

    def _key(self, key_id: UUID) -> bytes:
        if key_id not in self._keys:
            if key_id not in self._wrapped:
                raise KeyDestroyed("The key was destroyed: this cannot be read any more.")
            self._keys[key_id] = unwrap(key_id, self._wrapped[key_id])
        return self._keys[key_id]


def keyring(key_ids: Iterable[UUID], *, make: bool = False) -> Keyring:
    """The keys with these ids, in one round trip for any number of them.

    With `make`, those that are missing are made and committed at once, whatever becomes of the
    caller's transaction; a destroyed one is not made again. Raises VaultClosed.
    """
    wanted = set(key_ids)
    if make:
        return Keyring(vault.make({key_id: new_data_key(key_id) for key_id in wanted}))
    return Keyring(vault.read(wanted))


def seal(key_id: UUID, label: str, text: str) -> bytes:
    """One text, sealed; its key is made if it is missing. Raises KeyDestroyed."""
    return keyring([key_id], make=True).seal(key_id, label, text)


def unseal(key_id: UUID, label: str, sealed: bytes | memoryview) -> str:
    """One text that was sealed. Raises KeyDestroyed, Tampered."""
    return keyring([key_id]).text(key_id, label, sealed)


def lookup(kind: str, value: str) -> str:
    """A keyed hash by which an exact value is found, and which nobody can work out without the key.

    `kind` keeps the same number of two kinds apart. The caller brings the value to one spelling.
    """
    masters.require_lookup_key()
    said = kind.encode() + b"\0" + value.encode()
    return hmac.new(settings.LOOKUP_KEY, said, hashlib.sha256).hexdigest()


def _bond(key_id: UUID, label: str) -> bytes:
    return key_id.bytes + b"label:" + label.encode()
