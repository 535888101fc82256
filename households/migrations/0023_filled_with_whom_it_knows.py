"""Each permission on a person is filled with the household of its involvement."""

from django.db import migrations, models

BATCH = 20_000  # rows a transaction; nothing else is locked
MOVED = """
UPDATE households_persongrant g SET household_id = i.household_id
FROM households_involvement i
WHERE i.id = g.involvement_id AND g.household_id IS NULL AND g.id > %s AND g.id <= %s
"""
# Read first, so that the lock that forbids NULL is held for an instant.
ALWAYS = (
    "ALTER TABLE households_persongrant DROP CONSTRAINT IF EXISTS through_a_household",
    (
        "ALTER TABLE households_persongrant ADD CONSTRAINT through_a_household "
        "CHECK (household_id IS NOT NULL) NOT VALID"
    ),
    "ALTER TABLE households_persongrant VALIDATE CONSTRAINT through_a_household",
    "ALTER TABLE households_persongrant ALTER COLUMN household_id SET NOT NULL",
    "ALTER TABLE households_persongrant DROP CONSTRAINT through_a_household",
)
NOT_ALWAYS = "ALTER TABLE households_persongrant ALTER COLUMN household_id DROP NOT NULL"


def fill(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM households_persongrant")
        (last,) = cursor.fetchone()
        for after in range(0, last, BATCH):
            cursor.execute(MOVED, [after, after + BATCH])


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("households", "0022_where_a_person_is_known")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL(ALWAYS, NOT_ALWAYS)],
            [
                migrations.AlterField(
                    "persongrant",
                    "household",
                    models.ForeignKey(
                        to="households.household",
                        on_delete=models.PROTECT,
                        related_name="+",
                        db_index=False,
                    ),
                )
            ],
        ),
    ]
