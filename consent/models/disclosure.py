"""Sharing without agreement (S29, S34, S64, S65): what was sent to whom, on what ground.

What was sent, to whom and when is evidence: a trigger keeps it as it was written.
"""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from consent.grounds import CHOICES, LawfulGround, ground_of
from familyhubs.organisations.models import Organisation, User
from familyhubs.records.dates import today
from familyhubs.records.models import Record
from familyhubs.records.privacy import RecordClass, classified
from households.categories import Category, words_for
from households.models import Household, Person
from households.models.scope import ScopedQuerySet


class Occasion(models.TextChoices):
    """The occasions the notice lists (S29), with the two of N4 that name an authority (S34)."""

    HEALTH_AND_SAFETY = "health_and_safety", "Health and safety of others"
    CHILD_SAFEGUARDING = "child_safeguarding", "Safeguarding of a child"
    ADULT_SAFEGUARDING = "adult_safeguarding", "Safeguarding of a vulnerable adult"
    LEGAL_REQUIREMENT = "legal_requirement", "A legal requirement"
    CRIME_PREVENTION = "crime_prevention", "Preventing or detecting crime"
    NATIONAL_FRAUD_INITIATIVE = "national_fraud_initiative", "National Fraud Initiative"
    INFECTIOUS_DISEASE = "infectious_disease", "Infectious disease"
    COURT_ORDER = "court_order", "Court order"


# What a worker may record; the rest is for hub managers and the data protection officer (S64).
RISK_OCCASIONS = frozenset(
    {Occasion.HEALTH_AND_SAFETY, Occasion.CHILD_SAFEGUARDING, Occasion.ADULT_SAFEGUARDING}
)
NAMES_ITS_AUTHORITY = frozenset({Occasion.COURT_ORDER, Occasion.INFECTIOUS_DISEASE})


class DisclosureQuerySet(ScopedQuerySet["Disclosure"]):
    """The council's, and a partner's own: a recipient keeps what it was sent in its own records."""

    wall: ClassVar[str] = (
        "familyhubs_sees({row}.household_id) AND ({council} OR {row}.sent_by_id = {mine})"
    )

    def visible_to(self, user: User) -> Self:
        scoped = super().visible_to(user)
        return scoped.filter(sent_by=user.organisation_id) if user.is_partner else scoped

    def not_explained(self) -> Self:
        """S65: the family has not been told; what is to be looked at again first stands first."""
        return self.filter(explained_on__isnull=True).order_by(
            F("look_again_on").asc(nulls_first=True), "pk"
        )

    def owed(self) -> Self:
        """Of those, what is due to be looked at again, or never said when."""
        due = Q(look_again_on__isnull=True) | Q(look_again_on__lte=today())
        return self.not_explained().filter(due)


class Disclosure(Record):
    """What was sent to somebody on a day, without the family's agreement.

    To an organisation of the partnership, or to a body that is none (a court, say). It lets
    nobody see anything here unless `shown_until` says so, through an involvement.
    """

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="disclosures")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    body = models.CharField("another body", max_length=160, blank=True)
    people = models.ManyToManyField(Person, related_name="+", verbose_name="about whom")
    categories = ArrayField(
        models.CharField(max_length=30, choices=Category), verbose_name="what was sent"
    )
    on = models.DateField("sent on")
    # The hour is not known of what came from another system.
    sent_at = models.DateTimeField("sent at", null=True, blank=True)
    occasion = models.CharField(max_length=30, choices=Occasion)
    ground = models.CharField("lawful ground", max_length=30, choices=CHOICES, blank=True)
    person_at_risk = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at_risk = models.CharField("somebody else at risk", max_length=160, blank=True)
    risk = models.CharField("the risk", max_length=300, blank=True)
    reasoning = models.TextField(blank=True)
    authorised_by = models.CharField(max_length=120)
    authority = models.CharField("on whose authority", max_length=200, blank=True)
    authority_reference = models.CharField("its reference", max_length=80, blank=True)
    sent = models.TextField("what exactly was sent", blank=True)
    explained_on = models.DateField("explained to the family on", null=True, blank=True)
    not_explained_why = models.CharField("why not", max_length=300, blank=True)
    look_again_on = models.DateField(null=True, blank=True)
    shown_until = models.DateField("they may see it here until", null=True, blank=True)
    # Nobody's, and the council's, of what came from another system.
    sent_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = DisclosureQuerySet.as_manager()

    # Where whoever reads may know them; set by `consent.disclosures`.
    at_risk_name: str = ""
    about: str = ""

    privacy = classified(
        RecordClass.SERVICE,
        link="household organisation people person_at_risk sent_by recorded_by",
        detail="categories occasion ground",
        free_text="body at_risk risk reasoning authority authority_reference sent "
        "not_explained_why",
        identity="authorised_by",
        event="on sent_at explained_on look_again_on shown_until recorded_at",
        technical="id version",
    )

    class Meta:
        ordering = ["-on", "-id"]
        verbose_name = "disclosure without agreement"
        verbose_name_plural = "disclosures without agreement"
        constraints = [
            models.CheckConstraint(
                condition=~Q(occasion__in=[Occasion.COURT_ORDER, Occasion.INFECTIOUS_DISEASE])
                | ~Q(authority=""),
                name="disclosure_names_its_authority",
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, body="")
                | Q(organisation__isnull=True) & ~Q(body=""),
                name="disclosure_to_an_organisation_or_a_body",
            ),
            # S65, of what is recorded here: told, or why not and when that is looked at again.
            models.CheckConstraint(
                condition=Q(recorded_by__isnull=True)
                | Q(explained_on__isnull=False)
                | Q(look_again_on__isnull=False) & ~Q(not_explained_why=""),
                name="disclosure_explained_or_why_not",
            ),
            models.CheckConstraint(
                condition=Q(shown_until__isnull=True) | Q(organisation__isnull=False),
                name="disclosure_shown_to_an_organisation",
            ),
        ]
        indexes = [
            models.Index(
                fields=["look_again_on"],
                condition=Q(explained_on__isnull=True),
                name="explanations_owed",
            )
        ]

    def __str__(self) -> str:
        return f"Disclosure {self.pk}"

    @property
    def recipient(self) -> str:
        return str(self.organisation) if self.organisation else self.body

    @property
    def lawful_ground(self) -> LawfulGround | None:
        return ground_of(self.ground)

    @property
    def is_shown(self) -> bool:
        """Whether the organisation may also see it here, today."""
        return self.shown_until is not None and self.shown_until >= today()

    @property
    def category_words(self) -> str:
        return words_for(self.categories)

    @property
    def is_owed(self) -> bool:
        """Whether the family is to be told, or why not looked at again, today."""
        when = self.look_again_on
        return self.explained_on is None and (when is None or when <= today())
