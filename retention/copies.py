"""Each certificate's copy in the keys database, out of reach of a restore of the records.

A certificate is its own outbox: it is committed with the disposal, and every one that is newer
than the newest copy is copied after the commit, and again every hour. So nothing is lost where the
process is killed in between, nor where the keys database itself had to come from a dump.
"""

from familyhubs.keys import disposals
from familyhubs.keys.disposals import Copy
from retention.chain import content_of
from retention.models import Certificate

BATCH = 1000


def deliver() -> int:
    """Copy what is not copied yet, in order; return how many. Needs the worker's rights.

    Safe to run twice, and two at once. Raises VaultClosed, OtherCopies.
    """
    copied = 0
    known = disposals.newest()
    last = known.number if known else 0
    rows = Certificate.objects.select_related("run", "schedule").order_by("number")
    while found := list(rows.filter(number__gt=last)[:BATCH]):
        disposals.add([Copy(row.number, row.digest, content_of(row)) for row in found])
        copied, last = copied + len(found), found[-1].number
    return copied
