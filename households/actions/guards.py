"""What several actions refuse alike: people who are not of the household, others' records."""

from collections.abc import Iterable

from familyhubs.organisations.models import User
from familyhubs.records.refusals import Refused
from households.categories import Category
from households.models import Household, Membership, Person
from households.sight import sight_of


class Contradiction(Refused):
    """What was said cannot be, or what is recorded contradicts it: `words` and `field` say what."""

    def __init__(self, words: str, field: str) -> None:
        super().__init__(words)
        self.field = field


class NotTheirs(Refused):
    """Somebody of another household, or of whom this user may not see what is recorded."""

    words = "Choose among the people of this household"
    field = "people"


class AnothersEntry(Refused):
    """A partner corrects only what its own people recorded."""

    words = "Another organisation recorded this. Ask them, or the hub, to correct it."


def all_here(household: Household, people: Iterable[Person], by: User, *shared: Category) -> None:
    """These people are of the household, and all of this is shared of each. Raises NotTheirs."""
    wanted = {person.pk for person in people}
    here = Membership.objects.filter(
        household=household, person__in=wanted, person__merged_into__isnull=True
    )
    if set(here.values_list("person_id", flat=True)) != wanted:
        raise NotTheirs
    if by.is_partner:
        sight = sight_of(household, by)
        if not all(sight.of_person(pk, category) for pk in wanted for category in shared):
            raise NotTheirs


def only_its_own(recorder: User | None, by: User) -> None:
    """Whoever works for a partner corrects what that partner recorded. Raises AnothersEntry."""
    if not is_its_own(recorder, by):
        raise AnothersEntry


def is_its_own(recorder: User | None, by: User) -> bool:
    """Whether the council asks, or somebody of the organisation that recorded it."""
    if not by.is_partner:
        return True
    return recorder is not None and recorder.organisation_id == by.organisation_id
