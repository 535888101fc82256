"""A data key of its own for each person and household that was there before.

In batches, each its own transaction, so that nobody waits for a lock.
"""

from django.db import migrations

BATCH = 10_000


def a_key_each(apps, schema_editor):
    for table in ("households_person", "households_household"):
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(f"SELECT coalesce(max(id), 0) FROM {table}")  # noqa: S608
            (last,) = cursor.fetchone()
            for first in range(1, last + 1, BATCH):
                cursor.execute(
                    f"UPDATE {table} SET data_key = gen_random_uuid() "  # noqa: S608
                    "WHERE id BETWEEN %s AND %s",
                    [first, first + BATCH - 1],
                )


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("households", "0004_the_record_in_full")]

    operations = [migrations.RunPython(a_key_each, migrations.RunPython.noop, elidable=True)]
