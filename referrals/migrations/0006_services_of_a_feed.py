"""Eligibility and capacity, and where a service of another directory comes from.

Texts lose their width: a feed's times and costs are sentences. No row is written anew, and taken
back they are cut to the width they had.
"""

from collections.abc import Callable

from django.core.validators import MaxLengthValidator
from django.db import migrations, models
from django.db.migrations import AddConstraint, AddField, AlterField, RemoveConstraint, RunSQL
from django.db.models import Q

from familyhubs.database.tables import AtOnce

ADDED: dict[str, Callable[[], models.Field]] = {
    "capacity": lambda: models.PositiveIntegerField(
        "places in all",
        blank=True,
        null=True,
        help_text="How many it takes at once. Empty where that is not limited, or not known.",
    ),
    "closed_by_feed": lambda: models.BooleanField(default=False, editable=False),
    "eligibility": lambda: models.TextField(
        "who may use it",
        blank=True,
        validators=[MaxLengthValidator(5000)],
        help_text="Conditions beside the age, like being on a certain benefit.",
    ),
    "feed": lambda: models.CharField(blank=True, max_length=80),
    "feed_id": lambda: models.CharField(blank=True, editable=False, max_length=80),
    "feed_print": lambda: models.CharField(blank=True, editable=False, max_length=64),
    "places_left": lambda: models.PositiveIntegerField(
        "places free",
        blank=True,
        null=True,
        help_text="0 says that it is full. Empty where it is not known.",
    ),
    "places_left_on": lambda: models.DateField(
        "places free, as of", blank=True, editable=False, null=True
    ),
}
CHANGED: dict[str, Callable[[], models.Field]] = {
    "cost": lambda: models.TextField(default="Free", validators=[MaxLengthValidator(2000)]),
    "how_to_get_it": lambda: models.TextField(
        validators=[MaxLengthValidator(5000)],
        help_text="What to do first: whom to ring, where to come.",
    ),
    "place": lambda: models.TextField(
        blank=True,
        validators=[MaxLengthValidator(5000)],
        help_text="Where one goes, with the postcode. Empty for at home, online or by telephone.",
    ),
    "times": lambda: models.TextField(blank=True, validators=[MaxLengthValidator(2000)]),
    "what_it_does": lambda: models.TextField(validators=[MaxLengthValidator(10000)]),
}
TABLES = ("historicalservice", "service")
# Taken back: one that said no need is found by each, and no two of an organisation share a name.
BEFORE_A_FEED = """
    UPDATE referrals_service SET needs = ARRAY['education', 'early_years', 'health',
        'substance_use', 'relationships', 'abuse', 'crime', 'domestic_abuse', 'housing', 'finances']
        WHERE cardinality(needs) = 0;
    UPDATE referrals_service s SET name = left(name, 100) || ' (' || id || ')'
        WHERE feed <> '' AND EXISTS (SELECT FROM referrals_service o WHERE o.id <> s.id
        AND o.organisation_id = s.organisation_id AND o.name = s.name)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("households", "0017_an_undone_merge_ties_nobody"),
        ("referrals", "0005_recorded_by_mistake"),
    ]

    operations = [
        RemoveConstraint("service", "one_service_of_a_name"),
        RemoveConstraint("service", "service_answers_a_need"),
        AtOnce(
            *(AddField(table, name, make()) for table in TABLES for name, make in ADDED.items()),
            *(
                AlterField(table, name, make())
                for table in TABLES
                for name, make in CHANGED.items()
            ),
        ),
        RunSQL(RunSQL.noop, BEFORE_A_FEED),
        AddConstraint(
            "service",
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=Q(feed=""),
                name="one_service_of_a_name",
                violation_error_message="This organisation has a service of this name already.",
            ),
        ),
        AddConstraint(
            "service",
            models.UniqueConstraint(
                fields=["feed", "feed_id"], condition=~Q(feed=""), name="one_service_of_a_feed"
            ),
        ),
        AddConstraint(
            "service",
            models.CheckConstraint(
                condition=Q(needs__len__gt=0) | ~Q(feed=""),
                name="service_answers_a_need",
                violation_error_message="Say at least one need that the service helps with.",
            ),
        ),
    ]
