"""The directory (S2): what support there is, for whom, where, how to get it. Nobody's data."""

import re
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxLengthValidator, RegexValidator
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse
from simple_history.models import HistoricalRecords

from familyhubs.organisations.models import Organisation
from households.needs import Need

if TYPE_CHECKING:
    from familyhubs.organisations.models import User

OLDEST = 120
# Characters, of the fields whose columns have no width.
LONGEST = {
    "what_it_does": 10_000,
    "eligibility": 5_000,
    "place": 5_000,
    "times": 2_000,
    "cost": 2_000,
    "how_to_get_it": 5_000,
}
# The part before the space of a postcode, and perhaps the whole of it: "NN16", "nn168tl".
POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})?")


def postcode_area(words: str) -> str:
    """The first part of a postcode, typed whole or not: "nn168tl" gives "NN16". "" for words."""
    found = POSTCODE.fullmatch(words.strip().upper())
    return found.group(1) if found else ""


def _places(number: int) -> str:
    return f"{number:,} place{'' if number == 1 else 's'}"


class ServiceQuerySet(models.QuerySet["Service"]):
    def on_offer(self) -> "ServiceQuerySet":
        """What anybody may ask for today."""
        return self.filter(is_open=True, organisation__is_active=True)

    def for_need(self, need: str) -> "ServiceQuerySet":
        return self.filter(needs__contains=[need])

    def for_age(self, age: int) -> "ServiceQuerySet":
        return self.filter(
            Q(youngest__isnull=True) | Q(youngest__lte=age),
            Q(oldest__isnull=True) | Q(oldest__gte=age),
        )

    def near(self, place: str) -> "ServiceQuerySet":
        """Those of a town or a postcode, `is_near`, then those that are for everybody.

        One that is for everybody and whose place has a postcode of the area is near, too.
        """
        everywhere = Q(postcode_areas=[])
        if area := postcode_area(place):
            at_home = everywhere & Q(place__icontains=f"{area} ")
            here = Q(postcode_areas__contains=[area]) | at_home
        else:
            here = Q(place__icontains=place)
        is_near = Case(When(here, then=Value(True)), default=Value(False))
        found = self.filter(here | everywhere).annotate(is_near=is_near)
        return found.order_by("-is_near", "name", "pk")


class Service(models.Model):
    """Support that an organisation offers. Never deleted: it is closed."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    what_it_does = models.TextField(validators=[MaxLengthValidator(LONGEST["what_it_does"])])
    needs = ArrayField(
        models.CharField(max_length=20, choices=Need), help_text="What it helps with."
    )
    youngest = models.PositiveSmallIntegerField(
        "youngest age", null=True, blank=True, help_text="Empty for no youngest age."
    )
    oldest = models.PositiveSmallIntegerField(
        "oldest age", null=True, blank=True, help_text="Empty for no oldest age."
    )
    eligibility = models.TextField(
        "who may use it",
        blank=True,
        validators=[MaxLengthValidator(LONGEST["eligibility"])],
        help_text="Conditions beside the age, like being on a certain benefit.",
    )
    place = models.TextField(
        blank=True,
        validators=[MaxLengthValidator(LONGEST["place"])],
        help_text="Where one goes, with the postcode. Empty for at home, online or by telephone.",
    )
    postcode_areas = ArrayField(
        models.CharField(
            max_length=4,
            validators=[
                RegexValidator(
                    r"^[A-Z]{1,2}\d[A-Z\d]?$",
                    "Enter the first part of each postcode in capitals, like NN16",
                )
            ],
        ),
        blank=True,
        default=list,
        help_text="Whom it is for: first parts of postcodes, like NN15,NN16. "
        "Empty for everybody the council serves.",
    )
    times = models.TextField(blank=True, validators=[MaxLengthValidator(LONGEST["times"])])
    cost = models.TextField(default="Free", validators=[MaxLengthValidator(LONGEST["cost"])])
    capacity = models.PositiveIntegerField(
        "places in all",
        null=True,
        blank=True,
        help_text="How many it takes at once. Empty where that is not limited, or not known.",
    )
    places_left = models.PositiveIntegerField(
        "places free",
        null=True,
        blank=True,
        help_text="0 says that it is full. Empty where it is not known.",
    )
    places_left_on = models.DateField("places free, as of", null=True, blank=True, editable=False)
    how_to_get_it = models.TextField(
        validators=[MaxLengthValidator(LONGEST["how_to_get_it"])],
        help_text="What to do first: whom to ring, where to come.",
    )
    is_open = models.BooleanField("on offer", default=True)
    # Of a service that comes from another directory (manage.py import_services); else empty.
    feed = models.CharField(max_length=80, blank=True)
    feed_id = models.CharField(max_length=80, blank=True, editable=False)
    # Of what the feed last said: where it says the same again, what was changed here since stays.
    feed_print = models.CharField(max_length=64, blank=True, editable=False)
    closed_by_feed = models.BooleanField(default=False, editable=False)
    history = HistoricalRecords(
        history_id_field=models.BigAutoField(primary_key=True),
        history_change_reason_field=models.TextField(default="", blank=True),
    )

    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            # A feed has one of a name at each place.
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=Q(feed=""),
                name="one_service_of_a_name",
                violation_error_message="This organisation has a service of this name already.",
            ),
            models.UniqueConstraint(
                fields=["feed", "feed_id"], condition=~Q(feed=""), name="one_service_of_a_feed"
            ),
            models.CheckConstraint(
                condition=Q(oldest__isnull=True)
                | Q(youngest__isnull=True)
                | Q(oldest__gte=F("youngest")),
                name="service_ages_in_order",
                violation_error_message="The oldest age must not be below the youngest.",
            ),
            models.CheckConstraint(
                condition=Q(needs__len__gt=0) | ~Q(feed=""),
                name="service_answers_a_need",
                violation_error_message="Say at least one need that the service helps with.",
            ),
        ]
        # None of places: nearly all services are for everybody, so that a place sorts them all.
        indexes = [
            models.Index(fields=["name", "id"], condition=Q(is_open=True), name="service_names"),
            GinIndex(fields=["needs"], condition=Q(is_open=True), name="service_needs"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("referrals:service", args=[self.pk])

    @property
    def is_on_offer(self) -> bool:
        return self.is_open and self.organisation.is_active

    @property
    def need_labels(self) -> list[str]:
        """Its needs in words, in the order of the list."""
        return [need.label for need in Need if need in self.needs]

    @property
    def ages(self) -> str:
        """For whom, in words."""
        if self.youngest is None and self.oldest is None:
            return "Any age"
        if self.oldest is None:
            return f"Aged {self.youngest} and over"
        if not self.youngest:
            return f"Up to age {self.oldest}"
        if self.youngest == self.oldest:
            return f"Aged {self.youngest}"
        return f"Aged {self.youngest} to {self.oldest}"

    @property
    def is_full(self) -> bool:
        """Whether it is known to have no place free."""
        return self.places_left == 0

    @property
    def places(self) -> str:
        """How many it takes, in words: "20 places, 3 free"; "" where nothing is known."""
        said = [] if self.capacity is None else [_places(self.capacity)]
        if self.places_left is not None:
            free = f"{self.places_left:,}" if self.places_left else "none"
            said.append(f"{free} free" if said else f"{_places(self.places_left)} free")
        return ", ".join(said)

    @property
    def serves(self) -> str:
        """For people of which postcodes, in words."""
        return f"People in {', '.join(self.postcode_areas)}" if self.postcode_areas else "Everybody"

    _history_user: "User | None"
    _change_reason: str
