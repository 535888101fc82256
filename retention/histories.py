"""What of retention stands in a household's history."""

from familyhubs.records.models import Record
from households.loader import OpenHousehold
from retention.models import (
    ContractorCertificate,
    Hold,
    PaperDestruction,
    PaperFile,
    PaperLoan,
)


def of_household(case: OpenHousehold) -> list[Record]:
    """Its holds, and its paper files with what became of them."""
    found: list[Record] = []
    for model in (Hold, PaperFile, PaperLoan, PaperDestruction, ContractorCertificate):
        found += model.objects.visible_to(case.user).filter(household=case.household)
    return found
