"""What was sent stays as it was written, whoever corrects the reasons (S34); and the history of
emergency access is only added to."""

from django.db import migrations

from familyhubs.database.triggers import AppendOnly

STAYS = """
CREATE FUNCTION familyhubs_sent_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what a disclosure sent, to whom and when is not changed'
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER consent_disclosure_sent_stays BEFORE UPDATE ON consent_disclosure
    FOR EACH ROW WHEN (
        (OLD.sent, OLD.sent_at, OLD."on", OLD.categories, OLD.organisation_id, OLD.body,
            OLD.sent_by_id)
        IS DISTINCT FROM
        (NEW.sent, NEW.sent_at, NEW."on", NEW.categories, NEW.organisation_id, NEW.body,
            NEW.sent_by_id))
    EXECUTE FUNCTION familyhubs_sent_stays();
"""
BACK = """
DROP TRIGGER consent_disclosure_sent_stays ON consent_disclosure;
DROP FUNCTION familyhubs_sent_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("consent", "0009_disclosures_and_emergencies")]

    operations = [
        AppendOnly("consent_historicalemergencyaccess", disposable=True),
        migrations.RunSQL(STAYS, BACK),
    ]
