"""That a paper file is no more: by whom, how, when, and what the contractor certified (S47)."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from familyhubs.organisations.models import User
from familyhubs.records.models import Record
from familyhubs.records.privacy import RecordClass, classified
from familyhubs.records.sealed import SealedRecord
from households.models import Household, Person
from retention.models.paper import PaperFile, PaperQuerySet


class Destroyed(models.TextChoices):
    """How a file went."""

    ON_SITE = "on_site", "Shredded on site by us"
    CONTRACTOR = "contractor", "Destroyed by a contractor"
    OTHER = "other", "Destroyed in another way"
    WRITTEN_OFF = "written_off", "Lost, never found, and written off"


class PaperDestructionQuerySet(PaperQuerySet["PaperDestruction"]):
    pass


class PaperDestruction(Record):
    """That a file is no more: by whom, how and on which day. Append-only by trigger."""

    file = models.OneToOneField(PaperFile, on_delete=models.PROTECT, related_name="destruction")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    how = models.CharField(max_length=20, choices=Destroyed)
    by_whom = models.CharField("by whom", max_length=120)
    on = models.DateField("destroyed on")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = PaperDestructionQuerySet.as_manager()

    privacy = classified(
        RecordClass.SERVICE,
        link="file household person recorded_by",
        identity="by_whom",
        detail="how",
        event="on recorded_at",
        technical="id version",
    )

    class Meta:
        ordering = ["-on", "-id"]
        verbose_name = "destruction of a paper file"
        verbose_name_plural = "destructions of paper files"

    def __str__(self) -> str:
        return f"Destruction of a paper file {self.pk}"


class ContractorCertificateQuerySet(PaperQuerySet["ContractorCertificate"]):
    pass


class ContractorCertificate(SealedRecord):
    """What the contractor who destroyed a file certified: its number, the scanned paper, or both.

    A table of its own, so that a certificate of disposal counts how many files a contractor
    destroyed; and not append-only, because the paper often comes by post weeks later.
    """

    file = models.OneToOneField(
        PaperFile, on_delete=models.PROTECT, related_name="contractor_certificate"
    )
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    number = models.CharField("number of the certificate", max_length=60, blank=True)
    name = models.CharField("file name", max_length=200, blank=True)
    media_type = models.CharField(max_length=100, blank=True, editable=False)
    size = models.PositiveIntegerField("size in bytes", default=0, editable=False)
    stored_as = models.CharField(max_length=80, blank=True, editable=False)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)

    objects = ContractorCertificateQuerySet.as_manager()

    privacy = classified(
        RecordClass.SERVICE,
        link="file household person added_by",
        free_text="number name",
        detail="media_type size",
        technical="id version sealed_as stored_as",
    )

    class Meta:
        verbose_name = "paper file a contractor destroyed"
        verbose_name_plural = "paper files a contractor destroyed"
        constraints = [
            models.CheckConstraint(
                condition=~Q(number="") | ~Q(stored_as=""), name="paper_certificate_says_something"
            ),
            models.UniqueConstraint(
                fields=["stored_as"], condition=~Q(stored_as=""), name="paper_scan_stored_once"
            ),
        ]

    def __str__(self) -> str:
        return f"Certificate of a contractor {self.pk}"

    @property
    def key_id(self) -> uuid.UUID:
        return self.household.data_key

    @property
    def label(self) -> str:
        """Under which the scan is sealed."""
        return self._label("scan")
