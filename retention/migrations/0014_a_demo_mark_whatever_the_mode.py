"""The mark of a demo database is refused beside a family in whatever mode a session runs.

The worker deletes without triggers (docs/adr/0006); this one fires all the same. The table has one
row or none, so that the lock it takes is nobody's wait.
"""

from django.db import migrations

TRIGGER = "ALTER TABLE retention_demodatabase {} TRIGGER retention_demodatabase_only_when_empty"


class Migration(migrations.Migration):
    dependencies = [("retention", "0013_counts")]

    operations = [
        migrations.RunSQL(TRIGGER.format("ENABLE ALWAYS"), TRIGGER.format("ENABLE")),
    ]
