"""Services accessed: who, which, when, attendance, outcome (S12)."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from familyhubs.organisations.models import User
from familyhubs.records.models import Record
from familyhubs.records.privacy import RecordClass, classified
from households.categories import Category
from households.models import Household, Person
from households.models.scope import PersonInHouseholdQuerySet
from referrals.models.service import Service


class UseOutcome(models.TextChoices):
    HELPED = "helped", "It helped"
    PARTLY = "partly", "It helped in part"
    DID_NOT_HELP = "did_not_help", "It did not help"
    LEFT_EARLY = "left_early", "They left before the end"


class ServiceUseQuerySet(PersonInHouseholdQuerySet["ServiceUse"]):
    category: ClassVar[str | None] = Category.SERVICES
    wall: ClassVar[str] = (
        "familyhubs_knows({row}.person_id, 'services', {row}.household_id) "
        "AND ({council} OR NOT {row}.in_error)"
    )

    def visible_to(self, user: User) -> Self:
        """What was recorded by mistake may be about another family: no partner sees it."""
        scoped = super().visible_to(user)
        return scoped.filter(in_error=False) if user.is_partner else scoped

    def standing(self) -> Self:
        """Without what was recorded by mistake."""
        return self.filter(in_error=False)


class ServiceUse(Record):
    """One person's use of one service. What the directory says of it is not typed again."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="services")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="services")
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, null=True, blank=True, related_name="uses"
    )
    # For a service that is not in the directory.
    service_name = models.CharField("service", max_length=200, blank=True)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=UseOutcome, blank=True)
    outcome_note = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    in_error = models.BooleanField("recorded by mistake", default=False)

    objects = ServiceUseQuerySet.as_manager()

    privacy = classified(
        RecordClass.SERVICE,
        link="household person service recorded_by",
        detail="service_name outcome in_error",
        free_text="outcome_note",
        event="started_on ended_on",
        technical="id version",
    )

    class Meta:
        ordering = ["-started_on", "-id"]
        verbose_name = "service accessed"
        verbose_name_plural = "services accessed"
        constraints = [
            models.CheckConstraint(
                condition=Q(service__isnull=False) | ~Q(service_name=""), name="use_of_a_service"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="use_ended_after_it_started",
            ),
        ]

    def __str__(self) -> str:
        return f"Service use {self.pk}"

    @property
    def what(self) -> str:
        """The service's name."""
        return str(self.service) if self.service else self.service_name


class AttendanceState(models.TextChoices):
    ATTENDED = "attended", "Attended"
    DID_NOT_ATTEND = "did_not_attend", "Did not attend"
    CANCELLED = "cancelled", "Cancelled"


class AttendanceQuerySet(PersonInHouseholdQuerySet["Attendance"]):
    category: ClassVar[str | None] = Category.SERVICES
    wall: ClassVar[str] = (
        "({council} OR NOT {row}.in_error) AND EXISTS (SELECT FROM referrals_serviceuse u "
        "WHERE u.id = {row}.use_id OFFSET 0)"
    )

    def visible_to(self, user: User) -> Self:
        """With the use it is a day of, and no partner sees a mistake."""
        scoped = super().visible_to(user)
        return scoped.filter(in_error=False, use__in_error=False) if user.is_partner else scoped

    def standing(self) -> Self:
        """Without what was recorded by mistake."""
        return self.filter(in_error=False, use__in_error=False)


class Attendance(Record):
    """Whether somebody came on one day."""

    use = models.ForeignKey(ServiceUse, on_delete=models.PROTECT, related_name="attendances")
    # As the use's own, so that a person moved by a merge is moved here too.
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    on = models.DateField("date")
    state = models.CharField("attendance", max_length=20, choices=AttendanceState)
    recorded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    in_error = models.BooleanField("recorded by mistake", default=False)

    objects = AttendanceQuerySet.as_manager()

    privacy = classified(
        RecordClass.SERVICE,
        link="use household person recorded_by",
        event="on",
        detail="state in_error",
        technical="id version",
    )

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["use", "on"], condition=Q(in_error=False), name="attended_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"Attendance {self.pk}"
