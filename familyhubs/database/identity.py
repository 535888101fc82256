"""Who asks, told to PostgreSQL for the length of one transaction: what the second wall goes by.

The policies on the tables of families (households/walls.py) read these settings. They are only
ever set inside a transaction and for it alone, so that a pooled connection, ours or another
client's behind PgBouncer, never carries one request's identity into the next. Where nobody is
named, no row is seen.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import wraps

from django.db import connection, transaction


class Sight(StrEnum):
    """How far somebody sees."""

    NOTHING = ""
    PARTNER = "partner"  # what the organisation is involved with
    COUNCIL = "council"  # every household but the restricted ones
    EVERYTHING = "all"
    WHOLE = "whole"  # no person: a rule, a date or a count that must be right whoever asks


@dataclass(frozen=True)
class Identity:
    """Who asks: ids as text, "" for none; `day` is the council's own today, `now` the moment."""

    user: str = ""
    organisation: str = ""
    group: str = ""
    sight: Sight = Sight.NOTHING
    day: date | None = None
    now: datetime | None = None


NOBODY = Identity()
WHOLE = Identity(sight=Sight.WHOLE)

SET = (
    "SELECT set_config('familyhubs.user', %s, true), set_config('familyhubs.organisation', %s, "
    "true), set_config('familyhubs.group', %s, true), set_config('familyhubs.sight', %s, true), "
    "set_config('familyhubs.day', %s, true), set_config('familyhubs.now', %s, true)"
)


def current() -> Identity:
    """Who asks now, on this thread's connection."""
    found: Identity = getattr(connection, "familyhubs_identity", NOBODY)
    return found


@contextmanager
def taken_on(identity: Identity) -> Iterator[None]:
    """Ask as somebody until the block ends; in a transaction, begun here where there is none."""
    before, within = current(), connection.in_atomic_block
    with transaction.atomic():
        try:
            _tell(identity)
            yield
            # The end of the transaction takes the settings back, and after an error a savepoint.
            if within and not connection.needs_rollback:
                _tell(before)
        finally:
            # Before the commit, so that what runs on it is no longer asked as somebody.
            connection.familyhubs_identity = before  # type: ignore[attr-defined]


def _tell(identity: Identity) -> None:
    with connection.cursor() as cursor:
        day = identity.day.isoformat() if identity.day else ""
        now = identity.now.isoformat() if identity.now else ""
        who = [identity.user, identity.organisation, identity.group, identity.sight]
        cursor.execute(SET, [*who, day, now])
    connection.familyhubs_identity = identity  # type: ignore[attr-defined]


@contextmanager
def whole_record() -> Iterator[None]:
    """See past the asker's own sight, for what must be right whoever asks: the rules of an action,
    a date worked out from both homes of a child, a count. Never for what a page shows of a family.
    """
    seen = current() == WHOLE and connection.in_atomic_block
    with transaction.atomic() if seen else taken_on(WHOLE):
        yield


def action[**P, R](act: Callable[P, R]) -> Callable[P, R]:
    """An action: one transaction, and its rules see the whole record whoever asks."""

    @wraps(act)
    def whole(*args: P.args, **kwargs: P.kwargs) -> R:
        with whole_record():
            return act(*args, **kwargs)

    return whole
