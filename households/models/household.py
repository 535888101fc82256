"""The household: the reference everything hangs on, and where it lives."""

import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import BigIntegerField, Case, Exists, F, Func, OuterRef, Q, Value, When
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils import timezone

from familyhubs.database.identity import whole_record
from familyhubs.organisations.models import Hub, User
from familyhubs.records.models import Record
from familyhubs.records.privacy import RecordClass, classified
from households.categories import HOUSEHOLD_CATEGORIES, Category, permissions_for
from households.models import search_indexes
from households.models.scope import ClosedTo, ScopedQuerySet
from households.references import candidates_for, new_reference


class HouseholdQuerySet(ScopedQuerySet["Household"]):
    wall: ClassVar[str] = "familyhubs_sees(coalesce({row}.merged_into_id, {row}.id))"

    grant_on: ClassVar[str] = "pk"

    def visible_to(self, user: User) -> Self:
        """Never one that was merged into another: that other stands for it."""
        return super().visible_to(user).filter(merged_into__isnull=True)

    def referenced(self, typed: str) -> Self:
        """Those somebody may mean by a reference, likeliest first: ours, or another system's.

        By a function of the database: under the second wall no index serves `iexact`, because
        `upper` might tell of rows that are not to be seen, and every household is asked.
        """
        ids: list[Any] = [
            Func(Value(one), function="familyhubs_referenced", output_field=BigIntegerField())
            for one in candidates_for(typed)
        ]
        if not ids:
            return self.none()
        likeliest = Case(*(When(pk=one, then=place) for place, one in enumerate(ids)))
        return self.filter(pk__in=ids).order_by(likeliest)

    def newest_ids(self, user: User, most: int) -> list[int]:
        """The ids of the newest so many that this user may see.

        A partner's are read from its permissions, by an index in their order: asked the other way
        round, PostgreSQL hashes everything the partner may see. The council's are found by the
        first wall alone (`households.reading.paged` says why).
        """
        from households.models.grants import HouseholdGrant

        if not user.is_partner:
            with whole_record():
                return list(self.order_by("-pk").values_list("pk", flat=True)[:most])
        granted = (
            HouseholdGrant.objects.live_for(user.organisation)
            .letting("view_household")
            .filter(~ClosedTo("content_object_id", user))
            .order_by("-content_object_id")
        )
        return list(granted.values_list("content_object_id", flat=True).distinct()[:most])

    def with_open_support(self) -> Self:
        """Households with an episode of support that has not been closed."""
        from households.models.episode import Episode

        return self.filter(
            Exists(Episode.objects.filter(household=OuterRef("pk"), closed_on__isnull=True))
        )

    def without_a_lead(self) -> Self:
        """S55: support is open and nobody leads, or who led may see nothing any more."""
        from households.models.lead import LeadAssignment

        leading = LeadAssignment.objects.leading().filter(household=OuterRef("pk"))
        return self.with_open_support().exclude(Exists(leading))

    def titled_for(self, user: User) -> Self:
        """With `title`: the family name where the user may know it, else the reference.

        No name is left once only a protected child's record remains of a household (S39).
        """
        from households.models.person import Membership

        if not user.is_partner:
            return self.annotate(title=Case(When(name="", then="reference"), default="name"))
        named = Membership.objects.living_known_to(user).filter(household=OuterRef("pk"))
        return self.annotate(title=Case(When(Exists(named), then=F("name")), default="reference"))


class Household(Record):
    """A family the hub supports. The council is its controller (S8)."""

    reference = models.CharField(max_length=40, unique=True, default=new_reference, editable=False)
    name = models.CharField("family name", max_length=120)
    hub = models.ForeignKey(Hub, on_delete=models.PROTECT)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    restricted = models.BooleanField(
        "seen only by people named", default=False, help_text="For example, a colleague's family."
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    data_key = models.UUIDField(default=uuid.uuid4, editable=False)
    # Of the line it was imported from, so that the same file twice adds nothing.
    import_fingerprint = models.CharField(max_length=64, blank=True, editable=False)

    objects = HouseholdQuerySet.as_manager()

    not_in_history = frozenset({"data_key", "import_fingerprint"})
    privacy = classified(
        RecordClass.SERVICE,
        identity="name reference",
        link="hub merged_into",
        detail="restricted",
        event="created_at",
        technical="id version data_key import_fingerprint",
    )

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["id"], condition=Q(restricted=True), name="restricted_households"),
            *search_indexes.OF_HOUSEHOLD,
        ]
        constraints = [
            # Another system's references are kept as they are, and people type them in any case.
            models.UniqueConstraint(Upper("reference"), name="reference_in_any_case"),
            models.UniqueConstraint(
                fields=["import_fingerprint"],
                condition=~Q(import_fingerprint=""),
                name="imported_once",
            ),
        ]
        permissions = permissions_for(HOUSEHOLD_CATEGORIES)

    def __str__(self) -> str:
        # No personal data: the admin's log keeps what this returns.
        return f"Household {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("households:overview", args=[self.reference])


class AddressQuerySet(ScopedQuerySet["Address"]):
    """An address is shown with the household's people: to whoever may see one's contact details;
    one that is kept hidden, to no partner at all."""

    wall: ClassVar[str] = (
        "familyhubs_sees({row}.household_id) AND ({council} OR NOT {row}.hidden "
        "AND familyhubs_knows_somebody({row}.household_id, 'contact_details'))"
    )

    def visible_to(self, user: User) -> Self:
        from households.models.person import Membership

        scoped = super().visible_to(user)
        if not user.is_partner:
            return scoped
        known = Membership.objects.shared_there(
            OuterRef("household_id"), user, Category.CONTACT_DETAILS
        )
        return scoped.filter(Exists(known), hidden=False)


class Address(Record):
    """Where a household lives, from when until when (S9)."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="addresses")
    lines = models.TextField("address", blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    no_fixed_abode = models.BooleanField(default=False)
    since = models.DateField("lived here since", null=True, blank=True)
    until = models.DateField("lived here until", null=True, blank=True)
    hidden = models.BooleanField(
        "keep it hidden",
        default=False,
        help_text="Somebody would be in danger if it were known. It is never shared.",
    )

    objects = AddressQuerySet.as_manager()

    privacy = classified(
        RecordClass.SERVICE,
        contact="lines postcode no_fixed_abode",
        detail="since until hidden",
        link="household",
        technical="id version",
    )

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "addresses"
        indexes = search_indexes.OF_ADDRESS
        constraints = [
            models.UniqueConstraint(
                fields=["household"], condition=Q(until__isnull=True), name="one_current_address"
            ),
            models.CheckConstraint(
                condition=Q(no_fixed_abode=True) | ~Q(lines=""), name="address_or_no_fixed_abode"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since")),
                name="address_until_after_since",
            ),
        ]

    def __str__(self) -> str:
        return f"Address {self.pk}"

    @property
    def written(self) -> str:
        """On lines, as a letter has it; never one that is kept hidden."""
        if self.hidden:
            return "Kept hidden"
        return "No fixed abode" if self.no_fixed_abode else f"{self.lines}\n{self.postcode}".strip()

    def hidden_fields(self) -> frozenset[str]:
        return frozenset({"lines", "postcode"}) if self.hidden else frozenset()
