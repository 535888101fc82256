"""Agreements and what they opened, leads, and what was shared without agreement."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date

from django.utils import timezone

from consent.actions.words import words_of
from consent.models import (
    Agreement,
    AgreementRecipient,
    Decision,
    Disclosure,
    Withdrawal,
)
from familyhubs.imports.checks.sharing import categories_of, covered
from familyhubs.imports.checks.telling import Content, everybody
from familyhubs.imports.standing import Stretch, stretch_of
from familyhubs.imports.writing import leads
from familyhubs.imports.writing.batch import Batch, begin
from familyhubs.organisations.models import Organisation
from familyhubs.records.dates import years_after
from households.actions.involvement import grants_for
from households.categories import words_for
from households.models import (
    Household,
    HouseholdGrant,
    Involvement,
    InvolvementReason,
    Person,
    PersonGrant,
)

ANSWERS = {
    Decision.REFUSED: "{who} did not agree",
    Decision.UNDECIDED: "{who} has not decided",
}


def build(batch: Batch, household: Household, people: Mapping[str, Person], line: Content) -> None:
    """Everything an organisation sees, or was sent."""
    for said in line["agreements"]:
        _agreement(batch, household, people, line, said)
    for said in line["leads"]:
        leads.build(batch, household, line, said, involve)
    for said in line["disclosures"]:
        _disclosure(batch, household, people, line, said)


def involve(
    batch: Batch,
    household: Household,
    organisation: Organisation,
    reason: InvolvementReason,
    source_id: int,
    categories: Sequence[str],
    people: Sequence[Person],
    stretch: Stretch,
) -> None:
    """An involvement with its permissions, as `households.actions.involvement` makes it."""
    involvement = batch.add(
        Involvement,
        household=household,
        organisation=organisation,
        reason=reason.value,
        source_id=source_id,
        categories=list(categories),
        since=stretch.since,
        until=stretch.until,
    )
    for person in people:
        batch.put(Involvement.people.through, involvement_id=involvement.pk, person_id=person.pk)
    shared = {
        "group_id": organisation.group_id,
        "involvement_id": involvement.pk,
        "valid_from": stretch.since,
        "valid_until": stretch.until,
        "household_id": household.pk,
    }
    on_household, on_people = _permissions(batch, involvement)
    for permission in on_household:
        batch.put(HouseholdGrant, permission_id=permission, **shared)
    for person in people:
        for permission in on_people:
            batch.put(PersonGrant, permission_id=permission, person_id=person.pk, **shared)


def _permissions(batch: Batch, involvement: Involvement) -> tuple[list[int], list[int]]:
    """The ids of what an involvement lets be seen of a household, and of each of its people.

    Asked of `grants_for` once for each list of categories: an object a grant takes long.
    """
    known, categories = batch.permissions_for, tuple(involvement.categories)
    if categories not in known:
        on_household, on_people = grants_for(involvement, [Person()], batch.permission)
        known[categories] = (
            [grant.permission_id for grant in on_household],
            [grant.permission_id for grant in on_people],
        )
    return known[categories]


def _agreement(
    batch: Batch, household: Household, people: Mapping[str, Person], line: Content, said: Content
) -> None:
    covers = [people[key] for key in covered(line, said)]
    recipients = [batch.known.organisation(name) for name in said["recipients"]]
    categories = categories_of(said)
    giver = people[said["given_by"]]
    words = _words(giver, covers, recipients, categories, said)
    agreement_id = batch.put(
        Agreement,
        household_id=household.pk,
        given_by_id=giver.pk,
        given_on=said["given_on"],
        decision=said["decision"],
        manner=said["manner"],
        categories=categories,
        purpose=said["purpose"],
        until=said["until"],
        review_on=_review_on(said),
        words=words,
        words_hash=hashlib.sha256(words.encode()).hexdigest(),
        recorded_by_id=batch.by.pk,
        recorded_at=timezone.now(),
    )
    for person in covers:
        batch.put(Agreement.covers.through, agreement_id=agreement_id, person_id=person.pk)
    stretch = stretch_of(said)
    for organisation in recipients:
        batch.put(AgreementRecipient, agreement_id=agreement_id, organisation_id=organisation.pk)
        if stretch:
            reason = InvolvementReason.AGREEMENT
            involve(
                batch, household, organisation, reason, agreement_id, categories, covers, stretch
            )
    if said["withdrawn_on"]:
        batch.put(
            Withdrawal,
            agreement_id=agreement_id,
            withdrawn_at=begin(said["withdrawn_on"]),
            withdrawn_by_id=batch.by.pk,
            asked_by_id=giver.pk,
        )


def _review_on(said: Content) -> date | None:
    """When the family is asked again, as the action says: an old one, soon after the import."""
    holds_on = said["decision"] == Decision.AGREED and said["until"] is None
    return years_after(said["given_on"], 1) if holds_on else None


def _words(
    giver: Person,
    covers: Sequence[Person],
    recipients: Sequence[Organisation],
    categories: Sequence[str],
    said: Content,
) -> str:
    """What was agreed to, as the pages word it; or what was asked, and the answer."""
    if said["decision"] == Decision.AGREED:
        facts = (giver, covers, recipients, categories, said["purpose"], said["until"])
        return words_of(*facts, review_on=_review_on(said))
    answer = ANSWERS[said["decision"]].format(who=giver.full_name)
    about = ", ".join(person.full_name for person in covers)
    whom = ", ".join(row.name for row in recipients) or "other organisations"
    what = f": {words_for(categories)}" if categories else ""
    purpose = f" The purpose: {said['purpose']}." if said["purpose"] else ""
    return f"{answer} that the council may share details about {about} with {whom}{what}.{purpose}"


def _disclosure(
    batch: Batch, household: Household, people: Mapping[str, Person], line: Content, said: Content
) -> None:
    names = (
        *("on", "occasion", "risk", "reasoning", "authorised_by", "authority", "sent"),
        *("explained_on", "not_explained_why", "look_again_on"),
    )
    at_risk = people.get(said["person_at_risk"])
    disclosure_id = batch.put(
        Disclosure,
        household_id=household.pk,
        organisation_id=batch.known.organisation(said["organisation"]).pk,
        categories=categories_of(said),
        person_at_risk_id=at_risk.pk if at_risk else None,
        authority_reference=said["reference"],
        **{name: said[name] for name in names},
    )
    for key in everybody(line, said["people"]):
        batch.put(Disclosure.people.through, disclosure_id=disclosure_id, person_id=people[key].pk)
