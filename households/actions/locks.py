"""Taking turns: two pages that change the same household at once."""

from familyhubs.records.refusals import Refused
from households.models import Household, LeadAssignment, LeadState


class LeadHasChanged(Refused):
    """The lead that the page showed leads no more."""

    words = (
        "This lead was handed over or ended after you opened the page. Nothing has been changed. "
        "Look at the household's overview for who leads now."
    )


def lock(household: Household) -> None:
    """Hold the household's row until the transaction ends. Call inside a transaction."""
    Household.objects.select_for_update().only("pk").get(pk=household.pk)


def still_leads(assignment: LeadAssignment) -> None:
    """Hold the household, and see that the lead a page showed still leads.

    Call inside a transaction. Raises LeadHasChanged.
    """
    lock(assignment.household)
    if LeadAssignment.objects.get(pk=assignment.pk).state != LeadState.ACCEPTED:
        raise LeadHasChanged
