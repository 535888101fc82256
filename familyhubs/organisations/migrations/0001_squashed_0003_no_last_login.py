"""Organisations and users as they stand after 0003, made at once:
what a new database starts from."""

import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models
from django.db.migrations import CreateModel

from familyhubs.database.tables import AtOnce
from familyhubs.database.triggers import AppendOnly

HISTORIES = ["hub", "organisation", "user"]


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("organisations", "0001_initial"),
        ("organisations", "0002_append_only"),
        ("organisations", "0003_no_last_login"),
    ]

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        AtOnce(
            CreateModel(
                name="Hub",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("name", models.CharField(max_length=120, unique=True)),
                    ("address", models.TextField(blank=True)),
                    ("postcode", models.CharField(blank=True, max_length=8)),
                    ("telephone", models.CharField(blank=True, max_length=30)),
                    ("email", models.EmailField(blank=True, max_length=254)),
                    ("is_open", models.BooleanField(default=True, verbose_name="takes families")),
                ],
                options={
                    "ordering": ["name"],
                },
            ),
            CreateModel(
                name="Organisation",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("name", models.CharField(max_length=120, unique=True)),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("council", "Council"),
                                ("health", "Health"),
                                ("school", "School"),
                                ("police", "Police"),
                                ("housing", "Housing"),
                                ("childrens_social_care", "Children's social care"),
                                ("community", "Community organisation"),
                                ("voluntary", "Voluntary organisation"),
                            ],
                            max_length=30,
                        ),
                    ),
                    (
                        "partner_role",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("provider", "Part of the provision of the service"),
                                ("commissioned", "Commissioned service"),
                                ("other_team", "Other team supporting the family"),
                            ],
                            max_length=20,
                            verbose_name="role in the partnership",
                        ),
                    ),
                    (
                        "sharing_agreement_until",
                        models.DateField(
                            blank=True, null=True, verbose_name="data-sharing agreement ends on"
                        ),
                    ),
                    ("address", models.TextField(blank=True)),
                    ("email", models.EmailField(blank=True, max_length=254)),
                    ("telephone", models.CharField(blank=True, max_length=30)),
                    ("is_active", models.BooleanField(default=True, verbose_name="takes part")),
                    (
                        "group",
                        models.OneToOneField(
                            editable=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            to="auth.group",
                        ),
                    ),
                ],
                options={
                    "ordering": ["name"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("kind", "council"),
                                models.Q(("partner_role", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="partner_has_a_role",
                            violation_error_message="Say which role the partner has in the partnership.",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("kind", "council")),
                            fields=("kind",),
                            name="one_council",
                            violation_error_message="There is already a council here.",
                        ),
                    ],
                },
            ),
            CreateModel(
                name="User",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("password", models.CharField(max_length=128, verbose_name="password")),
                    (
                        "is_superuser",
                        models.BooleanField(
                            default=False,
                            help_text="Designates that this user has all permissions without explicitly assigning them.",
                            verbose_name="superuser status",
                        ),
                    ),
                    ("email", models.EmailField(max_length=254, unique=True)),
                    ("name", models.CharField(max_length=120)),
                    ("job_title", models.CharField(blank=True, max_length=120)),
                    (
                        "organisation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="users",
                            to="organisations.organisation",
                        ),
                    ),
                    (
                        "role",
                        models.CharField(
                            choices=[
                                ("hub_worker", "Hub worker"),
                                ("hub_manager", "Hub manager"),
                                ("partner_worker", "Partner worker"),
                                ("partner_manager", "Partner manager"),
                                ("dpo", "Data protection officer"),
                                ("analyst", "Analyst"),
                                ("administrator", "Administrator"),
                            ],
                            max_length=20,
                        ),
                    ),
                    (
                        "hub",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            to="organisations.hub",
                        ),
                    ),
                    ("is_active", models.BooleanField(default=True, verbose_name="may sign in")),
                    (
                        "date_joined",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    (
                        "groups",
                        models.ManyToManyField(
                            blank=True,
                            help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                            related_name="user_set",
                            related_query_name="user",
                            to="auth.group",
                            verbose_name="groups",
                        ),
                    ),
                    (
                        "user_permissions",
                        models.ManyToManyField(
                            blank=True,
                            help_text="Specific permissions for this user.",
                            related_name="user_set",
                            related_query_name="user",
                            to="auth.permission",
                            verbose_name="user permissions",
                        ),
                    ),
                ],
                options={
                    "ordering": ["name", "id"],
                },
            ),
            CreateModel(
                name="HistoricalHub",
                fields=[
                    (
                        "id",
                        models.BigIntegerField(
                            auto_created=True, blank=True, db_index=True, verbose_name="ID"
                        ),
                    ),
                    ("name", models.CharField(db_index=True, max_length=120)),
                    ("address", models.TextField(blank=True)),
                    ("postcode", models.CharField(blank=True, max_length=8)),
                    ("telephone", models.CharField(blank=True, max_length=30)),
                    ("email", models.EmailField(blank=True, max_length=254)),
                    ("is_open", models.BooleanField(default=True, verbose_name="takes families")),
                    (
                        "history_id",
                        models.BigAutoField(editable=False, primary_key=True, serialize=False),
                    ),
                    ("history_date", models.DateTimeField(db_index=True)),
                    ("history_change_reason", models.CharField(max_length=100, null=True)),
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
                    "verbose_name": "historical hub",
                    "verbose_name_plural": "historical hubs",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            CreateModel(
                name="HistoricalOrganisation",
                fields=[
                    (
                        "id",
                        models.BigIntegerField(
                            auto_created=True, blank=True, db_index=True, verbose_name="ID"
                        ),
                    ),
                    ("name", models.CharField(db_index=True, max_length=120)),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("council", "Council"),
                                ("health", "Health"),
                                ("school", "School"),
                                ("police", "Police"),
                                ("housing", "Housing"),
                                ("childrens_social_care", "Children's social care"),
                                ("community", "Community organisation"),
                                ("voluntary", "Voluntary organisation"),
                            ],
                            max_length=30,
                        ),
                    ),
                    (
                        "partner_role",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("provider", "Part of the provision of the service"),
                                ("commissioned", "Commissioned service"),
                                ("other_team", "Other team supporting the family"),
                            ],
                            max_length=20,
                            verbose_name="role in the partnership",
                        ),
                    ),
                    (
                        "sharing_agreement_until",
                        models.DateField(
                            blank=True, null=True, verbose_name="data-sharing agreement ends on"
                        ),
                    ),
                    ("address", models.TextField(blank=True)),
                    ("email", models.EmailField(blank=True, max_length=254)),
                    ("telephone", models.CharField(blank=True, max_length=30)),
                    ("is_active", models.BooleanField(default=True, verbose_name="takes part")),
                    (
                        "group",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="auth.group",
                        ),
                    ),
                    (
                        "history_id",
                        models.BigAutoField(editable=False, primary_key=True, serialize=False),
                    ),
                    ("history_date", models.DateTimeField(db_index=True)),
                    ("history_change_reason", models.CharField(max_length=100, null=True)),
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
                    "verbose_name": "historical organisation",
                    "verbose_name_plural": "historical organisations",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            CreateModel(
                name="HistoricalUser",
                fields=[
                    (
                        "id",
                        models.BigIntegerField(
                            auto_created=True, blank=True, db_index=True, verbose_name="ID"
                        ),
                    ),
                    (
                        "is_superuser",
                        models.BooleanField(
                            default=False,
                            help_text="Designates that this user has all permissions without explicitly assigning them.",
                            verbose_name="superuser status",
                        ),
                    ),
                    ("email", models.EmailField(db_index=True, max_length=254)),
                    ("name", models.CharField(max_length=120)),
                    ("job_title", models.CharField(blank=True, max_length=120)),
                    (
                        "role",
                        models.CharField(
                            choices=[
                                ("hub_worker", "Hub worker"),
                                ("hub_manager", "Hub manager"),
                                ("partner_worker", "Partner worker"),
                                ("partner_manager", "Partner manager"),
                                ("dpo", "Data protection officer"),
                                ("analyst", "Analyst"),
                                ("administrator", "Administrator"),
                            ],
                            max_length=20,
                        ),
                    ),
                    ("is_active", models.BooleanField(default=True, verbose_name="may sign in")),
                    (
                        "date_joined",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
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
                        "hub",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="organisations.hub",
                        ),
                    ),
                    (
                        "history_id",
                        models.BigAutoField(editable=False, primary_key=True, serialize=False),
                    ),
                    ("history_date", models.DateTimeField(db_index=True)),
                    ("history_change_reason", models.CharField(max_length=100, null=True)),
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
                    "verbose_name": "historical user",
                    "verbose_name_plural": "historical users",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
        ),
        *[AppendOnly(f"organisations_historical{name}", disposable=True) for name in HISTORIES],
    ]
