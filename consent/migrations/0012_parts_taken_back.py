"""What proves an answer stays as it was, and the second wall knows of parts taken back.

`AgreementQuerySet.in_force_for` and `consent.models.remaining` say the same as the function.
"""

from django.db import migrations

from familyhubs.database.triggers import AppendOnly, FollowsMerge

PERSON = "households_person"
EVIDENCE = (
    *("consent_representation", "consent_receipt", "consent_agreementreview"),
    *("consent_historicalrepresentation", "consent_historicalreceipt"),
    *("consent_historicalagreementreview", "consent_historicalstopnotice"),
)

FUNCTION = """
CREATE OR REPLACE FUNCTION familyhubs_agreed(agreement bigint, who bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE COST 1000
SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM consent_agreement a
        JOIN consent_agreementrecipient r ON r.agreement_id = a.id AND r.organisation_id = who
        WHERE a.id = agreement AND (a.until IS NULL
            OR a.until >= nullif(current_setting('familyhubs.day', true), '')::date)
        AND NOT EXISTS (
            SELECT FROM consent_withdrawal w WHERE w.agreement_id = a.id
            AND (w.organisation_id IS NULL OR w.organisation_id = who) -- whole --)
        -- parts --);
END $$;
"""
WHOLE = "AND w.category = '' AND w.person_id IS NULL"
PARTS = """
        AND EXISTS (
            SELECT FROM unnest(a.categories) shown WHERE NOT EXISTS (
                SELECT FROM consent_withdrawal w WHERE w.agreement_id = a.id
                AND (w.organisation_id IS NULL OR w.organisation_id = who)
                AND w.category = shown))
        AND (NOT EXISTS (SELECT FROM consent_agreement_covers c WHERE c.agreement_id = a.id)
            OR EXISTS (
                SELECT FROM consent_agreement_covers c WHERE c.agreement_id = a.id
                AND NOT EXISTS (
                    SELECT FROM consent_withdrawal w WHERE w.agreement_id = a.id
                    AND (w.organisation_id IS NULL OR w.organisation_id = who)
                    AND w.person_id = c.person_id)))
"""


def in_sql(whole: str, parts: str) -> str:
    return FUNCTION.replace("-- whole --", whole).replace("-- parts --", parts)


class Migration(migrations.Migration):
    dependencies = [("consent", "0011_answers_and_receipts")]

    operations = [
        *(AppendOnly(table, disposable=True) for table in EVIDENCE),
        FollowsMerge("consent_withdrawal", asked_by_id=PERSON, person_id=PERSON),
        migrations.RunSQL(in_sql(WHOLE, PARTS), in_sql("", "")),
    ]
