"""What can only follow the commit of a disposal, because it is in no database."""

import logging
from collections.abc import Iterable

from familyhubs.organisations import unfinished
from familyhubs.records.privacy import RecordClass
from retention.lines import Line

logger = logging.getLogger("familyhubs.retention")


def forget_what_was_typed(gone: Iterable[Line]) -> None:
    """Forms that were never saved open no more, about households of which more went than the hub
    record (docs/adr/0010): a family that still stands loses nothing that was typed.

    Where the cache is away, or the sweep is killed before this, they are shown on no page all the
    same, for there is none, and are gone within the hour by themselves.
    """
    try:
        went = {line.household for line in gone if line.record_class != RecordClass.HUB}
        unfinished.forget_about(went)
    except Exception:  # whatever the cache's trouble is: the rows are gone, and certified
        logger.exception("Unfinished forms of what was disposed of are left for an hour.")
