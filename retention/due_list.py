"""Bringing the whole due list up to date, a thousand households at a time."""

from datetime import date

from retention import coming
from retention.actions import due_lines


def bring_up_to_date(as_of: date) -> int:
    """List what comes up, and give the notices that are to be given on a day; safe to run again.

    Each batch is one transaction. Returns how many notices were given.
    """
    until = as_of + due_lines.LISTED
    return sum(
        due_lines.bring_up_to_date(households=ids, as_of=as_of) for ids in coming.batches(until)
    )
