"""Why an organisation may see a household: one dated row for each reason."""

from datetime import date, timedelta
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from familyhubs.organisations.models import Organisation
from familyhubs.records.dates import today
from familyhubs.records.models import Record
from familyhubs.records.privacy import RecordClass, classified
from households.categories import Category, words_for
from households.models.household import Household
from households.models.person import Person
from households.models.scope import ScopedQuerySet


class InvolvementReason(models.TextChoices):
    LEAD = "lead", "It leads the support"
    AGREEMENT = "agreement", "The family agreed to share with it"


class InvolvementQuerySet(ScopedQuerySet["Involvement"]):
    """Involved partners see who else is involved (S58)."""

    def live(self, on: date | None = None) -> Self:
        """Involvements that hold on a day (today unless said)."""
        on = on or today()
        return self.filter(Q(until__isnull=True) | Q(until__gt=on), since__lte=on)


class Involvement(Record):
    """An organisation's dated involvement: why, whom it covers, which categories of detail.

    Written only by `households.actions.involvement`; nothing else lets a partner see anything.
    It holds from `since` up to, not including, `until`: withdrawn on the day it was given, it
    holds on no day at all.
    """

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="involvements")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    reason = models.CharField(max_length=20, choices=InvolvementReason)
    # What it stands on: the lead assignment's or the agreement's id, which a floor above knows.
    source_id = models.BigIntegerField(editable=False)
    categories = ArrayField(models.CharField(max_length=30, choices=Category))
    people = models.ManyToManyField(Person, related_name="+")
    since = models.DateField("from")
    until = models.DateField("holds until, not including", null=True, blank=True)

    objects = InvolvementQuerySet.as_manager()

    privacy = classified(
        RecordClass.HUB,
        link="household organisation source_id people",
        detail="reason categories",
        event="since until",
        technical="id version",
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["reason", "source_id", "organisation"], name="one_involvement_a_reason"
            )
        ]
        indexes = [
            models.Index(
                fields=["organisation", "household"], include=["since", "until"], name="involved"
            )
        ]

    def __str__(self) -> str:
        return f"Involvement {self.pk}"

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds, as people say it."""
        return self.until - timedelta(days=1) if self.until else None

    @property
    def category_words(self) -> str:
        return words_for(self.categories)

    @property
    def basis(self) -> str:
        """For the access log: the reason and the row."""
        return f"{self.reason}:{self.pk}"
