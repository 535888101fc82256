"""An episode of support: opened, closed; opened again is another episode."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from familyhubs.records.models import Record
from familyhubs.records.privacy import RecordClass, classified
from households.categories import Category
from households.models.household import Household
from households.models.scope import ScopedQuerySet


class EpisodeQuerySet(ScopedQuerySet["Episode"]):
    category: ClassVar[str | None] = Category.HUB_RECORD


class Episode(Record):
    """What starts and stops the retention clock (reading 2)."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="episodes")
    opened_on = models.DateField("support opened on")
    closed_on = models.DateField("support closed on", null=True, blank=True)
    reason = models.CharField("why support was opened", max_length=300, blank=True)
    closing_reason = models.CharField("why support was closed", max_length=300, blank=True)

    objects = EpisodeQuerySet.as_manager()

    privacy = classified(
        RecordClass.SERVICE,
        link="household",
        event="opened_on closed_on",
        free_text="reason closing_reason",
        technical="id version",
    )

    class Meta:
        ordering = ["-opened_on", "-id"]
        verbose_name = "episode of support"
        verbose_name_plural = "episodes of support"
        constraints = [
            models.UniqueConstraint(
                fields=["household"], condition=Q(closed_on__isnull=True), name="one_open_episode"
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="closed_after_opened",
            ),
        ]

    def __str__(self) -> str:
        return f"Episode {self.pk}"

    @property
    def is_open(self) -> bool:
        """Support goes on."""
        return self.closed_on is None
