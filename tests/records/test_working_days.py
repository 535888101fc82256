"""Two working days are two on which somebody is at work (bank holidays of England)."""

from datetime import date

import pytest

from familyhubs.records.working_days import is_working_day, working_days_after


@pytest.mark.parametrize(
    ("day", "after"),
    [
        (date(2026, 11, 23), date(2026, 11, 25)),  # Monday to Wednesday
        (date(2026, 11, 26), date(2026, 11, 30)),  # Thursday: over a weekend
        (date(2026, 11, 28), date(2026, 12, 1)),  # Saturday
        (date(2026, 12, 24), date(2026, 12, 30)),  # Christmas, and Boxing Day's substitute
        (date(2026, 4, 2), date(2026, 4, 8)),  # Good Friday and Easter Monday
    ],
)
def test_two_working_days_leave_out_weekends_and_bank_holidays(day, after):
    assert working_days_after(day, 2) == after


def test_a_scottish_holiday_is_a_working_day():
    assert is_working_day(date(2026, 11, 30))
