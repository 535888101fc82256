"""Whether this database comes from a backup that lacks disposals (docs/adr/0017).

What was disposed of is back in such a database until `manage.py replay_disposals` has run. So
neither the web nor the worker starts on one, no sweep runs, and a web that was running all the
while says on its health page that it is not ready.
"""

from functools import lru_cache
from time import monotonic

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection

from familyhubs.database.readiness import what_is_missing
from familyhubs.keys import connections, disposals
from familyhubs.records.refusals import Refused
from retention.models import Certificate

LATELY = 5  # seconds


class FromABackup(Refused):
    words = (
        "This database comes from a backup that lacks disposals, and what was disposed of is back: "
        "run `manage.py replay_disposals --commit` before anything else."
    )


class AnotherChain(Refused):
    words = (
        "The keys database holds the certificates of another database than this one: see that "
        "KEYS_DATABASE_URL names the keys database that belongs to it."
    )


def require_replayed() -> None:
    """One question of each database, both by an index, however many certificates there are.

    A certificate that is committed and not copied yet is newer than every copy, and no matter.
    Raises FromABackup, AnotherChain, VaultClosed.
    """
    known = disposals.newest()
    if known is None:
        return
    here = Certificate.objects.filter(number=known.number).values_list("digest", flat=True).first()
    if here is None:
        raise FromABackup
    if here != known.digest:
        raise AnotherChain


def require_replayed_lately() -> None:
    """The same, asked by a process once in five seconds at most. Raises as `require_replayed`."""
    if refused := _refused_in(int(monotonic() // LATELY)):
        raise refused


@lru_cache(maxsize=1)
def _refused_in(_these_seconds: int) -> Refused | None:
    try:
        require_replayed()
    except Refused as refused:
        return refused
    return None


def require_replayed_to_start() -> None:
    """Stop the web or the worker before it serves. Raises ImproperlyConfigured, in a sentence.

    Where a database cannot be asked it does not start either: it could be the one of a backup.
    """
    try:
        require_replayed()
    except (Refused, connections.VaultClosed) as error:
        raise ImproperlyConfigured(str(error)) from error
    except DatabaseError as error:
        said = what_is_missing(error) or "The database cannot be asked whether it is whole."
        raise ImproperlyConfigured(said) from error
    finally:
        # The processes that serve are made from this one, and share none of its connections.
        connection.close()
        connections.close_idle()
