from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from redis import Redis

from familyhubs.records.dates import today
from households.models import Household
from retention import due, stopping, sweep
from retention.lines import Block, Line
from retention.models import PaperFile, SweepRun
from retention.models.due_line import NOTICE
from retention.reasons import SUPPORT_OPEN, Reason
from tests.cast import Cast
from tests.database import keys_database_back
from tests.factories import HouseholdFactory
from tests.retention.families import CLOSED, SERVICE_DUE, TokenFamily, at, tables_with
from tests.retention.filing import filed
from tests.retention.nights import a_line, approved_by_two, notice_given
from tests.retention.restoring import Backup, Town, a_backup, dispose, every_row

Acting = Callable[[], AbstractContextManager[None]]
DAY = timedelta(days=1)


@pytest.fixture
def family(cast: Cast) -> TokenFamily:
    """A mother and a child, support opened on 1 March 2019 and still open."""
    return TokenFamily.of(cast)


@pytest.fixture
def file(family: TokenFamily) -> PaperFile:
    """A paper file, registered in 2019, of the family, whose support closed in 2020, and whose
    notice was given in time."""
    made = filed(family, family.word("cover"), contents=family.word("letters"))
    family.close(CLOSED)
    notice_given(on=SERVICE_DUE - NOTICE)
    return made


@pytest.fixture
def notice_on(cast: Cast, as_worker: Acting) -> Callable[[date], None]:
    """Give notice on a day of what comes up, and have it approved by two where it has to be."""

    def give(day: date) -> None:
        with at(day):
            with as_worker():
                notice_given(day)
            approved_by_two(cast)

    return give


@pytest.fixture
def sweep_on(as_worker: Acting, notice_on: Callable[[date], None]) -> Callable[[date], SweepRun]:
    """Dispose of what is due on a day, on that day, with the worker's rights, after the notice that
    a night 30 days before gave of it."""

    def run(day: date) -> SweepRun:
        notice_on(day - NOTICE)
        with at(day), as_worker():
            return sweep.dispose(day)

    return run


@pytest.fixture
def due_on(db: None) -> Callable[[date], list[Line]]:
    """What is due on a day."""
    return lambda day: [line for batch in due.in_batches(day) for line in batch.lines()]


@pytest.fixture
def stopped_on(db: None) -> Callable[[date], list[Block]]:
    """What would be due on a day if nothing stopped it."""
    return lambda day: [one for batch in due.in_batches(day) for one in stopping.blocks(batch)]


@pytest.fixture
def broker() -> Iterator[Redis]:
    """The real one, asked without Django between."""
    with Redis.from_url(settings.CACHES["default"]["LOCATION"]) as found:
        yield found


@pytest.fixture
def night(as_worker: Acting) -> Callable[[date], SweepRun]:
    """One night's sweep, with no help from any other."""

    def run(day: date) -> SweepRun:
        with at(day), as_worker():
            return sweep.dispose(day)

    return run


@pytest.fixture
def looked(as_worker: Acting) -> Callable[[date], Any]:
    """What a dry look on a day says: the lines that are due, and why what is stopped is."""

    def look(day: date) -> tuple[set[tuple[str, int | None]], set[Reason]]:
        with at(day), as_worker():
            seen = list(sweep.look(day))
        due = {(str(line.record_class), line.person) for each in seen for line in each.due}
        return due, {block.reason for each in seen for block in each.blocked}

    return look


# --- The due list ---------------------------------------------------------------------------------
@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    client.force_login(cast.dana)
    return client


@pytest.fixture
def each(cast: Cast) -> dict[str, Household]:
    """A household in each group of the list."""
    homes: dict[str, Household] = {
        name: HouseholdFactory(by=cast.alice, hub=cast.north_hub)
        for name in ("going", "approval", "stopped", "overdue", "later")
    }
    day = today()
    a_line(homes["going"], due_on=day - DAY)
    a_line(homes["approval"], needs_approval=True, record_class="hub")
    a_line(homes["stopped"], stopped_by=[SUPPORT_OPEN])
    a_line(homes["overdue"], given_on=day - 40 * DAY, due_on=day - 5 * DAY)
    a_line(homes["later"], given_on=None, due_on=day + 60 * DAY)
    return homes


# --- A restore ---------------------------------------------------------------------------------
@pytest.fixture
def town(transactional_db: None) -> Town:
    return Town(Cast())


@pytest.fixture
def backup(transactional_db: None) -> Iterator[Backup]:
    with a_backup() as one:
        yield one
    keys_database_back()


@pytest.fixture
def restored_town(town: Town, backup: Backup) -> dict[str, list[str]]:
    """Disposed of, and then restored from the backup of before. Returns how it was in between."""
    backup.take()
    dispose(SERVICE_DUE)
    as_disposed = every_row()
    assert tables_with(*town.gone()) == {}
    backup.put_back()
    assert tables_with(*town.gone()) != {}
    return as_disposed
