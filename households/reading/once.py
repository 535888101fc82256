"""What stands on several parts of a page is read once for all of them."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from households.loader import OpenHousehold


def once[**P, R](
    read: Callable[Concatenate[OpenHousehold, P], R],
) -> Callable[Concatenate[OpenHousehold, P], R]:
    """Let a reading function ask the database the first time only, for one opened household.

    A list is handed out as a copy: whoever adds to theirs changes nobody else's.
    """

    @wraps(read)
    def reading(case: OpenHousehold, /, *args: P.args, **kwargs: P.kwargs) -> R:
        if case.read is None:
            return read(case, *args, **kwargs)
        key = (read.__module__, read.__name__, args, tuple(sorted(kwargs.items())))
        if key not in case.read:
            case.read[key] = read(case, *args, **kwargs)
        found: R = case.read[key]
        return found.copy() if isinstance(found, list) else found  # type: ignore[return-value]

    return reading
