"""Numbers of the time before the demo began: of families disposed of in the two years before, as
the sweep leaves them, and of needs that were not met in the months before.

No action makes them: those families are gone, and what is counted is counted for the month it is.
"""

import random
from datetime import date, timedelta

from familyhubs.demo.partnership import Partnership
from familyhubs.records.dates import today
from households.needs import Need
from referrals.models import UnmetNeed, UnmetReason
from referrals.models.service import postcode_area
from referrals.models.unmet import this_month
from retention.models import DisposedCount, SupportOutcome

YEARS = (1, 2)  # ago
S = SupportOutcome
MONTHS = 6
UNMET = {  # how many a month, at most
    (Need.HEALTH, UnmetReason.FULL): 9,
    (Need.HOUSING, UnmetReason.NOT_OFFERED): 6,
    (Need.EDUCATION, UnmetReason.NOT_ELIGIBLE): 3,
    (Need.EARLY_YEARS, UnmetReason.TOO_FAR): 2,
    (Need.RELATIONSHIPS, UnmetReason.BY_THE_FAMILY): 1,
}


def make_figures(partnership: Partnership, seed: int) -> None:
    """More of one hub than of another, and some cells too small to be shown."""
    chance = random.Random(seed)  # noqa: S311  figures of nobody
    DisposedCount.objects.bulk_create(
        DisposedCount(
            counted_in=today().year - ago,
            closed_in=date(today().year - ago - 5, month, 1),
            hub=hub,
            need=need,
            outcome=outcome,
            families=families,
        )
        for ago in YEARS
        for hub in partnership.hubs
        for need in (Need.EARLY_YEARS, Need.HEALTH, Need.RELATIONSHIPS, Need.HOUSING, "")
        for outcome in ((S.MET, S.PARTLY, S.NOT_MET) if need else (S.NO_GOALS, S.NEVER_OPENED))
        for month in (2, 5, 9, 11)
        if (families := chance.choice((0, 1, 1, 2, 3, 4)))
    )


def make_unmet_needs(partnership: Partnership, seed: int) -> None:
    """Half a year of them: some needs often unmet for one reason, others now and then."""
    chance = random.Random(seed)  # noqa: S311  figures of nobody
    month, rows = this_month(), []
    for _ in range(MONTHS):
        month = (month - timedelta(days=1)).replace(day=1)
        rows += [
            UnmetNeed(
                need=need,
                hub=hub,
                area=postcode_area(hub.postcode),
                reason=reason,
                month=month,
            )
            for hub in partnership.hubs
            for (need, reason), most in UNMET.items()
            for _ in range(chance.randint(0, most))
        ]
    UnmetNeed.objects.bulk_create(rows)
