"""What the tests of referrals share: one that was sent, and what is typed to send one."""

from typing import Any

from django.urls import reverse

from familyhubs.records.dates import today
from households.categories import Category
from households.needs import Need
from referrals.actions import answers, referrals
from referrals.models import Referral
from referrals.states import Because
from tests.households.test_pages import split

CARRIED = (Category.IDENTITY, Category.CONTACT_DETAILS, Category.SERVICES)


def facts(cast: Any, **changed: Any) -> dict[str, Any]:
    """The child is referred to the school; nothing of it names anybody."""
    return {
        "household": cast.household,
        "organisation": cast.school,
        "people": [cast.child],
        "categories": list(CARRIED),
        "needs": [Need.HEALTH],
        "reason": "Help with nights and bedtimes",
        "outcomes": ["Sleeps through five nights a week", "Is on time in the morning"],
        "details": "Bramble is afraid of the dark",
        "discussed_on": today(),
        "discussed_with": cast.mother,
        "manner": "face_to_face",
        "by": cast.alice,
    } | changed


def a_referral(cast: Any, **changed: Any) -> Referral:
    return referrals.send(**facts(cast, **changed))


def to_clinic(cast: Any, **changed: Any) -> Referral:
    """To the clinic, with which the family shares nothing yet."""
    return a_referral(cast, organisation=cast.clinic, **changed)


def typed(cast: Any, **changed: Any) -> dict[str, Any]:
    """The form as a worker fills it in."""
    return {
        "covers": [cast.child.pk],
        "needs": ["health"],
        "reason": "Help with nights and bedtimes",
        "outcomes": "Sleeps through five nights a week\nIs on time in the morning",
        "categories": list(CARRIED),
        "details": "Bramble is afraid of the dark",
        "decision": "agreed",
        "given_by": cast.mother.pk,
        "manner": "face_to_face",
        **split("given_on", today()),
    } | changed


def page(name: str, referral: Referral) -> str:
    """A page of whom it was sent to."""
    return reverse(f"referrals:received-{name}", args=[referral.pk])


def page_of_sender(cast: Any, name: str, *args: Any) -> str:
    return reverse(f"referrals:{name}", args=[cast.household.reference, *args])


def decline(cast: Any, referral: Referral, by: Any = None) -> Referral:
    """There is no place; said by the clinic's worker."""
    return answers.decline(referral=referral, because=Because.FULL, by=by or cast.harriet)


def every_outcome(referral: Referral, score: str = "achieved") -> dict[Any, str]:
    return dict.fromkeys(referral.outcomes.all(), score)
