"""People, how they are related, and in which household they live, with dates (S7, S9)."""

import uuid
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, OuterRef, Q

from familyhubs.organisations.models import User
from familyhubs.records.dates import today
from familyhubs.records.models import Record
from familyhubs.records.privacy import RecordClass, classified
from households.categories import PERSON_CATEGORIES, Category, codename, permissions_for
from households.models import search_indexes
from households.models.household import Household
from households.models.scope import PersonInHouseholdQuerySet, PersonScopedQuerySet


class PersonQuerySet(PersonScopedQuerySet["Person"]):
    grant_on: ClassVar[str] = "pk"
    wall: ClassVar[str] = "familyhubs_knows(coalesce({row}.merged_into_id, {row}.id), 'identity')"
    category: ClassVar[str | None] = Category.IDENTITY

    def visible_to(self, user: User) -> Self:
        """Never one that was merged into another: that other stands for it."""
        return super().visible_to(user).filter(merged_into__isnull=True)

    def named_in(self, household: Household, user: User) -> Self:
        """Those whose name this user may know as people of this very household.

        `visible_to` answers for a person anywhere; what is told on a household's page must not
        tell a partner of the other home of somebody it knows from elsewhere.
        """
        from households.models.grants import PersonGrant

        if not user.is_partner:
            return self
        named = PersonGrant.objects.open_to(user).filter(household=household)
        named = named.letting(codename(Category.IDENTITY))
        return self.filter(pk__in=named.values("content_object_id"))

    def living_in(self, household: Household, on: date | None = None) -> Self:
        """Its members on a day (today unless said)."""
        on = on or today()
        return self.filter(
            Q(memberships__left_on__isnull=True) | Q(memberships__left_on__gt=on),
            memberships__household=household,
        ).distinct()


class Person(Record):
    """One person, in however many households they live."""

    given_name = models.CharField("first name", max_length=80)
    family_name = models.CharField("last name", max_length=80)
    preferred_name = models.CharField("known as", max_length=80, blank=True)
    date_of_birth = models.DateField(null=True, blank=True)
    died_on = models.DateField("date of death", null=True, blank=True)
    telephone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    contact_warning = models.CharField(
        "is it safe to contact them?",
        max_length=300,
        blank=True,
        help_text="What a worker must know before ringing, writing or visiting.",
    )
    interpreter = models.CharField("needs an interpreter for", max_length=80, blank=True)
    communication_needs = models.CharField(max_length=300, blank=True)
    confirmed_on = models.DateField(
        "details last confirmed on", null=True, blank=True, editable=False
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    data_key = models.UUIDField(default=uuid.uuid4, editable=False)

    objects = PersonQuerySet.as_manager()

    not_in_history = frozenset({"data_key"})
    privacy = classified(
        RecordClass.SERVICE,
        identity="given_name family_name preferred_name date_of_birth",
        contact="telephone email",
        detail="died_on interpreter",
        free_text="contact_warning communication_needs",
        event="confirmed_on",
        link="merged_into",
        technical="id version data_key",
    )

    class Meta:
        ordering = ["date_of_birth", "id"]
        verbose_name_plural = "people"
        permissions = permissions_for(PERSON_CATEGORIES)
        constraints = [
            models.CheckConstraint(
                condition=Q(died_on__isnull=True)
                | Q(date_of_birth__isnull=True)
                | Q(died_on__gte=F("date_of_birth")),
                name="died_after_birth",
            )
        ]
        indexes = [
            *search_indexes.OF_PERSON,
            # Whose details have gone unconfirmed longest, never confirmed first (S18, S68).
            models.Index(F("confirmed_on").asc(nulls_first=True), "id", name="stalest_first"),
        ]

    def __str__(self) -> str:
        return f"Person {self.pk}"

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def in_words(self) -> str:
        """For lists and change lists of those who may see it."""
        return self.full_name

    def age(self, on: date | None = None) -> int | None:
        """In whole years; None where the date of birth is not known."""
        on = on or self.died_on or today()
        born = self.date_of_birth
        if born is None:
            return None
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


class MembershipQuerySet(PersonInHouseholdQuerySet["Membership"]):
    category: ClassVar[str | None] = Category.IDENTITY
    # Any category: that somebody lives there still is what every scope of a person asks.
    wall: ClassVar[str] = "familyhubs_knows({row}.person_id, NULL, {row}.household_id)"

    def visible_to(self, user: User) -> Self:
        """Not that of a record merged into another: whoever it is lives there by the other's."""
        return super().visible_to(user).filter(person__merged_into__isnull=True)

    def living_known_to(self, user: User) -> Self:
        """`visible_to`, of today: nobody lives anywhere by a record that was merged."""
        return super().visible_to(user).present()

    def present(self, on: date | None = None) -> Self:
        """Whoever lives there on a day (today unless said)."""
        return self.filter(Q(left_on__isnull=True) | Q(left_on__gt=on or today()))

    def shared_there(self, household: OuterRef, user: User, category: str) -> Self:
        """Of a household's people, until they leave, those of whom a category is shared: what the
        second wall asks as familyhubs_knows_somebody."""
        return self.filter(household=household, left_on__isnull=True).sharing(user, category)


class Membership(Record):
    """A person's living in a household, from when until when."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    joined_on = models.DateField("lives here since", null=True, blank=True)
    left_on = models.DateField("left on", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    privacy = classified(
        RecordClass.SERVICE,
        link="household person",
        detail="joined_on left_on",
        technical="id version",
    )

    class Meta:
        ordering = ["id"]
        verbose_name = "place in the household"
        constraints = [
            models.UniqueConstraint(
                fields=["household", "person"],
                condition=Q(left_on__isnull=True),
                name="lives_once_in_a_household",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True)
                | Q(joined_on__isnull=True)
                | Q(left_on__gte=F("joined_on")),
                name="left_after_joining",
            ),
        ]

    def __str__(self) -> str:
        return f"Membership {self.pk}"
