"""S43: killed at any moment, everything due is disposed of exactly once, and nothing else.

Real processes: `manage.py retention_sweep --commit` killed with SIGKILL, two of them at once,
PostgreSQL stopped at once under it, then two of Celery's clocks and two workers that are
killed, with the broker gone meanwhile, and PostgreSQL again. KILLING=full runs it at full size.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from subprocess import Popen
from typing import Any

import pytest

from bench.copies import STRIDE
from retention.certificates import subject_of
from retention.plan import PLAN
from tests.retention.killing import books
from tests.retention.killing.night import SIZE, Night
from tests.retention.killing.servers import Servers
from tests.retention.killing.story import (
    clocks_and_workers,
    killed_commands,
    postgres_stopped_at_once,
)

ALL_OF_IT, CHILD_STAYS, OPEN, HELD = range(4)


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    folder = tmp_path_factory.mktemp("killing")
    folder.chmod(0o755)
    servers = Servers(folder)
    try:
        yield servers
    finally:
        servers.stop()


@pytest.fixture(scope="module")
def before(servers: Servers) -> books.Books:
    """The families, and their books before anything is due for anybody."""
    manage = (sys.executable, "manage.py")
    done(servers.begin(*manage, "prepare_database", DATABASE_ROLE="admin"), servers)
    done(servers.begin(*manage, "migrate", "--no-input", "-v0", DATABASE_ROLE="owner"), servers)
    stock = ("-m", "tests.retention.killing.stock", str(SIZE.copies))
    admin = servers.url("postgres")
    done(servers.begin(sys.executable, *stock, KILLING_ADMIN=admin), servers)
    return books.written_down(servers)


def done(process: Popen[bytes], servers: Servers) -> None:
    assert process.wait(600) == 0, servers.log()[-3000:]


def test_everything_due_goes_exactly_once_and_nothing_else(
    servers: Servers, before: books.Books
) -> None:
    families = sorted(pk for pk in before.rows["households_household"] if pk < STRIDE)
    gone, shell = families[ALL_OF_IT], families[CHILD_STAYS]
    references = books.due_households(servers, [gone, shell])
    assert "households_historicalperson" in books.tables_with_a_word_of(servers, gone)
    # A hub and a service certificate each.
    night = Night(servers, due=2 * len(references), gone=gone)
    killed_commands(night)
    postgres_stopped_at_once(night)
    clocks_and_workers(night)
    proof = servers.begin(sys.executable, "manage.py", "verify_certificates")
    done(night.command(), servers)
    done(proof, servers)
    after = books.written_down(servers)
    certificates = books.certified(servers)
    every_household_has_its_certificates_once(certificates, references)
    the_certificates_count_what_went(certificates, references, before, after)
    nothing_else_was_touched(before, after)
    what_stays_of_the_due_is_the_same_in_each(before, after, gone, shell)
    assert books.tables_with_a_word_of(servers, gone) == set()
    keys_and_files_went_with_their_rows(servers, before, after)
    the_log_leads_nowhere(servers, before, after)
    print(
        f"\n{len(references)} due households, {night.killed} killed with SIGKILL; the sweeps:",
        *servers.ask("SELECT outcome, count(*), sum(disposed) FROM retention_sweeprun GROUP BY 1"),
    )


# --- What must be true in the morning -----------------------------------------------------------
def every_household_has_its_certificates_once(
    certificates: list[books.Certified], references: dict[str, int]
) -> None:
    expected = Counter(
        (subject_of(reference), record_class)
        for reference in references
        for record_class in ("hub", "service")
    )
    assert Counter((each.subject, each.record_class) for each in certificates) == expected


def the_certificates_count_what_went(
    certificates: list[books.Certified],
    references: dict[str, int],
    before: books.Books,
    after: books.Books,
) -> None:
    """All together the rows of each table; and each the same as those of the family's other
    copies."""
    counted: Counter[str] = Counter()
    alike: dict[tuple[int, str], list[books.Certified]] = {}
    families = {subject_of(reference): family for reference, family in references.items()}
    for each in certificates:
        counted.update(each.counts)
        alike.setdefault((families[each.subject], each.record_class), []).append(each)
    went = {table: len(before.gone(after, table)) for table in before.rows}
    assert +counted == +Counter({t: n for t, n in went.items() if t not in books.WRITTEN})
    for first, *others in alike.values():
        assert all(other == first._replace(subject=other.subject) for other in others)
    keys, _ = went_and_stay(before.data_keys, after.data_keys)
    assert sum(each.keys for each in certificates) == len(keys)


def nothing_else_was_touched(before: books.Books, after: books.Books) -> None:
    """Tables that hold no family's rows, and every row of the copies that are not due."""
    for table, rows in before.rows.items():
        if table in books.WRITTEN:
            continue
        due = {pk for pk in rows if books.is_due(pk)}
        stay = {pk: checksum for pk, checksum in rows.items() if pk not in due}
        assert stay == {
            pk: checksum for pk, checksum in after.rows[table].items() if not books.is_due(pk)
        }, table
        assert not after.rows[table].keys() - rows.keys(), f"{table}: something was added"


def what_stays_of_the_due_is_the_same_in_each(
    before: books.Books, after: books.Books, gone: int, shell: int
) -> None:
    """No copy kept more than another: not one was left half done. What stays is as it was, but for
    the emptied name of the shells."""
    copies = range(1, SIZE.copies + 1, 2)
    for table, rows in after.rows.items():
        if table in books.WRITTEN:
            continue
        left: dict[int, set[int]] = {copy: set() for copy in copies}
        for pk, checksum in rows.items():
            if not books.is_due(pk):
                continue
            left[books.copy_of(pk)].add(pk % STRIDE)
            emptied = table == "households_household" and pk % STRIDE == shell
            assert (checksum == before.rows[table][pk]) != emptied, (table, pk)
        if table in books.OF_THE_LIST:
            assert len({len(each) for each in left.values()}) == 1, table
            continue
        assert len({frozenset(each) for each in left.values()}) == 1, table
        if table == "households_household":
            families = {pk for pk in before.rows[table] if pk < STRIDE}
            assert left[1] == families - {gone}


def keys_and_files_went_with_their_rows(
    servers: Servers, before: books.Books, after: books.Books
) -> None:
    destroyed, whole = books.destroyed_keys(servers)
    went, stay = went_and_stay(before.data_keys, after.data_keys)
    assert destroyed == went
    assert stay <= whole
    went, stay = went_and_stay(before.files, after.files)
    assert books.files_on_disk(servers) == stay
    assert went
    for outbox in ("keys_doomedkey", "files_doomedfile"):
        assert after.rows[outbox] == {}


def went_and_stay(before: dict[str, Any], after: dict[str, Any]) -> tuple[set[str], set[str]]:
    stay = {name for rows in after.values() for name in rows.values()}
    return {name for rows in before.values() for name in rows.values()} - stay, stay


def the_log_leads_nowhere(servers: Servers, before: books.Books, after: books.Books) -> None:
    there = {step.logged_as: set(after.rows[step.table]) for step in PLAN if step.logged_as}
    assert after.aliases == {
        (subject, pk): alias
        for (subject, pk), alias in before.aliases.items()
        if pk in there[subject]
    }
    events = set(before.rows["audit_accessevent"].items())
    assert events <= set(after.rows["audit_accessevent"].items()), "the events stay as they were"
