"""Requests for support, and their history, which is only ever added to."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import referrals.models.request
from familyhubs.database.tables import AtOnce
from familyhubs.database.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [
        ("consent", "0014_shown_when_asked"),
        ("households", "0029_protections_confirmed"),
        ("organisations", "0005_records_of_its_own"),
        ("referrals", "0012_who_reads_a_referral"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AtOnce(
            migrations.CreateModel(
                name="HistoricalSupportRequest",
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
                        "reference",
                        models.CharField(
                            db_index=True,
                            default=referrals.models.request.new_reference,
                            editable=False,
                            max_length=20,
                        ),
                    ),
                    (
                        "channel",
                        models.CharField(
                            choices=[
                                ("face_to_face", "Face to face"),
                                ("telephone", "Telephone"),
                                ("video", "Video call"),
                                ("letter", "Letter"),
                                ("email", "Email"),
                                ("text", "Text message"),
                                ("online_form", "Online form"),
                                ("survey", "Survey"),
                            ],
                            max_length=20,
                        ),
                    ),
                    (
                        "for_whom",
                        models.CharField(
                            choices=[("self", "Me or my family"), ("somebody", "Somebody else")],
                            max_length=20,
                            verbose_name="for whom",
                        ),
                    ),
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
                            blank=True,
                            default=list,
                        ),
                    ),
                    (
                        "best_time",
                        models.CharField(
                            choices=[
                                ("any", "Any time"),
                                ("morning", "In the morning"),
                                ("afternoon", "In the afternoon"),
                                ("evening", "After 5pm"),
                            ],
                            max_length=20,
                            verbose_name="best time",
                        ),
                    ),
                    ("answers", models.BinaryField()),
                    (
                        "made_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("new", "New"),
                                ("claimed", "Claimed"),
                                ("household", "With a household"),
                                ("signposted", "Signposted"),
                                ("declined", "Declined"),
                            ],
                            default="new",
                            max_length=20,
                        ),
                    ),
                    ("claimed_at", models.DateTimeField(editable=False, null=True)),
                    ("escalated_at", models.DateTimeField(editable=False, null=True)),
                    ("answered_at", models.DateTimeField(editable=False, null=True)),
                    (
                        "decline_reason",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("not_wanted", "They do not want support any more"),
                                ("no_answer", "We tried to reach them and could not"),
                                ("elsewhere", "They live outside the area"),
                                ("not_ours", "It is not what a family hub does"),
                                ("twice", "The same was asked in another request"),
                                ("not_known", "The person did not know that it was asked for them"),
                                ("not_real", "It is not a real request"),
                                ("other", "Another reason"),
                            ],
                            max_length=20,
                            verbose_name="reason for declining",
                        ),
                    ),
                    ("note", models.BinaryField(null=True)),
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
                        "answered_by",
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
                        "claimed_by",
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
                        "hub",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="organisations.hub",
                            verbose_name="hub asked for",
                        ),
                    ),
                    (
                        "notice",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="consent.notice",
                            verbose_name="notice shown",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical request for support",
                    "verbose_name_plural": "historical requests for support",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name="SupportRequest",
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
                        "reference",
                        models.CharField(
                            default=referrals.models.request.new_reference,
                            editable=False,
                            max_length=20,
                            unique=True,
                        ),
                    ),
                    ("data_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                    ("sent_as", models.UUIDField(editable=False, unique=True)),
                    (
                        "channel",
                        models.CharField(
                            choices=[
                                ("face_to_face", "Face to face"),
                                ("telephone", "Telephone"),
                                ("video", "Video call"),
                                ("letter", "Letter"),
                                ("email", "Email"),
                                ("text", "Text message"),
                                ("online_form", "Online form"),
                                ("survey", "Survey"),
                            ],
                            max_length=20,
                        ),
                    ),
                    (
                        "for_whom",
                        models.CharField(
                            choices=[("self", "Me or my family"), ("somebody", "Somebody else")],
                            max_length=20,
                            verbose_name="for whom",
                        ),
                    ),
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
                            blank=True,
                            default=list,
                        ),
                    ),
                    (
                        "best_time",
                        models.CharField(
                            choices=[
                                ("any", "Any time"),
                                ("morning", "In the morning"),
                                ("afternoon", "In the afternoon"),
                                ("evening", "After 5pm"),
                            ],
                            max_length=20,
                            verbose_name="best time",
                        ),
                    ),
                    ("answers", models.BinaryField()),
                    (
                        "made_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("new", "New"),
                                ("claimed", "Claimed"),
                                ("household", "With a household"),
                                ("signposted", "Signposted"),
                                ("declined", "Declined"),
                            ],
                            default="new",
                            max_length=20,
                        ),
                    ),
                    ("claimed_at", models.DateTimeField(editable=False, null=True)),
                    ("escalated_at", models.DateTimeField(editable=False, null=True)),
                    ("answered_at", models.DateTimeField(editable=False, null=True)),
                    (
                        "decline_reason",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("not_wanted", "They do not want support any more"),
                                ("no_answer", "We tried to reach them and could not"),
                                ("elsewhere", "They live outside the area"),
                                ("not_ours", "It is not what a family hub does"),
                                ("twice", "The same was asked in another request"),
                                ("not_known", "The person did not know that it was asked for them"),
                                ("not_real", "It is not a real request"),
                                ("other", "Another reason"),
                            ],
                            max_length=20,
                            verbose_name="reason for declining",
                        ),
                    ),
                    ("note", models.BinaryField(null=True)),
                    (
                        "answered_by",
                        models.ForeignKey(
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "claimed_by",
                        models.ForeignKey(
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "household",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="requests",
                            to="households.household",
                        ),
                    ),
                    (
                        "hub",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.hub",
                            verbose_name="hub asked for",
                        ),
                    ),
                    (
                        "notice",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="consent.notice",
                            verbose_name="notice shown",
                        ),
                    ),
                    (
                        "services",
                        models.ManyToManyField(
                            blank=True,
                            related_name="+",
                            to="referrals.service",
                            verbose_name="services signposted to",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "request for support",
                    "verbose_name_plural": "requests for support",
                    "ordering": ["made_at", "id"],
                    "indexes": [
                        models.Index(
                            condition=models.Q(("state__in", ("new", "claimed"))),
                            fields=["made_at", "id"],
                            name="requests_open",
                        ),
                        models.Index(
                            condition=models.Q(("answered_at__isnull", False)),
                            fields=["-answered_at", "-id"],
                            name="requests_answered",
                        ),
                        models.Index(
                            condition=models.Q(("household__isnull", True)),
                            fields=["made_at"],
                            name="requests_without_a_household",
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("claimed_at__isnull", True), ("claimed_by__isnull", True)
                                ),
                                models.Q(
                                    ("claimed_at__isnull", False), ("claimed_by__isnull", False)
                                ),
                                _connector="OR",
                            ),
                            name="request_claimed_by_somebody",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("answered_at__isnull", True),
                                    ("answered_by__isnull", True),
                                    ("state__in", ("new", "claimed")),
                                ),
                                models.Q(
                                    ("answered_at__isnull", False),
                                    ("answered_by__isnull", False),
                                    models.Q(("state__in", ("new", "claimed")), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="request_answered_by_somebody",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("household__isnull", False), ("state", "household")),
                                models.Q(
                                    models.Q(("state", "household"), _negated=True),
                                    ("household__isnull", True),
                                ),
                                _connector="OR",
                            ),
                            name="request_with_its_household",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("state", "declined"),
                                    models.Q(("decline_reason", ""), _negated=True),
                                ),
                                models.Q(
                                    models.Q(("state", "declined"), _negated=True),
                                    ("decline_reason", ""),
                                ),
                                _connector="OR",
                            ),
                            name="request_declined_for_a_reason",
                        ),
                    ],
                },
            ),
        ),
        AppendOnly("referrals_historicalsupportrequest", disposable=True),
    ]
