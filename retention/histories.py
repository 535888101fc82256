"""What of retention stands in a household's history."""

from familyhubs.records.models import Record
from households.loader import OpenHousehold
from retention.models import (
    ContractorCertificate,
    Hold,
    PaperDestruction,
    PaperFile,
    PaperLoan,
    PartnerRecord,
)


def of_household(case: OpenHousehold) -> list[Record]:
    """Its holds, its paper files with what became of them, and which partners keep records."""
    found: list[Record] = []
    of_paper = (PaperFile, PaperLoan, PaperDestruction, ContractorCertificate)
    for model in (Hold, *of_paper, PartnerRecord):
        found += model.objects.visible_to(case.user).filter(household=case.household)
    return found
