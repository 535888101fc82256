"""`visible_to`: the one question every read of personal data asks (house rules 2 and 3).

The council's people who may see households see them all, but for the restricted ones they are not
named for; a partner's people see what their organisation holds a live grant on: that household,
that person, that category, today. The comparison with the date is here, so that an expiry needs
no job.
"""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, Func, OuterRef, QuerySet

from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today
from households.categories import codename


class Probe(Exists):
    """An EXISTS that PostgreSQL asks row by row. Without the OFFSET it is made a join, and all that
    an organisation may see is hashed to find a page of 25."""

    template = "EXISTS(%(subquery)s OFFSET 0)"


class ClosedTo(Func):
    """Whether a household is restricted (a colleague's family, say) and this user not named for it.

    In SQL, because it stands up to six times in every question of every page: Django takes ten
    milliseconds to put each together from querysets, a third of what a page took.
    """

    template = (
        "EXISTS (SELECT FROM households_household closed WHERE closed.id = %(household)s AND "
        "closed.restricted AND NOT EXISTS (SELECT FROM households_householdusergrant named "
        "WHERE named.household_id = closed.id AND named.user_id = %%s AND named.valid_from <= %%s "
        "AND (named.valid_until IS NULL OR named.valid_until > %%s)))"
    )
    output_field = models.BooleanField()

    def __init__(self, household: str | OuterRef, user: User) -> None:
        super().__init__(household)
        self.user = None if user.may(Permission.SEE_RESTRICTED) else user.pk

    def as_sql(  # type: ignore[override]
        self, compiler: Any, connection: Any, **_context: Any
    ) -> tuple[str, tuple[Any, ...]]:
        if self.user is None:
            return "false", ()
        household, params = compiler.compile(self.source_expressions[0])
        day = today()
        return self.template % {"household": household}, (*params, self.user, day, day)


class ScopedQuerySet[M: models.Model](models.QuerySet[M]):
    """Base of every personal model's QuerySet.

    Subclasses say how their row reaches what was granted: `grant_on` is the path to the
    household's or person's id, `category` what must have been agreed; None is any involvement.
    """

    grant_on: ClassVar[str] = "household_id"
    category: ClassVar[str | None] = None
    # The same in SQL for the second wall, where it is not simply that (households/walls.py).
    wall: ClassVar[str] = ""

    def visible_to(self, user: User) -> Self:
        """Only the rows this user may see today; none for a role that sees no households."""
        if not (user.is_active and user.may(Permission.SEE_HOUSEHOLDS)):
            return self.none()
        if user.is_partner:
            return self.filter(Probe(self._grants(user)))
        return self if user.may(Permission.SEE_RESTRICTED) else self._open_to(user)

    def of_those_involved(self, user: User) -> Self:
        """For a list across households: a partner's begins with its own permissions, whatever the
        size of the council. It is a way to find them and no scope: `visible_to` comes first."""
        from households.models.grants import HouseholdGrant

        if not user.is_partner:
            return self
        own = HouseholdGrant.objects.live_for(user.organisation)
        return self.filter(household__in=own.values("content_object_id"))

    def _open_to(self, user: User) -> Self:
        """Without what belongs to a restricted household this user is not named for."""
        return self.filter(~ClosedTo(self.grant_on, user))

    def _grants(self, user: User, category: str | None = None) -> QuerySet[Any]:
        from households.models.grants import HouseholdGrant

        category = category or self.category
        wanted = codename(category) if category else "view_household"
        return (
            HouseholdGrant.objects.open_to(user)
            .letting(wanted)
            .filter(content_object=OuterRef(self.grant_on))
            .filter(~ClosedTo("content_object_id", user))
            .values("pk")
        )


class PersonScopedQuerySet[M: models.Model](ScopedQuerySet[M]):
    """For what belongs to one person: the grant is on the person."""

    grant_on: ClassVar[str] = "person_id"

    def sharing(self, user: User, category: str) -> Self:
        """Of those already found, the ones of whom this category is shared with the user too."""
        return self.filter(Probe(self._grants(user, category))) if user.is_partner else self

    def _open_to(self, user: User) -> Self:
        """Whoever lives in a restricted household is seen only through another home of today: who
        has fled to it is not to be followed by those who open the home they left."""
        from households.models.person import Membership

        homes = Membership.objects.filter(person=OuterRef(self.grant_on))
        closed = homes.present().filter(ClosedTo("household_id", user))
        other = homes.filter(~ClosedTo("household_id", user))
        return self.filter(Exists(other.present()) | (~Exists(closed) & Exists(other)))

    def _grants(self, user: User, category: str | None = None) -> QuerySet[Any]:
        from households.models.grants import PersonGrant

        wanted = codename(category or self.category or "identity")
        return (
            PersonGrant.objects.open_to(user)
            .letting(wanted)
            .filter(content_object=OuterRef(self.grant_on))
            .filter(~ClosedTo("household_id", user))
            .values("pk")
        )


class PersonInHouseholdQuerySet[M: models.Model](PersonScopedQuerySet[M]):
    """For what is of one person in one household: seen through an involvement with that very
    household, because what a partner may know of a child in one home must not tell it of the
    other."""

    def _open_to(self, user: User) -> Self:
        return super()._open_to(user).filter(~ClosedTo("household_id", user))

    def _grants(self, user: User, category: str | None = None) -> QuerySet[Any]:
        grants = super()._grants(user, category)
        return grants.filter(household_id=OuterRef("household_id"))
