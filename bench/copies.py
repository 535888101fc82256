"""Many households from few: rows copied inside the database, with every id moved along."""

from collections.abc import Collection
from typing import Any

import psycopg
from django.db.models import ForeignKey, Model, UUIDField

from consent.models import Agreement, Receipt
from households.models import Address, Contact, Household, LeadAssignment, Person, TeamMember
from retention.plan import PLAN

# More than any id of the families that are copied; 25,000 copies stay below 2^31.
STRIDE = 80_000


def tables() -> list[type[Model]]:
    """Every table of a family and its history, in an order that foreign keys allow."""
    found: dict[type[Model], None] = {}
    for step in reversed(PLAN):
        for model in filter(None, [step.model, step.history]):
            found[model] = None
    return list(found)


def copy_households(
    admin: psycopg.Connection,
    times: int,
    *,
    history: bool = True,
    only: Collection[type[Model]] | None = None,
) -> None:
    """Copy every household, and all that hangs on it, so many times.

    `history=False` leaves the histories out, which no page but one reads; `only` all other models.
    """
    planned = {step.model for step in PLAN}
    with admin.transaction():
        admin.execute("SET LOCAL session_replication_role = replica")  # foreign keys hold by design
        for model in tables():
            if only is not None and model not in only:
                continue
            if not history and hasattr(model, "instance_type"):
                continue
            columns = [f'"{field.column}"' for field in model._meta.concrete_fields]
            chosen = [_moved(field, model, planned) for field in model._meta.concrete_fields]
            admin.execute(
                f'INSERT INTO "{model._meta.db_table}" ({", ".join(columns)}) '
                f'SELECT {", ".join(chosen)} FROM "{model._meta.db_table}" t, '
                "generate_series(1, %s) AS copy",
                [times],
            )
    admin.execute("VACUUM ANALYZE")


def _moved(field: Any, model: type[Model], planned: set[type[Model]]) -> str:
    column = f't."{field.column}"'
    own_id = field.primary_key or field.column == "id" or field.name == "source_id"
    if own_id or (isinstance(field, ForeignKey) and field.related_model in planned):
        return f"{column} + copy * {STRIDE}"
    if isinstance(field, UUIDField) and field.unique:
        return "gen_random_uuid()"
    return CHANGED.get((model, field.name), ONLY_ONCE.get(field.name, column))


# What is unique, and is not an id. Data keys are shared by the copies: sealed values stay readable.
ONLY_ONCE = {
    "reference": "'FH' || upper(regexp_replace("
    "substr(md5(t.id || '-' || copy), 1, 12), '(.{4})', '-\\1', 'g'))",
    "stored_as": "md5(t.stored_as || copy)",
    "import_fingerprint": "''",
}
# Names, numbers and places of their own, so that a search has as many to choose from as in a town:
# the commonest name is borne by one in fifty, as Smith is.
CHANCE = "(abs(hashtext(t.id || '{0}' || copy)::bigint) / 2147483648.0)"


def one_of(names: list[str], salt: str) -> str:
    listed = ", ".join("'" + name.replace("'", "''") + "'" for name in names)
    chance = CHANCE.format(salt)
    return f"(ARRAY[{listed}])[1 + floor({len(names)} * {chance} ^ 1.7)::int]"


def with_names(given: list[str], family: list[str]) -> None:
    """Have the copies bear these names, the first the most often."""
    CHANGED.update(
        {
            (Person, "given_name"): one_of(given, "given"),
            (Person, "family_name"): one_of(family, "family"),
            (Household, "name"): one_of(family, "family"),
        }
    )


CHANGED: dict[tuple[type[Model], str], str] = {
    (Receipt, "lookup"): "md5(t.lookup || copy) || md5(copy || t.lookup)",
    # Nobody works with a thousand families: whoever does keeps those that were copied from.
    (LeadAssignment, "practitioner"): "NULL",
    (Agreement, "recorded_by"): "NULL",
    (Contact, "recorded_by"): "NULL",
    (TeamMember, "worker"): "NULL",
    (TeamMember, "name"): "CASE WHEN t.name = '' THEN 'Somebody' ELSE t.name END",
    (Person, "date_of_birth"): f"t.date_of_birth - (900 * {CHANCE.format('born')})::int",
    (Person, "telephone"): "CASE WHEN t.telephone <> '' THEN '01' || lpad("
    f"floor(999999999 * {CHANCE.format('rings')})::bigint::text, 9, '0') ELSE '' END",
    (Address, "postcode"): f"'NN' || (1 + floor(28 * {CHANCE.format('town')})) || ' ' || "
    f"floor(10 * {CHANCE.format('sector')}) || substr('ABDEFGHJLN', 1 + floor(10 * "
    f"{CHANCE.format('street')})::int, 1) || substr('PQRSTUWXYZ', 1 + floor(10 * "
    f"{CHANCE.format('house')})::int, 1)",
}
