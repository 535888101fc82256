"""A home that was hidden before referrals followed that says its area no more, either."""

from django.db import migrations

BATCH = 10_000  # rows a transaction; nothing else is locked
EMPTIED = r"""
UPDATE referrals_referral r SET area = '' FROM households_address a
WHERE a.household_id = r.household_id AND a.hidden AND r.area <> '' AND r.id > %s AND r.id <= %s
AND upper(replace(a.postcode, ' ', '')) ~ ('^' || r.area || '[0-9][A-Z]{2}$')
"""


def empty(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM referrals_referral")
        (last,) = cursor.fetchone()
        for after in range(0, last, BATCH):
            cursor.execute(EMPTIED, [after, after + BATCH])


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("households", "0030_involved_by_a_referral"),
        ("referrals", "0019_a_month_for_each_mark"),
    ]

    operations = [migrations.RunPython(empty, migrations.RunPython.noop, elidable=True)]
