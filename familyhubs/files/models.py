"""The outbox of files to remove: a row is committed with the deletion of what named the file."""

from django.db import models
from django.db.models.functions import Now


class DoomedFile(models.Model):
    """A file that nothing names any more. The name is random and says nothing of anybody."""

    name = models.CharField(max_length=64, unique=True)
    doomed_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = "doomed file"

    def __str__(self) -> str:
        return self.name
