"""A protection status says who compared it with children's social care's records. What stood before
has been confirmed by nobody, and stops disposal until a manager does."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from familyhubs.database.tables import AtOnce


class Migration(migrations.Migration):
    dependencies = [
        ("households", "0028_the_second_wall_asks_at_once"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AtOnce(
            migrations.AddField(
                model_name="historicalprotection",
                name="confirmed_at",
                field=models.DateTimeField(blank=True, editable=False, null=True),
            ),
            migrations.AddField(
                model_name="historicalprotection",
                name="confirmed_by",
                field=models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="historicalprotection",
                name="confirmed_from",
                field=models.CharField(
                    blank=True,
                    choices=[
                        ("record", "The child's record in children's social care's system"),
                        ("written", "Children's social care confirmed it in writing"),
                        ("papers", "The plan, the care order or the placement agreement itself"),
                        ("imported", "The council's own system, which it was taken over from"),
                    ],
                    editable=False,
                    max_length=20,
                    verbose_name="confirmed by",
                ),
            ),
            migrations.AddField(
                model_name="protection",
                name="confirmed_at",
                field=models.DateTimeField(blank=True, editable=False, null=True),
            ),
            migrations.AddField(
                model_name="protection",
                name="confirmed_by",
                field=models.ForeignKey(
                    blank=True,
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="protection",
                name="confirmed_from",
                field=models.CharField(
                    blank=True,
                    choices=[
                        ("record", "The child's record in children's social care's system"),
                        ("written", "Children's social care confirmed it in writing"),
                        ("papers", "The plan, the care order or the placement agreement itself"),
                        ("imported", "The council's own system, which it was taken over from"),
                    ],
                    editable=False,
                    max_length=20,
                    verbose_name="confirmed by",
                ),
            ),
        ),
        AtOnce(
            migrations.AddIndex(
                model_name="protection",
                index=models.Index(
                    condition=models.Q(("confirmed_at__isnull", True), ("in_error", False)),
                    fields=["id"],
                    name="protections_to_confirm",
                ),
            ),
            migrations.AddConstraint(
                model_name="protection",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("confirmed_at__isnull", True),
                            ("confirmed_by__isnull", True),
                            ("confirmed_from", ""),
                        ),
                        models.Q(
                            ("confirmed_at__isnull", False),
                            ("confirmed_by__isnull", False),
                            models.Q(("confirmed_from", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="protection_confirmed_at_by_and_from",
                ),
            ),
        ),
    ]
