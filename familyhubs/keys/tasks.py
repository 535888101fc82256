"""What is destroyed without anybody watching (every task is safe to run twice)."""

import logging

from celery import shared_task

from familyhubs.keys import outbox

logger = logging.getLogger("familyhubs.keys")


@shared_task
def destroy_doomed_keys() -> int:
    """Destroy the keys that committed disposals gave up. Returns how many."""
    destroyed = outbox.destroy_doomed()
    if destroyed:
        logger.info("%d keys destroyed.", destroyed)
    return destroyed
