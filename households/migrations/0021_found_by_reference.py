"""A household's id by its reference, in capitals or not, without asking the second wall of each.

With the owner's rights, as the search has: what comes back is a number, and whoever asks for that
household is asked by both walls.
"""

from django.db import migrations

from familyhubs.database.roles import DatabaseRole

NAME = "familyhubs_referenced(wanted text)"
FUNCTION = """
CREATE FUNCTION familyhubs_referenced(wanted text) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = public, pg_temp AS $$
    SELECT id FROM households_household WHERE upper(reference) = upper(wanted)
$$;
"""
RIGHTS = f"""
REVOKE ALL ON FUNCTION {NAME} FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {NAME} TO {DatabaseRole.WEB}, {DatabaseRole.WORKER};
"""


class Migration(migrations.Migration):
    dependencies = [("households", "0020_leads_to_answer")]

    operations = [migrations.RunSQL(FUNCTION + RIGHTS, f"DROP FUNCTION {NAME}")]
