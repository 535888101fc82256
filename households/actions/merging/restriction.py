"""Who of the council opens two records today, where one is restricted: a merge lets others in.

A restricted household is opened by the people named for it, and somebody who lives in one is seen
by them alone, unless they live in an open one, too.
"""

from django.db.models import QuerySet

from familyhubs.database.identity import whole_record
from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from familyhubs.records.refusals import Refused
from households.models import Household, HouseholdUserGrant, Membership, Person


class OpensToOthers(Refused):
    """Others would open what is restricted, and whoever merges may not name anybody for it."""

    words = (
        "One of these records is restricted, and others would see it once the two are one. "
        "Nothing has been merged. Ask a hub manager who may open both to merge them."
    )


def refusal(kept: Household | Person, merged: Household | Person, by: User) -> Refused | None:
    """Why this user may not merge the two: it would name people for a restricted household."""
    if by.may(Permission.RESTRICT_HOUSEHOLD):
        return None
    with whole_record():
        return OpensToOthers() if openers(kept) != openers(merged) else None


def openers(record: Household | Person) -> frozenset[int] | None:
    """The ids of the users named for it; None: whoever may see households at all."""
    closed = closed_homes(record)
    if closed is None:
        return None
    named = HouseholdUserGrant.objects.live().filter(content_object__in=closed)
    return frozenset(named.values_list("user_id", flat=True))


def closed_homes(record: Household | Person) -> QuerySet[Household] | None:
    """The restricted households through which alone it is seen; None where it is not so."""
    if isinstance(record, Household):
        return Household.objects.filter(pk=record.pk) if record.restricted else None
    stays = Membership.objects.filter(person=record, household__merged_into__isnull=True)
    closed, other = (stays.filter(household__restricted=yes) for yes in (True, False))
    lives_closed = closed.present().exists()
    if other.present().exists() or (other.exists() and not lives_closed):
        return None
    through = closed.present() if lives_closed else closed
    return Household.objects.filter(pk__in=through.values("household"))
