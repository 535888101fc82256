"""How a family said yes to a referral that no agreement was made for, and who represented them."""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from familyhubs.database.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0020_areas_of_hidden_homes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalYesToReferral",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("history_change_reason", models.TextField(blank=True, default="")),
                (
                    "manner",
                    models.CharField(
                        choices=[
                            ("face_to_face", "Face to face"),
                            ("telephone", "By telephone"),
                            ("online_form", "On an online form"),
                            ("paper", "Signed on paper"),
                        ],
                        max_length=20,
                        verbose_name="how they said it",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="legal representative"
                    ),
                ),
                (
                    "relation",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="what they are to them"
                    ),
                ),
                (
                    "evidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("court_order", "Court order"),
                            ("special_guardianship", "Special guardianship order"),
                            ("power_of_attorney", "Lasting power of attorney"),
                            ("deputy", "Order of the Court of Protection"),
                            ("guardian", "Appointment as a child's guardian"),
                        ],
                        max_length=30,
                        verbose_name="evidence of authority",
                    ),
                ),
                (
                    "reference",
                    models.CharField(blank=True, max_length=100, verbose_name="its reference"),
                ),
                ("seen_on", models.DateField(null=True, verbose_name="seen on")),
                (
                    "history_id",
                    models.BigAutoField(editable=False, primary_key=True, serialize=False),
                ),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="referrals.referral",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical family's yes to a referral",
                "verbose_name_plural": "historical families' yes to referrals",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="YesToReferral",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "manner",
                    models.CharField(
                        choices=[
                            ("face_to_face", "Face to face"),
                            ("telephone", "By telephone"),
                            ("online_form", "On an online form"),
                            ("paper", "Signed on paper"),
                        ],
                        max_length=20,
                        verbose_name="how they said it",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="legal representative"
                    ),
                ),
                (
                    "relation",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="what they are to them"
                    ),
                ),
                (
                    "evidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("court_order", "Court order"),
                            ("special_guardianship", "Special guardianship order"),
                            ("power_of_attorney", "Lasting power of attorney"),
                            ("deputy", "Order of the Court of Protection"),
                            ("guardian", "Appointment as a child's guardian"),
                        ],
                        max_length=30,
                        verbose_name="evidence of authority",
                    ),
                ),
                (
                    "reference",
                    models.CharField(blank=True, max_length=100, verbose_name="its reference"),
                ),
                ("seen_on", models.DateField(null=True, verbose_name="seen on")),
                (
                    "referral",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="yes",
                        to="referrals.referral",
                    ),
                ),
            ],
            options={
                "verbose_name": "family's yes to a referral",
                "verbose_name_plural": "families' yes to referrals",
                "ordering": ["id"],
            },
        ),
        AppendOnly("referrals_yestoreferral", disposable=True),
        AppendOnly("referrals_historicalyestoreferral", disposable=True),
    ]
