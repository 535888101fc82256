"""Keys that an older dump of the keys database brought back are destroyed again (docs/adr/0017).

A batch of destroyed keys leaves its own id with them in the keys database (`keys.outbox`). Where
that is missing, the database comes from a dump of before; which keys went then, certificates here
say by their marks. Nobody's ids are kept for it.
"""

from collections.abc import Collection
from itertools import batched
from uuid import UUID

from familyhubs.keys import vault
from familyhubs.keys.models import KeyDestruction
from households.models import Household, Person
from referrals.models import SupportRequest
from retention.certificates import mark
from retention.models import Certificate

BATCH = 5000


def destroy_again() -> int:
    """Destroy what is back; return how many keys that was. Needs the worker's rights.

    One look by an index where nothing is missing; else every living key is read once. Killed, it
    begins anew: the batches' ids are put back last. Safe to run twice. Raises VaultClosed.
    """
    missing = _missing_batches()
    if not missing:
        return 0
    marks = _marks_of(missing)
    back = {key for keys in vault.living(BATCH) for key in keys if _is_marked(key, marks)}
    destroyed = vault.destroy(back - _in_use(back))
    vault.destroy(missing)
    return destroyed


def _missing_batches() -> set[UUID]:
    """The batches that are destroyed by what stands here, and of which the vault knows nothing."""
    batches = KeyDestruction.objects.order_by("pk").values_list("batch", flat=True)
    found: set[UUID] = set()
    for some in batched(batches.iterator(chunk_size=BATCH), BATCH):
        found |= set(some) - vault.destroyed_at(some).keys()
    return found


def _marks_of(batches: Collection[UUID]) -> set[str]:
    rows = Certificate.objects.filter(batch__in=batches).order_by().values_list("named", flat=True)
    return {
        one
        for named in rows.iterator(chunk_size=BATCH)
        for what in ("households", "people", "requests")
        for one in named.get(what, ())
    }


def _is_marked(key: UUID, marks: Collection[str]) -> bool:
    return any(mark(kind, key) in marks for kind in ("person", "household", "request"))


def _in_use(keys: Collection[UUID]) -> set[UUID]:
    """A hub record's certificate names a household that stays, and a shell keeps its key. What a
    backup of the records brought back is for `replay_disposals` to dispose of first."""
    return {
        key
        for model in (Household, Person, SupportRequest)
        for key in model._base_manager.filter(data_key__in=keys).values_list("data_key", flat=True)
    }
