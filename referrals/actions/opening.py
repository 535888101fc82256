"""What a referral opens to its receiver once it is accepted (S63)."""

from collections.abc import Iterator

from consent.models.remaining import Shared
from familyhubs.organisations.models import OrganisationKind, User
from households.actions.merging.partners import Sight
from households.models import Household, Person
from referrals.models import Referral
from referrals.states import TO_ANSWER


def opens(referral: Referral) -> Shared:
    """Its people and categories, as far as the family's agreement holds today; else nothing. Nor
    by an agreement that another family made while the two were one record by mistake."""
    agreement = referral.agreement
    if agreement is None or not agreement.is_in_force:
        return Shared()
    if agreement.household_id != referral.household_id:
        return Shared()
    left = agreement.shared_with(referral.organisation_id)
    people = left.people & {person.pk for person in referral.people.all()}
    categories = left.categories & set(referral.categories)
    return Shared(categories, people) if people and categories else Shared()


def waiting_to_see(record: Household | Person, user: User | None) -> Iterator[Sight]:
    """What partners will see of a record if they accept what waits for their answer, for the floors
    below (settings.WAITS_TO_SEE). Args: `user`, who is shown it; None, where all counts."""
    rows = Referral.objects.visible_to(user) if user else Referral.objects.all()
    about = {"household" if isinstance(record, Household) else "people": record}
    waiting = rows.filter(state__in=TO_ANSWER, **about).select_related("agreement")
    for referral in waiting.exclude(organisation__kind=OrganisationKind.COUNCIL):
        left = opens(referral)
        for person in left.people:
            if isinstance(record, Household) or person == record.pk:
                yield Sight(referral.organisation_id, left.categories, person)
