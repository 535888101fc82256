"""Who looks like somebody about to be saved, as far as the worker may see them; and the list of
pairs that somebody should look at."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today
from households import alike
from households.models import Household, Membership, Person, Suggestion

SHOWN = 5


@dataclass(frozen=True)
class Lookalike:
    """Somebody recorded already, in which households, and what they have in common."""

    person: Person
    homes: list[Household]
    likeness: list[str]

    @property
    def words(self) -> list[str]:
        return alike.in_words(self.likeness)

    @property
    def described(self) -> str:
        """As a choice of a form: name, birth and where they live."""
        born = self.person.date_of_birth
        homes = ", ".join(f"{home.title} {home.reference}" for home in self.homes)  # type: ignore[attr-defined]
        return f"{self.person.full_name}, {f'born {born:%-d %B %Y}, ' if born else ''}{homes}"


def lookalikes(user: User, fields: dict[str, Any]) -> list[Lookalike]:
    """Whom the typed details may already stand for, the likest first: only whom the user sees."""
    details = alike.Details.of(fields)
    near = alike.candidates(_scope(user), details)
    people = Person.objects.visible_to(user).in_bulk(list(near))
    likeness = {pk: alike.likeness(details, person, near[pk]) for pk, person in people.items()}
    found = sorted((pk for pk in likeness if likeness[pk]), key=lambda pk: -len(likeness[pk]))
    homes = homes_of(user, found[:SHOWN])
    return [Lookalike(people[pk], homes[pk], likeness[pk]) for pk in found[:SHOWN] if homes.get(pk)]


def homes_of(user: User, people: list[int]) -> dict[int, list[Household]]:
    """The households of these people, present ones first, titled as the user may know them."""
    places = Membership.objects.visible_to(user).filter(person__in=people)
    pairs = list(places.order_by("left_on", "pk").values_list("person_id", "household_id"))
    households = (
        Household.objects.visible_to(user).titled_for(user).in_bulk([home for _, home in pairs])
    )
    found: dict[int, list[Household]] = {pk: [] for pk in people}
    for person, home in dict.fromkeys(pairs):
        if home in households:
            found[person].append(households[home])
    return found


def possible_duplicates(user: User) -> QuerySet[Suggestion]:
    """The pairs nobody has decided on, of whom this user may see both; newest first."""
    people = Person.objects.visible_to(user)
    return (
        Suggestion.objects.visible_to(user)
        .open()
        .prefetch_related(Prefetch("person", queryset=people), Prefetch("other", queryset=people))
    )


def _scope(user: User) -> alike.Scope:
    return alike.Scope(
        user_id=user.pk,
        group_id=user.organisation.group_id if user.is_partner else None,
        sees_restricted=user.may(Permission.SEE_RESTRICTED),
        day=today(),
    )
