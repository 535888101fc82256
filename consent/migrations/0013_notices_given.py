"""Who was given which notice, the ground of an agreement, and whom evidence is about stays."""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from familyhubs.database.tables import AtOnce
from familyhubs.database.triggers import AppendOnly, FollowsMerge

GROUNDS = [
    ("service_requested", "You have requested a service from us"),
    ("contract", "You have entered into a contract with us"),
    ("public_health", "It is necessary to protect public health"),
    ("legal_cases", "It is required for the defence of legal cases"),
    ("employment", "It is needed for employment purposes"),
    (
        "consent",
        "You, or your legal representative, have given us your consent",
    ),
    ("made_public", "You have made your information publicly available"),
    (
        "law_enforcement",
        "It is necessary for law enforcement reasons and to prevent, and detect fraud or crime",
    ),
    (
        "protect_from_harm",
        "We need to protect individuals from harm (in an emergency)",
    ),
    (
        "research",
        "It is necessary for archiving, research, or statistical purposes",
    ),
    (
        "public_task",
        "It is part of a task the law gives the council (public task)",
    ),
]
HOUSEHOLD, PERSON = "households_household", "households_person"
# And whom an agreement or a disclosure is about, which was said with it.
ABOUT = ("agreement_covers", "disclosure_people")
EVIDENCE = ("noticegiven", "historicalnoticegiven", *ABOUT)


class Migration(migrations.Migration):
    dependencies = [
        ("consent", "0012_parts_taken_back"),
        ("households", "0019_walls_in_an_emergency"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AtOnce(
            migrations.AddField(
                model_name="agreement",
                name="ground",
                field=models.CharField(
                    blank=True,
                    choices=GROUNDS,
                    max_length=30,
                    verbose_name="lawful ground",
                ),
            ),
            migrations.AddField(
                model_name="historicalagreement",
                name="ground",
                field=models.CharField(
                    blank=True,
                    choices=GROUNDS,
                    max_length=30,
                    verbose_name="lawful ground",
                ),
            ),
            migrations.CreateModel(
                name="HistoricalNoticeGiven",
                fields=[
                    (
                        "id",
                        models.BigIntegerField(
                            auto_created=True, blank=True, db_index=True, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("history_change_reason", models.TextField(blank=True, default="")),
                    ("given_on", models.DateField(verbose_name="given on")),
                    (
                        "how",
                        models.CharField(
                            choices=[
                                ("paper", "On paper"),
                                ("screen", "On a screen, or by a link"),
                                ("aloud", "Read to them"),
                                ("asked", "Shown when they were asked about sharing"),
                            ],
                            max_length=20,
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
                        "given_by",
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
                        "notice",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="consent.notice",
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
                ],
                options={
                    "verbose_name": "historical notice given",
                    "verbose_name_plural": "historical notices given",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name="NoticeGiven",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("given_on", models.DateField(verbose_name="given on")),
                    (
                        "how",
                        models.CharField(
                            choices=[
                                ("paper", "On paper"),
                                ("screen", "On a screen, or by a link"),
                                ("aloud", "Read to them"),
                                ("asked", "Shown when they were asked about sharing"),
                            ],
                            max_length=20,
                        ),
                    ),
                    (
                        "given_by",
                        models.ForeignKey(
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
                        "notice",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="consent.notice",
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
                ],
                options={
                    "verbose_name": "notice given",
                    "verbose_name_plural": "notices given",
                    "ordering": ["-given_on", "-id"],
                },
            ),
        ),
        *(AppendOnly(f"consent_{table}", disposable=True) for table in EVIDENCE),
        FollowsMerge("consent_noticegiven", household_id=HOUSEHOLD, person_id=PERSON),
        *(FollowsMerge(f"consent_{table}", person_id=PERSON) for table in ABOUT),
    ]
