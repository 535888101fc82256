"""`visible_to`: the one question every read of personal data asks (house rules 2 and 3).

The council's people who may see households see them all, but for the restricted ones they are not
named for; a partner's people see what their organisation holds a live grant on: that household,
that person, that category, today. The comparison with the date is here, so that an expiry needs
no job.
"""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, Func, OuterRef, Value
from django.utils import timezone

from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today
from households.categories import codename


class Probe(Exists):
    """An EXISTS that PostgreSQL asks row by row. Without the OFFSET it is made a join, and all that
    an organisation may see is hashed to find a page of 25."""

    template = "EXISTS(%(subquery)s OFFSET 0)"


# A permission is looked up once a statement, not once a row.
GOES_BY = "(SELECT id FROM auth_permission WHERE codename = %s LIMIT 1), %s, %s, %s, %s"


class Asked(Func):
    """A question of one user, asked by a function that keeps its plan (migration households 0027):
    written out it stands many times in every page's statements, and each takes PostgreSQL longer to
    plan than to answer, and Django longer still to put together."""

    output_field = models.BooleanField()
    written: str

    def as_sql(  # type: ignore[override]
        self, compiler: Any, connection: Any, **_context: Any
    ) -> tuple[str, tuple[Any, ...]]:
        asked = [compiler.compile(one) for one in self.source_expressions]
        said = self.said()
        if said is None:
            return "false", ()
        words = self.written.format(*(words for words, _ in asked))
        return words, (*(one for _, found in asked for one in found), *said)

    def said(self) -> tuple[Any, ...] | None:
        """What is said after what it is asked of; None where the answer is no."""
        raise NotImplementedError


class ClosedTo(Asked):
    """Whether a household is restricted (a colleague's family, say) and this user not named for
    it: they are few, and found once a statement."""

    written = "coalesce({} = ANY ((SELECT familyhubs_closed_homes(%s, %s))::bigint[]), false)"

    def __init__(self, household: str | OuterRef, user: User) -> None:
        super().__init__(household)
        self.user = user

    def said(self) -> tuple[Any, ...] | None:
        return None if self.user.may(Permission.SEE_RESTRICTED) else (self.user.pk, today())


class Granted(Asked):
    """Whether a permission of this user's organisation, live today or theirs alone until a moment,
    lets them see this of a household. `GrantQuerySet.open_to` says it of the permissions."""

    written = f"familyhubs_granted({{}}, {GOES_BY})"

    def __init__(self, user: User, permission: str, *of: Any) -> None:
        super().__init__(*of)
        self.user, self.permission = user, permission

    def said(self) -> tuple[Any, ...] | None:
        user, day = self.user, today()
        if not user.organisation.takes_part(day):
            return None
        return self.permission, user.organisation.group_id, user.pk, day, timezone.now()


class GrantedOfPerson(Granted):
    """The same of a person, through the household named, or any where none is, if they live in it
    still: whoever has moved away, perhaps in fear, is not followed by those who knew the old
    home."""

    written = f"familyhubs_granted_of({{}}, {{}}, {GOES_BY})"

    def __init__(self, user: User, permission: str, person: str, household: Any = None) -> None:
        super().__init__(user, permission, person, household or Value(None))


class ScopedQuerySet[M: models.Model](models.QuerySet[M]):
    """Base of every personal model's QuerySet.

    Subclasses say how their row reaches what was granted: `grant_on` is the path to the
    household's or person's id, `category` what must have been agreed; None is any involvement.
    """

    grant_on: ClassVar[str] = "household_id"
    category: ClassVar[str | None] = None
    # The same in SQL for the second wall, where it is not simply that (households/walls.py).
    wall: ClassVar[str] = ""
    # And of the history, where what a row was says more than whoever sees the row may read.
    wall_of_history: ClassVar[str] = ""

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
