"""Events about a family stand under an alias, so that disposal can end what leads to the family."""

from django.db import migrations, models

from familyhubs.database.triggers import AppendOnly

# In the statement that writes the event. Two first events at once: the second waits for the first,
# and takes its alias. Runs with the rights of whoever writes.
FUNCTION = """
CREATE FUNCTION familyhubs_alias(about text, number text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    found_alias text;
BEGIN
    LOOP
        SELECT alias INTO found_alias FROM public.audit_alias
            WHERE subject = about AND subject_id = number;
        IF FOUND THEN
            RETURN found_alias;
        END IF;
        INSERT INTO public.audit_alias (subject, subject_id, alias)
            VALUES (about, number, replace(gen_random_uuid()::text, '-', ''))
            ON CONFLICT (subject, subject_id) DO NOTHING
            RETURNING alias INTO found_alias;
        IF FOUND THEN
            RETURN found_alias;
        END IF;
    END LOOP;
END $$;
"""

# What is written is sealed and stays as it is: there, the alias is the id itself. From one subject
# to the next by the index, so that it takes as long as there are subjects, not events. Subjects
# that were disposed of already are among them; the next sweep finds that they are gone.
OLDER_EVENTS = """
WITH RECURSIVE seen AS (
    SELECT kind AS subject, (
        SELECT min(e.subject_id) FROM audit_accessevent e
        WHERE e.subject = kind AND e.subject_id > ''
    ) AS subject_id
    FROM unnest(ARRAY['household', 'person']) AS kind
    UNION ALL
    SELECT s.subject, (
        SELECT min(e.subject_id) FROM audit_accessevent e
        WHERE e.subject = s.subject AND e.subject_id > s.subject_id
    )
    FROM seen s WHERE s.subject_id IS NOT NULL
)
INSERT INTO audit_alias (subject, subject_id, alias)
SELECT subject, subject_id, subject_id FROM seen WHERE subject_id ~ '^[0-9]+$';
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0007_found")]

    operations = [
        migrations.CreateModel(
            name="Alias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject", models.CharField(max_length=40)),
                ("subject_id", models.CharField(max_length=40, verbose_name="subject's id")),
                ("alias", models.CharField(max_length=40)),
            ],
            options={
                "verbose_name": "alias of the access log",
                "verbose_name_plural": "aliases of the access log",
                "constraints": [
                    models.UniqueConstraint(
                        fields=["subject", "subject_id"], name="audit_alias_of_subject"
                    ),
                    models.UniqueConstraint(
                        fields=["subject", "alias"], name="audit_alias_is_of_one"
                    ),
                ],
            },
        ),
        AppendOnly("audit_alias", disposable=True),
        migrations.RunSQL(OLDER_EVENTS, migrations.RunSQL.noop),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION familyhubs_alias"),
    ]
