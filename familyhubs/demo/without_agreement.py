"""What was shared without agreement, and opened in an emergency: one or two of each."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from consent.actions import disclosures, emergency
from consent.grounds import Ground
from consent.models import EmergencyAccess, Occasion, Outcome
from familyhubs.demo.partnership import Partnership
from familyhubs.organisations.models import Organisation, OrganisationKind, User
from familyhubs.records.dates import today
from households.categories import Category
from households.models import Household, Person
from households.sight import sight_of

CALLED = "Neighbours rang: shouting and a child crying for two nights. Nobody opens the door."


def make_exceptions(partnership: Partnership, households: Sequence[Household]) -> None:
    """Two disclosures, one to explain; two emergencies, one to review."""
    _, manager = partnership.workers
    for number, household in enumerate(households[:2]):
        _disclose(partnership, household, manager, court=bool(number))
    health_visitor = partnership.colleagues[partnership.partners[0].pk][0]
    unseen = [home for home in households if not sight_of(home, health_visitor).people]
    for number, household in enumerate(unseen[:2]):
        emergency.open_for_an_hour(
            reference=household.reference,
            reason="I was told the baby has a fever and nobody answers the telephone I have.",
            at_risk="The baby",
            by=health_visitor,
        )
        if number:
            _review(household, manager)


def _disclose(partnership: Partnership, household: Household, by: User, *, court: bool) -> None:
    people = list(Person.objects.living_in(household).order_by("pk"))
    to: dict[str, object] = (
        {
            "body": "Northampton County Court",
            "occasion": Occasion.COURT_ORDER,
            "ground": Ground.LEGAL_CASES,
            "authority": "Northampton County Court",
            "authority_reference": "NN26C00417",
            "explained_on": today(),
        }
        if court
        else {
            "organisation": _of_kind(partnership, OrganisationKind.POLICE),
            "occasion": Occasion.CHILD_SAFEGUARDING,
            "ground": Ground.PROTECT_FROM_HARM,
            "risk": "A child may be hurt tonight",
            "person_at_risk": people[-1],
            "not_explained_why": "Telling them first would have put the child in danger",
            "look_again_on": today() + timedelta(days=3),
        }
    )
    disclosures.record(
        household=household,
        people=people,
        categories=[Category.IDENTITY, Category.CONTACT_DETAILS],
        sent="Names, dates of birth and the address." if court else CALLED,
        sent_at=timezone.now() - timedelta(days=1, hours=3),
        reasoning="The court ordered it." if court else "There was no time to ask the family.",
        authorised_by="Martin Oakes, hub manager",
        by=by,
        **to,  # type: ignore[arg-type]
    )


def _review(household: Household, by: User) -> None:
    access = EmergencyAccess.objects.get(household=household)
    emergency.review(
        access=access,
        outcome=Outcome.JUSTIFIED,
        what_was_done="Rang the mother: the baby is in hospital and well looked after.",
        by=by,
        seen_version=access.version,
    )


def _of_kind(partnership: Partnership, kind: str) -> Organisation:
    return next(partner for partner in partnership.partners if partner.kind == kind)
