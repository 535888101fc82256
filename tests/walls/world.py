"""Two households, two partners with three users, and what is seen of them, by number."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models.functions import Coalesce
from django.utils import timezone

from consent.models import Agreement
from familyhubs.organisations.models import Organisation, User
from households.actions import addresses, goals, people
from households.models import Address, Goal, Household, Person
from referrals.models import Referral
from tests.cast import Cast
from tests.factories import OrganisationFactory, PartnerUserFactory

ORGS, USERS = (0, 1), (0, 1, 2)
ORG_OF = [0, 1, 0]  # of each user


@dataclass
class World:
    cast: Cast
    orgs: Sequence[Organisation]
    users: Sequence[User]
    homes: list[Household]
    people: list[list[Person]]

    def fresh(self, number):
        """As a page loads its user, with the organisation as it is."""
        return User.objects.select_related("organisation").get(pk=self.users[number].pk)

    def seen(self, rows, agreed, sent):
        """What `rows(model)` gives, by the numbers of homes, people, agreements and referrals."""
        home_of = {home.pk: number for number, home in enumerate(self.homes)}
        person_of = {
            person.pk: (home, number)
            for home, there in enumerate(self.people)
            for number, person in enumerate(there)
        }
        number_of = {row.pk: number for number, row in enumerate(agreed)}
        referral_of = {row.pk: number for number, row in enumerate(sent)}

        def ids(model, path="pk"):
            return rows(model).values_list(path, flat=True)

        return {
            # The empty shell of a record that was merged leads to the one it became.
            "households": {home_of[pk] for pk in ids(Household, Coalesce("merged_into", "pk"))},
            "goals": {home_of[pk] for pk in ids(Goal, "household")},
            "people": {person_of[pk] for pk in ids(Person, Coalesce("merged_into", "pk"))},
            "addresses": {home_of[pk] for pk in ids(Address, "household")},
            "agreements": {number_of[pk] for pk in ids(Agreement) if pk in number_of},
            "referrals": {referral_of[pk] for pk in ids(Referral) if pk in referral_of},
        }


def two_households(cast: Cast) -> World:
    """With two people, a goal and an address each; nothing is shared."""
    home = cast.strangers
    people.add(household=home, given_name="Robin", family_name="Strangeways", by=cast.alice)
    addresses.move(household=home, lines="1 Elsewhere", by=cast.alice)
    goals.set_goal(
        household=home,
        words="Rest",
        set_on=timezone.localdate(),
        baseline=1,
        target=5,
        by=cast.alice,
    )
    partners: list[Any] = [OrganisationFactory(), OrganisationFactory()]
    homes = [cast.household, home]
    return World(
        cast=cast,
        orgs=partners,
        users=[PartnerUserFactory(organisation=partners[org]) for org in ORG_OF],
        homes=homes,
        people=[list(Person.objects.living_in(one).order_by("pk")) for one in homes],
    )
