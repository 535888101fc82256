"""What a family agreed to share: by whom, of whom, with whom, what, until when (S60, S61).

Evidence: rows are only added. A withdrawal is a row of its own.
"""

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from consent.grounds import CHOICES, LawfulGround, ground_of
from consent.models.notice import Notice
from consent.models.remaining import Shared, still_shared
from familyhubs.organisations.models import Organisation, User
from familyhubs.records.dates import today
from familyhubs.records.models import Record
from familyhubs.records.privacy import RecordClass, classified
from households.categories import Category, words_for
from households.models import Household, Involvement, InvolvementReason, Person
from households.models.scope import ScopedQuerySet

if TYPE_CHECKING:
    from consent.models.proof import Receipt, Representation


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
        """Those that let this organisation see something today (in SQL: familyhubs_agreed)."""
        for_it = Q(organisation=organisation) | Q(organisation__isnull=True)
        return self.filter(
            _something_is_left(for_it),
            Q(until__isnull=True) | Q(until__gte=today()),
            decision=Decision.AGREED,
            recipients__organisation=organisation,
        )

    def in_force(self) -> "AgreementQuerySet":
        """Those that let somebody see something today, or that a referral stands on which waits or
        goes on: what is for one referral ends with it, and names one recipient."""
        live = Involvement.objects.live()
        opened = live.filter(reason=InvolvementReason.AGREEMENT, source_id=OuterRef("pk"))
        return self.filter(Exists(opened) | Q(_something_is_left(Q()), for_one_referral=True))


def _something_is_left(for_whom: Q) -> Q:
    """What the family took back leaves somebody and some category. Args: `for_whom`, of whose
    withdrawals; none of it is of all of them."""
    from consent.models.withdrawal import Withdrawal

    stopped = Withdrawal.objects.filter(for_whom, agreement=OuterRef("pk"))
    categories = stopped.exclude(category="").order_by().values("category")
    covered = Agreement.covers.through.objects.filter(agreement=OuterRef("pk"))
    left_out = Withdrawal.objects.filter(
        for_whom, agreement=OuterRef("agreement"), person=OuterRef("person")
    )
    return (
        Q(~Exists(stopped.filter(category="", person__isnull=True)))
        & ~Q(categories__contained_by=ArraySubquery(categories))
        & (Q(~Exists(covered)) | Q(Exists(covered.filter(~Exists(left_out)))))
    )


class Agreement(Record):
    """An agreement as it was given. `until` is its last day."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="agreements")
    given_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name="given by"
    )
    given_on = models.DateField("given on")
    decision = models.CharField(max_length=20, choices=Decision, default=Decision.AGREED)
    # Apart from the agreement itself (reading 4). Not known of what came from another system.
    ground = models.CharField("lawful ground", max_length=30, choices=CHOICES, blank=True)
    manner = models.CharField("how it was given", max_length=20, choices=Manner)
    covers = models.ManyToManyField(Person, related_name="+", verbose_name="about whom")
    categories = ArrayField(
        models.CharField(max_length=30, choices=Category), verbose_name="what is shared"
    )
    purpose = models.CharField("what for", max_length=300)
    until = models.DateField("holds until", null=True, blank=True)
    # Where no end is set: when the family is asked again.
    review_on = models.DateField("looked at again on", null=True, blank=True)
    # Made in the same step as a referral, for it alone: it opens nothing and ends with it.
    for_one_referral = models.BooleanField("for one referral", default=False)
    note = models.TextField("what was discussed", blank=True)
    words = models.TextField("the words the family agreed to")
    words_hash = models.CharField(max_length=64, editable=False)
    # Not known of an agreement that came from another system.
    notice = models.ForeignKey(
        Notice, on_delete=models.PROTECT, null=True, verbose_name="notice shown"
    )
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True, editable=False)

    objects = AgreementQuerySet.as_manager()

    # Who gave it, where whoever reads may know, and more; set by `consent.reading`.
    giver: str = ""
    represented_by: "Representation | None" = None
    ask_again_on: date | None = None
    receipt: "Receipt | None" = None

    privacy = classified(
        RecordClass.SERVICE,
        link="household given_by covers notice recorded_by",
        event="given_on until review_on recorded_at",
        detail="manner decision categories ground for_one_referral",
        free_text="purpose words note",
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

    def shared_with(self, organisation_id: int) -> Shared:
        """The categories and the people that its recipient may still be shown through it."""
        people = [person.pk for person in self.covers.all()]
        return still_shared(self.categories, people, self.withdrawals.all(), organisation_id)

    def left(self) -> dict[int, Shared]:
        """What is left of it, by the id of each recipient that something is left for."""
        named = [row.organisation_id for row in self.recipients.all()]
        shared = {organisation_id: self.shared_with(organisation_id) for organisation_id in named}
        return {organisation_id: one for organisation_id, one in shared.items() if one}

    @property
    def is_withdrawn(self) -> bool:
        """Whether nothing of it is left for any of its recipients."""
        return not self.left()

    @property
    def is_done(self) -> bool:
        """Whether the referral it was for is over, and it ended with that."""
        over = (not row.asked_for for row in self.withdrawals.all())
        return self.for_one_referral and any(over)

    @property
    def decided_no(self) -> bool:
        """Whether nothing was ever shared by it: they said no, or were not sure (S62)."""
        return self.decision != Decision.AGREED

    @property
    def is_in_force(self) -> bool:
        """Whether it holds today for at least one recipient."""
        return (
            self.decision == Decision.AGREED
            and (self.until is None or self.until >= today())
            and not self.is_withdrawn
        )

    @property
    def is_to_be_asked(self) -> bool:
        """Whether the day has come on which the family is asked again."""
        return self.ask_again_on is not None and self.ask_again_on <= today()

    @property
    def lawful_ground(self) -> LawfulGround | None:
        return ground_of(self.ground)

    @property
    def category_words(self) -> str:
        return words_for(self.categories)
