"""The notices families are given: dated versions, the one of 23 April 2024 first (S53)."""

from datetime import date

from django.db import models

from familyhubs.records.dates import today


class NoticeKind(models.TextChoices):
    PRIVACY = "privacy", "Privacy notice"
    LEAFLET = "leaflet", "Leaflet"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def current(self, kind: str, on: date | None = None) -> "Notice | None":
        """The version of a kind that is in force on a day (today unless said)."""
        published = self.filter(kind=kind, in_force_from__lte=on or today())
        return published.order_by("-in_force_from", "-id").first()


class Notice(models.Model):
    """One version of a notice. Evidence: never changed, a new version is a new row."""

    kind = models.CharField(max_length=20, choices=NoticeKind)
    in_force_from = models.DateField()
    title = models.CharField(max_length=200)
    text = models.TextField()

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-in_force_from", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "in_force_from"], name="one_notice_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.in_force_from:%-d %B %Y}"
