"""What waits for the person who signs in: each floor says its part, the start page lists them.

`settings.WAITING` names the functions; this floor knows none of those above it.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from familyhubs.design.parts import TaskItem
from familyhubs.organisations.models import User


@dataclass(frozen=True)
class Waiting(TaskItem):
    """One line of the start page. The lower the `urgency`, the higher it stands."""

    urgency: int = 5


def waiting_for(user: User) -> list[Waiting]:
    """Everything that waits for this user, most urgent first."""
    found = [line for path in settings.WAITING for line in import_string(path)(user)]
    return sorted(found, key=lambda line: line.urgency)
