"""The statements of the plan: each step's rows counted, or deleted with their history.

Made once from the plan and the models' own `_meta`. No row is read into Python: a step answers
with how many rows went under each household, or each person, that they are counted under.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Model

from familyhubs.audit import log
from familyhubs.files import outbox as files
from familyhubs.keys import outbox as data_keys
from familyhubs.records.privacy import RecordClass
from households.models import Contact, Household, Person
from retention.plan import PLAN, Step
from retention.statements import Statement

AS_ARRAY = "::bigint[]"


@dataclass(frozen=True)
class Way:
    """From a row to a value: the tables between, how they are joined, and the value's column.
    `row` is the table, as the statement calls it, that has the column."""

    tables: tuple[str, ...]
    joins: tuple[str, ...]
    row: str
    column: str

    @property
    def value(self) -> str:
        return f'{self.row}."{self.column}"'


def way(model: type[Model], path: str, row: str) -> Way:
    """How a path of the plan ("agreement__household_id") leads from `row`, which is of `model`."""
    *links, last = path.split("__")
    tables, joins = [], []
    for place, name in enumerate(links, start=1):
        link: Any = model._meta.get_field(name)
        before, row = row, f"{row[0]}{place}"
        model = link.related_model
        tables.append(f'"{model._meta.db_table}" {row}')
        joins.append(f'{before}."{link.column}" = {row}."{key_of(model)}"')
    column: Any = model._meta.get_field(last)
    return Way(tuple(tables), tuple(joins), row, column.column)


def key_of(model: type[Model]) -> str:
    key: Any = model._meta.pk
    return str(key.column)


@dataclass(frozen=True)
class Reached:
    """The rows of a table that a step takes: the other tables, the condition, and the columns
    whose values say what a row is counted under."""

    tables: tuple[str, ...]
    conditions: tuple[str, ...]
    keys: tuple[str, ...]

    @property
    def where(self) -> str:
        return " AND ".join(self.conditions)

    @property
    def using(self) -> str:
        return f" USING {', '.join(self.tables)}" if self.tables else ""


def reached(step: Step, model: type[Model], row: str) -> Reached:
    """The rows of the step's model, or of its history, by their household or their people."""
    if step.people:
        columns = tuple(way(model, path, row).value for path in step.people)
        either = " OR ".join(f"{column} = ANY(%(people)s{AS_ARRAY})" for column in columns)
        return Reached((), (f"({either})",), columns)
    home = way(model, step.household, row)
    of_household = f"{home.value} = ANY(%({households(step)})s{AS_ARRAY})"
    if step.of_class:
        of_household += f" AND {row}.\"record_class\" = '{step.record_class}'"
    return Reached(home.tables, (*home.joins, of_household), (home.value,))


def households(step: Step) -> str:
    """Which array of a scope has the households whose rows of this kind go."""
    if step.model is Household:
        return "whole"
    return "hub" if step.record_class == RecordClass.HUB else "service"


def taken(step: Step, row: str = "r") -> Reached:
    """The live rows a step takes."""
    found = reached(step, step.model, row)
    if step.household == "merged_into_id":
        return _or_of_a_shell(step, row, found)
    if step.about:
        return _unless_about_the_kept(step, row)
    if step.stays_with:
        who = way(step.model, step.stays_with, row).value
        stays = f"({who} = ANY(%(staying)s{AS_ARRAY})) IS NOT TRUE"
        return Reached(found.tables, (*found.conditions, stays), found.keys)
    return found


def _or_of_a_shell(step: Step, row: str, found: Reached) -> Reached:
    """A household that was merged into one of which a shell stays goes, too: the shell is enough to
    find the child by. Unless a row of the child's own that could not be moved still hangs on it."""
    kept = f"ANY(%(kept)s{AS_ARRAY})"
    through = Contact.people.through._meta.db_table
    rows = [
        f'EXISTS (SELECT FROM "{each.table}" k WHERE {way(each.model, each.household, "k").value} '
        f'= {row}."id" AND {way(each.model, each.stays_with, "k").value} = {kept})'
        for each in PLAN
        if each.stays_with and "__" not in each.household
    ]
    rows.append(
        f'EXISTS (SELECT FROM "{Contact._meta.db_table}" k JOIN "{through}" p '
        f'ON p.contact_id = k.id WHERE k.household_id = {row}."id" AND p.person_id = {kept})'
    )
    (home,) = found.keys
    of_shell = f"{home} = ANY(%(shells)s{AS_ARRAY}) AND NOT ({' OR '.join(rows)})"
    return Reached((), (f"({found.where} OR {of_shell})",), found.keys)


