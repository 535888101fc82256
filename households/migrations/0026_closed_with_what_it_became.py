"""What stays with a record that was merged is closed where the one it became is restricted."""

from importlib import import_module

from django.db import migrations

walls = import_module("households.migrations.0016_walls")
SIGNATURE = "familyhubs_open(home bigint)"
BEFORE = walls.FUNCTIONS[SIGNATURE]
OWN, BECAME = (
    "WHERE h.id = home AND h.restricted",
    """WHERE h.restricted AND h.id = (
            SELECT coalesce(m.merged_into_id, m.id) FROM households_household m
            WHERE m.id = home)""",
)


def replaced(body: str) -> str:
    return f"CREATE OR REPLACE FUNCTION {SIGNATURE} {body.replace('SAFE', walls.SAFE)}"


def following(body: str) -> str:
    assert body.count(OWN) == 1
    return body.replace(OWN, BECAME)


class Migration(migrations.Migration):
    dependencies = [("households", "0025_search_of_their_own_people")]

    operations = [migrations.RunSQL(replaced(following(BEFORE)), replaced(BEFORE))]
