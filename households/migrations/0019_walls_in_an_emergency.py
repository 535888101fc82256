"""The second wall's questions, with emergency access: one user's own, until the moment it ends.

What stands beside the days is one comparison more on the involvement's own row.
"""

from django.db import migrations

SAFE = "STABLE SECURITY DEFINER PARALLEL SAFE COST 1000 SET search_path = public, pg_temp"
HOLDS = "i.since <= day AND (i.until IS NULL OR i.until > day)"
OR_RUNS = f"({HOLDS} OR i.only_for_id = me AND i.ends_at > moment)"
DECLARED = """
    me bigint := nullif(current_setting('familyhubs.user', true), '')::bigint;
    moment timestamptz := nullif(current_setting('familyhubs.now', true), '')::timestamptz;"""

SEES = """
CREATE OR REPLACE FUNCTION familyhubs_sees(home bigint, wanted text DEFAULT NULL)
RETURNS boolean LANGUAGE plpgsql SAFE AS $$
DECLARE
    sight text := current_setting('familyhubs.sight', true);
    day date := nullif(current_setting('familyhubs.day', true), '')::date;
    who bigint := nullif(current_setting('familyhubs.organisation', true), '')::bigint;DECLARED
BEGIN
    IF sight IN ('all', 'whole') THEN RETURN true; END IF;
    IF sight IS NULL OR sight NOT IN ('council', 'partner') THEN RETURN false; END IF;
    IF NOT familyhubs_open(home) THEN RETURN false; END IF;
    RETURN sight = 'council' OR EXISTS (
        SELECT FROM households_involvement i
        JOIN organisations_organisation o ON o.id = i.organisation_id
        WHERE i.household_id = home AND i.organisation_id = who
        AND HOLDS
        AND (wanted IS NULL OR wanted = ANY (i.categories))
        AND o.is_active AND o.sharing_agreement_until >= day);
END $$;
"""
KNOWS = """
CREATE OR REPLACE FUNCTION familyhubs_knows(whom bigint, wanted text, home bigint DEFAULT NULL)
RETURNS boolean LANGUAGE plpgsql SAFE AS $$
DECLARE
    sight text := current_setting('familyhubs.sight', true);
    day date := nullif(current_setting('familyhubs.day', true), '')::date;
    who bigint := nullif(current_setting('familyhubs.organisation', true), '')::bigint;DECLARED
BEGIN
    IF sight IN ('all', 'whole') THEN RETURN true; END IF;
    IF sight = 'partner' THEN
        RETURN EXISTS (
            SELECT FROM households_involvement_people p
            JOIN households_involvement i ON i.id = p.involvement_id
            JOIN organisations_organisation o ON o.id = i.organisation_id
            JOIN households_membership l
                ON l.person_id = p.person_id AND l.household_id = i.household_id
            WHERE p.person_id = whom AND i.organisation_id = who
            AND (home IS NULL OR i.household_id = home)
            AND HOLDS
            AND (wanted IS NULL OR wanted = ANY (i.categories))
            AND (l.left_on IS NULL OR l.left_on > day)
            AND o.is_active AND o.sharing_agreement_until >= day
            AND familyhubs_open(i.household_id));
    END IF;
    IF sight IS DISTINCT FROM 'council' OR home IS NOT NULL AND NOT familyhubs_open(home) THEN
        RETURN false;
    END IF;
    -- Whoever lives in a restricted household is known only through another home of today.
    RETURN EXISTS (
        SELECT FROM households_membership l
        WHERE l.person_id = whom AND (l.left_on IS NULL OR l.left_on > day)
        AND familyhubs_open(l.household_id))
    OR EXISTS (SELECT FROM households_membership l
        WHERE l.person_id = whom AND familyhubs_open(l.household_id))
    AND NOT EXISTS (
        SELECT FROM households_membership l
        WHERE l.person_id = whom AND (l.left_on IS NULL OR l.left_on > day)
        AND NOT familyhubs_open(l.household_id));
END $$;
"""


def written(function: str, condition: str, declared: str) -> str:
    words = {"SAFE": SAFE, "DECLARED": declared, "HOLDS": condition}
    for word, meaning in words.items():
        function = function.replace(word, meaning)
    return function


class Migration(migrations.Migration):
    dependencies = [("households", "0018_emergency_access")]
    operations = [
        migrations.RunSQL(written(function, OR_RUNS, DECLARED), written(function, HOLDS, ""))
        for function in (SEES, KNOWS)
    ]
