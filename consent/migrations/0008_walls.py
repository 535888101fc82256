"""For the second wall: whether an agreement lets an organisation see something today."""

from django.db import migrations

from familyhubs.database.roles import DatabaseRole

AGREED = """
CREATE FUNCTION familyhubs_agreed(agreement bigint, who bigint) RETURNS boolean LANGUAGE plpgsql
STABLE SECURITY DEFINER PARALLEL SAFE COST 1000 SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM consent_agreement a
        JOIN consent_agreementrecipient r ON r.agreement_id = a.id AND r.organisation_id = who
        WHERE a.id = agreement AND (a.until IS NULL
            OR a.until >= nullif(current_setting('familyhubs.day', true), '')::date)
        AND NOT EXISTS (
            SELECT FROM consent_withdrawal w WHERE w.agreement_id = a.id
            AND (w.organisation_id IS NULL OR w.organisation_id = who)));
END $$;
REVOKE ALL ON FUNCTION familyhubs_agreed FROM PUBLIC;
"""
GRANT = f"GRANT EXECUTE ON FUNCTION familyhubs_agreed TO {DatabaseRole.WEB}, {DatabaseRole.WORKER};"


class Migration(migrations.Migration):
    dependencies = [
        ("consent", "0007_evidence_follows_a_merge"),
        ("households", "0016_walls"),
    ]
    operations = [
        migrations.RunSQL(AGREED + GRANT, "DROP FUNCTION IF EXISTS familyhubs_agreed CASCADE")
    ]
