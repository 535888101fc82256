"""What waits for the person who signs in: each floor says its part, the start page lists them.

`settings.WAITING` names the functions; this floor knows none of those above it.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from familyhubs.design.parts import Colour, TaskItem
from familyhubs.organisations.models import User

COUNTED = 100  # beyond it, nobody needs the figure


@dataclass(frozen=True)
class Waiting(TaskItem):
    """One line of the start page. The lower the `urgency`, the higher it stands."""

    urgency: int = 5


def waiting_for(user: User) -> list[Waiting]:
    """Everything that waits for this user, most urgent first."""
    found = [line for path in settings.WAITING for line in import_string(path)(user)]
    return sorted(found, key=lambda line: line.urgency)


def counted(
    count: int,
    nouns: tuple[str, str],
    url: str,
    tag: tuple[str, Colour, int],
    hint: str = "",
) -> Waiting | None:
    """A line that says how many there are ("3 reviews", "100+ reviews"); None where there is none.

    Args: `nouns`, for one and for more; `tag`, its words, its colour and the line's urgency.
    """
    if not count:
        return None
    status, colour, urgency = tag
    number = f"{COUNTED:,}+" if count > COUNTED else str(count)
    noun = nouns[0] if count == 1 else nouns[1]
    return Waiting(f"{number} {noun}", url, hint, status, colour, urgency)
