"""guardian's backend, held to the dates on the grants and to active users."""

from typing import Any

from django.db.models import Model
from guardian.backends import ObjectPermissionBackend

from familyhubs.organisations.models import User
from households.models.grants import HouseholdGrant, PersonGrant
from households.models.household import Household
from households.models.person import Person


class LiveGrantBackend(ObjectPermissionBackend):
    """`user.has_perm("households.see_identity", person)` counts only what holds today.

    guardian itself knows no time, and answers for inactive users.
    """

    def has_perm(self, user_obj: Any, perm: str, obj: Model | None = None) -> bool:
        if obj is None or not isinstance(user_obj, User) or not user_obj.is_active:
            return False
        return perm.rsplit(".", maxsplit=1)[-1] in self._live(user_obj, obj)

    def get_group_permissions(self, user_obj: Any, obj: Model | None = None) -> set[str]:
        if obj is None or not isinstance(user_obj, User) or not user_obj.is_active:
            return set()
        return self._live(user_obj, obj)

    def get_all_permissions(self, user_obj: Any, obj: Model | None = None) -> set[str]:
        return self.get_group_permissions(user_obj, obj)

    def _live(self, user: User, obj: Model) -> set[str]:
        models_of: dict[type[Model], Any] = {Household: HouseholdGrant, Person: PersonGrant}
        grants = models_of.get(type(obj))
        if grants is None:
            return set()
        rows = grants.objects.open_to(user).filter(content_object=obj)
        return set(rows.values_list("permission__codename", flat=True))
