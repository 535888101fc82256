"""The day that a command is asked about."""

from datetime import date

from django.core.management.base import CommandError

from familyhubs.records.dates import today

YEARS = range(1900, 3000)


def read_date(text: str | None) -> date:
    """A date as YYYY-MM-DD; today where there is none. Raises CommandError, also where the year is
    so far off that no period of the schedule can be counted from it."""
    if text is None:
        return today()
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(
            f"--as-of {text!r} is not a date; write it as YYYY-MM-DD, for example 2031-03-01."
        ) from error
    if day.year not in YEARS:
        raise CommandError(f"--as-of {text!r}: the year must be between 1900 and 2999.")
    return day
