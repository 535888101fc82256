"""Who lives in a household, how they are related, and where they live."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet, Value

from familyhubs.records.dates import today
from households.categories import Category
from households.loader import OpenHousehold
from households.models import Address, Membership, Person, Protection, Relationship
from households.reading.once import once
from households.sight import warned_unseen

# To a partner who sees the address and not the warning of whoever lives there: docs/adr/0011.
RING_FIRST = "The hub knows of a warning about this address: ring the hub before you visit."


@once
def people(case: OpenHousehold, *, past: bool = False) -> list[Membership]:
    """Its present members (or, `past`, the former ones), with contact details where agreed."""
    rows = Membership.objects.visible_to(case.user).filter(household=case.household)
    gone = Q(left_on__isnull=False, left_on__lte=today())
    rows = (rows.filter(gone) if past else rows.present()).select_related("person")
    protections = Protection.objects.visible_to(case.user).standing()
    members = list(
        rows.prefetch_related(Prefetch("person__protections", queryset=protections)).order_by(
            "person__date_of_birth", "pk"
        )
    )
    for member in members:
        member.contactable = case.sight.of_person(member.person_id, Category.CONTACT_DETAILS)  # type: ignore[attr-defined]
    return members


def stays(case: OpenHousehold, person: Person) -> list[Membership]:
    """From when until when a person lived in this household, each time, the last first."""
    rows = Membership.objects.visible_to(case.user).filter(household=case.household)
    return list(rows.filter(person=person).order_by("-pk"))


@dataclass(frozen=True)
class Bond:
    """One relationship as a sentence: who is what of whom."""

    who: str
    what: str
    of_whom: str


def relationships(case: OpenHousehold) -> list[Bond]:
    """How the people of this household are related, told from both sides."""
    ids = [member.person_id for member in people(case)]
    rows = (
        Relationship.objects.visible_to(case.user)
        .standing()
        .filter(person__in=ids, other__in=ids)
        .select_related("person", "other")
    )
    bonds = []
    for row in rows:
        one, two = row.person.full_name, row.other.full_name
        bonds += [Bond(one, row.get_kind_display(), two), Bond(two, row.converse, one)]
    return bonds


def address(case: OpenHousehold) -> Address | None:
    """Where it lives now, for those who may see it."""
    return addresses(case).filter(until__isnull=True).first()


def address_called(case: OpenHousehold, address_id: int) -> Address | None:
    """One of its addresses, the present one or a former."""
    return addresses(case).filter(pk=address_id).first()


def addresses(case: OpenHousehold) -> QuerySet[Address]:
    """Each with `warned_unseen`: somebody there has a warning that this user may not read."""
    rows = Address.objects.visible_to(case.user).filter(household=case.household)
    return rows.annotate(warned_unseen=Value(warned_unseen(case.household, case.user)))
