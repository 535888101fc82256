"""What the pages of disclosures read, scoped by `visible_to`."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Prefetch

from consent.models import Disclosure
from consent.models.disclosure import DisclosureQuerySet
from familyhubs.organisations.models import User
from households.categories import SOMEBODY
from households.loader import OpenHousehold
from households.models import Household, Person


def disclosures(case: OpenHousehold) -> list[Disclosure]:
    """What was shared without agreement about a household, newest first; a partner's own to it."""
    rows = Disclosure.objects.visible_to(case.user).filter(household=case.household)
    return _with_names(case, rows)


def disclosure(case: OpenHousehold, disclosure_id: int) -> Disclosure | None:
    """One of them."""
    rows = Disclosure.objects.visible_to(case.user).filter(household=case.household)
    return next(iter(_with_names(case, rows.filter(pk=disclosure_id))), None)


def people(case: OpenHousehold) -> Any:
    """Who lives there, as far as this user may know them by name."""
    known = Person.objects.visible_to(case.user).named_in(case.household, case.user)
    return known.living_in(case.household)


def register(user: User, answers: Mapping[str, Any]) -> DisclosureQuerySet:
    """Every disclosure this user answers for, newest first; the explanations owed, due first."""
    rows = Disclosure.objects.visible_to(user)
    if answers.get("not_explained"):
        rows = rows.not_explained()
    wanted = {
        "occasion": answers.get("occasion"),
        "organisation": answers.get("organisation"),
        "household__hub": answers.get("hub"),
        "on__gte": answers.get("since"),
        "on__lte": answers.get("until"),
    }
    homes = Household.objects.visible_to(user).titled_for(user).select_related("hub")
    return (
        rows.filter(**{name: value for name, value in wanted.items() if value})
        .select_related("organisation")
        .prefetch_related(Prefetch("household", queryset=homes))
    )


def _with_names(case: OpenHousehold, rows: DisclosureQuerySet) -> list[Disclosure]:
    named = Person.objects.visible_to(case.user).named_in(case.household, case.user)
    found = list(
        rows.select_related("organisation", "recorded_by", "sent_by").prefetch_related(
            Prefetch("people", queryset=named)
        )
    )
    known = _names(named, found)
    for row in found:
        row.about = ", ".join(person.full_name for person in row.people.all())
        if row.person_at_risk_id:
            row.at_risk_name = known.get(row.person_at_risk_id, SOMEBODY)
        else:
            row.at_risk_name = row.at_risk
    return found


def _names(named: Any, rows: Sequence[Disclosure]) -> dict[int, str]:
    wanted = [row.person_at_risk_id for row in rows if row.person_at_risk_id]
    return {one.pk: one.full_name for one in named.filter(pk__in=wanted)} if wanted else {}
