"""Agreements and disclosures as they stand after 0008, made at once:
what a new database starts from."""

from importlib import import_module

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models
from django.db.migrations import CreateModel

from familyhubs.database.tables import AtOnce
from familyhubs.database.triggers import AppendOnly, FollowsMerge

notices = import_module("consent.migrations.0003_first_notices")
walls = import_module("consent.migrations.0008_walls")

HOUSEHOLD, PERSON = "households_household", "households_person"
EVIDENCE = ["agreement", "agreementrecipient", "withdrawal"]


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("consent", "0001_initial"),
        ("consent", "0002_append_only"),
        ("consent", "0003_first_notices"),
        ("consent", "0004_versions_in_history"),
        ("consent", "0005_decisions_and_disclosures"),
        ("consent", "0006_append_only_disclosures"),
        ("consent", "0007_evidence_follows_a_merge"),
        ("consent", "0008_walls"),
    ]

    dependencies = [
        ("households", "0017_an_undone_merge_ties_nobody"),
        ("organisations", "0003_no_last_login"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AtOnce(
            CreateModel(
                name="Disclosure",
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
                            related_name="disclosures",
                            to="households.household",
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
                    (
                        "categories",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                choices=[
                                    ("hub_record", "Hub record: who leads, goals and progress"),
                                    (
                                        "identity",
                                        "Names, dates of birth and how people are related",
                                    ),
                                    ("contact_details", "Address, telephone and email"),
                                    (
                                        "contact_history",
                                        "Appointments, calls, visits, letters and notes",
                                    ),
                                    ("services", "Services accessed"),
                                    ("health", "Health"),
                                    ("finance", "Money"),
                                    (
                                        "identifiers",
                                        "NHS number, National Insurance number and other identifiers",
                                    ),
                                    ("background", "Ethnic origin and religion"),
                                ],
                                max_length=30,
                            ),
                            verbose_name="what was sent",
                        ),
                    ),
                    ("on", models.DateField(verbose_name="sent on")),
                    (
                        "occasion",
                        models.CharField(
                            choices=[
                                ("health_and_safety", "Health and safety of others"),
                                ("child_safeguarding", "Safeguarding of a child"),
                                ("adult_safeguarding", "Safeguarding of a vulnerable adult"),
                                ("legal_requirement", "A legal requirement"),
                                ("crime_prevention", "Preventing or detecting crime"),
                                ("national_fraud_initiative", "National Fraud Initiative"),
                                ("infectious_disease", "Infectious disease"),
                                ("court_order", "Court order"),
                            ],
                            max_length=30,
                        ),
                    ),
                    (
                        "person_at_risk",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="households.person",
                        ),
                    ),
                    ("risk", models.CharField(blank=True, max_length=300, verbose_name="the risk")),
                    ("reasoning", models.TextField(blank=True)),
                    ("authorised_by", models.CharField(max_length=120)),
                    (
                        "authority",
                        models.CharField(
                            blank=True, max_length=200, verbose_name="on whose authority"
                        ),
                    ),
                    (
                        "authority_reference",
                        models.CharField(blank=True, max_length=80, verbose_name="its reference"),
                    ),
                    ("sent", models.TextField(blank=True, verbose_name="what exactly was sent")),
                    (
                        "explained_on",
                        models.DateField(
                            blank=True, null=True, verbose_name="explained to the family on"
                        ),
                    ),
                    (
                        "not_explained_why",
                        models.CharField(blank=True, max_length=300, verbose_name="why not"),
                    ),
                    ("look_again_on", models.DateField(blank=True, null=True)),
                    (
                        "people",
                        models.ManyToManyField(
                            related_name="+", to="households.person", verbose_name="about whom"
                        ),
                    ),
                ],
                options={
                    "verbose_name": "disclosure without agreement",
                    "verbose_name_plural": "disclosures without agreement",
                    "ordering": ["-on", "-id"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("occasion__in", ["court_order", "infectious_disease"]),
                                    _negated=True,
                                ),
                                models.Q(("authority", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="disclosure_names_its_authority",
                        )
                    ],
                },
            ),
            CreateModel(
                name="Notice",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[("privacy", "Privacy notice"), ("leaflet", "Leaflet")],
                            max_length=20,
                        ),
                    ),
                    ("in_force_from", models.DateField()),
                    ("title", models.CharField(max_length=200)),
                    ("text", models.TextField()),
                ],
                options={
                    "ordering": ["-in_force_from", "kind"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("kind", "in_force_from"), name="one_notice_a_day"
                        )
                    ],
                },
            ),
            CreateModel(
                name="Agreement",
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
                            related_name="agreements",
                            to="households.household",
                        ),
                    ),
                    (
                        "given_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="households.person",
                            verbose_name="given by",
                        ),
                    ),
                    ("given_on", models.DateField(verbose_name="given on")),
                    (
                        "decision",
                        models.CharField(
                            choices=[
                                ("agreed", "Agreed"),
                                ("refused", "Did not agree"),
                                ("undecided", "Has not decided"),
                            ],
                            default="agreed",
                            max_length=20,
                        ),
                    ),
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
                            verbose_name="how it was given",
                        ),
                    ),
                    (
                        "categories",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                choices=[
                                    ("hub_record", "Hub record: who leads, goals and progress"),
                                    (
                                        "identity",
                                        "Names, dates of birth and how people are related",
                                    ),
                                    ("contact_details", "Address, telephone and email"),
                                    (
                                        "contact_history",
                                        "Appointments, calls, visits, letters and notes",
                                    ),
                                    ("services", "Services accessed"),
                                    ("health", "Health"),
                                    ("finance", "Money"),
                                    (
                                        "identifiers",
                                        "NHS number, National Insurance number and other identifiers",
                                    ),
                                    ("background", "Ethnic origin and religion"),
                                ],
                                max_length=30,
                            ),
                            verbose_name="what is shared",
                        ),
                    ),
                    ("purpose", models.CharField(max_length=300, verbose_name="what for")),
                    ("until", models.DateField(blank=True, null=True, verbose_name="holds until")),
                    ("words", models.TextField(verbose_name="the words the family agreed to")),
                    ("words_hash", models.CharField(editable=False, max_length=64)),
                    (
                        "notice",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            to="consent.notice",
                            verbose_name="notice shown",
                        ),
                    ),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("recorded_at", models.DateTimeField(auto_now_add=True)),
                    (
                        "covers",
                        models.ManyToManyField(
                            related_name="+", to="households.person", verbose_name="about whom"
                        ),
                    ),
                ],
                options={
                    "verbose_name": "agreement to share",
                    "verbose_name_plural": "agreements to share",
                    "ordering": ["-given_on", "-id"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("until__isnull", True),
                                ("until__gte", models.F("given_on")),
                                _connector="OR",
                            ),
                            name="agreement_until_after_given",
                        )
                    ],
                },
            ),
            CreateModel(
                name="AgreementRecipient",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    (
                        "agreement",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="recipients",
                            to="consent.agreement",
                        ),
                    ),
                    (
                        "organisation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            to="organisations.organisation",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "recipient",
                    "ordering": ["id"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("agreement", "organisation"), name="recipient_once"
                        )
                    ],
                },
            ),
            CreateModel(
                name="Withdrawal",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    (
                        "agreement",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="withdrawals",
                            to="consent.agreement",
                        ),
                    ),
                    (
                        "organisation",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            to="organisations.organisation",
                        ),
                    ),
                    (
                        "withdrawn_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    (
                        "withdrawn_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "asked_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="households.person",
                            verbose_name="asked for by",
                        ),
                    ),
                    ("reason", models.CharField(blank=True, max_length=300)),
                ],
                options={
                    "ordering": ["id"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("agreement", "organisation"),
                            name="withdrawn_once",
                            nulls_distinct=False,
                        )
                    ],
                },
            ),
            CreateModel(
                name="HistoricalAgreement",
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
                        "decision",
                        models.CharField(
                            choices=[
                                ("agreed", "Agreed"),
                                ("refused", "Did not agree"),
                                ("undecided", "Has not decided"),
                            ],
                            default="agreed",
                            max_length=20,
                        ),
                    ),
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
                            verbose_name="how it was given",
                        ),
                    ),
                    (
                        "categories",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                choices=[
                                    ("hub_record", "Hub record: who leads, goals and progress"),
                                    (
                                        "identity",
                                        "Names, dates of birth and how people are related",
                                    ),
                                    ("contact_details", "Address, telephone and email"),
                                    (
                                        "contact_history",
                                        "Appointments, calls, visits, letters and notes",
                                    ),
                                    ("services", "Services accessed"),
                                    ("health", "Health"),
                                    ("finance", "Money"),
                                    (
                                        "identifiers",
                                        "NHS number, National Insurance number and other identifiers",
                                    ),
                                    ("background", "Ethnic origin and religion"),
                                ],
                                max_length=30,
                            ),
                            verbose_name="what is shared",
                        ),
                    ),
                    ("purpose", models.CharField(max_length=300, verbose_name="what for")),
                    ("until", models.DateField(blank=True, null=True, verbose_name="holds until")),
                    ("words", models.TextField(verbose_name="the words the family agreed to")),
                    ("words_hash", models.CharField(editable=False, max_length=64)),
                    ("recorded_at", models.DateTimeField(blank=True, editable=False)),
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
                        "given_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.person",
                            verbose_name="given by",
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
                    "verbose_name": "historical agreement to share",
                    "verbose_name_plural": "historical agreements to share",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            CreateModel(
                name="HistoricalAgreementRecipient",
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
                        "agreement",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="consent.agreement",
                        ),
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
                    "verbose_name": "historical recipient",
                    "verbose_name_plural": "historical recipients",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            CreateModel(
                name="HistoricalDisclosure",
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
                        "categories",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                choices=[
                                    ("hub_record", "Hub record: who leads, goals and progress"),
                                    (
                                        "identity",
                                        "Names, dates of birth and how people are related",
                                    ),
                                    ("contact_details", "Address, telephone and email"),
                                    (
                                        "contact_history",
                                        "Appointments, calls, visits, letters and notes",
                                    ),
                                    ("services", "Services accessed"),
                                    ("health", "Health"),
                                    ("finance", "Money"),
                                    (
                                        "identifiers",
                                        "NHS number, National Insurance number and other identifiers",
                                    ),
                                    ("background", "Ethnic origin and religion"),
                                ],
                                max_length=30,
                            ),
                            verbose_name="what was sent",
                        ),
                    ),
                    ("on", models.DateField(verbose_name="sent on")),
                    (
                        "occasion",
                        models.CharField(
                            choices=[
                                ("health_and_safety", "Health and safety of others"),
                                ("child_safeguarding", "Safeguarding of a child"),
                                ("adult_safeguarding", "Safeguarding of a vulnerable adult"),
                                ("legal_requirement", "A legal requirement"),
                                ("crime_prevention", "Preventing or detecting crime"),
                                ("national_fraud_initiative", "National Fraud Initiative"),
                                ("infectious_disease", "Infectious disease"),
                                ("court_order", "Court order"),
                            ],
                            max_length=30,
                        ),
                    ),
                    ("risk", models.CharField(blank=True, max_length=300, verbose_name="the risk")),
                    ("reasoning", models.TextField(blank=True)),
                    ("authorised_by", models.CharField(max_length=120)),
                    (
                        "authority",
                        models.CharField(
                            blank=True, max_length=200, verbose_name="on whose authority"
                        ),
                    ),
                    (
                        "authority_reference",
                        models.CharField(blank=True, max_length=80, verbose_name="its reference"),
                    ),
                    ("sent", models.TextField(blank=True, verbose_name="what exactly was sent")),
                    (
                        "explained_on",
                        models.DateField(
                            blank=True, null=True, verbose_name="explained to the family on"
                        ),
                    ),
                    (
                        "not_explained_why",
                        models.CharField(blank=True, max_length=300, verbose_name="why not"),
                    ),
                    ("look_again_on", models.DateField(blank=True, null=True)),
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
                        "person_at_risk",
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
                    "verbose_name": "historical disclosure without agreement",
                    "verbose_name_plural": "historical disclosures without agreement",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            CreateModel(
                name="HistoricalWithdrawal",
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
                        "withdrawn_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("reason", models.CharField(blank=True, max_length=300)),
                    (
                        "agreement",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="consent.agreement",
                        ),
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
                        "withdrawn_by",
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
                        "asked_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.person",
                            verbose_name="asked for by",
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
                    "verbose_name": "historical withdrawal",
                    "verbose_name_plural": "historical withdrawals",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
        ),
        AppendOnly("consent_notice"),
        *[AppendOnly(f"consent_{name}", disposable=True) for name in EVIDENCE],
        *[
            AppendOnly(f"consent_historical{name}", disposable=True)
            for name in [*EVIDENCE, "disclosure"]
        ],
        FollowsMerge("consent_agreement", household_id=HOUSEHOLD, given_by_id=PERSON),
        FollowsMerge("consent_withdrawal", asked_by_id=PERSON),
        *notices.Migration.operations,
        *walls.Migration.operations,
    ]
