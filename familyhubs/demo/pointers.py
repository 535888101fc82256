"""Which of the demo's partners keep records of their own about its families (S36)."""

from collections.abc import Sequence

from familyhubs.demo.partnership import Partnership
from households.models import Household
from retention.actions import partner_records
from retention.models import HowKnown

POINTED = 5  # households


def make_pointers(partnership: Partnership, households: Sequence[Household]) -> None:
    """Two or three each, one of them with a name that can put somebody in danger."""
    worker, _ = partnership.workers
    for number, household in enumerate(households[:POINTED]):
        some = partnership.partners[number : number + 2]
        warned = [one for one in partnership.partners if one.name_endangers]
        partner_records.record(
            household=household,
            organisations=[*some, *(warned if number == 0 else [])],
            how_known=HowKnown.INVOLVED if number % 2 else HowKnown.FAMILY,
            by=worker,
        )
