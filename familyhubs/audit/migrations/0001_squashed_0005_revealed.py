"""The access log as it stands after 0005, made at once: what a new database starts from."""

import django.db.models.functions.datetime
from django.db import migrations, models

from familyhubs.database.triggers import AppendOnly


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("audit", "0001_initial"),
        ("audit", "0002_append_only"),
        ("audit", "0003_versions_in_history"),
        ("audit", "0004_exported"),
        ("audit", "0005_revealed"),
    ]

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="AccessEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "event",
                    models.CharField(
                        choices=[
                            ("signed_in", "Signed in"),
                            ("opened", "Opened"),
                            ("searched", "Searched"),
                            ("exported", "Exported"),
                            ("revealed", "Revealed"),
                            ("changed", "Changed"),
                            ("disposed", "Disposed of"),
                        ],
                        max_length=20,
                    ),
                ),
                ("user_id", models.CharField(blank=True, max_length=40, verbose_name="user")),
                (
                    "organisation_id",
                    models.CharField(blank=True, max_length=40, verbose_name="organisation"),
                ),
                ("subject", models.CharField(blank=True, max_length=40)),
                (
                    "subject_id",
                    models.CharField(blank=True, max_length=40, verbose_name="subject's id"),
                ),
                ("action", models.CharField(blank=True, max_length=60)),
                ("basis", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "verbose_name": "access event",
                "indexes": [
                    models.Index(fields=["subject", "subject_id", "-at"], name="audit_by_subject"),
                    models.Index(fields=["user_id", "-at"], name="audit_by_user"),
                    models.Index(fields=["-at"], name="audit_by_time"),
                ],
            },
        ),
        AppendOnly("audit_accessevent"),
    ]
