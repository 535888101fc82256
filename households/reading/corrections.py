"""What was corrected and has to reach whoever saw the old value (S18)."""

from django.db.models import Prefetch, QuerySet

from familyhubs.organisations.models import User
from households.loader import OpenHousehold
from households.models import Correction, Household


def unread_corrections(user: User) -> QuerySet[Correction]:
    """What was passed on to this user's organisation and nobody there has noted, newest first.

    Each row has `person`, and `household` with its `title` for this user.
    """
    households = Household.objects.visible_to(user).titled_for(user)
    return (
        Correction.objects.visible_to(user)
        .of_those_involved(user)
        .unread()
        .filter(organisation=user.organisation_id)
        .select_related("person")
        .prefetch_related(Prefetch("household", queryset=households))
    )


def corrections_here(case: OpenHousehold) -> list[Correction]:
    """Those of one household, for the top of its people's page."""
    return list(unread_corrections(case.user).filter(household=case.household))
