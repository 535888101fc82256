"""Nobody is left without a home, and no home without its people, when merges are undone in another
order than they were made."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from familyhubs.records.refusals import Refused
from households.models import Household, Membership, Person


class UndoLaterFirst(Refused):
    """A later merge stands on this one."""

    words = (
        "This cannot be undone yet: somebody of these records, or their household, was merged with "
        "another record since. Undo that later merge first. Nothing has been changed."
    )


def refuse_stranded(*parted: Household | Person) -> None:
    """After rows were put back. Raises UndoLaterFirst where a place is left that nobody sees."""
    column = "household" if isinstance(parted[0], Household) else "person"
    if _unseen().filter(**{f"{column}__in": parted}).exists():
        raise UndoLaterFirst


def _unseen() -> QuerySet[Membership]:
    """Places of a record that was merged away, or in one, with none like it of what was kept."""
    twin = Membership.objects.filter(
        household=Coalesce(OuterRef("household__merged_into"), OuterRef("household")),
        person=Coalesce(OuterRef("person__merged_into"), OuterRef("person")),
    )
    merged = Q(household__merged_into__isnull=False) | Q(person__merged_into__isnull=False)
    return Membership.objects.filter(merged).exclude(Exists(twin))
