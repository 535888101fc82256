"""The lines that are there get the code of each reason, by how its sentence began until now.

In batches, each its own transaction, so that nobody waits for a lock. History keeps its sentences
alone: nobody may change it. Backwards there is nothing to do, for the sentences are still there.
"""

from django.db import migrations, models

BATCH = 10_000
CODED = """
UPDATE retention_dueline SET stopped_codes = ARRAY(
    SELECT CASE
        WHEN words = 'Support is open.' THEN 'support_open'
        WHEN words LIKE 'A hold stands%%' THEN 'held'
        WHEN words LIKE 'Two records were merged here%%' THEN 'can_be_parted'
        WHEN words LIKE 'The birth date of a child%%' THEN 'birth_missing'
        WHEN words LIKE 'Nobody has confirmed%%' THEN 'unconfirmed'
        WHEN words LIKE 'A paper file is not destroyed yet%%' THEN 'paper_left'
        WHEN words LIKE 'This person also belongs%%' THEN 'lives_elsewhere'
        ELSE 'something_else'
    END
    FROM unnest(stopped) WITH ORDINALITY AS reason (words, place) ORDER BY place
)
WHERE stopped <> '{}' AND stopped_codes = '{}' AND id > %s AND id <= %s
"""


def a_code_each(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM retention_dueline")
        (last,) = cursor.fetchone()
        for after in range(0, last, BATCH):
            cursor.execute(CODED, [after, after + BATCH])


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("retention", "0016_codes_of_what_stops")]

    operations = [
        migrations.RunPython(a_code_each, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            "dueline",
            models.CheckConstraint(
                condition=models.Q(("stopped_codes__len", models.F("stopped__len"))),
                name="due_line_a_code_for_each_reason",
            ),
        ),
    ]
