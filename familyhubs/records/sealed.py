"""Records some of whose fields are encrypted under the data key of a person or a household.

Destroying that key makes every copy unreadable, in older backups too (DESIGN: "Keys").
"""

import uuid
from typing import Any

from django.db import models

from familyhubs.keys import sealing
from familyhubs.records.models import Record


class SealedRecord(Record):
    """A record with sealed fields: `BinaryField`s written by `close` and read by `read`.

    Subclasses say whose key it is in `key_id`. Many rows at once share one `sealing.keyring`.
    """

    # Goes into what is authenticated, so that a sealed value cannot be moved to another row.
    sealed_as = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True

    @property
    def key_id(self) -> uuid.UUID:
        """The data key of the person or household it is about."""
        raise NotImplementedError

    def close(self, field: str, text: str, ring: sealing.Keyring | None = None) -> None:
        """Seal a text into a field; an empty one is not kept at all."""
        sealer: Any = ring or sealing
        setattr(self, field, sealer.seal(self.key_id, self._label(field), text) if text else None)

    def read(self, field: str, ring: sealing.Keyring | None = None) -> str:
        """The text of a sealed field, "" where there is none. Raises KeyDestroyed, Tampered."""
        sealed = getattr(self, field)
        if sealed is None:
            return ""
        if ring is not None:
            return ring.text(self.key_id, self._label(field), sealed)
        return sealing.unseal(self.key_id, self._label(field), sealed)

    def _label(self, field: str) -> str:
        return f"{self._meta.app_label}.{self._meta.model_name}/{self.sealed_as}/{field}"
