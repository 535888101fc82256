"""How often something may be done by people nobody signs in as, the whole site together.

Counted in the cache, by windows of time; nobody who asks is told apart: no user, no address, no
cookie. What is done to somebody can be counted for them alone, under a keyed hash.
"""

import logging
import time
from collections.abc import Sequence

from django.core.cache import cache

logger = logging.getLogger("familyhubs.bounds")


Bound = tuple[str, int, int]  # what the time is called, its seconds, and how many at most in it
MINUTE, DAY = 60, 24 * 3600
A_FEW: Sequence[Bound] = (("minute", MINUTE, 20), ("day", DAY, 2_000))


def is_within(what: str, bounds: Sequence[Bound] = A_FEW, *, to: str = "") -> bool:
    """Whether one more of this may be done now; counts it.

    Args: `what`, in the plural, for the log, where going over is said once a window; `to`, a keyed
    hash of whom it is done to, where each has a count of their own: never in the log. Raises
    RedisError while the cache is away.
    """
    now = int(time.time())
    return all(_counted(what, bound, now, logging.WARNING, to) <= bound[2] for bound in bounds)


def watch(what: str, bound: Bound) -> None:
    """Count one more of what is done however many there are; more than expected is an error in the
    log, once a window, so that somebody looks.

    Args: `what`, in the plural, for the log. Raises RedisError while the cache is away.
    """
    _counted(what, bound, int(time.time()), logging.ERROR)


def _counted(what: str, bound: Bound, now: int, level: int, to: str = "") -> int:
    name, seconds, most = bound
    key = f"bound:{what.replace(' ', '-')}:{to}:{name}:{now // seconds}"
    cache.add(key, 0, timeout=2 * seconds)
    number = cache.incr(key)
    if number == most + 1:
        logger.log(level, "More than %d %s in a %s.", most, what, name)
    return number
