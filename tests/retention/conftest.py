from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.conf import settings
from redis import Redis

from retention import due, sweep
from retention.lines import Block, Line
from retention.models import PaperFile, SweepRun
from tests.cast import Cast
from tests.database import keys_database_back
from tests.retention.families import CLOSED, SERVICE_DUE, TokenFamily, at, tables_with
from tests.retention.filing import filed
from tests.retention.restoring import Backup, Town, a_backup, dispose, every_row


@pytest.fixture
def family(cast: Cast) -> TokenFamily:
    """A mother and a child, support opened on 1 March 2019 and still open."""
    return TokenFamily(cast)


@pytest.fixture
def file(family: TokenFamily) -> PaperFile:
    """A paper file, registered in 2019, of the family, whose support closed in 2020."""
    made = filed(family, family.word("cover"), contents=family.word("letters"))
    family.close(CLOSED)
    return made


@pytest.fixture
def sweep_on(as_worker: Callable[[], AbstractContextManager[None]]) -> Callable[[date], SweepRun]:
    """Dispose of what is due on a day, on that day, with the worker's rights."""

    def run(day: date) -> SweepRun:
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
    return lambda day: [block for batch in due.in_batches(day) for block in batch.blocks()]


@pytest.fixture
def broker() -> Iterator[Redis]:
    """The real one, asked without Django between."""
    with Redis.from_url(settings.CACHES["default"]["LOCATION"]) as found:
        yield found


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
