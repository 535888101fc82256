"""What somebody sees, asked of every record there is."""

from typing import Any

from django.apps import apps

from familyhubs.organisations.models import User
from familyhubs.records.models import Record
from households.categories import HOUSEHOLD_CATEGORIES, PERSON_CATEGORIES, codename
from households.models import Household, Person

RECORDS: list[Any] = [model for model in apps.get_models() if issubclass(model, Record)]


def seen_by(user: User) -> dict[str, set[int]]:
    """The ids of the visible rows of each model, "Person": {1, 2}; models with none left out."""
    found = {
        model.__name__: set(model.objects.visible_to(user).values_list("pk", flat=True))
        for model in RECORDS
    }
    return {name: ids for name, ids in found.items() if ids}


def sees_nothing(user: User) -> bool:
    """Neither through `visible_to` nor through Django's permissions. That sharing stopped is told
    to who saw the family before, and tells nothing of it."""
    return not set(seen_by(user)) - {"StopNotice"} and not granted(user)


def granted(user: User) -> set[tuple[str, int]]:
    """Each permission on a household or a person that `user.has_perm` grants."""
    fresh = User.objects.get(pk=user.pk)  # Django remembers permissions on the instance
    asked = [
        (f"households.{name}", row)
        for rows, names in (
            (Household.objects.all(), {"view_household", *map(codename, HOUSEHOLD_CATEGORIES)}),
            (Person.objects.all(), set(map(codename, PERSON_CATEGORIES))),
        )
        for row in rows
        for name in names
    ]
    return {(name, row.pk) for name, row in asked if fresh.has_perm(name, row)}
