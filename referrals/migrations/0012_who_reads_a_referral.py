"""The second wall's question of a referral, and steps that are only ever added to.

A partner reads a referral that was sent to it: while it is to answer whatever it sees of the
household, then with the household, and none that is over. Asked by the row's id, so that former
versions of it in the history are seen no longer than it.
"""

from django.db import migrations

from familyhubs.database.triggers import AppendOnly

REFERRED = """
CREATE FUNCTION familyhubs_referred(which bigint)
RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE COST 1000
SET search_path = public, pg_temp AS $$
DECLARE
    sight text := current_setting('familyhubs.sight', true);
    day date := nullif(current_setting('familyhubs.day', true), '')::date;
    who bigint := nullif(current_setting('familyhubs.organisation', true), '')::bigint;
    home bigint;
    receiver bigint;
    stands text;
BEGIN
    IF sight IN ('all', 'whole') THEN RETURN true; END IF;
    IF sight IS NULL OR sight NOT IN ('council', 'partner') THEN RETURN false; END IF;
    SELECT r.household_id, r.organisation_id, r.state INTO home, receiver, stands
    FROM referrals_referral r WHERE r.id = which;
    IF home IS NULL THEN RETURN false; END IF;
    IF sight = 'council' THEN RETURN familyhubs_sees(home); END IF;
    IF receiver IS DISTINCT FROM who THEN RETURN false; END IF;
    IF stands IN ('accepted', 'started') THEN RETURN familyhubs_sees(home); END IF;
    RETURN stands IN ('sent', 'received', 'waiting') AND familyhubs_open(home) AND EXISTS (
        SELECT FROM organisations_organisation o
        WHERE o.id = who AND o.is_active AND o.sharing_agreement_until >= day);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0011_referrals"),
        ("households", "0030_involved_by_a_referral"),
    ]

    operations = [
        migrations.RunSQL(REFERRED, "DROP FUNCTION familyhubs_referred(bigint);"),
        AppendOnly("referrals_referralstep", disposable=True),
        AppendOnly("referrals_historicalreferral", disposable=True),
        AppendOnly("referrals_historicalreferralstep", disposable=True),
        AppendOnly("referrals_historicalreferraloutcome", disposable=True),
    ]