def _unless_about_the_kept(step: Step, row: str) -> Reached:
    """Rows about several people: none of them stays as a protected child, or all of them go
    (`alone`: the ids of those, asked before the joining table is emptied)."""
    home = way(step.model, step.household, row)
    about = f'{home.row}."{key_of(Contact)}"'
    through = Contact.people.through._meta.db_table
    unless = (
        f"({home.value} = ANY(%(service)s{AS_ARRAY}) AND {about} NOT IN "
        f'(SELECT contact_id FROM "{through}" WHERE person_id = ANY(%(kept)s{AS_ARRAY})) '
        f"OR {about} = ANY(%(alone)s{AS_ARRAY}))"
    )
    return Reached(home.tables, (*home.joins, unless), (home.value,))


@cache
def deletion(step: Step) -> Statement:
    """Delete a step's rows with their history, doom their files and keys, forget their aliases.

    Answers with rows of (first key, second key or None, how many rows, how much history, None);
    one more holds, last, the ids of the rows that went, as an array in text. History goes with its
    row; so does what is left of rows that went before without it, never that of a row which is
    still there. All parts of the statement see the table as it was before.
    """
    rows = taken(step)
    key = f'r."{key_of(step.model)}"'
    also = [f'r."{column}"' for column in (step.file, step.data_key) if column]
    gone = (
        f'DELETE FROM "{step.table}" r{rows.using} WHERE {rows.where} '
        f"RETURNING {', '.join([f'{key} AS pk', *_named(rows.keys), *also])}"
    )
    history = list(_history(step, step.history, key)) if step.history else []
    parts = [f"gone AS ({gone})", *_doomed(step)]
    parts += [f"{name} AS ({text})" for name, text in history]
    every = ["SELECT a, b, 1 AS live, 0 AS past FROM gone"]
    every += [f"SELECT a, b, 0, 1 FROM {name}" for name, _ in history]
    return Statement(
        f"WITH {', '.join(parts)} SELECT a, b, sum(live), sum(past), NULL "
        f"FROM ({' UNION ALL '.join(every)}) AS every GROUP BY a, b UNION ALL "
        "SELECT NULL, NULL, 0, 0, array_agg(pk ORDER BY pk)::text FROM gone HAVING count(*) > 0"
    )


def _history(step: Step, history: type[Model], key: str) -> Iterator[tuple[str, str]]:
    table = history._meta.db_table
    if step.household == "id":  # of a shell, too: its name stands there
        home = f'h."id" = ANY(%(service)s{AS_ARRAY}) RETURNING {", ".join(_named(["h.id"]))}'
        yield "past", f'DELETE FROM "{table}" h WHERE {home}'
        return
    yield (
        "past",
        f'DELETE FROM "{table}" h USING gone WHERE h."id" = gone.pk RETURNING gone.a, gone.b',
    )
    if step.model is not Household:
        left = reached(step, history, "h")
        alive = f'EXISTS (SELECT FROM "{step.table}" r WHERE {key} = h."id")'
        delete = f'DELETE FROM "{table}" h{left.using} WHERE {left.where} AND NOT {alive}'
        yield "orphans", f"{delete} RETURNING {', '.join(_named(left.keys))}"


def _doomed(step: Step) -> Iterator[str]:
    """Files and data keys are in no transaction: they go once this one is committed. The access
    log's link to the row goes with it."""
    if step.file:
        yield f"files AS ({files.dooming(f'SELECT "{step.file}" FROM gone')})"
    if step.data_key:
        yield f"data_keys AS ({data_keys.dooming(f'SELECT "{step.data_key}" FROM gone')})"
    if step.logged_as:
        yield f"aliases AS ({log.forgetting(step.logged_as, 'SELECT pk::text FROM gone')})"


def _named(keys: Iterable[str]) -> list[str]:
    first, second = (*keys, "NULL::bigint")[:2]
    return [f"{first} AS a", f"{second} AS b"]


