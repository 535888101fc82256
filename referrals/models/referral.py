"""A referral: a household sent to an organisation for help, with the family's agreement (S63).

What stands on `Referral` itself names nobody: it is all that the receiver reads before it accepts.
What it is told besides is the first step's note, and what it then sees of the household is an
involvement's, as for every partner.
"""

from collections.abc import Collection
from datetime import timedelta
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from consent.models import Agreement
from familyhubs.organisations.models import Organisation, User
from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today
from familyhubs.records.models import Record
from familyhubs.records.privacy import RecordClass, classified
from households.categories import Category, words_for
from households.models import Household, Person
from households.models.scope import ClosedTo, ScopedQuerySet
from households.needs import Need
from referrals.models.service import Service
from referrals.models.use import ServiceUse
from referrals.states import GOING_ON, OPEN, TO_ANSWER, ReferralState


class ReferralQuerySet(ScopedQuerySet["Referral"]):
    """The council sees each with its household; a partner those sent to it: while it is to answer
    whatever it sees of the household, then with the household, and none that is over or whose
    agreement has run out."""

    wall: ClassVar[str] = "familyhubs_referred({row}.id)"
    # What the family took back of it stands in its history.
    wall_of_history: ClassVar[str] = "{council} AND familyhubs_sees({row}.household_id)"

    def visible_to(self, user: User) -> Self:
        if not user.is_partner:
            return super().visible_to(user)
        if not _takes_part(user):
            return self.none()
        sent_to_it = self.filter(~ClosedTo("household_id", user), organisation=user.organisation)
        seen = Q(self._granted(user), state__in=GOING_ON)
        holds = Q(until__isnull=True) | Q(until__gte=today())
        return sent_to_it.filter(holds, Q(state__in=TO_ANSWER) | seen)

    def open(self) -> Self:
        """Neither declined, nor withdrawn, nor finished."""
        return self.filter(state__in=OPEN)

    def run_out(self) -> Self:
        """Open ones whose agreement held until a day that is over."""
        return self.open().filter(until__lt=today())

    def running_out(self, days: int) -> Self:
        """Open ones whose agreement holds so many days more at most."""
        return self.open().filter(until__range=(today(), today() + timedelta(days=days)))

    def cut_off(self, organisations: Collection[int]) -> Self:
        """Open ones at one of these organisations, which may see nothing today
        (`Organisation.objects.cut_off`). By number: they are few, and their referrals are found by
        an index, not all to be read."""
        return self.open().filter(organisation__in=organisations)


class Referral(Record):
    """One household, sent to one organisation or one of its services."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="referrals")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey(
        Service,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="service asked for",
    )
    # None where a service of the council's own is asked for: nothing is shared with anybody.
    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="stands on"
    )
    # The agreement's last day, which follows it: whom it was sent to may not read the agreement
    # itself before it accepts.
    until = models.DateField("its agreement holds until", null=True)
    people = models.ManyToManyField(Person, related_name="+", verbose_name="about whom")
    categories = ArrayField(
        models.CharField(max_length=30, choices=Category), verbose_name="what it carries"
    )
    needs = ArrayField(models.CharField(max_length=20, choices=Need), verbose_name="help with")
    # As they were when it was sent, and only where it carries them at all.
    ages = ArrayField(models.PositiveSmallIntegerField(), default=list)
    area = models.CharField("first part of the postcode", max_length=4, blank=True)
    reason = models.CharField("what is hoped for", max_length=300)
    discussed_on = models.DateField("discussed with the family on")
    discussed_with = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=ReferralState, default=ReferralState.SENT)
    state_since = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(default=timezone.now)
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    # Provided is not requested: what the family uses since, which may be something else.
    provided = models.ManyToManyField(ServiceUse, related_name="+")

    objects = ReferralQuerySet.as_manager()

    privacy = classified(
        RecordClass.SERVICE,
        link="household organisation service agreement people discussed_with sent_by provided",
        detail="categories needs ages area state",
        free_text="reason",
        event="discussed_on state_since sent_at until",
        technical="id version",
    )

    class Meta:
        ordering = ["-sent_at", "-id"]
        indexes = [
            # In the order of the lists, which a sort of all that was ever sent would not scale to.
            models.Index(
                fields=["organisation", "sent_at", "id"],
                condition=Q(state__in=TO_ANSWER),
                name="referrals_to_answer",
            ),
            models.Index(
                fields=["organisation", "sent_at", "id"],
                condition=Q(state__in=GOING_ON),
                name="referrals_going_on",
            ),
            models.Index(
                fields=["state_since", "id"],
                condition=Q(state__in=OPEN),
                name="referrals_open_since",
            ),
            models.Index(
                fields=["state", "state_since", "id"],
                include=["household"],
                condition=Q(state__in=OPEN),
                name="referrals_open_by_state",
            ),
            models.Index(
                fields=["sent_by", "sent_at", "id"],
                condition=Q(state__in=OPEN),
                name="open_referrals_of_sender",
            ),
            # Of several senders in one list: those who have left.
            models.Index(
                fields=["sent_at", "id", "sent_by"],
                condition=Q(state__in=OPEN),
                name="open_referrals_in_order",
            ),
            models.Index(
                fields=["until"],
                condition=Q(state__in=OPEN, until__isnull=False),
                name="referrals_that_run_out",
            ),
        ]

    def __str__(self) -> str:
        return f"Referral {self.pk}"

    @property
    def number(self) -> str:
        """What people call it by on the telephone."""
        return f"R-{self.pk:06d}"

    @property
    def what(self) -> str:
        """What is asked for: the service, or the organisation's help at all."""
        return str(self.service) if self.service else "Its help"

    @property
    def need_words(self) -> str:
        return ", ".join(need.label for need in Need if need in self.needs)

    @property
    def age_words(self) -> str:
        """The ages carried, the youngest first."""
        return ", ".join("under 1" if not age else str(age) for age in sorted(self.ages))

    @property
    def category_words(self) -> str:
        return words_for(self.categories)

    @property
    def is_to_answer(self) -> bool:
        return self.state in TO_ANSWER

    @property
    def is_going_on(self) -> bool:
        return self.state in GOING_ON

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def holds(self) -> bool:
        """Whether what the family agreed to has not run out. (What they took back, the referral
        lost at once: actions/following.py.)"""
        return self.until is None or self.until >= today()

    @property
    def is_cut_off(self) -> bool:
        """Whether whom it was sent to may see nothing today, so that it cannot be answered here."""
        return self.is_open and not self.organisation.takes_part(today())

    @property
    def days_in_state(self) -> int:
        """Whole days since the last step, by the calendar."""
        return (today() - timezone.localdate(self.state_since)) // timedelta(days=1)


def _takes_part(user: User) -> bool:
    """Whether this partner's user may see anything at all today."""
    may = user.is_active and user.may(Permission.SEE_HOUSEHOLDS)
    return may and user.organisation.takes_part(today())
