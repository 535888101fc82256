"""`visible_to`: the one question every read of personal data asks (house rules 2 and 3).

The council's people who may see households see them all, but for the restricted ones they are not
named for; a partner's people see what their organisation holds a live grant on: that household,
that person, that category, today. The comparison with the date is here, so that an expiry needs
no job.
"""

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, Func, OuterRef
from django.utils import timezone

from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today
from households.categories import codename


class Probe(Exists):
    """An EXISTS that PostgreSQL asks row by row. Without the OFFSET it is made a join, and all that
    an organisation may see is hashed to find a page of 25."""

    template = "EXISTS(%(subquery)s OFFSET 0)"


Part = tuple[str, tuple[Any, ...]]  # of a statement, with its parameters


# What stays with a record that was merged is as open as the one it became.
CLOSED = """EXISTS (
    SELECT FROM households_household closed WHERE closed.restricted AND closed.id IN ({household},
        (SELECT h.merged_into_id FROM households_household h
        WHERE h.id = {household} AND h.merged_into_id IS NOT NULL))
    AND NOT EXISTS (
        SELECT FROM households_householdusergrant named
        WHERE named.household_id = closed.id AND named.user_id = %s AND named.valid_from <= %s
        AND (named.valid_until IS NULL OR named.valid_until > %s)))"""
# The OFFSET has PostgreSQL ask row by row, as in `Probe`.
GRANTED = """EXISTS (
    SELECT FROM {table} g WHERE {on} AND g.group_id = %s
    AND g.permission_id = (SELECT id FROM auth_permission WHERE codename = %s LIMIT 1)
    AND (g.valid_from <= %s AND (g.valid_until IS NULL OR g.valid_until > %s)
        OR g.only_for_id = %s AND g.ends_at > %s)
    AND NOT {closed}{further} OFFSET 0)"""
LIVES_THERE = """ AND EXISTS (
    SELECT FROM households_membership l WHERE l.person_id = g.person_id
    AND l.household_id = g.household_id AND (l.left_on IS NULL OR l.left_on > %s) OFFSET 0)"""


class Asked(Func):
    """A question of one user, in SQL because it stands many times in every page's questions: put
    together from querysets each takes Django ten milliseconds, more than PostgreSQL answers in."""

    output_field = models.BooleanField()

    def as_sql(  # type: ignore[override]
        self, compiler: Any, connection: Any, **_context: Any
    ) -> Part:
        asked = [compiler.compile(one) for one in self.source_expressions]
        statement, params = self.statement(*(words for words, _ in asked))
        return statement, (*(value for _, values in asked for value in values), *params)

    def statement(self, *asked: str) -> Part:
        """The condition, `asked` standing for what it is of; their parameters come first."""
        raise NotImplementedError


class ClosedTo(Asked):
    """Whether a household is restricted (a colleague's family, say) and this user not named for
    it."""

    def __init__(self, household: str | OuterRef, user: User) -> None:
        super().__init__(household)
        self.user = user

    def statement(self, *asked: str) -> Part:
        return closed_to(self.user, *asked)


def closed_to(user: User, household: str) -> Part:
    if user.may(Permission.SEE_RESTRICTED):
        return "false", ()
    day = today()
    return CLOSED.format(household=household), (user.pk, day, day)


class Granted(Asked):
    """Whether a permission of this user's organisation, live today or theirs alone until a moment,
    lets them see this of a household. `GrantQuerySet.open_to` says it of the permissions."""

    table = "households_householdgrant"
    columns: tuple[str, ...] = ("household_id",)

    def __init__(self, user: User, permission: str, *on: str) -> None:
        super().__init__(*on)
        self.user, self.permission = user, permission

    def statement(self, *asked: str) -> Part:
        user, day = self.user, today()
        if not user.organisation.takes_part(day):
            return "false", ()
        on = " AND ".join(
            f"g.{column} = {it}" for column, it in zip(self.columns, asked, strict=False)
        )
        closed, names = closed_to(user, "g.household_id")
        further, more = self.further(day)
        words = GRANTED.format(table=self.table, on=on, closed=closed, further=further)
        who = user.organisation.group_id, self.permission, day, day, user.pk, timezone.now()
        return words, (*who, *names, *more)

    def further(self, _day: date) -> Part:
        """What is asked besides."""
        return "", ()


class GrantedOfPerson(Granted):
    """The same of a person, through a household (a second argument names it) they live in still:
    whoever has moved away, perhaps in fear, is not followed by those who knew the old home."""

    table = "households_persongrant"
    columns = ("person_id", "household_id")

    def further(self, day: date) -> Part:
        return LIVES_THERE, (day,)


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
            return self.filter(self._granted(user))
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

    def _granted(self, user: User, category: str | None = None) -> Granted:
        category = category or self.category
        wanted = codename(category) if category else "view_household"
        return Granted(user, wanted, self.grant_on)


class PersonScopedQuerySet[M: models.Model](ScopedQuerySet[M]):
    """For what belongs to one person: the grant is on the person."""

    grant_on: ClassVar[str] = "person_id"

    def sharing(self, user: User, category: str) -> Self:
        """Of those already found, the ones of whom this category is shared with the user too."""
        return self.filter(self._granted(user, category)) if user.is_partner else self

    def _open_to(self, user: User) -> Self:
        """Whoever lives in a restricted household is seen only through another home of today: who
        has fled to it is not to be followed by those who open the home they left."""
        from households.models.person import Membership

        homes = Membership.objects.filter(person=OuterRef(self.grant_on))
        closed = homes.present().filter(ClosedTo("household_id", user))
        other = homes.filter(~ClosedTo("household_id", user))
        return self.filter(Exists(other.present()) | (~Exists(closed) & Exists(other)))

    def _granted(self, user: User, category: str | None = None) -> Granted:
        wanted = codename(category or self.category or "identity")
        return GrantedOfPerson(user, wanted, self.grant_on)


class PersonInHouseholdQuerySet[M: models.Model](PersonScopedQuerySet[M]):
    """For what is of one person in one household: seen through an involvement with that very
    household, because what a partner may know of a child in one home must not tell it of the
    other."""

    def _open_to(self, user: User) -> Self:
        return super()._open_to(user).filter(~ClosedTo("household_id", user))

    def _granted(self, user: User, category: str | None = None) -> Granted:
        wanted = codename(category or self.category or "identity")
        return GrantedOfPerson(user, wanted, self.grant_on, "household_id")
