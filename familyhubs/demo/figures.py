"""Numbers that stayed of families disposed of in the two years before, as the sweep leaves them.

The one thing of the demo that no action makes: those families are gone, and only a sweep counts.
"""

import random
from datetime import date

from familyhubs.demo.partnership import Partnership
from familyhubs.records.dates import today
from households.needs import Need
from retention.models import DisposedCount, SupportOutcome

YEARS = (1, 2)  # ago
S = SupportOutcome


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
