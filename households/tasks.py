"""What is done of households without anybody watching (every task is safe to run twice)."""

import logging

from celery import shared_task

from households.actions.merging import numbers, unattended
from households.drift import drifted

logger = logging.getLogger("familyhubs.households")


@shared_task
def look_for_duplicates() -> int:
    """Look whether anybody added lately is recorded already, by their details or by a number.

    Returns how many pairs were found.
    """
    found = unattended.look_for_new() + numbers.look_for_same()
    if found:
        logger.info("%d possible duplicates found.", found)
    return found


@shared_task
def forget_merge_undo() -> int:
    """Empty what merges of more than 30 days ago would need to be undone. Returns of how many."""
    return unattended.forget_undo()


@shared_task
def compare_walls() -> int:
    """Whether both walls let partners see the same. Returns about how many involvements not.

    What one finds is for somebody to look at (docs/sharing.md): nothing is changed by itself.
    """
    # Twice, because somebody may write between the reading of one wall and of the other.
    once = set(drifted())
    found = [one for one in drifted() if one in once] if once else []
    if found:
        named = ", ".join(str(one.involvement) for one in found[:20])
        logger.error(
            "The two walls disagree about %d involvements (%s): run `manage.py compare_walls`.",
            len(found),
            named,
        )
    return len(found)
