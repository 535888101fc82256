"""The outbox of keys to destroy, and what was destroyed.

A row is committed with the disposal of what the key sealed.
"""

from django.db import models
from django.db.models.functions import Now


class DoomedKey(models.Model):
    """A data key whose subject was disposed of. Its id is random and says nothing of anybody."""

    key_id = models.UUIDField("key", unique=True)
    # What was given up together; those older than batches have none.
    batch = models.UUIDField("batch", null=True, editable=False, db_index=True)
    doomed_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = "doomed key"

    def __str__(self) -> str:
        return str(self.key_id)


class KeyDestruction(models.Model):
    """That every key which one transaction gave up is destroyed, and since when. Append-only."""

    batch = models.UUIDField("batch", unique=True, editable=False)
    keys = models.PositiveIntegerField("keys destroyed", editable=False)
    destroyed_at = models.DateTimeField("the last of them destroyed", editable=False)

    class Meta:
        verbose_name = "destruction of keys"
        verbose_name_plural = "destructions of keys"

    def __str__(self) -> str:
        return str(self.batch)