@cache
def counting() -> Statement:
    """How many records of each step there are: rows of (place in the plan, keys, how many)."""
    return Statement(
        " UNION ALL ".join(
            _counted(place, taken(step), step) for place, step in enumerate(PLAN) if step.is_record
        )
    )


def _counted(place: int, rows: Reached, step: Step) -> str:
    tables = ", ".join([f'"{step.table}" r', *rows.tables])
    return (
        f"SELECT {place}, a, b, count(*) FROM (SELECT {', '.join(_named(rows.keys))} "
        f"FROM {tables} WHERE {rows.where}) AS taken GROUP BY a, b"
    )


@cache
def about_them_alone() -> Statement:
    """What is about people who all go."""
    through = Contact.people.through._meta.db_table
    going = f"person_id = ANY(%(people)s{AS_ARRAY})"
    return Statement(
        f'SELECT DISTINCT contact_id FROM "{through}" t WHERE {going} AND NOT EXISTS '
        f'(SELECT FROM "{through}" o WHERE o.contact_id = t.contact_id AND NOT o.{going})'
    )


@cache
def named_in_households() -> Statement:
    """Whom any row of these households names: rows of (person, household).

    Some links are empty: a merge of households names no person. Whoever was merged, into another
    or another into them, is named with that other.
    """
    homes = f"id = ANY(%(households)s{AS_ARRAY}) OR merged_into_id = ANY(%(households)s{AS_ARRAY})"
    named = (
        f"SELECT {person} AS person, homes.kept AS household FROM {tables}, homes "
        f"WHERE {' AND '.join([*joins, f'{home} = homes.id'])}"
        for person, home, tables, joins in _names()
    )
    return Statement(
        "WITH homes AS MATERIALIZED (SELECT id, COALESCE(merged_into_id, id) AS kept "
        f'FROM "{Household._meta.db_table}" WHERE {homes}), '
        f"named AS MATERIALIZED (SELECT DISTINCT person, household "
        f"FROM ({' UNION ALL '.join(named)}) AS each WHERE person IS NOT NULL), "
        "kept AS MATERIALIZED (SELECT DISTINCT COALESCE(p.merged_into_id, p.id) AS person, "
        f'household FROM named JOIN "{Person._meta.db_table}" p ON p.id = named.person) '
        "SELECT person, household FROM kept UNION ALL SELECT p.id, household FROM kept "
        f'JOIN "{Person._meta.db_table}" p ON p.merged_into_id = kept.person'
    )


@cache
def homes_of_people() -> Statement:
    """In which households' rows these people are named: rows of (person, household). Those of
    whoever was merged with them are theirs."""
    one_of_them = "= ANY(ARRAY(SELECT id FROM every))"
    named = (
        f"SELECT {person} AS person, {home} AS household FROM {tables} "
        f"WHERE {' AND '.join([*joins, f'{person} {one_of_them}'])}"
        for person, home, tables, joins in _names()
    )
    people = f'"{Person._meta.db_table}" p'
    return Statement(
        "WITH asked AS MATERIALIZED (SELECT id, COALESCE(merged_into_id, id) AS kept "
        f"FROM {people} WHERE id = ANY(%(people)s{AS_ARRAY})), "
        "every AS MATERIALIZED (SELECT id, kept FROM asked UNION SELECT kept, kept FROM asked "
        f"UNION SELECT p.id, kept FROM asked JOIN {people} ON p.merged_into_id = asked.kept "
        "ORDER BY 1) "
        "SELECT DISTINCT asked.id, COALESCE(home.merged_into_id, home.id) "
        f"FROM ({' UNION ALL '.join(named)}) AS named JOIN every ON every.id = named.person "
        "JOIN asked ON asked.kept = every.kept "
        f'JOIN "{Household._meta.db_table}" home ON home.id = named.household'
    )


def _names() -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Every way a row of a household names somebody: their column, the household's, the tables."""
    for step in PLAN:
        home = way(step.model, step.household, "r") if step.names else None
        for path in step.names:
            assert home is not None
            tables = ", ".join([f'"{step.table}" r', *home.tables])
            yield way(step.model, path, "r").value, home.value, tables, home.joins
