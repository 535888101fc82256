"""What belongs to a referral and is seen with it: its steps, and the outcomes looked for (S63)."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from familyhubs.organisations.models import User
from familyhubs.records.models import Record
from familyhubs.records.privacy import RecordClass, classified
from households.models.scope import ScopedQuerySet
from referrals.models.referral import Referral
from referrals.states import GOING_ON, Because, ReferralState


class OfReferralQuerySet[M: models.Model](ScopedQuerySet[M]):
    """What belongs to a referral is seen with it."""

    grant_on: ClassVar[str] = "referral__household_id"

    def visible_to(self, user: User) -> Self:
        if not user.is_partner:
            return super().visible_to(user)
        return self.filter(referral__in=Referral.objects.visible_to(user))


GOING_ON_IN_SQL = f"({', '.join(f"'{state.value}'" for state in GOING_ON)})"


class ReferralStepQuerySet(OfReferralQuerySet["ReferralStep"]):
    """A partner reads its own steps, and the sender's words once it has accepted."""

    wall: ClassVar[str] = (
        "EXISTS (SELECT FROM referrals_referral r WHERE r.id = {row}.referral_id AND "
        f"({{council}} OR {{row}}.by_receiver OR r.state IN {GOING_ON_IN_SQL}) OFFSET 0)"
    )

    def visible_to(self, user: User) -> Self:
        scoped = super().visible_to(user)
        if not user.is_partner:
            return scoped
        return scoped.filter(Q(by_receiver=True) | Q(referral__state__in=GOING_ON))


class ReferralStep(Record):
    """One step of a referral. Evidence: rows are only added.

    The note of the first is what the sender has to say once it is accepted.
    """

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=20, choices=ReferralState)
    at = models.DateTimeField(default=timezone.now)
    # None where nobody took it: the agreement ran out.
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    by_receiver = models.BooleanField("taken by whom it was sent to", default=False)
    because = models.CharField("why", max_length=20, choices=Because, blank=True)
    note = models.CharField(max_length=2000, blank=True)

    objects = ReferralStepQuerySet.as_manager()

    privacy = classified(
        RecordClass.SERVICE,
        link="referral by",
        detail="state by_receiver because",
        free_text="note",
        event="at",
        technical="id version",
    )

    class Meta:
        ordering = ["at", "id"]
        verbose_name = "step of a referral"
        verbose_name_plural = "steps of referrals"

    def __str__(self) -> str:
        return f"Step {self.pk} of a referral"


class OutcomeScore(models.TextChoices):
    ACHIEVED = "achieved", "Achieved"
    PARTLY = "partly", "Partly achieved"
    NOT = "not", "Not achieved"


class ReferralOutcomeQuerySet(OfReferralQuerySet["ReferralOutcome"]):
    pass


class ReferralOutcome(Record):
    """What shall have come of it: said when it is sent, scored when it is finished."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="outcomes")
    words = models.CharField("outcome", max_length=200)
    score = models.CharField("what came of it", max_length=20, choices=OutcomeScore, blank=True)

    objects = ReferralOutcomeQuerySet.as_manager()

    privacy = classified(
        RecordClass.SERVICE,
        link="referral",
        free_text="words",
        detail="score",
        technical="id version",
    )

    class Meta:
        ordering = ["id"]
        verbose_name = "outcome of a referral"
        verbose_name_plural = "outcomes of referrals"

    def __str__(self) -> str:
        return f"Outcome {self.pk} of a referral"
