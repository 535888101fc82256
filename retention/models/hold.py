"""A hold stops disposal until somebody lifts it (reading 3): of a household's record, of whatever
a person is in, or of a whole class of record."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today
from familyhubs.records.models import Record
from familyhubs.records.privacy import RecordClass, classified
from households.models import Household, Person
from households.models.scope import ScopedQuerySet
from retention.models.schedule import CLASSES


class HoldReason(models.TextChoices):
    COPY_REQUEST = "copy_request", "Request for a copy"
    COMPLAINT = "complaint", "Complaint"
    LITIGATION = "litigation", "Litigation"
    POLICE = "police", "Police investigation"
    COURT_ORDER = "court_order", "Court order"
    SAFEGUARDING_REVIEW = "safeguarding_review", "Safeguarding practice review"
    STATUTORY_INQUIRY = "statutory_inquiry", "Statutory inquiry"


class HoldQuerySet(ScopedQuerySet["Hold"]):
    # One on a class of record is about nobody.
    wall: ClassVar[str] = (
        "{council} AND ({row}.record_class <> '' OR familyhubs_sees({row}.household_id) "
        "OR familyhubs_knows({row}.person_id, 'identity'))"
    )

    def visible_to(self, user: User) -> Self:
        """The council's people who see the record's retention; no partner."""
        if user.is_partner or not user.may(Permission.SEE_RECORD):
            return self.none()
        return super().visible_to(user)

    def _open_to(self, user: User) -> Self:
        known = Person.objects.visible_to(user).filter(pk=OuterRef("person"))
        return super()._open_to(user).filter(Q(person__isnull=True) | Exists(known))

    def standing(self) -> Self:
        return self.filter(lifted_at__isnull=True)

    def overdue(self) -> Self:
        """Those that were to be looked at again before today."""
        return self.standing().filter(review_on__lt=today())

    def of_classes(self) -> Self:
        return self.exclude(record_class="")


class Hold(Record):
    """Who stopped the disposal of what, why, when that is looked at again, and who lifted it.

    Of one of three: a household; a person, and with them every household they are named in; a
    class of record, everybody's.
    """

    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    record_class = models.CharField("class of record", max_length=20, choices=CLASSES, blank=True)
    reason = models.CharField(max_length=30, choices=HoldReason)
    note = models.CharField("what it is about", max_length=300, blank=True)
    review_on = models.DateField("looked at again on")
    placed_at = models.DateTimeField(default=timezone.now, editable=False)
    placed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True, editable=False)
    lifted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = HoldQuerySet.as_manager()

    privacy = classified(
        RecordClass.SERVICE,
        link="household person placed_by lifted_by",
        detail="reason record_class",
        free_text="note",
        event="review_on placed_at lifted_at",
        technical="id version",
    )

    class Meta:
        ordering = ["-placed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="hold_lifted_at_and_by",
            ),
            models.UniqueConstraint(
                fields=["household", "reason"],
                condition=Q(lifted_at__isnull=True),
                name="one_standing_hold_a_reason",
            ),
            models.UniqueConstraint(
                fields=["person", "reason"],
                condition=Q(lifted_at__isnull=True),
                name="one_standing_hold_of_a_person_a_reason",
            ),
            models.UniqueConstraint(
                fields=["record_class", "reason"],
                condition=Q(lifted_at__isnull=True) & ~Q(record_class=""),
                name="one_standing_hold_of_a_class_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(household__isnull=False, person__isnull=True, record_class="")
                | Q(household__isnull=True, person__isnull=False, record_class="")
                | Q(household__isnull=True, person__isnull=True) & ~Q(record_class=""),
                name="hold_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"Hold {self.pk}"

    @property
    def is_overdue(self) -> bool:
        return self.lifted_at is None and self.review_on < today()
