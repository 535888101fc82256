"""Services and their uses as they stand after 0005, made at once:
what a new database starts from."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models
from django.db.migrations import CreateModel

from familyhubs.database.tables import AtOnce
from familyhubs.database.triggers import AppendOnly


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("referrals", "0001_initial"),
        ("referrals", "0002_append_only"),
        ("referrals", "0003_services_accessed"),
        ("referrals", "0004_append_only_uses"),
        ("referrals", "0005_recorded_by_mistake"),
    ]

    dependencies = [
        ("households", "0017_an_undone_merge_ties_nobody"),
        ("organisations", "0003_no_last_login"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AtOnce(
            CreateModel(
                name="Service",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "organisation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.organisation",
                        ),
                    ),
                    ("name", models.CharField(max_length=120)),
                    ("what_it_does", models.TextField()),
                    (
                        "needs",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
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
                            help_text="What it helps with.",
                        ),
                    ),
                    (
                        "youngest",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            help_text="Empty for no youngest age.",
                            null=True,
                            verbose_name="youngest age",
                        ),
                    ),
                    (
                        "oldest",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            help_text="Empty for no oldest age.",
                            null=True,
                            verbose_name="oldest age",
                        ),
                    ),
                    (
                        "place",
                        models.CharField(
                            blank=True,
                            help_text="Where one goes. Empty for at home, online or by telephone.",
                            max_length=200,
                        ),
                    ),
                    (
                        "postcode_areas",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                max_length=4,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[A-Z]{1,2}\\d[A-Z\\d]?$",
                                        "Enter the first part of each postcode in capitals, like NN16",
                                    )
                                ],
                            ),
                            blank=True,
                            default=list,
                            help_text="Whom it is for: first parts of postcodes, like NN15,NN16. Empty for everybody the council serves.",
                        ),
                    ),
                    ("times", models.CharField(blank=True, max_length=200)),
                    ("cost", models.CharField(default="Free", max_length=100)),
                    (
                        "how_to_get_it",
                        models.TextField(
                            help_text="What to do first: whom to ring, where to come."
                        ),
                    ),
                    ("is_open", models.BooleanField(default=True, verbose_name="on offer")),
                ],
                options={
                    "ordering": ["name", "id"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("organisation", "name"),
                            name="one_service_of_a_name",
                            violation_error_message="This organisation has a service of this name already.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("oldest__isnull", True),
                                ("youngest__isnull", True),
                                ("oldest__gte", models.F("youngest")),
                                _connector="OR",
                            ),
                            name="service_ages_in_order",
                            violation_error_message="The oldest age must not be below the youngest.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("needs__len__gt", 0)),
                            name="service_answers_a_need",
                            violation_error_message="Say at least one need that the service helps with.",
                        ),
                    ],
                },
            ),
            CreateModel(
                name="ServiceUse",
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
                            related_name="services",
                            to="households.household",
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="services",
                            to="households.person",
                        ),
                    ),
                    (
                        "service",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="uses",
                            to="referrals.service",
                        ),
                    ),
                    (
                        "service_name",
                        models.CharField(blank=True, max_length=200, verbose_name="service"),
                    ),
                    ("started_on", models.DateField()),
                    ("ended_on", models.DateField(blank=True, null=True)),
                    (
                        "outcome",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("helped", "It helped"),
                                ("partly", "It helped in part"),
                                ("did_not_help", "It did not help"),
                                ("left_early", "They left before the end"),
                            ],
                            max_length=20,
                        ),
                    ),
                    ("outcome_note", models.CharField(blank=True, max_length=300)),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "in_error",
                        models.BooleanField(default=False, verbose_name="recorded by mistake"),
                    ),
                ],
                options={
                    "verbose_name": "service accessed",
                    "verbose_name_plural": "services accessed",
                    "ordering": ["-started_on", "-id"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("service__isnull", False),
                                models.Q(("service_name", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="use_of_a_service",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("ended_on__isnull", True),
                                ("ended_on__gte", models.F("started_on")),
                                _connector="OR",
                            ),
                            name="use_ended_after_it_started",
                        ),
                    ],
                },
            ),
            CreateModel(
                name="Attendance",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    (
                        "use",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="attendances",
                            to="referrals.serviceuse",
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
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="households.person",
                        ),
                    ),
                    ("on", models.DateField(verbose_name="date")),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("attended", "Attended"),
                                ("did_not_attend", "Did not attend"),
                                ("cancelled", "Cancelled"),
                            ],
                            max_length=20,
                            verbose_name="attendance",
                        ),
                    ),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "in_error",
                        models.BooleanField(default=False, verbose_name="recorded by mistake"),
                    ),
                ],
                options={
                    "ordering": ["on", "id"],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("in_error", False)),
                            fields=("use", "on"),
                            name="attended_once_a_day",
                        )
                    ],
                },
            ),
            CreateModel(
                name="HistoricalAttendance",
                fields=[
                    (
                        "id",
                        models.BigIntegerField(
                            auto_created=True, blank=True, db_index=True, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("history_change_reason", models.TextField(blank=True, default="")),
                    ("on", models.DateField(verbose_name="date")),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("attended", "Attended"),
                                ("did_not_attend", "Did not attend"),
                                ("cancelled", "Cancelled"),
                            ],
                            max_length=20,
                            verbose_name="attendance",
                        ),
                    ),
                    (
                        "in_error",
                        models.BooleanField(default=False, verbose_name="recorded by mistake"),
                    ),
                    (
                        "use",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="referrals.serviceuse",
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
                            editable=False,
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
                    "verbose_name": "historical attendance",
                    "verbose_name_plural": "historical attendances",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            CreateModel(
                name="HistoricalService",
                fields=[
                    (
                        "id",
                        models.BigIntegerField(
                            auto_created=True, blank=True, db_index=True, verbose_name="ID"
                        ),
                    ),
                    ("name", models.CharField(max_length=120)),
                    ("what_it_does", models.TextField()),
                    (
                        "needs",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
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
                            help_text="What it helps with.",
                        ),
                    ),
                    (
                        "youngest",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            help_text="Empty for no youngest age.",
                            null=True,
                            verbose_name="youngest age",
                        ),
                    ),
                    (
                        "oldest",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            help_text="Empty for no oldest age.",
                            null=True,
                            verbose_name="oldest age",
                        ),
                    ),
                    (
                        "place",
                        models.CharField(
                            blank=True,
                            help_text="Where one goes. Empty for at home, online or by telephone.",
                            max_length=200,
                        ),
                    ),
                    (
                        "postcode_areas",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                max_length=4,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[A-Z]{1,2}\\d[A-Z\\d]?$",
                                        "Enter the first part of each postcode in capitals, like NN16",
                                    )
                                ],
                            ),
                            blank=True,
                            default=list,
                            help_text="Whom it is for: first parts of postcodes, like NN15,NN16. Empty for everybody the council serves.",
                        ),
                    ),
                    ("times", models.CharField(blank=True, max_length=200)),
                    ("cost", models.CharField(default="Free", max_length=100)),
                    (
                        "how_to_get_it",
                        models.TextField(
                            help_text="What to do first: whom to ring, where to come."
                        ),
                    ),
                    ("is_open", models.BooleanField(default=True, verbose_name="on offer")),
                    ("history_change_reason", models.TextField(blank=True, default="")),
                    (
                        "organisation",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="organisations.organisation",
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
                    "verbose_name": "historical service",
                    "verbose_name_plural": "historical services",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            CreateModel(
                name="HistoricalServiceUse",
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
                        "service_name",
                        models.CharField(blank=True, max_length=200, verbose_name="service"),
                    ),
                    ("started_on", models.DateField()),
                    ("ended_on", models.DateField(blank=True, null=True)),
                    (
                        "outcome",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("helped", "It helped"),
                                ("partly", "It helped in part"),
                                ("did_not_help", "It did not help"),
                                ("left_early", "They left before the end"),
                            ],
                            max_length=20,
                        ),
                    ),
                    ("outcome_note", models.CharField(blank=True, max_length=300)),
                    (
                        "in_error",
                        models.BooleanField(default=False, verbose_name="recorded by mistake"),
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
                        "service",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="referrals.service",
                        ),
                    ),
                    (
                        "recorded_by",
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
                    "verbose_name": "historical service accessed",
                    "verbose_name_plural": "historical services accessed",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
        ),
        AppendOnly("referrals_historicalservice", disposable=True),
        AppendOnly("referrals_historicalserviceuse", disposable=True),
        AppendOnly("referrals_historicalattendance", disposable=True),
    ]
