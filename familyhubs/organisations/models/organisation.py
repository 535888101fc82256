"""Partner organisations, typed as the privacy notice lists them (N4.2), and the hubs."""

from datetime import date

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, URLValidator
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from familyhubs.organisations.addresses import is_in_the_united_kingdom

ABROAD = (
    "The address has to end with a postcode of the United Kingdom: nothing is shared with a "
    "recipient outside it."
)
NO_CONTACT = "Say who to ask: its rules are no use to a family that cannot ask it anything."
NOT_THE_COUNCIL = "The council keeps its records here: this is about what a partner keeps itself."
NO_ADDRESS = "Enter the address: an agreement to share data is with somebody in the United Kingdom."


class OrganisationKind(models.TextChoices):
    """S31: the kinds of partner the notice names, and the council itself."""

    COUNCIL = "council", "Council"
    HEALTH = "health", "Health"
    SCHOOL = "school", "School"
    POLICE = "police", "Police"
    HOUSING = "housing", "Housing"
    CHILDRENS_SOCIAL_CARE = "childrens_social_care", "Children's social care"
    COMMUNITY = "community", "Community organisation"
    VOLUNTARY = "voluntary", "Voluntary organisation"


class PartnerRole(models.TextChoices):
    """S32: in what capacity a partner takes part (N4.2)."""

    PROVIDER = "provider", "Part of the provision of the service"
    COMMISSIONED = "commissioned", "Commissioned service"
    OTHER_TEAM = "other_team", "Other team supporting the family"


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def council(self) -> "Organisation | None":
        """The council, once it has written down who it is (S1)."""
        return self.filter(kind=OrganisationKind.COUNCIL).first()

    def partners(self) -> "OrganisationQuerySet":
        """Every organisation but the council."""
        return self.exclude(kind=OrganisationKind.COUNCIL)

    def taking_part(self, on: date) -> "OrganisationQuerySet":
        """The council, and partners whose data-sharing agreement is in date that day (S32)."""
        in_date = Q(kind=OrganisationKind.COUNCIL) | Q(sharing_agreement_until__gte=on)
        return self.filter(in_date, is_active=True)

    def cut_off(self, on: date) -> "OrganisationQuerySet":
        """All others: they take part no longer, or their data-sharing agreement is over (S32)."""
        return self.exclude(pk__in=self.taking_part(on))

    def may_receive(self, on: date) -> "OrganisationQuerySet":
        """Partners with which a family can agree to share that day."""
        return self.partners().taking_part(on)


class Organisation(models.Model):
    """An organisation of the partnership. Its django group carries its permissions."""

    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=30, choices=OrganisationKind)
    partner_role = models.CharField(
        "role in the partnership", max_length=20, choices=PartnerRole, blank=True
    )
    sharing_agreement_until = models.DateField(
        "data-sharing agreement ends on", null=True, blank=True
    )
    address = models.TextField(blank=True)
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=30, blank=True)
    is_active = models.BooleanField("takes part", default=True)
    # Of the records it keeps itself (S36, S37): for the family, and never anything of theirs.
    records_contact = models.TextField(
        "who to ask about the records it keeps itself",
        blank=True,
        validators=[MaxLengthValidator(300)],
        help_text="Printed for families: a team, its address, telephone or email. 300 letters.",
    )
    records_policy = models.TextField(
        "how long it keeps them, in its own words",
        blank=True,
        validators=[MaxLengthValidator(1000)],
        help_text="1,000 letters at most. Leave it empty where there is a page to point to.",
    )
    records_policy_page = models.URLField(
        "the page that says how long it keeps them",
        max_length=300,
        blank=True,
        validators=[
            URLValidator(schemes=["https"], message="Enter an address that begins with https://")
        ],
    )
    name_endangers = models.BooleanField(
        "its name alone can put somebody in danger",
        default=False,
        help_text="A refuge, or a service about domestic abuse. Workers are warned before its "
        "name stands on paper.",
    )
    group = models.OneToOneField(Group, on_delete=models.PROTECT, editable=False)
    history = HistoricalRecords(history_id_field=models.BigAutoField(primary_key=True))

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=OrganisationKind.COUNCIL) | ~Q(partner_role=""),
                name="partner_has_a_role",
                violation_error_message="Say which role the partner has in the partnership.",
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(kind=OrganisationKind.COUNCIL),
                name="one_council",
                violation_error_message="There is already a council here.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def takes_part(self, on: date) -> bool:
        """Whether it may see anything: active, and its data-sharing agreement in date (S32)."""
        until = self.sharing_agreement_until
        return self.is_active and (self.is_council or (until is not None and until >= on))

    def clean(self) -> None:
        """A partner that receives what families share is in the United Kingdom (S46)."""
        super().clean()
        self._clean_records()
        if self.is_council or not self.is_active:  # whoever is cut off is cut off at once
            return
        if self.address and not is_in_the_united_kingdom(self.address):
            raise ValidationError({"address": ABROAD})
        if self.sharing_agreement_until and not self.address:
            raise ValidationError({"address": NO_ADDRESS})

    def _clean_records(self) -> None:
        said = bool(self.records_policy or self.records_policy_page)
        if self.is_council and (said or self.records_contact):
            raise ValidationError({"records_contact": NOT_THE_COUNCIL})
        if said and not self.records_contact.strip():
            raise ValidationError({"records_contact": NO_CONTACT})

    @property
    def is_council(self) -> bool:
        return self.kind == OrganisationKind.COUNCIL


class Hub(models.Model):
    """A place where families come in."""

    name = models.CharField(max_length=120, unique=True)
    address = models.TextField(blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    telephone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    is_open = models.BooleanField("takes families", default=True)
    history = HistoricalRecords(history_id_field=models.BigAutoField(primary_key=True))

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
