"""What one user sees of one household, and why."""

from dataclasses import dataclass, field

from familyhubs.database.identity import whole_record
from familyhubs.organisations.models import User
from households.categories import Category, codename
from households.models import (
    Household,
    HouseholdGrant,
    HouseholdUserGrant,
    Involvement,
    Membership,
    PersonGrant,
)

CATEGORY_OF = {codename(category): category for category in Category}


@dataclass(frozen=True)
class Sight:
    """The categories seen of the household, those seen of each person, and the reasons."""

    everything: bool = False
    household: frozenset[str] = frozenset()
    people: dict[int, frozenset[str]] = field(default_factory=dict)
    because: tuple[Involvement, ...] = ()

    def of_household(self, category: str) -> bool:
        return self.everything or category in self.household

    def of_person(self, person_id: int, category: str) -> bool:
        return self.everything or category in self.people.get(person_id, frozenset())

    @property
    def emergency(self) -> Involvement | None:
        """Their own emergency access, while it runs: they look, and change nothing."""
        return next((row for row in self.because if row.ends_at), None)

    @property
    def goals(self) -> bool:
        """Whether leads and goals are seen."""
        return self.of_household(Category.HUB_RECORD)

    @property
    def anybody(self) -> bool:
        """Whether anybody's name is seen."""
        return self.everything or any(Category.IDENTITY in seen for seen in self.people.values())

    @property
    def basis(self) -> str:
        """For the access log."""
        return "council" if self.everything else " ".join(row.basis for row in self.because)


def sight_of(household: Household, user: User) -> Sight:
    """What this user sees of a household already found by `visible_to`."""
    if not user.is_partner:
        return Sight(everything=True)
    organisation = user.organisation
    on_household = HouseholdGrant.objects.open_to(user).filter(content_object=household)
    on_people = PersonGrant.objects.open_to(user).filter(household=household)
    people: dict[int, set[str]] = {}
    for person_id, name in on_people.values_list("content_object_id", "permission__codename"):
        people.setdefault(person_id, set()).add(CATEGORY_OF[name])
    return Sight(
        household=frozenset(
            CATEGORY_OF[name]
            for name in on_household.values_list("permission__codename", flat=True)
            if name in CATEGORY_OF
        ),
        people={person_id: frozenset(seen) for person_id, seen in people.items()},
        because=tuple(
            Involvement.objects.holding_for(user).filter(
                household=household, organisation=organisation
            )
        ),
    )


def warned_unseen(household: Household, user: User) -> bool:
    """Whether somebody who lives there has a warning how to contact them safely that this user may
    not read. It is told that there is one, and no more (docs/adr/0011)."""
    if not user.is_partner:
        return False
    with whole_record():
        warned = (
            Membership.objects.present()
            .filter(household=household, person__merged_into__isnull=True)
            .exclude(person__contact_warning="")
        )
        read = warned.sharing(user, Category.CONTACT_DETAILS)
        return warned.exclude(pk__in=read.values("pk")).exists()


def organisations_named(household: Household) -> list[int]:
    """The ids of the organisations of which somebody may open a restricted household."""
    with whole_record():  # a partner's people may not know who is named
        named = HouseholdUserGrant.objects.live().filter(
            content_object=household, user__is_active=True
        )
        return list(named.values_list("user__organisation_id", flat=True).distinct())
