"""The first wall's questions as functions, which keep their plans.

Written out in every statement (households/models/scope.py) they took PostgreSQL longer to plan than
to answer. Everything they go by is said to them: they read no identity of the connection, so that
neither wall leans on the other. With the owner's rights, because a permission would else be looked
for behind the second wall, which asks the same again. They tell of ids alone.
"""

from django.db import migrations

# ruff: noqa: S608 - none of it is typed by anybody
from familyhubs.database.roles import DatabaseRole

SAFE = "STABLE SECURITY DEFINER PARALLEL SAFE COST 1000 SET search_path = public, pg_temp"
WHO = "team int, me bigint, day date, moment timestamptz"
LETS = """g.group_id = team
        AND g.permission_id = wanted
        AND (g.valid_from <= day AND (g.valid_until IS NULL OR g.valid_until > day)
            OR g.only_for_id = me AND g.ends_at > moment)"""

NAMED = """EXISTS (
            SELECT FROM households_householdusergrant named
            WHERE named.household_id = closed.id AND named.user_id = me AND named.valid_from <= day
            AND (named.valid_until IS NULL OR named.valid_until > day))"""
# What stays with a record that was merged is as closed as the one it became. Written out where it
# is asked: a function that calls another takes half as long again. The OFFSET keeps it a question
# of each row: made a join, it would read every household where PostgreSQL knows no numbers yet.
CLOSED = f"""EXISTS (
        SELECT FROM households_household h
        JOIN households_household closed ON closed.id = coalesce(h.merged_into_id, h.id)
        WHERE h.id = {{home}} AND closed.restricted AND NOT {NAMED}
        OFFSET 0)"""

FUNCTIONS = {
    "familyhubs_closed_homes(me bigint, day date) RETURNS bigint[]": f"""
    RETURN array(
        SELECT closed.id FROM households_household closed
        WHERE closed.restricted AND closed.merged_into_id IS NULL AND NOT {NAMED}
        UNION ALL
        SELECT m.id FROM households_household closed
        JOIN households_household m ON m.merged_into_id = closed.id
        WHERE closed.restricted AND NOT {NAMED});""",
    f"familyhubs_granted(home bigint, wanted int, {WHO}) RETURNS boolean": f"""
    RETURN EXISTS (
        SELECT FROM households_householdgrant g WHERE g.household_id = home AND {LETS})
    AND NOT {CLOSED.format(home="home")};""",
    f"familyhubs_granted_of(whom bigint, home bigint, wanted int, {WHO}) RETURNS boolean": f"""
    RETURN EXISTS (
        SELECT FROM households_persongrant g
        WHERE g.person_id = whom AND (home IS NULL OR g.household_id = home)
        AND {LETS}
        AND EXISTS (
            SELECT FROM households_membership l
            WHERE l.person_id = whom AND l.household_id = g.household_id
            AND (l.left_on IS NULL OR l.left_on > day) OFFSET 0)
        AND NOT {CLOSED.format(home="g.household_id")});""",
}


def make() -> str:
    made = []
    for signature, asked in FUNCTIONS.items():
        name = signature.partition("(")[0]
        made.append(
            f"CREATE FUNCTION {signature} LANGUAGE plpgsql {SAFE} AS $$\nBEGIN{asked}\nEND $$"
        )
        made.append(f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC")
        made.append(
            f"GRANT EXECUTE ON FUNCTION {name} TO {DatabaseRole.WEB}, {DatabaseRole.WORKER}"
        )
    return ";\n".join(made)


def unmake() -> str:
    names = [signature.partition("(")[0] for signature in FUNCTIONS]
    return f"DROP FUNCTION {', '.join(names)}"


class Migration(migrations.Migration):
    dependencies = [("households", "0026_closed_with_what_it_became")]

    operations = [migrations.RunSQL(make(), unmake())]
