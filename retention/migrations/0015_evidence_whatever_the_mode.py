"""Evidence that the worker could change while it runs without triggers is kept all the same.

The worker deletes without triggers (docs/adr/0006). Most evidence it has no right to change. It has
one where it ends a sweep, and where links follow a merge: there the triggers fire in whatever mode
a session runs. `FollowsMerge` says so for the tables to come. Each lock is held for a moment.
"""

from django.db import migrations

SWEEP = "ALTER TABLE retention_sweeprun {} TRIGGER retention_sweeprun_stays"
SENT = "ALTER TABLE consent_disclosure {} TRIGGER consent_disclosure_sent_stays"

# Every table whose trigger is told of links that follow a merge: the same again, for changes alone.
FOLLOWING = """
DO $$
DECLARE
    guarded record;
BEGIN
    FOR guarded IN
        SELECT tgrelid::regclass AS table_, quote_ident(relname || '_stays') AS stays, replace(
            replace(pg_get_triggerdef(t.oid), 'BEFORE DELETE OR UPDATE', 'BEFORE UPDATE'),
            tgname, relname || '_stays'
        ) AS made
        FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid
        WHERE tgname LIKE '%\\_append\\_only' AND tgnargs > 1
    LOOP
        EXECUTE format('DROP TRIGGER IF EXISTS %s ON %s', guarded.stays, guarded.table_);
        CHANGE
    END LOOP;
END $$
"""
MAKE = """EXECUTE guarded.made;
        EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %s', guarded.table_, guarded.stays);"""


class Migration(migrations.Migration):
    dependencies = [
        ("retention", "0014_a_demo_mark_whatever_the_mode"),
        ("consent", "0013_notices_given"),
    ]

    operations = [
        migrations.RunSQL(SWEEP.format("ENABLE ALWAYS"), SWEEP.format("ENABLE")),
        migrations.RunSQL(SENT.format("ENABLE ALWAYS"), SENT.format("ENABLE")),
        migrations.RunSQL(FOLLOWING.replace("CHANGE", MAKE), FOLLOWING.replace("CHANGE", "")),
    ]
