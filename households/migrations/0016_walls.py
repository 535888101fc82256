"""The second wall's questions, asked by every policy (households/walls.py).

They probe the involvement itself and not guardian's copy of it, so that a query with no scope in
it, or a copy that has drifted, still shows nothing. They say in SQL what `visible_to` says in
Python (households/models/scope.py); a test drives both through random histories and holds them
against each other. Functions with the owner's rights, because a policy on a table it asks would
ask itself without end; in plpgsql, which keeps their plans.
"""

from django.db import migrations

from familyhubs.database.roles import DatabaseRole

SAFE = "STABLE SECURITY DEFINER PARALLEL SAFE COST 1000 SET search_path = public, pg_temp"

FUNCTIONS = {
    "familyhubs_open(home bigint)": """
RETURNS boolean LANGUAGE plpgsql SAFE AS $$
BEGIN
    RETURN NOT EXISTS (
        SELECT FROM households_household h WHERE h.id = home AND h.restricted AND NOT EXISTS (
            SELECT FROM households_householdusergrant n
            WHERE n.household_id = h.id
            AND n.user_id = nullif(current_setting('familyhubs.user', true), '')::bigint
            AND n.valid_from <= nullif(current_setting('familyhubs.day', true), '')::date
            AND (n.valid_until IS NULL
                OR n.valid_until > nullif(current_setting('familyhubs.day', true), '')::date)));
END $$""",
    "familyhubs_sees(home bigint, wanted text DEFAULT NULL)": """
RETURNS boolean LANGUAGE plpgsql SAFE AS $$
DECLARE
    sight text := current_setting('familyhubs.sight', true);
    day date := nullif(current_setting('familyhubs.day', true), '')::date;
    who bigint := nullif(current_setting('familyhubs.organisation', true), '')::bigint;
BEGIN
    IF sight IN ('all', 'whole') THEN RETURN true; END IF;
    IF sight IS NULL OR sight NOT IN ('council', 'partner') THEN RETURN false; END IF;
    IF NOT familyhubs_open(home) THEN RETURN false; END IF;
    RETURN sight = 'council' OR EXISTS (
        SELECT FROM households_involvement i
        JOIN organisations_organisation o ON o.id = i.organisation_id
        WHERE i.household_id = home AND i.organisation_id = who
        AND i.since <= day AND (i.until IS NULL OR i.until > day)
        AND (wanted IS NULL OR wanted = ANY (i.categories))
        AND o.is_active AND o.sharing_agreement_until >= day);
END $$""",
    "familyhubs_knows(whom bigint, wanted text, home bigint DEFAULT NULL)": """
RETURNS boolean LANGUAGE plpgsql SAFE AS $$
DECLARE
    sight text := current_setting('familyhubs.sight', true);
    day date := nullif(current_setting('familyhubs.day', true), '')::date;
    who bigint := nullif(current_setting('familyhubs.organisation', true), '')::bigint;
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
            AND i.since <= day AND (i.until IS NULL OR i.until > day)
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
END $$""",
    "familyhubs_knows_somebody(home bigint, wanted text)": """
RETURNS boolean LANGUAGE plpgsql SAFE AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM households_membership m
        WHERE m.household_id = home AND m.left_on IS NULL
        AND familyhubs_knows(m.person_id, wanted, home));
END $$""",
    "familyhubs_knows_all_in(entry bigint, home bigint)": """
RETURNS boolean LANGUAGE plpgsql SAFE AS $$
BEGIN
    RETURN (SELECT coalesce(bool_and(familyhubs_knows(c.person_id, 'contact_history', home)), false)
    FROM households_contact_people c WHERE c.contact_id = entry);
END $$""",
}


def names() -> list[str]:
    return [signature.replace(" DEFAULT NULL", "") for signature in FUNCTIONS]


def make(apps, schema_editor):
    for signature, body in FUNCTIONS.items():
        schema_editor.execute(f"CREATE FUNCTION {signature} {body.replace('SAFE', SAFE)}")
    for name in names():
        schema_editor.execute(f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC")
        schema_editor.execute(
            f"GRANT EXECUTE ON FUNCTION {name} TO {DatabaseRole.WEB}, {DatabaseRole.WORKER}"
        )


def unmake(apps, schema_editor):
    for name in reversed(names()):
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {name} CASCADE")


class Migration(migrations.Migration):
    dependencies = [
        ("households", "0015_best_of_a_common_name"),
        ("organisations", "0001_initial"),
    ]
    operations = [migrations.RunPython(make, unmake)]
