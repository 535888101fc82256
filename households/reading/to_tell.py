"""What came from somebody else, and whose family this user is to tell within a month (S22)."""

from django.db.models import Prefetch, Q, QuerySet

from familyhubs.organisations.models import User
from households.models import Contact, Household
from households.reading.caseload import my_household_ids, oversees
from households.reading.timeline import to_tell_the_family


def families_to_tell(user: User) -> QuerySet[Contact]:
    """The oldest first. Of the council's: what the user recorded or of a family of theirs;
    for a manager, of the whole hub. Each row has `household` with its `title`."""
    rows = to_tell_the_family(user)
    if not user.is_partner and oversees(user) and user.hub_id:
        rows = rows.filter(household__hub=user.hub_id)
    elif not oversees(user):
        rows = rows.filter(Q(recorded_by=user) | Q(household__in=my_household_ids(user)))
    named = Household.objects.visible_to(user).titled_for(user)
    return (
        rows.select_related(None)
        .select_related("source_organisation")
        .prefetch_related(Prefetch("household", queryset=named))
    )
