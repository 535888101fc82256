"""Taking turns: two pages that change the same household at once."""

from households.models import Household


def lock(household: Household) -> None:
    """Hold the household's row until the transaction ends. Call inside a transaction."""
    Household.objects.select_for_update().only("pk").get(pk=household.pk)
