"""The mark of a database that holds only synthetic families."""

from django.db import models
from django.db.models.functions import Now


class DemoDatabase(models.Model):
    """One row, or none. A trigger lets it be written only while there is no household at all,
    so that a council's database can never be made into a demo one, by anybody."""

    marked_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = "mark of a demo database"
        verbose_name_plural = "marks of a demo database"

    def __str__(self) -> str:
        return f"Demo database since {self.marked_at:%-d %B %Y}"
