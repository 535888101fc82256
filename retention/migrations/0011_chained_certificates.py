"""Certificates are numbered and chained: the digest of each is over the one before it.

Those that are there are chained in the order in which they were issued. They say nothing of keys
and name nobody by a mark, because nothing of whom they are about is left. Their rows are evidence
that a trigger keeps as it is: it rests while they are given what they lack.
"""

import hashlib
import json
from datetime import UTC

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from familyhubs.database.tables import AtOnce
from familyhubs.database.triggers import AppendOnly

TABLE = "retention_certificate"
TRIGGER = f"ALTER TABLE {TABLE} {{}} TRIGGER {TABLE}_append_only"


def chain(apps, schema_editor):
    rows = apps.get_model("retention", "Certificate").objects.select_related("run", "schedule")
    previous = "0" * 64
    for number, row in enumerate(rows.order_by("pk").iterator(chunk_size=1000), start=1):
        row.number, row.previous = number, previous
        row.rules = [[row.schedule.version, row.rule]]
        said = json.dumps(_content(row), sort_keys=True, separators=(",", ":"))
        previous = row.digest = hashlib.sha256(said.encode()).hexdigest()
        row.save(update_fields=["number", "previous", "rules", "digest"])


def _content(row):
    return {
        "number": row.number,
        "previous": row.previous,
        "batch": None,
        "run": row.run_id,
        "run_started_at": _moment(row.run.started_at),
        "as_of": row.run.as_of.isoformat(),
        "schedule": row.schedule.version,
        "class": row.record_class,
        "rule": row.rule,
        "rules": row.rules,
        "subject": row.subject,
        "records": row.records,
        "counts": row.counts,
        "keys": row.keys,
        "searched": row.searched,
        "child_remains": row.child_remains,
        "disposed_at": _moment(row.disposed_at),
        "marks": row.marks,
        "named": row.named,
    }


def _moment(at):
    return at.astimezone(UTC).isoformat(timespec="microseconds")


class Migration(migrations.Migration):
    dependencies = [("retention", "0010_partner_records")]

    operations = [
        AtOnce(
            migrations.AddField(
                "certificate", "number", models.PositiveBigIntegerField("number", null=True)
            ),
            migrations.AddField(
                "certificate", "batch", models.UUIDField("batch", null=True, editable=False)
            ),
            migrations.AlterField("certificate", "rule", models.TextField("rule")),
            migrations.AddField(
                "certificate", "rules", models.JSONField("rule and version, each", default=list)
            ),
            migrations.AddField(
                "certificate", "keys", models.PositiveIntegerField("data keys given up", default=0)
            ),
            migrations.AddField(
                "certificate",
                "searched",
                models.PositiveIntegerField("tables searched afterwards", default=0),
            ),
            migrations.AddField(
                "certificate", "named", models.JSONField(default=dict, editable=False)
            ),
            migrations.AddField(
                "certificate",
                "previous",
                models.CharField("digest of the certificate before", max_length=64, default=""),
                preserve_default=False,
            ),
            migrations.AddField(
                "certificate",
                "digest",
                models.CharField("digest", max_length=64, default=""),
                preserve_default=False,
            ),
            migrations.AddField(
                "certificate",
                "replayed_in",
                models.ForeignKey(
                    "retention.sweeprun",
                    on_delete=django.db.models.deletion.PROTECT,
                    null=True,
                    blank=True,
                    related_name="+",
                    verbose_name="put back, after a restore, by",
                ),
            ),
        ),
        migrations.RunSQL(TRIGGER.format("DISABLE"), TRIGGER.format("ENABLE")),
        migrations.RunPython(chain, migrations.RunPython.noop),
        migrations.RunSQL(
            ["SET CONSTRAINTS ALL IMMEDIATE", TRIGGER.format("ENABLE")],
            TRIGGER.format("DISABLE"),
        ),
        AtOnce(
            migrations.AlterField(
                "certificate", "number", models.PositiveBigIntegerField("number", unique=True)
            ),
            migrations.AddIndex(
                "certificate",
                models.Index(fields=["record_class", "-number"], name="certificate_by_class"),
            ),
            migrations.AlterModelOptions("certificate", {"ordering": ["-number"]}),
            migrations.AlterField(
                "sweeprun",
                "outcome",
                models.CharField(
                    choices=[
                        ("running", "Running"),
                        ("finished", "Finished"),
                        ("failed", "Failed"),
                        ("interrupted", "Interrupted"),
                        ("replayed", "Disposed again, after a restore"),
                        ("put_back", "Put back with its certificates, after a restore"),
                    ],
                    default="running",
                    max_length=20,
                ),
            ),
        ),
        migrations.CreateModel(
            name="ChainCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("checked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("certificates", models.PositiveBigIntegerField("certificates looked at")),
                ("newest", models.CharField("digest of the last", max_length=64)),
                ("broken", models.TextField("what is broken", blank=True)),
            ],
            options={
                "ordering": ["-pk"],
                "verbose_name": "check of the certificates",
                "verbose_name_plural": "checks of the certificates",
            },
        ),
        AppendOnly("retention_chaincheck"),
    ]
