"""What is removed without anybody watching (every task is safe to run twice)."""

import logging

from celery import shared_task

from familyhubs.files import outbox

logger = logging.getLogger("familyhubs.files")


@shared_task
def remove_doomed_files() -> int:
    """Remove the files that committed transactions gave up. Returns how many."""
    removed = outbox.remove_doomed()
    if removed:
        logger.info("%d files removed.", removed)
    return removed
