"""Records that partners keep themselves: what stands, who could be added, and who is in danger
by a name on paper (S36, S37)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from familyhubs.organisations.models import Organisation, OrganisationKind
from households import reading
from households.loader import OpenHousehold
from households.models import Address, Involvement, InvolvementReason, TeamMember
from households.needs import Need
from referrals.models import Service, ServiceUse
from retention.models import PartnerRecord

R = InvolvementReason
WHY: dict[str, str] = {
    R.LEAD: "It leads or led the support",
    R.AGREEMENT: "The family agreed to share with it, now or before",
    R.REFERRAL: "It accepted a referral of the family, now or before",
    R.DISCLOSURE: "Details were disclosed to it",
    R.EMERGENCY: "It opened the record in an emergency",
}
ENDANGERING = (OrganisationKind.POLICE, OrganisationKind.CHILDRENS_SOCIAL_CARE)
IN_TEAM = "Somebody of it is or was in the team"
USED = "The family uses or used a service of it"
RESTRICTED = "This household is restricted: only people named may know of it."
HIDDEN = "The address of somebody here is kept hidden, because they would be in danger."
WITH_CARE = "Somebody here may only be contacted with care."


@dataclass(frozen=True)
class Proposal:
    """An organisation that is or was involved and is not recorded, with why it is thought of."""

    organisation: Organisation
    why: str


def pointers(case: OpenHousehold) -> QuerySet[PartnerRecord]:
    """What stands, by the organisations' names; nothing for a partner."""
    rows = PartnerRecord.objects.visible_to(case.user).standing()
    return rows.filter(household=case.household).select_related("organisation")


def proposals(case: OpenHousehold) -> list[Proposal]:
    """Partners that are or were involved, by their names."""
    of_it = {"household": case.household}
    involved = Involvement.objects.visible_to(case.user).filter(**of_it).order_by()
    team = TeamMember.objects.visible_to(case.user).filter(**of_it).order_by()
    used = ServiceUse.objects.visible_to(case.user).standing().filter(**of_it).order_by()
    whys: dict[int, list[str]] = {}
    for pk, reason in involved.values_list("organisation_id", "reason").distinct():
        whys.setdefault(pk, []).append(WHY[reason])
    for pk in team.values_list("organisation_id", flat=True).distinct():
        whys.setdefault(pk, []).append(IN_TEAM)
    in_directory = used.filter(service__isnull=False)
    for pk in in_directory.values_list("service__organisation_id", flat=True).distinct():
        whys.setdefault(pk, []).append(USED)
    known = set(pointers(case).values_list("organisation_id", flat=True))
    found = Organisation.objects.partners().filter(pk__in=whys.keys() - known)
    return [Proposal(one, "; ".join(sorted(whys[one.pk]))) for one in found]


def endangering(organisations: Iterable[Organisation]) -> set[int]:
    """The ids of those whose name on paper can put somebody in danger: the police, children's
    social care, as the administrator says, or because it offers, or offered, a service about
    domestic abuse."""
    ids = [one.pk for one in organisations]
    about = Service.objects.for_need(Need.DOMESTIC_ABUSE).filter(organisation__in=ids)
    said = Organisation.objects.filter(
        Q(name_endangers=True) | Q(kind__in=ENDANGERING) | Q(pk__in=about.values("organisation")),
        pk__in=ids,
    )
    return set(said.values_list("pk", flat=True))


def dangers(case: OpenHousehold) -> list[str]:
    """Why a sheet of this very family calls for more care still."""
    addresses = Address.objects.visible_to(case.user).filter(household=case.household)
    found = [RESTRICTED] if case.household.restricted else []
    found += [HIDDEN] if addresses.filter(hidden=True).exists() else []
    warned = any(one.person.contact_warning for one in reading.people(case))
    return found + ([WITH_CARE] if warned else [])
