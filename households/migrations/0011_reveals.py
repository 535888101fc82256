"""Why something kept hidden was shown; and the order of whose details are stalest."""

import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from familyhubs.database.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [
        ("households", "0010_search"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalReveal",
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
                    "what",
                    models.CharField(
                        choices=[
                            ("address", "Hidden address"),
                            ("nhs", "NHS number"),
                            ("ni", "National Insurance number"),
                            ("upn", "Unique pupil number"),
                            ("uprn", "Unique property reference number"),
                        ],
                        max_length=10,
                        verbose_name="what was shown",
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="why it was needed")),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="shown at"
                    ),
                ),
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
            ],
            options={
                "verbose_name": "historical showing of what is kept hidden",
                "verbose_name_plural": "historical showings of what is kept hidden",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Reveal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("address", "Hidden address"),
                            ("nhs", "NHS number"),
                            ("ni", "National Insurance number"),
                            ("upn", "Unique pupil number"),
                            ("uprn", "Unique property reference number"),
                        ],
                        max_length=10,
                        verbose_name="what was shown",
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="why it was needed")),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="shown at"
                    ),
                ),
            ],
            options={
                "verbose_name": "showing of what is kept hidden",
                "verbose_name_plural": "showings of what is kept hidden",
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                models.OrderBy(models.F("confirmed_on"), nulls_first=True),
                models.F("id"),
                name="stalest_first",
            ),
        ),
        migrations.AddField(
            model_name="historicalreveal",
            name="address",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="households.address",
            ),
        ),
        migrations.AddField(
            model_name="historicalreveal",
            name="by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="shown to",
            ),
        ),
        migrations.AddField(
            model_name="historicalreveal",
            name="history_user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicalreveal",
            name="household",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="households.household",
            ),
        ),
        migrations.AddField(
            model_name="historicalreveal",
            name="person",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="households.person",
            ),
        ),
        migrations.AddField(
            model_name="reveal",
            name="address",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="households.address",
            ),
        ),
        migrations.AddField(
            model_name="reveal",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="shown to",
            ),
        ),
        migrations.AddField(
            model_name="reveal",
            name="household",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="households.household",
            ),
        ),
        migrations.AddField(
            model_name="reveal",
            name="person",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="households.person",
            ),
        ),
        migrations.AddConstraint(
            model_name="reveal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("address__isnull", True), ("person__isnull", False)),
                    models.Q(("address__isnull", False), ("person__isnull", True)),
                    _connector="OR",
                ),
                name="reveal_of_a_person_or_an_address",
            ),
        ),
        AppendOnly("households_reveal", disposable=True),
        AppendOnly("households_historicalreveal", disposable=True),
    ]
