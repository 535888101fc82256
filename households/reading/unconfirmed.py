"""Protection statuses that a manager has still to compare with children's social care's records."""

from django.db.models import OuterRef, QuerySet, Subquery

from familyhubs.organisations.models import User
from households.models import Membership, Protection


def unconfirmed(user: User) -> QuerySet[Protection]:
    """The longest recorded first; of a manager of a hub, that hub's. Each row has its `person`,
    and the `reference` of a household of theirs."""
    places = Membership.objects.visible_to(user)
    if user.hub_id:
        places = places.filter(household__hub=user.hub_id)
    home = places.filter(person=OuterRef("person"), household__merged_into__isnull=True)
    newest = home.order_by("-pk").values("household__reference")[:1]
    rows = Protection.objects.visible_to(user).unconfirmed().select_related("person")
    return rows.annotate(reference=Subquery(newest)).filter(reference__isnull=False).order_by("pk")
