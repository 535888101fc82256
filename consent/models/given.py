"""Which version of a notice each person was given (S53)."""

from typing import ClassVar, Self

from django.db import models

from consent.models.notice import Notice, NoticeKind
from familyhubs.organisations.models import User
from familyhubs.records.models import Record
from familyhubs.records.privacy import RecordClass, classified
from households.models import Household, Person
from households.models.scope import ScopedQuerySet


class Way(models.TextChoices):
    """How somebody was given a notice."""

    PAPER = "paper", "On paper"
    SCREEN = "screen", "On a screen, or by a link"
    ALOUD = "aloud", "Read to them"
    ASKED = "asked", "Shown when they were asked about sharing"


class NoticeGivenQuerySet(ScopedQuerySet["NoticeGiven"]):
    """The council's: it gives the notices and answers for the promises in them."""

    wall: ClassVar[str] = "{council} AND familyhubs_sees({row}.household_id)"

    def visible_to(self, user: User) -> Self:
        return self.none() if user.is_partner else super().visible_to(user)

    def newest_first(self) -> Self:
        """By the version, not by the day it was given: the newest promise is the one they hold."""
        return self.order_by("-notice__in_force_from", "-given_on", "-pk")

    def of_privacy(self) -> Self:
        """The privacy notice alone: it holds the promises, the leaflet says them shortly."""
        return self.filter(notice__kind=NoticeKind.PRIVACY)


class NoticeGiven(Record):
    """One person was given one version. Evidence: append-only."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="+")
    given_on = models.DateField("given on")
    how = models.CharField(max_length=20, choices=Way)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = NoticeGivenQuerySet.as_manager()

    privacy = classified(
        RecordClass.SERVICE,
        link="household person notice given_by",
        detail="how",
        event="given_on",
        technical="id version",
    )

    class Meta:
        ordering = ["-given_on", "-id"]
        verbose_name = "notice given"
        verbose_name_plural = "notices given"

    def __str__(self) -> str:
        return f"Notice given {self.pk}"
