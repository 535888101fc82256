"""The register of holds: which stand, which are to be looked at again, which were lifted."""

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from familyhubs.organisations.models import User
from households.models import Membership
from retention.models import Hold

OF = {
    "household": Q(household__isnull=False),
    "person": Q(person__isnull=False),
    "class": ~Q(record_class=""),
}


def holds(user: User, *, show: str = "", reason: str = "", of: str = "") -> QuerySet[Hold]:
    """Those that stand first, the longest overdue at the top; then what was lifted lately.

    Each has the `reference` of its household, or of one that its person lives or lived in.
    """
    places = Membership.objects.visible_to(user).filter(person=OuterRef("person"))
    home = places.order_by("household__merged_into", "-pk").values("household__reference")[:1]
    rows = Hold.objects.visible_to(user).annotate(
        reference=Coalesce(
            "household__merged_into__reference", "household__reference", Subquery(home)
        )
    )
    if show != "all":
        rows = rows.filter(lifted_at__isnull=show != "lifted")
    if show == "overdue":
        rows = rows.overdue()
    if reason:
        rows = rows.filter(reason=reason)
    if of:
        rows = rows.filter(OF[of])
    newest_lifted = F("lifted_at").desc(nulls_first=True)
    return rows.select_related("placed_by", "lifted_by").order_by(newest_lifted, "review_on", "pk")
