"""Dates as the promises count them: the council's, in Europe/London."""

import calendar
from datetime import date

from django.utils import timezone


def today() -> date:
    """Today, where the council is."""
    return timezone.localdate()


def years_after(start: date, years: int) -> date:
    """The same day `years` later; 29 February falls on 1 March where there is none: never early."""
    year = start.year + years
    if start.month == 2 and start.day == 29 and not calendar.isleap(year):
        return date(year, 3, 1)
    return start.replace(year=year)


def month_after(start: date) -> date:
    """The same day of the next month, or that month's last day where it has no such day."""
    year, month = divmod(start.year * 12 + start.month, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))
