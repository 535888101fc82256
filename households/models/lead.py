"""Who takes the lead (S55): a lead partner and a lead practitioner, offered and answered."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from familyhubs.organisations.models import Organisation, OrganisationKind, User
from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today
from familyhubs.records.models import Record
from familyhubs.records.privacy import RecordClass, classified
from households.categories import Category
from households.models.household import Household
from households.models.involvement import Involvement, InvolvementReason
from households.models.scope import ScopedQuerySet


class LeadState(models.TextChoices):
    OFFERED = "offered", "Waiting for an answer"
    ACCEPTED = "accepted", "Leading"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Offer withdrawn"
    ENDED = "ended", "Handed over or ended"


class LeadAssignmentQuerySet(ScopedQuerySet["LeadAssignment"]):
    category: ClassVar[str | None] = Category.HUB_RECORD

    def offered_to(self, user: User) -> Self:
        """What waits for this user's organisation, of households it may see."""
        if not user.may(Permission.ANSWER_LEAD):
            return self.none()
        return self.visible_to(user).filter(organisation=user.organisation, state=LeadState.OFFERED)

    def titled_for(self, user: User) -> Self:
        """With the household's `title`, as `Household.objects.titled_for` gives it."""
        households = Household.objects.titled_for(user).filter(pk=OuterRef("household_id"))
        return self.annotate(title=Subquery(households.values("title")[:1]))  # type: ignore[misc]

    def leading(self) -> Self:
        """Accepted, and able to: a partner only while the family's agreement lets it see.

        An agreement that ran out tells nobody; the lead that stood on it has lapsed (S55).
        """
        standing = Involvement.objects.live().filter(
            reason=InvolvementReason.LEAD,
            source_id=OuterRef("pk"),
            organisation=OuterRef("organisation"),
        )
        return self.filter(
            Q(organisation__kind=OrganisationKind.COUNCIL) | Exists(standing),
            state=LeadState.ACCEPTED,
            organisation__in=Organisation.objects.taking_part(today()),
        )


class LeadAssignment(Record):
    """One organisation's time as lead. Never overwritten: the next lead is another row."""

    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, related_name="lead_assignments"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, verbose_name="lead partner"
    )
    practitioner = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="lead practitioner",
    )
    state = models.CharField(max_length=20, choices=LeadState, default=LeadState.OFFERED)
    reason = models.CharField("why this organisation", max_length=300, blank=True)
    answer_reason = models.CharField("reason given", max_length=300, blank=True)
    offered_at = models.DateTimeField()
    offered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    end_reason = models.CharField("why it ended", max_length=300, blank=True)

    objects = LeadAssignmentQuerySet.as_manager()

    privacy = classified(
        RecordClass.HUB,
        link="household organisation practitioner offered_by answered_by ended_by",
        detail="state",
        free_text="reason answer_reason end_reason",
        event="offered_at answered_at ended_at",
        technical="id version",
    )

    class Meta:
        ordering = ["-offered_at", "-id"]
        verbose_name = "lead"
        constraints = [
            models.UniqueConstraint(
                fields=["household"], condition=Q(state="accepted"), name="one_lead"
            ),
            models.UniqueConstraint(
                fields=["household"], condition=Q(state="offered"), name="one_offer_of_the_lead"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="lead_answered_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="lead_ended_at_and_by",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "offered_at", "id"],
                condition=Q(state="offered"),
                name="leads_to_answer",
            )
        ]

    def __str__(self) -> str:
        return f"Lead {self.pk}"
