"""Referrals that are there get their agreement's last day, and are found by it at night."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

BATCH = 10_000  # rows a transaction; nothing else is locked
FILLED = """
UPDATE referrals_referral r SET until = a.until FROM consent_agreement a
WHERE a.id = r.agreement_id AND a.until IS NOT NULL AND r.until IS NULL AND r.id > %s AND r.id <= %s
"""


def fill(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM referrals_referral")
        (last,) = cursor.fetchone()
        for after in range(0, last, BATCH):
            cursor.execute(FILLED, [after, after + BATCH])


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("consent", "0014_shown_when_asked"),
        ("referrals", "0015_agreements_that_run_out"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        AddIndexConcurrently(
            "referral",
            models.Index(
                fields=["until"],
                condition=models.Q(
                    state__in=["sent", "received", "waiting", "accepted", "started"],
                    until__isnull=False,
                ),
                name="referrals_that_run_out",
            ),
        ),
    ]
