"""The second wall's two questions of every row, without a question within: each took a third of the
time, and what was asked first, whether the household is open to the user, is hardly ever a no."""

from importlib import import_module

from django.db import migrations

walls = import_module("households.migrations.0019_walls_in_an_emergency")
ASKED_FIRST = "    IF NOT familyhubs_open(home) THEN RETURN false; END IF;\n"
# What stays with a record that was merged is as closed as the one it became (0026).
OPEN = """NOT EXISTS (
            SELECT FROM households_household h
            JOIN households_household closed ON closed.id = coalesce(h.merged_into_id, h.id)
            WHERE h.id = {home} AND closed.restricted AND NOT EXISTS (
                SELECT FROM households_householdusergrant n
                WHERE n.household_id = closed.id AND n.user_id = me
                AND n.valid_from <= day AND (n.valid_until IS NULL OR n.valid_until > day)))"""


def at_once(function: str) -> str:
    """Asked in the statement itself."""
    if ASKED_FIRST in function:
        answer = "RETURN sight = 'council' OR EXISTS ("
        assert function.count(answer) == 1
        return (
            function.replace(ASKED_FIRST, "")
            .replace(answer, "RETURN (sight = 'council' OR EXISTS (")
            .replace(
                "o.sharing_agreement_until >= day);",
                f"o.sharing_agreement_until >= day))\n    AND {OPEN.format(home='home')};",
            )
        )
    asked = "familyhubs_open(i.household_id)"
    assert function.count(asked) == 1
    return function.replace(asked, OPEN.format(home="i.household_id"))


def before(function: str) -> str:
    return walls.written(function, walls.OR_RUNS, walls.DECLARED)


class Migration(migrations.Migration):
    dependencies = [("households", "0027_the_first_wall_asks")]

    operations = [
        migrations.RunSQL(at_once(before(function)), before(function))
        for function in (walls.SEES, walls.KNOWS)
    ]
