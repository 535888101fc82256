"""Families that are due, with a note and a service each, beside one that is not."""

from datetime import date

from households.actions import people
from households.models import Contact, Person
from referrals.actions import uses
from retention import due
from retention.scope import Scope
from tests.cast import Cast
from tests.factories import ContactFactory
from tests.retention.families import SERVICE_DUE, TokenFamily, at

DAY = date(2019, 6, 3)


def two_due_and_another(cast: Cast) -> list[TokenFamily]:
    """Two that are due, one of which has a protected child; a child of the first knows a third,
    which is not due."""
    first, second, third = TokenFamily.some(cast, 3)
    with at(DAY):
        second.protect(second.child)
        for family in (first, second, third):
            noted(family, family.mother, family.child)
            noted(family, family.mother)
            (use,) = uses.begin(
                household=family.household,
                people=[family.child],
                service_name=family.word("choir"),
                started_on=DAY,
                by=cast.alice,
            )
            states = {use: "attended"}
            uses.attend(household=family.household, on=DAY, states=states, by=cast.alice)
        people.also_lives_in(person=first.child, household=third.household, by=cast.alice)
    first.close()
    second.close()
    return [first, second, third]


def noted(family: TokenFamily, *about: Person) -> Contact:
    contact: Contact = ContactFactory(
        household=family.household,
        people=list(about),
        on=DAY,
        note=family.word("noted"),
        by=family.cast.alice,
    )
    return contact


def scope_of(*families: TokenFamily) -> Scope:
    ids = [family.household.pk for family in families]
    return due.assess(ids, SERVICE_DUE).scope(ids)
