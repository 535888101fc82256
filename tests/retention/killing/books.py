"""What stood in the database before, and what must stand there afterwards."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from psycopg import sql

from bench.copies import STRIDE
from retention.certificates import KEY_TABLES
from tests.retention.killing.servers import Servers

KEYS = "familyhubs_keys"
# What a sweep writes, and the night's other work: never a family's own rows.
WRITTEN = {
    "audit_accessevent",
    "audit_alias",
    "audit_anchor",
    "files_doomedfile",
    "keys_doomedkey",
    "keys_keydestruction",
    "retention_certificate",
    "retention_chaincheck",
    "retention_sweeprun",
}
# Written after the families were copied: numbered by whose they are.
OF_THE_LIST = {"retention_dueline", "retention_historicaldueline"}
OF_FILES = ("households_attachment", "retention_contractorcertificate")
OF_KEYS = tuple(sorted(KEY_TABLES))


def copy_of(pk: int) -> int:
    return pk // STRIDE


def is_due(pk: int) -> bool:
    return copy_of(pk) % 2 == 1


@dataclass
class Books:
    """Every row of every table by its id, as a checksum; whose keys and files there are."""

    rows: dict[str, dict[int, str]] = field(default_factory=dict)
    data_keys: dict[str, dict[int, str]] = field(default_factory=dict)
    files: dict[str, dict[int, str]] = field(default_factory=dict)
    aliases: dict[tuple[str, int], str] = field(default_factory=dict)

    def gone(self, after: "Books", table: str) -> set[int]:
        return self.rows[table].keys() - after.rows[table].keys()


def written_down(servers: Servers) -> Books:
    """The database as it is."""
    books = Books()
    for table, key in primary_keys(servers):
        number = sql.SQL("t.{}").format(sql.Identifier(key))
        if table in OF_THE_LIST:
            stride = sql.Literal(STRIDE)
            number = sql.SQL("t.household_id / {1} * {1} + {0} % {1}").format(number, stride)
        question = sql.SQL("SELECT {1}, md5(t::text) FROM {0} t")
        books.rows[table] = dict(servers.ask(question.format(sql.Identifier(table), number)))
    for found, column, tables in (
        (books.data_keys, "data_key", OF_KEYS),
        (books.files, "stored_as", OF_FILES),
    ):
        for table in tables:
            named = sql.Identifier(table), sql.Identifier(column)
            names = sql.SQL("SELECT id, {1}::text FROM {0} WHERE {1}::text <> ''")
            found[table] = dict(servers.ask(names.format(*named)))
    books.aliases = {
        (subject, int(pk)): alias
        for subject, pk, alias in servers.ask("SELECT subject, subject_id, alias FROM audit_alias")
    }
    return books


def primary_keys(servers: Servers) -> list[tuple[str, str]]:
    """Each table whose rows are numbered, with the column that numbers them."""
    found: list[tuple[str, str]] = servers.ask(
        "SELECT c.relname, a.attname FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid "
        "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0] "
        "WHERE i.indisprimary AND c.relnamespace = 'public'::regnamespace "
        "AND a.atttypid IN ('int4'::regtype, 'int8'::regtype)"
    )
    return found


def due_households(servers: Servers, copied_from: list[int]) -> dict[str, int]:
    """The references of the due copies of these families, and of which each is a copy."""
    rows = servers.ask("SELECT id, reference FROM households_household")
    return {ref: pk % STRIDE for pk, ref in rows if is_due(pk) and pk % STRIDE in copied_from}


class Certified(NamedTuple):
    """What a certificate says."""

    subject: str
    record_class: str
    counts: dict[str, int]
    records: int
    keys: int


def certified(servers: Servers) -> list[Certified]:
    rows = servers.ask(
        "SELECT subject, record_class, counts, records, keys FROM retention_certificate"
    )
    return [Certified(*row) for row in rows]


@dataclass(frozen=True)
class Doomed:
    """What stands in the outboxes."""

    keys: set[str]
    files: set[str]


def doomed(servers: Servers) -> Doomed:
    return Doomed(
        keys={key for (key,) in servers.ask("SELECT key_id::text FROM keys_doomedkey")},
        files={name for (name,) in servers.ask("SELECT name FROM files_doomedfile")},
    )


def destroyed_keys(servers: Servers) -> tuple[set[str], set[str]]:
    """Which data keys are destroyed, and which open; each batch's own id is among the first."""
    rows = servers.ask("SELECT id::text, destroyed_at FROM data_keys", database=KEYS)
    batches = {batch for (batch,) in servers.ask("SELECT batch::text FROM keys_keydestruction")}
    destroyed = {key for key, at in rows if at}
    assert batches <= destroyed
    return destroyed - batches, {key for key, at in rows if not at}


def files_on_disk(servers: Servers) -> set[str]:
    folder = Path(servers.environment["FAMILYHUBS_FILES"])
    return {path.name for path in folder.glob("??/*")}


def tables_with_a_word_of(servers: Servers, household: int) -> set[str]:
    """In which tables a word of this family stands in a row of a due copy, in any column."""
    ((name,),) = servers.ask("SELECT name FROM households_household WHERE id = %s", household)
    word, found = name.removeprefix("Family"), set()
    assert word != name
    for table, key in primary_keys(servers):
        named = sql.Identifier(table), sql.Identifier(key)
        question = sql.SQL(
            "SELECT count(*) FROM {0} t WHERE (t.{1} / %s) %% 2 = 1 AND t::text LIKE %s"
        )
        ((rows,),) = servers.ask(question.format(*named), STRIDE, f"%{word}%")
        if rows:
            found.add(table)
    return found
