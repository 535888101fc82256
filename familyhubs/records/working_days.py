"""Working days in England: neither a weekend nor a bank holiday."""

from datetime import date, timedelta
from functools import cache

from holidays import HolidayBase, country_holidays

SATURDAY = 5


@cache
def _bank_holidays() -> HolidayBase:
    """England's, each year worked out when it is first asked for."""
    return country_holidays("GB", subdiv="ENG")


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in _bank_holidays()


def working_days_after(day: date, count: int) -> date:
    """The working day that comes so many working days after a day."""
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day
