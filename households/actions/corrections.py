"""A correction reaches the organisations that could see the old value (S18)."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import Organisation, User
from familyhubs.records.dates import today
from households.categories import PERSON_FIELDS, TOLD_WITH_THEM, Category, codename
from households.models import (
    Correction,
    Household,
    Membership,
    Person,
    PersonGrant,
    Relationship,
)

CATEGORY_OF = {
    name: category
    for fields in (PERSON_FIELDS, TOLD_WITH_THEM)
    for category, names in fields.items()
    for name in names
}
TOLD = frozenset(CATEGORY_OF.values())
SEES_ADDRESS = {Category.IDENTITY, Category.CONTACT_DETAILS}


@action
def pass_on(*, person: Person, fields: Iterable[str], by: User) -> list[Correction]:
    """Tell every organisation that could see one of these fields, but the corrector's own.

    Called by the action that corrects, in its transaction. Returns what each is told.
    """
    changed = [name for name in fields if name in CATEGORY_OF]
    told: list[Correction] = []
    for organisation in _organisations(person, by) if changed else []:
        for household_id, seen in _seen_by(organisation, person).items():
            # Whoever does not know the name is shown no person to note a correction of.
            theirs = [name for name in changed if CATEGORY_OF[name] in seen]
            if theirs and Category.IDENTITY in seen:
                told.append(_tell(organisation, person, household_id, theirs, by))
    return told


@action
def pass_on_address(*, household: Household, by: User) -> list[Correction]:
    """Tell, once each, the organisations that could see where this household lived."""
    told: dict[int, Correction] = {}
    places = Membership.objects.present().filter(household=household).select_related("person")
    for place in places.order_by("person__date_of_birth", "pk"):
        for organisation in _organisations(place.person, by):
            seen = _seen_by(organisation, place.person).get(household.pk, set())
            if organisation.pk not in told and seen >= SEES_ADDRESS:
                told[organisation.pk] = _tell(
                    organisation, place.person, household.pk, ["address"], by
                )
    return list(told.values())


@action
def pass_on_bond(*, relationship: Relationship, field: str, by: User) -> list[Correction]:
    """Tell the organisations that could see how two people are related: those that know both by
    name in one household, once each, beside the first of them.

    Args: `field`, "relationships" or "parental_responsibility".
    """
    told: list[Correction] = []
    for organisation in _organisations(relationship.person, by):
        ones = _seen_by(organisation, relationship.person)
        others = _seen_by(organisation, relationship.other)
        told += [
            _tell(organisation, relationship.person, household_id, [field], by)
            for household_id in sorted(ones.keys() & others.keys())
            if Category.IDENTITY in ones[household_id] & others[household_id]
        ]
    return told


@action
def note(*, correction: Correction, by: User) -> Correction:
    """Somebody of the organisation has taken note; a second time changes nothing."""
    correction = (
        Correction.objects.select_for_update(of=("self",))
        .select_related("household")
        .get(pk=correction.pk)
    )
    if correction.noted_at is None:
        correction.noted_at, correction.noted_by = timezone.now(), by
        correction.keep(by=by, why="Correction noted")
        log.wrote(by, "household", correction.household_id, action="corrections.note")
    return correction


def _organisations(person: Person, by: User) -> list[Organisation]:
    """Those with a live grant on the person, without the corrector's."""
    grants = PersonGrant.objects.live().filter(content_object=person)
    found = Organisation.objects.filter(group_id__in=grants.values("group_id"))
    others = found.exclude(pk=by.organisation_id).order_by("pk")
    return [organisation for organisation in others if organisation.takes_part(today())]


def _seen_by(organisation: Organisation, person: Person) -> dict[int, set[str]]:
    """The categories an organisation sees of the person, by the household it knows them in."""
    rows = PersonGrant.objects.live_for(organisation).filter(content_object=person)
    of_codename = {codename(category): category for category in TOLD}
    seen: dict[int, set[str]] = {}
    for household_id, name in rows.values_list("household_id", "permission__codename"):
        if name in of_codename:
            seen.setdefault(household_id, set()).add(of_codename[name])
    return seen


def _tell(
    organisation: Organisation, person: Person, household_id: int, fields: list[str], by: User
) -> Correction:
    """One unread line an organisation, person and household: a second correction adds to it."""
    where: dict[str, Any] = {
        "organisation": organisation,
        "person": person,
        "household_id": household_id,
    }
    correction = Correction.objects.select_for_update().unread().filter(**where).first()
    if correction is None:
        correction = Correction(**where, fields=[])
    correction.fields = list(dict.fromkeys([*correction.fields, *fields]))
    correction.told_at = timezone.now()
    correction.keep(by=by, why="Passed on to an organisation that saw the former value")
    log.wrote(by, "household", household_id, action="corrections.pass_on")
    return correction
