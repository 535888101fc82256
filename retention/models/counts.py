"""What stays for the reports of families that were disposed of: numbers, and nobody's ids."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from familyhubs.organisations.models import Hub
from households.models import Household
from households.models.scope import ScopedQuerySet
from households.needs import Need


class SupportOutcome(models.TextChoices):
    """How support went for one family and one need, as `retention.counting` works it out."""

    MET = "met", "Met"
    PARTLY = "partly", "Partly met"
    NOT_MET = "not_met", "Not met"
    NO_GOALS = "no_goals", "No goals"
    NEVER_OPENED = "never_opened", "Support never opened"


class DisposedCount(models.Model):
    """How many families of one kind were disposed of in a year.

    No id, no moment, and no order of its own: a row is the numbers that name it. What may be shown
    of it, `reporting.disposed` decides.
    """

    pk = models.CompositePrimaryKey("counted_in", "closed_in", "hub", "need", "outcome")
    counted_in = models.PositiveSmallIntegerField("year in which they were disposed of")
    closed_in = models.DateField("month in which support was last closed, its first day")
    hub = models.ForeignKey(Hub, on_delete=models.PROTECT, related_name="+")
    need = models.CharField("what goals were about", max_length=20, choices=Need, blank=True)
    outcome = models.CharField(max_length=20, choices=SupportOutcome)
    families = models.PositiveIntegerField()

    class Meta:
        verbose_name = "count of families disposed of"
        verbose_name_plural = "counts of families disposed of"
        constraints = [
            models.CheckConstraint(condition=Q(closed_in__day=1), name="counted_by_whole_months"),
            models.CheckConstraint(condition=Q(families__gt=0), name="counted_families"),
        ]

    def __str__(self) -> str:
        return f"Counts of {self.counted_in}"


class CountedQuerySet(ScopedQuerySet["Counted"]):
    """Nobody's to read: the sweep asks it."""

    wall: ClassVar[str] = "{council} AND familyhubs_sees({row}.household_id)"


class Counted(models.Model):
    """That a household was counted when its hub record went, a year before the rest: it is not
    counted again then. Goes with the service record, and says nothing else."""

    household = models.OneToOneField(Household, on_delete=models.PROTECT, related_name="+")

    objects = CountedQuerySet.as_manager()

    class Meta:
        verbose_name = "mark that it was counted"
        verbose_name_plural = "marks that they were counted"

    def __str__(self) -> str:
        return f"Counted {self.pk}"
