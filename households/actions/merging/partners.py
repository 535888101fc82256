"""What partners see of a record: today, and once they accept what was sent to them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from familyhubs.organisations.models import User
from households.models import Household, Involvement, Person


@dataclass(frozen=True)
class Sight:
    """One organisation's categories of detail, of one of the people or of nobody by name."""

    organisation: int
    categories: frozenset[str]
    person: int | None


@dataclass(frozen=True)
class Sights:
    """Of one record: `now`, and `then`, what there is now with what waits to be accepted."""

    now: list[Sight]
    then: list[Sight]

    @property
    def as_now(self) -> "Sights":
        """As if nothing waited."""
        return Sights(self.now, self.now)


def sights(record: Household | Person, user: User | None) -> Sights:
    """Args: `user`, who is shown no more of it than they may see; None, where all counts."""
    now = list(_involved(record, user))
    waiting = [
        sight for path in settings.WAITS_TO_SEE for sight in import_string(path)(record, user)
    ]
    return Sights(now, [*now, *waiting])


def _involved(record: Household | Person, user: User | None) -> Iterable[Sight]:
    rows = Involvement.objects.visible_to(user) if user else Involvement.objects.all()
    about = {"household" if isinstance(record, Household) else "people": record}
    found = rows.live().filter(**about)
    for who, categories, person in found.values_list("organisation", "categories", "people"):
        yield Sight(who, frozenset(categories), person)
