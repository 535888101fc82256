"""django-guardian's direct-foreign-key permissions, one row an involvement, with its dates.

Written only by `households.actions.involvement`, in the involvement's own transaction.
"""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.models import Permission as AuthPermission
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from guardian.managers import GroupObjectPermissionManager, UserObjectPermissionManager
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from familyhubs.organisations.models import Organisation, User
from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today
from households.models.household import Household
from households.models.involvement import Involvement
from households.models.person import Membership, Person
from households.models.scope import Probe


class GrantQuerySet(models.QuerySet["Grant"]):
    # Ids alone, an organisation's own: what they let it see is asked of the involvement.
    wall: ClassVar[str] = (
        "{council} OR {row}.group_id = nullif(current_setting('familyhubs.group', true), '')::int"
    )

    def live(self, on: date | None = None) -> "GrantQuerySet":
        """Grants that hold on a day (today unless said), as their involvement does."""
        on = on or today()
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on), valid_from__lte=on)

    def letting(self, codename: str) -> "GrantQuerySet":
        """Of one permission, which PostgreSQL looks up once a statement and not once a row."""
        named = AuthPermission.objects.filter(codename=codename)
        return self.filter(permission=Subquery(named.order_by().values("pk")[:1]))

    def live_for(self, organisation: Organisation) -> "GrantQuerySet":
        """An organisation's live grants; none once it takes part no longer (S32)."""
        if not organisation.takes_part(today()):
            return self.none()
        return self.live().filter(group_id=organisation.group_id)

    def open_to(self, user: User) -> "GrantQuerySet":
        """What lets this user see now: the live grants of their organisation, and their own
        emergency access until the moment it ends. Lists and searches go by `live_for` alone."""
        if not user.organisation.takes_part(today()):
            return self.none()
        day = today()
        return self.filter(
            Q(valid_until__isnull=True, valid_from__lte=day)
            | Q(valid_until__gt=day, valid_from__lte=day)
            | Q(only_for=user, ends_at__gt=timezone.now()),
            group_id=user.organisation.group_id,
        )


class PersonGrantQuerySet(GrantQuerySet):
    def live_for(self, organisation: Organisation) -> "GrantQuerySet":
        """Also ends when the person leaves the household it was granted through: whoever has
        moved away, perhaps in fear, is not to be followed by those who knew the old home."""
        return super().live_for(organisation).filter(_lives_there())

    def open_to(self, user: User) -> "GrantQuerySet":
        return super().open_to(user).filter(_lives_there())


def _lives_there() -> Probe:
    return Probe(
        Membership.objects.present().filter(
            person_id=OuterRef("content_object_id"),
            household_id=OuterRef("household_id"),
        )
    )


class GrantManager(GroupObjectPermissionManager.from_queryset(GrantQuerySet)):  # type: ignore[misc]
    """guardian's manager, with `live`."""


class PersonGrantManager(
    GroupObjectPermissionManager.from_queryset(PersonGrantQuerySet)  # type: ignore[misc]
):
    """The same, for grants on people."""


class Grant(GroupObjectPermissionBase):
    """One permission of one organisation's group, for one involvement."""

    involvement = models.ForeignKey(Involvement, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    # Of an emergency: one user's alone, until a moment, and on no day (Involvement).
    only_for = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    ends_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = GrantManager()

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["group", "permission", "content_object", "involvement"],
                name="%(class)s_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["group", "permission", "-content_object"],
                include=["valid_from", "valid_until", "only_for", "ends_at"],
                name="%(class)s_scope",
            )
        ]


class HouseholdGrant(Grant):
    content_object = models.ForeignKey(
        Household, on_delete=models.PROTECT, related_name="grants", db_column="household_id"
    )

    class Meta(Grant.Meta):
        verbose_name = "permission on a household"


class PersonGrant(Grant):
    content_object = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="grants", db_column="person_id"
    )
    # The involvement's own: every question of a person asks through which household, and the
    # second wall would ask of each involvement that is joined whether it may be seen.
    household = models.ForeignKey(
        Household,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # persongrant_of_household begins with it
    )

    objects: ClassVar[Any] = PersonGrantManager()

    class Meta(Grant.Meta):
        verbose_name = "permission on a person"
        indexes = [
            models.Index(
                fields=["group", "permission", "-content_object"],
                include=["household", "valid_from", "valid_until", "only_for", "ends_at"],
                name="persongrant_known",
            ),
            models.Index(fields=["household", "group"], name="persongrant_of_household"),
        ]


class UserGrantQuerySet(GrantQuerySet):
    wall: ClassVar[str] = "{council} OR {row}.user_id = {me}"

    def visible_to(self, user: User) -> "UserGrantQuerySet":
        """Who is named, for those who may name: of the households they see."""
        if not user.may(Permission.RESTRICT_HOUSEHOLD):
            return self.none()
        seen = Household.objects.visible_to(user).values("pk")
        return self.filter(content_object__in=seen)  # type: ignore[misc]


class UserGrantManager(
    UserObjectPermissionManager.from_queryset(UserGrantQuerySet)  # type: ignore[misc]
):
    """guardian's manager for users by name, with `live`."""


class HouseholdUserGrant(UserObjectPermissionBase):
    """A user named for a restricted household: nobody else opens it, of the council either."""

    user = models.ForeignKey(User, on_delete=models.PROTECT)
    content_object = models.ForeignKey(
        Household, on_delete=models.PROTECT, related_name="named_users", db_column="household_id"
    )
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    objects: ClassVar[Any] = UserGrantManager()

    class Meta:
        verbose_name = "person named for a restricted household"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "permission", "content_object"], name="named_once"
            )
        ]
