"""A hold stands on a household, on a person, or on a whole class of record. A certificate has room
for the rules of several versions of the schedule."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from familyhubs.database.tables import AtOnce


class Migration(migrations.Migration):
    dependencies = [
        ("households", "0029_protections_confirmed"),
        ("retention", "0008_paper_files"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AtOnce(
            migrations.AddField(
                model_name="historicalhold",
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
                model_name="historicalhold",
                name="record_class",
                field=models.CharField(
                    blank=True,
                    choices=[
                        ("hub", "Hub record"),
                        ("service", "Service record"),
                        ("protected_child", "Protected child's own record"),
                    ],
                    max_length=20,
                    verbose_name="class of record",
                ),
            ),
            migrations.AddField(
                model_name="hold",
                name="person",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="households.person",
                ),
            ),
            migrations.AddField(
                model_name="hold",
                name="record_class",
                field=models.CharField(
                    blank=True,
                    choices=[
                        ("hub", "Hub record"),
                        ("service", "Service record"),
                        ("protected_child", "Protected child's own record"),
                    ],
                    max_length=20,
                    verbose_name="class of record",
                ),
            ),
            migrations.AlterField(
                model_name="certificate",
                name="rule",
                field=models.CharField(max_length=1000, verbose_name="rule"),
            ),
            migrations.AlterField(
                model_name="hold",
                name="household",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="households.household",
                ),
            ),
        ),
        AtOnce(
            migrations.AddConstraint(
                model_name="hold",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("lifted_at__isnull", True)),
                    fields=("person", "reason"),
                    name="one_standing_hold_of_a_person_a_reason",
                ),
            ),
            migrations.AddConstraint(
                model_name="hold",
                constraint=models.UniqueConstraint(
                    condition=models.Q(
                        ("lifted_at__isnull", True), models.Q(("record_class", ""), _negated=True)
                    ),
                    fields=("record_class", "reason"),
                    name="one_standing_hold_of_a_class_a_reason",
                ),
            ),
            migrations.AddConstraint(
                model_name="hold",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("household__isnull", False),
                            ("person__isnull", True),
                            ("record_class", ""),
                        ),
                        models.Q(
                            ("household__isnull", True),
                            ("person__isnull", False),
                            ("record_class", ""),
                        ),
                        models.Q(
                            ("household__isnull", True),
                            ("person__isnull", True),
                            models.Q(("record_class", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="hold_of_one_thing",
                ),
            ),
        ),
    ]
