"""How often somebody came to a service, and what came of it, in words on paper (S12)."""

from datetime import date

import pytest

from referrals.models import ServiceUse
from referrals.printing import told


@pytest.mark.parametrize(
    ("came", "missed", "ended_on", "outcome", "words"),
    [
        (0, 0, None, "", "Since 3 March 2026"),
        (1, 0, None, "", "Since 3 March 2026. Came 1 time"),
        (0, 1, None, "", "Since 3 March 2026. Did not come 1 time"),
        (
            4,
            3,
            date(2026, 5, 1),
            "helped",
            "3 March 2026 to 1 May 2026. Came 4 times, did not come 3 times. It helped",
        ),
    ],
)
def test_in_words(came, missed, ended_on, outcome, words):
    use = ServiceUse(started_on=date(2026, 3, 3), ended_on=ended_on, outcome=outcome)
    use.came, use.missed = came, missed
    assert told(use) == words
