"""Paper files: where they are, who has them, that they were destroyed (S47)."""

import uuid

import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models
from django.db.migrations import CreateModel

import familyhubs.records.dates
from familyhubs.database.tables import AtOnce
from familyhubs.database.triggers import AppendOnly, FollowsMerge

TABLES = ("paperfile", "paperloan", "paperdestruction", "contractorcertificate")
MOVED = {"household_id": "households_household", "person_id": "households_person"}


class Migration(migrations.Migration):
    dependencies = [
        ("households", "0028_the_second_wall_asks_at_once"),
        ("organisations", "0004_duty_accepted"),
        ("retention", "0007_schedule_requests"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AtOnce(
            CreateModel(
                name="HistoricalPaperFile",
                fields=[
                    (
                        "id",
                        models.BigIntegerField(
                            auto_created=True, blank=True, db_index=True, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("history_change_reason", models.TextField(blank=True, default="")),
                    ("label", models.CharField(max_length=60, verbose_name="label on the cover")),
                    (
                        "contents",
                        models.CharField(blank=True, max_length=300, verbose_name="what is in it"),
                    ),
                    ("volumes", models.PositiveSmallIntegerField(default=1)),
                    ("place", models.CharField(max_length=120, verbose_name="room and shelf")),
                    ("registered_on", models.DateField(default=familyhubs.records.dates.today)),
                    (
                        "lost_on",
                        models.DateField(
                            blank=True, editable=False, null=True, verbose_name="missing since"
                        ),
                    ),
                    (
                        "lost_note",
                        models.CharField(
                            blank=True, max_length=300, verbose_name="what was done to find it"
                        ),
                    ),
                    (
                        "in_error",
                        models.BooleanField(default=False, verbose_name="registered by mistake"),
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
                        "hub",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="organisations.hub",
                            verbose_name="site",
                        ),
                    ),
                    (
                        "lost_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.person",
                        ),
                    ),
                    (
                        "registered_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical paper file",
                    "verbose_name_plural": "historical paper files",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            CreateModel(
                name="PaperFile",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("label", models.CharField(max_length=60, verbose_name="label on the cover")),
                    (
                        "contents",
                        models.CharField(blank=True, max_length=300, verbose_name="what is in it"),
                    ),
                    ("volumes", models.PositiveSmallIntegerField(default=1)),
                    ("place", models.CharField(max_length=120, verbose_name="room and shelf")),
                    ("registered_on", models.DateField(default=familyhubs.records.dates.today)),
                    (
                        "lost_on",
                        models.DateField(
                            blank=True, editable=False, null=True, verbose_name="missing since"
                        ),
                    ),
                    (
                        "lost_note",
                        models.CharField(
                            blank=True, max_length=300, verbose_name="what was done to find it"
                        ),
                    ),
                    (
                        "in_error",
                        models.BooleanField(default=False, verbose_name="registered by mistake"),
                    ),
                    (
                        "household",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="paper_files",
                            to="households.household",
                        ),
                    ),
                    (
                        "hub",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.hub",
                            verbose_name="site",
                        ),
                    ),
                    (
                        "lost_by",
                        models.ForeignKey(
                            blank=True,
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="households.person",
                        ),
                    ),
                    (
                        "registered_by",
                        models.ForeignKey(
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("volumes__gte", 1)), name="paper_file_has_a_volume"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("lost_by__isnull", True), ("lost_on__isnull", True)),
                                models.Q(("lost_by__isnull", False), ("lost_on__isnull", False)),
                                _connector="OR",
                            ),
                            name="paper_file_lost_on_and_by",
                        ),
                    ],
                    "verbose_name": "paper file",
                    "ordering": ["registered_on", "id"],
                },
            ),
            CreateModel(
                name="PaperDestruction",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    (
                        "how",
                        models.CharField(
                            choices=[
                                ("on_site", "Shredded on site by us"),
                                ("contractor", "Destroyed by a contractor"),
                                ("other", "Destroyed in another way"),
                                ("written_off", "Lost, never found, and written off"),
                            ],
                            max_length=20,
                        ),
                    ),
                    ("by_whom", models.CharField(max_length=120, verbose_name="by whom")),
                    ("on", models.DateField(verbose_name="destroyed on")),
                    (
                        "recorded_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    (
                        "household",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="households.household",
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="households.person",
                        ),
                    ),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "file",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="destruction",
                            to="retention.paperfile",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "destruction of a paper file",
                    "verbose_name_plural": "destructions of paper files",
                    "ordering": ["-on", "-id"],
                },
            ),
            CreateModel(
                name="HistoricalPaperLoan",
                fields=[
                    (
                        "id",
                        models.BigIntegerField(
                            auto_created=True, blank=True, db_index=True, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("history_change_reason", models.TextField(blank=True, default="")),
                    ("to_name", models.CharField(blank=True, max_length=120, verbose_name="name")),
                    (
                        "to_organisation",
                        models.CharField(blank=True, max_length=120, verbose_name="organisation"),
                    ),
                    ("why", models.CharField(max_length=200)),
                    (
                        "lent_on",
                        models.DateField(
                            default=familyhubs.records.dates.today, verbose_name="checked out on"
                        ),
                    ),
                    ("due_on", models.DateField(verbose_name="due back on")),
                    (
                        "returned_on",
                        models.DateField(blank=True, null=True, verbose_name="checked in on"),
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
                        "lent_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.person",
                        ),
                    ),
                    (
                        "returned_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "to_user",
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
                        "file",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="retention.paperfile",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical loan of a paper file",
                    "verbose_name_plural": "historical loans of paper files",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            CreateModel(
                name="HistoricalPaperDestruction",
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
                        "how",
                        models.CharField(
                            choices=[
                                ("on_site", "Shredded on site by us"),
                                ("contractor", "Destroyed by a contractor"),
                                ("other", "Destroyed in another way"),
                                ("written_off", "Lost, never found, and written off"),
                            ],
                            max_length=20,
                        ),
                    ),
                    ("by_whom", models.CharField(max_length=120, verbose_name="by whom")),
                    ("on", models.DateField(verbose_name="destroyed on")),
                    (
                        "recorded_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
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
                        "person",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.person",
                        ),
                    ),
                    (
                        "recorded_by",
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
                        "file",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="retention.paperfile",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical destruction of a paper file",
                    "verbose_name_plural": "historical destructions of paper files",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            CreateModel(
                name="HistoricalContractorCertificate",
                fields=[
                    (
                        "id",
                        models.BigIntegerField(
                            auto_created=True, blank=True, db_index=True, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("history_change_reason", models.TextField(blank=True, default="")),
                    ("sealed_as", models.UUIDField(default=uuid.uuid4, editable=False)),
                    (
                        "number",
                        models.CharField(
                            blank=True, max_length=60, verbose_name="number of the certificate"
                        ),
                    ),
                    (
                        "name",
                        models.CharField(blank=True, max_length=200, verbose_name="file name"),
                    ),
                    ("media_type", models.CharField(blank=True, editable=False, max_length=100)),
                    (
                        "size",
                        models.PositiveIntegerField(
                            default=0, editable=False, verbose_name="size in bytes"
                        ),
                    ),
                    ("stored_as", models.CharField(blank=True, editable=False, max_length=80)),
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
                        "added_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
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
                        "person",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.person",
                        ),
                    ),
                    (
                        "file",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="retention.paperfile",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical paper file a contractor destroyed",
                    "verbose_name_plural": "historical paper files a contractor destroyed",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            CreateModel(
                name="ContractorCertificate",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("sealed_as", models.UUIDField(default=uuid.uuid4, editable=False)),
                    (
                        "number",
                        models.CharField(
                            blank=True, max_length=60, verbose_name="number of the certificate"
                        ),
                    ),
                    (
                        "name",
                        models.CharField(blank=True, max_length=200, verbose_name="file name"),
                    ),
                    ("media_type", models.CharField(blank=True, editable=False, max_length=100)),
                    (
                        "size",
                        models.PositiveIntegerField(
                            default=0, editable=False, verbose_name="size in bytes"
                        ),
                    ),
                    ("stored_as", models.CharField(blank=True, editable=False, max_length=80)),
                    (
                        "added_by",
                        models.ForeignKey(
                            editable=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "household",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="households.household",
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="households.person",
                        ),
                    ),
                    (
                        "file",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="contractor_certificate",
                            to="retention.paperfile",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("number", ""), _negated=True),
                                models.Q(("stored_as", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="paper_certificate_says_something",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("stored_as", ""), _negated=True),
                            fields=("stored_as",),
                            name="paper_scan_stored_once",
                        ),
                    ],
                    "verbose_name": "paper file a contractor destroyed",
                    "verbose_name_plural": "paper files a contractor destroyed",
                },
            ),
            CreateModel(
                name="PaperLoan",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("to_name", models.CharField(blank=True, max_length=120, verbose_name="name")),
                    (
                        "to_organisation",
                        models.CharField(blank=True, max_length=120, verbose_name="organisation"),
                    ),
                    ("why", models.CharField(max_length=200)),
                    (
                        "lent_on",
                        models.DateField(
                            default=familyhubs.records.dates.today, verbose_name="checked out on"
                        ),
                    ),
                    ("due_on", models.DateField(verbose_name="due back on")),
                    (
                        "returned_on",
                        models.DateField(blank=True, null=True, verbose_name="checked in on"),
                    ),
                    (
                        "file",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="loans",
                            to="retention.paperfile",
                        ),
                    ),
                    (
                        "household",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="households.household",
                        ),
                    ),
                    (
                        "lent_by",
                        models.ForeignKey(
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="households.person",
                        ),
                    ),
                    (
                        "returned_by",
                        models.ForeignKey(
                            blank=True,
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "to_user",
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
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("returned_on__isnull", True)),
                            fields=("file",),
                            name="one_open_loan_a_file",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("returned_by__isnull", True), ("returned_on__isnull", True)
                                ),
                                models.Q(
                                    ("returned_by__isnull", False), ("returned_on__isnull", False)
                                ),
                                _connector="OR",
                            ),
                            name="paper_loan_returned_on_and_by",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("to_name", ""),
                                    ("to_organisation", ""),
                                    ("to_user__isnull", False),
                                ),
                                models.Q(
                                    ("to_user__isnull", True),
                                    models.Q(("to_name", ""), _negated=True),
                                    models.Q(("to_organisation", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="paper_loan_says_to_whom",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("due_on__gte", models.F("lent_on")),
                                models.Q(
                                    ("returned_on__isnull", True),
                                    ("returned_on__gte", models.F("lent_on")),
                                    _connector="OR",
                                ),
                            ),
                            name="paper_loan_in_order",
                        ),
                    ],
                    "indexes": [
                        models.Index(
                            condition=models.Q(("returned_on__isnull", True)),
                            fields=["due_on"],
                            name="paper_loans_open",
                        )
                    ],
                    "verbose_name": "loan of a paper file",
                    "verbose_name_plural": "loans of paper files",
                    "ordering": ["-lent_on", "-id"],
                },
            ),
        ),
        *(AppendOnly(f"retention_historical{name}", disposable=True) for name in TABLES),
        AppendOnly("retention_paperdestruction", disposable=True),
        FollowsMerge("retention_paperdestruction", **MOVED),
    ]
