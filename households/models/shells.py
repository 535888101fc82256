"""A shell: what stays of a household while a protected child's own record is kept (S39).

Disposal empties its name, which no form lets anybody leave empty, and takes its support along.
Opening support makes it a household again. This is the one place that says how one is known.
"""

from django.db.models import Exists, OuterRef, Q

from households.models.episode import Episode


def is_a_shell() -> Q:
    """Households of which only a protected child's own record is left."""
    return Q(~Exists(Episode.objects.filter(household=OuterRef("pk"))), name="")
