"""Agreements that were made for one referral get it said of them; those of referrals that are over
are over, too.

One was made for a referral where that stands on it and it opened nothing by itself. Evidence is
only ever added to: the triggers that hold an agreement as it is are off in this transaction, which
keeps everybody else from writing one meanwhile.
"""

from django.db import migrations, transaction

BATCH = 10_000  # rows a transaction
OFF = """
ALTER TABLE consent_agreement DISABLE TRIGGER consent_agreement_append_only,
    DISABLE TRIGGER consent_agreement_stays;
ALTER TABLE consent_historicalagreement DISABLE TRIGGER consent_historicalagreement_append_only;
"""
ON = """
ALTER TABLE consent_agreement ENABLE TRIGGER consent_agreement_append_only,
    ENABLE ALWAYS TRIGGER consent_agreement_stays;
ALTER TABLE consent_historicalagreement ENABLE TRIGGER consent_historicalagreement_append_only;
"""
SAID = (
    "UPDATE consent_agreement SET for_one_referral = true WHERE id = ANY(%s)",
    "UPDATE consent_historicalagreement SET for_one_referral = true WHERE id = ANY(%s)",
)
MADE_FOR_ONE = """
SELECT a.id FROM consent_agreement a
WHERE a.id > %s AND a.id <= %s AND NOT a.for_one_referral AND a.decision = 'agreed'
AND EXISTS (SELECT FROM referrals_referral r WHERE r.agreement_id = a.id)
AND NOT EXISTS (SELECT FROM households_involvement i
    WHERE i.reason = 'agreement' AND i.source_id = a.id)
"""
OVER = """
WITH ended AS (
    INSERT INTO consent_withdrawal (version, agreement_id, category, withdrawn_at, reason)
    SELECT 1, a.id, '', now(), 'The referral it was for is over' FROM consent_agreement a
    WHERE a.id = ANY(%s)
    AND NOT EXISTS (SELECT FROM referrals_referral r WHERE r.agreement_id = a.id
        AND r.state IN ('sent', 'received', 'waiting', 'accepted', 'started'))
    AND EXISTS (SELECT FROM consent_agreementrecipient r
        WHERE r.agreement_id = a.id AND familyhubs_agreed(a.id, r.organisation_id))
    ORDER BY a.id RETURNING *
)
INSERT INTO consent_historicalwithdrawal (id, version, agreement_id, category, withdrawn_at, reason,
    history_date, history_type, history_change_reason)
SELECT id, version, agreement_id, category, withdrawn_at, reason, now(), '+', reason FROM ended
"""


def say(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(agreement_id), 0) FROM referrals_referral")
        (last,) = cursor.fetchone()
        for after in range(0, last, BATCH):
            with transaction.atomic():
                cursor.execute(MADE_FOR_ONE, [after, after + BATCH])
                found = [row[0] for row in cursor.fetchall()]
                if found:
                    _say_of(cursor, found)


def _say_of(cursor, found):
    cursor.execute(OFF)
    for say_it in SAID:
        cursor.execute(say_it, [found])
    cursor.execute(ON)
    cursor.execute(OVER, [found])


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("consent", "0016_for_one_referral"),
        ("referrals", "0021_how_they_said_yes"),
    ]

    operations = [migrations.RunPython(say, migrations.RunPython.noop, elidable=True)]
