"""`visible_to`: the one question every read of personal data asks (house rules 2 and 3).

The council's people who may see households see them all; a partner's people see what their
organisation holds a live grant on: that household, that person, that category, today. The
comparison with the date is here, so that an expiry needs no job.
"""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, QuerySet

from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from households.categories import codename


class ScopedQuerySet[M: models.Model](models.QuerySet[M]):
    """Base of every personal model's QuerySet.

    Subclasses say how their row reaches what was granted: `grant_on` is the path to the
    household's or person's id, `category` what must have been agreed; None is any involvement.
    """

    grant_on: ClassVar[str] = "household_id"
    category: ClassVar[str | None] = None

    def visible_to(self, user: User) -> Self:
        """Only the rows this user may see today; none for a role that sees no households."""
        if not (user.is_active and user.may(Permission.SEE_HOUSEHOLDS)):
            return self.none()
        if not user.is_partner:
            return self
        return self.filter(Exists(self._grants(user)))

    def _grants(self, user: User) -> QuerySet[Any]:
        from households.models.grants import HouseholdGrant

        wanted = codename(self.category) if self.category else "view_household"
        return (
            HouseholdGrant.objects.live_for(user.organisation)
            .filter(permission__codename=wanted, content_object=OuterRef(self.grant_on))
            .values("pk")
        )


class PersonScopedQuerySet[M: models.Model](ScopedQuerySet[M]):
    """For what belongs to one person: the grant is on the person."""

    grant_on: ClassVar[str] = "person_id"

    def _grants(self, user: User) -> QuerySet[Any]:
        from households.models.grants import PersonGrant

        return (
            PersonGrant.objects.live_for(user.organisation)
            .filter(
                permission__codename=codename(self.category or "identity"),
                content_object=OuterRef(self.grant_on),
            )
            .values("pk")
        )
