"""What is done of households without anybody watching (every task is safe to run twice)."""

import logging

from celery import shared_task

from households.actions.merging import numbers, unattended

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
