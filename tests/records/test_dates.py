from datetime import UTC, date, datetime

import pytest
import time_machine

from familyhubs.records.dates import today, years_after


@pytest.mark.parametrize(
    ("start", "years", "end"),
    [
        (date(2024, 3, 1), 6, date(2030, 3, 1)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2024, 2, 29), 6, date(2030, 3, 1)),  # never early
        (date(2024, 2, 29), 75, date(2099, 3, 1)),
        (date(2024, 2, 29), 76, date(2100, 3, 1)),  # 2100 is no leap year
    ],
)
def test_years_later(start, years, end):
    assert years_after(start, years) == end


@time_machine.travel(datetime(2026, 6, 30, 23, 30, tzinfo=UTC), tick=False)
def test_today_is_the_councils_day():
    assert today() == date(2026, 7, 1)
