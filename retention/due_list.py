"""Bringing the whole due list up to date, a thousand households at a time."""

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from retention import due_soon
from retention.actions import due_lines

logger = logging.getLogger("familyhubs.retention")


@dataclass
class Listed:
    """How many notices were given; and the first error, where a household is left as it was."""

    noticed: int = 0
    failed: Exception | None = None

    def end(self) -> None:
        """Raise that error, once the rest of the night is done."""
        if self.failed:
            raise self.failed


def bring_up_to_date(as_of: date) -> Listed:
    """List what comes up, and give the notices that are to be given on a day; safe to run again.

    Each batch is one transaction. One that fails is tried again household by household, so that
    one that cannot be listed stops neither the others' notice nor the night's disposal.
    """
    listed = Listed()
    for ids in due_soon.batches(as_of + due_lines.LISTED):
        try:
            listed.noticed += _of(ids, as_of)
        except Exception:  # whatever it is: the others must not outlive their time for it
            logger.exception("%d households could not be brought up to date together.", len(ids))
            for pk in sorted(ids):
                try:
                    listed.noticed += _of([pk], as_of)
                except Exception as error:
                    logger.exception("The due list of a household could not be brought up to date.")
                    listed.failed = listed.failed or error
    return listed


def _of(ids: Collection[int], as_of: date) -> int:
    return due_lines.bring_up_to_date(households=ids, as_of=as_of)
