"""Whoever answered about sharing before was shown the notice then: it counts as given.

Rows are added and nothing is locked; the history says by whom, as the action does.
"""

from django.db import migrations

GIVEN = """
WITH given AS (
    INSERT INTO consent_noticegiven
        (version, household_id, person_id, notice_id, given_on, how, given_by_id)
    SELECT 1, household_id, given_by_id, notice_id, given_on, 'asked', recorded_by_id
    FROM consent_agreement WHERE notice_id IS NOT NULL AND recorded_by_id IS NOT NULL
    ORDER BY id RETURNING *
)
INSERT INTO consent_historicalnoticegiven
    (id, version, household_id, person_id, notice_id, given_on, how, given_by_id, history_date,
    history_type, history_change_reason, history_user_id)
SELECT id, version, household_id, person_id, notice_id, given_on, how, given_by_id, now(),
    '+', 'They were given the notice', given_by_id FROM given
"""


class Migration(migrations.Migration):
    dependencies = [("consent", "0013_notices_given")]

    operations = [migrations.RunSQL(GIVEN, migrations.RunSQL.noop)]
