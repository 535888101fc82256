"""The outbox of keys to destroy: a row is committed with the disposal of what they sealed."""

from django.db import models
from django.db.models.functions import Now


class DoomedKey(models.Model):
    """A data key whose subject was disposed of. Its id is random and says nothing of anybody."""

    key_id = models.UUIDField("key", unique=True)
    doomed_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = "doomed key"

    def __str__(self) -> str:
        return str(self.key_id)
