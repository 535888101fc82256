"""The second wall's two questions of every row, asked at once: whether the household is open to the
user was a function of its own within them, and took a third of the time. It is asked still of the
council's people, home by home."""

from importlib import import_module

from django.db import migrations

walls = import_module("households.migrations.0019_walls_in_an_emergency")
first = import_module("households.migrations.0027_the_first_wall_asks")
ASKED_FIRST = "    IF NOT familyhubs_open(home) THEN RETURN false; END IF;\n"


def at_once(function: str) -> str:
    """Asked in the statement itself."""
    last = "o.sharing_agreement_until >= day)"
    if ASKED_FIRST in function:
        closed = first.CLOSED.format(home="home")
        answer = "RETURN sight = 'council' OR EXISTS ("
        assert function.count(answer) == 1
        return (
            function.replace(ASKED_FIRST, "")
            .replace(answer, "RETURN (sight = 'council' OR EXISTS (")
            .replace(f"{last};", f"{last})\n    AND NOT {closed};")
        )
    asked = "familyhubs_open(i.household_id)"
    assert function.count(asked) == 1
    return function.replace(asked, f"NOT {first.CLOSED.format(home='i.household_id')}")


def before(function: str) -> str:
    return walls.written(function, walls.OR_RUNS, walls.DECLARED)


class Migration(migrations.Migration):
    dependencies = [("households", "0027_the_first_wall_asks")]

    operations = [
        migrations.RunSQL(at_once(before(function)), before(function))
        for function in (walls.SEES, walls.KNOWS)
    ]
