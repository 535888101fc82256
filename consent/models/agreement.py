"""What a family agreed to share: by whom, of whom, with whom, what, until when (S60, S61).

Evidence: rows are only added. A withdrawal is a row of its own.
"""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from consent.models.notice import Notice
from familyhubs.organisations.models import Organisation, User
from familyhubs.records.dates import today
from familyhubs.records.models import Record
from familyhubs.records.privacy import RecordClass, classified
from households.categories import Category, words_for
from households.models import Household, Person
from households.models.scope import ScopedQuerySet


class Manner(models.TextChoices):
    """How the agreement was given (S19: the channel is always recorded)."""

    FACE_TO_FACE = "face_to_face", "Face to face"
    TELEPHONE = "telephone", "By telephone"
    ONLINE_FORM = "online_form", "On an online form"
    PAPER = "paper", "Signed on paper"


class Decision(models.TextChoices):
    """What the family answered; "unsure" is an answer too, and shares nothing (S60, S62)."""

    AGREED = "agreed", "Agreed"
    REFUSED = "refused", "Did not agree"
    UNDECIDED = "undecided", "Has not decided"


class AgreementQuerySet(ScopedQuerySet["Agreement"]):
    """A recipient sees the agreements that name it, nobody else's."""

    wall: ClassVar[str] = (
        "familyhubs_sees({row}.household_id) AND ({council} OR {row}.decision = 'agreed' "
        "AND familyhubs_agreed({row}.id, {mine}))"
    )

    def visible_to(self, user: User) -> "AgreementQuerySet":
        scoped = super().visible_to(user)
        if not user.is_partner:
            return scoped
        return scoped.in_force_for(user.organisation)

    def in_force_for(self, organisation: Organisation) -> "AgreementQuerySet":
        """Those that let this organisation see something today."""
        for_it = Q(organisation=organisation) | Q(organisation__isnull=True)
        stopped = Withdrawal.objects.filter(for_it, agreement=OuterRef("pk"))
        return self.filter(
            ~Exists(stopped),
            Q(until__isnull=True) | Q(until__gte=today()),
            decision=Decision.AGREED,
            recipients__organisation=organisation,
        )


class Agreement(Record):
    """An agreement as it was given. `until` is its last day."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="agreements")
    given_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name="given by"
    )
    given_on = models.DateField("given on")
    decision = models.CharField(max_length=20, choices=Decision, default=Decision.AGREED)
    manner = models.CharField("how it was given", max_length=20, choices=Manner)
    covers = models.ManyToManyField(Person, related_name="+", verbose_name="about whom")
    categories = ArrayField(
        models.CharField(max_length=30, choices=Category), verbose_name="what is shared"
    )
    purpose = models.CharField("what for", max_length=300)
    until = models.DateField("holds until", null=True, blank=True)
    words = models.TextField("the words the family agreed to")
    words_hash = models.CharField(max_length=64, editable=False)
    # Not known of an agreement that came from another system.
    notice = models.ForeignKey(
        Notice, on_delete=models.PROTECT, null=True, verbose_name="notice shown"
    )
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True, editable=False)

    objects = AgreementQuerySet.as_manager()

    # Who gave it, where whoever reads may know; set by `consent.reading`.
    giver: str = ""

    privacy = classified(
        RecordClass.SERVICE,
        link="household given_by covers notice recorded_by",
        event="given_on until recorded_at",
        detail="manner decision categories",
        free_text="purpose words",
        technical="id version words_hash",
    )

    class Meta:
        ordering = ["-given_on", "-id"]
        verbose_name = "agreement to share"
        verbose_name_plural = "agreements to share"
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("given_on")),
                name="agreement_until_after_given",
            )
        ]

    def __str__(self) -> str:
        return f"Agreement {self.pk}"

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was withdrawn for all of its recipients, at once or one by one."""
        withdrawn = {row.organisation_id for row in self.withdrawals.all()}
        named = {row.organisation_id for row in self.recipients.all()}
        return None in withdrawn or named <= withdrawn

    @property
    def is_in_force(self) -> bool:
        """Whether it holds today for at least one recipient."""
        return (
            self.decision == Decision.AGREED
            and (self.until is None or self.until >= today())
            and not self.is_withdrawn
        )

    @property
    def category_words(self) -> str:
        return words_for(self.categories)


class OfAgreementQuerySet[M: models.Model](ScopedQuerySet[M]):
    """Rows of an agreement: seen by whoever sees the agreement."""

    grant_on: ClassVar[str] = "agreement__household_id"
    wall: ClassVar[str] = (
        "({council} OR {row}.organisation_id IS NULL OR {row}.organisation_id = {mine}) "
        "AND EXISTS (SELECT FROM consent_agreement a WHERE a.id = {row}.agreement_id OFFSET 0)"
    )

    def visible_to(self, user: User) -> Any:
        scoped = super().visible_to(user)
        if not user.is_partner:
            return scoped
        # A withdrawal that names no organisation is for all of them.
        return scoped.filter(Q(organisation=user.organisation) | Q(organisation__isnull=True))


class AgreementRecipient(Record):
    """One organisation an agreement lets see."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="recipients")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)

    objects: ClassVar[Any] = OfAgreementQuerySet["AgreementRecipient"].as_manager()

    privacy = classified(RecordClass.SERVICE, link="agreement organisation", technical="id version")

    class Meta:
        ordering = ["id"]
        verbose_name = "recipient"
        constraints = [
            models.UniqueConstraint(fields=["agreement", "organisation"], name="recipient_once")
        ]

    def __str__(self) -> str:
        return f"Recipient {self.pk}"


class Withdrawal(Record):
    """The family's word that it no longer agrees: for all recipients, or for one."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="withdrawals")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True)
    withdrawn_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name="asked for by"
    )
    reason = models.CharField(max_length=300, blank=True)

    objects: ClassVar[Any] = OfAgreementQuerySet["Withdrawal"].as_manager()

    # Who asked for it, where whoever reads may know; set by `consent.reading`.
    asker: str = ""

    privacy = classified(
        RecordClass.SERVICE,
        link="agreement organisation withdrawn_by asked_by",
        event="withdrawn_at",
        free_text="reason",
        technical="id version",
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "organisation"],
                name="withdrawn_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"Withdrawal {self.pk}"
