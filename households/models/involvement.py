"""Why an organisation may see a household: one dated row for each reason.

Days are what everything goes by, but for an emergency: that is one user's alone and ends at a
moment. Its days are none (`until` is `since`), so that whatever asks only for days never counts it.
"""

from datetime import date, timedelta
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from familyhubs.organisations.models import Organisation, User
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
    REFERRAL = "referral", "It accepted a referral of the family"
    DISCLOSURE = "disclosure", "Details were disclosed to it without agreement"
    EMERGENCY = "emergency", "Somebody may be at risk"


class InvolvementQuerySet(ScopedQuerySet["Involvement"]):
    """Involved partners see who else is involved (S58)."""

    def live(self, on: date | None = None) -> Self:
        """Involvements that hold on a day (today unless said)."""
        on = on or today()
        return self.filter(Q(until__isnull=True) | Q(until__gt=on), since__lte=on)

    def holding_for(self, user: User, on: date | None = None) -> Self:
        """Those that hold today, and the emergencies of this moment (of another day, the whole of
        it): a partner's user their own, the council's everybody's."""
        on = on or today()
        running = Q(ends_at__gt=timezone.now())
        if on != today():  # one that was opened before midnight ran on two days
            running = Q(ends_at__date__gte=on, since__lte=on)
        if user.is_partner:
            running &= Q(only_for=user)
        return self.filter(
            Q(until__isnull=True, since__lte=on) | Q(until__gt=on, since__lte=on) | running
        )


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
    # Of an emergency: whose it is, and the moment it ends.
    only_for = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = InvolvementQuerySet.as_manager()

    privacy = classified(
        RecordClass.HUB,
        link="household organisation source_id people only_for",
        detail="reason categories",
        event="since until ends_at",
        technical="id version",
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["reason", "source_id", "organisation"], name="one_involvement_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(reason="emergency", only_for__isnull=False, ends_at__isnull=False)
                & Q(until=models.F("since"))
                | ~Q(reason="emergency") & Q(only_for__isnull=True, ends_at__isnull=True),
                name="emergency_is_one_users_and_ends",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "household"],
                include=["since", "until", "only_for", "ends_at"],
                name="involved",
            ),
            models.Index(
                fields=["only_for"], condition=Q(only_for__isnull=False), name="emergencies_of"
            ),
        ]

    def __str__(self) -> str:
        return f"Involvement {self.pk}"

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds, as people say it."""
        if self.ends_at:
            return timezone.localdate(self.ends_at)
        return self.until - timedelta(days=1) if self.until else None

    @property
    def category_words(self) -> str:
        return words_for(self.categories)

    @property
    def basis(self) -> str:
        """For the access log: the reason and the row."""
        return f"{self.reason}:{self.pk}"
