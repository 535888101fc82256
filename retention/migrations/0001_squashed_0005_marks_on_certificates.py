"""Retention as it stands after 0005, made at once: what a new database starts from."""

from importlib import import_module

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models
from django.db.migrations import CreateModel

from familyhubs.database.tables import AtOnce

evidence = import_module("retention.migrations.0002_evidence")


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("retention", "0001_initial"),
        ("retention", "0002_evidence"),
        ("retention", "0003_versions_in_history"),
        ("retention", "0004_holds_from_a_day"),
        ("retention", "0005_marks_on_certificates"),
    ]

    dependencies = [
        ("households", "0017_an_undone_merge_ties_nobody"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AtOnce(
            CreateModel(
                name="DemoDatabase",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "marked_at",
                        models.DateTimeField(
                            db_default=django.db.models.functions.datetime.Now(), editable=False
                        ),
                    ),
                ],
                options={
                    "verbose_name": "mark of a demo database",
                    "verbose_name_plural": "marks of a demo database",
                },
            ),
            CreateModel(
                name="Hold",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    (
                        "household",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="households.household",
                        ),
                    ),
                    (
                        "reason",
                        models.CharField(
                            choices=[
                                ("copy_request", "Request for a copy"),
                                ("complaint", "Complaint"),
                                ("litigation", "Litigation"),
                                ("police", "Police investigation"),
                                ("court_order", "Court order"),
                                ("safeguarding_review", "Safeguarding practice review"),
                                ("statutory_inquiry", "Statutory inquiry"),
                            ],
                            max_length=30,
                        ),
                    ),
                    (
                        "note",
                        models.CharField(
                            blank=True, max_length=300, verbose_name="what it is about"
                        ),
                    ),
                    ("review_on", models.DateField(verbose_name="looked at again on")),
                    (
                        "placed_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    (
                        "placed_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("lifted_at", models.DateTimeField(blank=True, editable=False, null=True)),
                    (
                        "lifted_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "ordering": ["-placed_at", "-pk"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("lifted_at__isnull", True), ("lifted_by__isnull", True)),
                                models.Q(
                                    ("lifted_at__isnull", False), ("lifted_by__isnull", False)
                                ),
                                _connector="OR",
                            ),
                            name="hold_lifted_at_and_by",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("lifted_at__isnull", True)),
                            fields=("household", "reason"),
                            name="one_standing_hold_a_reason",
                        ),
                    ],
                },
            ),
            CreateModel(
                name="ScheduleVersion",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.CharField(max_length=20, unique=True)),
                    ("in_force_from", models.DateField()),
                ],
                options={
                    "verbose_name": "version of the retention schedule",
                    "verbose_name_plural": "versions of the retention schedule",
                    "ordering": ["-in_force_from"],
                },
            ),
            CreateModel(
                name="ScheduleRule",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "version",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="rules",
                            to="retention.scheduleversion",
                        ),
                    ),
                    (
                        "record_class",
                        models.CharField(
                            choices=[
                                ("hub", "Hub record"),
                                ("service", "Service record"),
                                ("protected_child", "Protected child's own record"),
                            ],
                            max_length=20,
                            verbose_name="class of record",
                        ),
                    ),
                    (
                        "trigger",
                        models.CharField(
                            choices=[
                                ("support_closed", "Support was last closed"),
                                (
                                    "never_opened",
                                    "The record was made, and support was never opened",
                                ),
                                ("birth", "The child was born"),
                                (
                                    "death",
                                    "The child died before the age of 18, having been looked after",
                                ),
                            ],
                            max_length=20,
                            verbose_name="what starts the clock",
                        ),
                    ),
                    ("years", models.PositiveSmallIntegerField(verbose_name="kept for (years)")),
                    ("sentence", models.TextField(verbose_name="as promised")),
                    (
                        "source",
                        models.CharField(max_length=200, verbose_name="where it is promised"),
                    ),
                ],
                options={
                    "verbose_name": "rule",
                    "ordering": ["pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("version", "record_class", "trigger"), name="one_rule_a_trigger"
                        )
                    ],
                },
            ),
            CreateModel(
                name="SweepRun",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("as_of", models.DateField(verbose_name="disposed of what was due on")),
                    ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("finished_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "outcome",
                        models.CharField(
                            choices=[
                                ("running", "Running"),
                                ("finished", "Finished"),
                                ("failed", "Failed"),
                                ("interrupted", "Interrupted"),
                            ],
                            default="running",
                            max_length=20,
                        ),
                    ),
                    (
                        "schedule",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="retention.scheduleversion",
                        ),
                    ),
                    ("due", models.PositiveIntegerField(default=0, verbose_name="found due")),
                    (
                        "blocked",
                        models.PositiveIntegerField(default=0, verbose_name="found stopped"),
                    ),
                    (
                        "disposed",
                        models.PositiveIntegerField(default=0, verbose_name="disposed of"),
                    ),
                ],
                options={
                    "verbose_name": "sweep",
                    "ordering": ["-started_at", "-pk"],
                    "indexes": [
                        models.Index(fields=["outcome", "-finished_at"], name="sweep_last_finished")
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("finished_at__isnull", True), ("outcome", "running")),
                                models.Q(
                                    models.Q(("outcome", "running"), _negated=True),
                                    ("finished_at__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="sweep_finished_with_its_outcome",
                        )
                    ],
                },
            ),
            CreateModel(
                name="Certificate",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "run",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="certificates",
                            to="retention.sweeprun",
                        ),
                    ),
                    (
                        "schedule",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="retention.scheduleversion",
                        ),
                    ),
                    (
                        "record_class",
                        models.CharField(
                            choices=[
                                ("hub", "Hub record"),
                                ("service", "Service record"),
                                ("protected_child", "Protected child's own record"),
                            ],
                            max_length=20,
                            verbose_name="class of record",
                        ),
                    ),
                    ("rule", models.CharField(max_length=200, verbose_name="rule")),
                    (
                        "subject",
                        models.CharField(
                            db_index=True, max_length=64, verbose_name="keyed hash of the reference"
                        ),
                    ),
                    ("records", models.PositiveIntegerField(verbose_name="records disposed of")),
                    ("counts", models.JSONField(verbose_name="rows removed, by table")),
                    (
                        "child_remains",
                        models.BooleanField(verbose_name="the record of a protected child remains"),
                    ),
                    (
                        "disposed_at",
                        models.DateTimeField(db_index=True, default=django.utils.timezone.now),
                    ),
                    (
                        "marks",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=64), default=list, editable=False
                        ),
                    ),
                ],
                options={
                    "ordering": ["-pk"],
                    "indexes": [
                        django.contrib.postgres.indexes.GinIndex(
                            fields=["marks"], name="certificate_marks"
                        )
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("run", "subject", "record_class"),
                            name="one_certificate_a_class",
                        )
                    ],
                },
            ),
            CreateModel(
                name="HistoricalHold",
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
                        "reason",
                        models.CharField(
                            choices=[
                                ("copy_request", "Request for a copy"),
                                ("complaint", "Complaint"),
                                ("litigation", "Litigation"),
                                ("police", "Police investigation"),
                                ("court_order", "Court order"),
                                ("safeguarding_review", "Safeguarding practice review"),
                                ("statutory_inquiry", "Statutory inquiry"),
                            ],
                            max_length=30,
                        ),
                    ),
                    (
                        "note",
                        models.CharField(
                            blank=True, max_length=300, verbose_name="what it is about"
                        ),
                    ),
                    ("review_on", models.DateField(verbose_name="looked at again on")),
                    (
                        "placed_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("lifted_at", models.DateTimeField(blank=True, editable=False, null=True)),
                    (
                        "household",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.household",
                        ),
                    ),
                    (
                        "placed_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "lifted_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
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
                            choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                            max_length=1,
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
                ],
                options={
                    "verbose_name": "historical hold",
                    "verbose_name_plural": "historical holds",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
        ),
        *evidence.Migration.operations,
    ]
