import uuid

import django.db.models.deletion
from django.db import migrations, models

import referrals.models.unmet
from familyhubs.database.tables import AtOnce


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0005_records_of_its_own"),
        ("referrals", "0009_surveys"),
    ]

    operations = [
        AtOnce(
            migrations.CreateModel(
                name="UnmetCounted",
                fields=[
                    (
                        "mark",
                        models.CharField(
                            editable=False, max_length=64, primary_key=True, serialize=False
                        ),
                    ),
                ],
                options={
                    "verbose_name": "mark that an unmet need was counted",
                    "verbose_name_plural": "marks that unmet needs were counted",
                },
            ),
            migrations.CreateModel(
                name="UnmetNeed",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "need",
                        models.CharField(
                            choices=[
                                ("education", "School and education"),
                                ("early_years", "Pregnancy, babies and early years"),
                                ("health", "Physical and mental health"),
                                ("substance_use", "Alcohol and drugs"),
                                ("relationships", "Family relationships"),
                                ("abuse", "Keeping children safe from abuse and exploitation"),
                                ("crime", "Crime and antisocial behaviour"),
                                ("domestic_abuse", "Domestic abuse"),
                                ("housing", "Housing"),
                                ("finances", "Money and work"),
                            ],
                            max_length=20,
                        ),
                    ),
                    (
                        "area",
                        models.CharField(
                            blank=True, max_length=4, verbose_name="first part of the postcode"
                        ),
                    ),
                    (
                        "reason",
                        models.CharField(
                            choices=[
                                ("not_offered", "There is no such service"),
                                ("full", "There is no place"),
                                ("not_eligible", "The family is not eligible"),
                                ("too_far", "It is too far for the family"),
                                ("by_the_family", "The family does not want it"),
                            ],
                            max_length=20,
                        ),
                    ),
                    (
                        "month",
                        models.DateField(
                            default=referrals.models.unmet.this_month,
                            verbose_name="month, its first day",
                        ),
                    ),
                    (
                        "hub",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.hub",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "unmet need",
                    "verbose_name_plural": "unmet needs",
                    "indexes": [models.Index(fields=["month"], name="unmet_needs_by_month")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("month__day", 1)), name="unmet_by_whole_months"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("area", ""),
                                ("area__regex", r"^[A-Z]{1,2}\d[A-Z\d]?$"),
                                _connector="OR",
                            ),
                            name="unmet_in_no_more_than_an_area",
                        ),
                    ],
                },
            ),
        ),
    ]
