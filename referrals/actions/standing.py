"""What a referral stands on: an agreement to share, made before or for it alone (S60, S63).

A family that agreed to one referral has not agreed to another: what was recorded for a referral is
for that one, and ends with it. What they agreed to share with an organisation apart from any
referral shows it those details already, whatever it was for, so that a referral which carries no
more of them may stand on it; the family's word to the referral itself is asked for each time.
"""

from collections.abc import Sequence

from django.db.models import Exists, F, OuterRef

from consent.actions import closing
from consent.models import Agreement, Decision
from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import Organisation, User
from households.actions.locks import lock
from households.models import Household, Involvement, InvolvementReason, Person
from referrals.models import Referral

OVER = "The referral it was for is over"


def standing_on(
    household: Household,
    organisation: Organisation,
    people: Sequence[Person],
    categories: Sequence[str],
) -> Agreement | None:
    """The agreement, made for no referral, that shows it all of this today: the one that holds the
    longest, and of those the newest."""
    opened = Involvement.objects.live().filter(
        reason=InvolvementReason.AGREEMENT, source_id=OuterRef("pk"), organisation=organisation
    )
    given = Agreement.objects.filter(
        Exists(opened),  # what an undone merge closed shows nothing, whatever the words say
        household=household,
        for_one_referral=False,
        decision=Decision.AGREED,
        recipients__organisation=organisation,
    )
    wanted = {person.pk for person in people}
    longest = F("until").desc(nulls_first=True)
    for agreement in given.order_by(longest, "-given_on", "-pk"):
        left = agreement.shared_with(organisation.pk)
        if agreement.is_in_force and wanted <= left.people and set(categories) <= left.categories:
            return agreement
    return None


@action
def end_with(*, referral: Referral, by: User | None) -> None:
    """A referral is over, and what the family agreed to for it alone is, too. Called by the step
    that ends it."""
    lock(referral.household_id)
    agreement = referral.agreement
    if agreement is None or not agreement.for_one_referral:
        return
    if not Referral.objects.open().filter(agreement=agreement).exists():
        closing.close(agreement=agreement, by=by, why=OVER)
        log.wrote(by, "household", referral.household_id, action="standing.end_with")
