"""The day that a command is asked about."""

from datetime import date

from django.core.management.base import CommandError

from familyhubs.records.dates import today


def read_date(text: str | None) -> date:
    """A date as YYYY-MM-DD; today where there is none. Raises CommandError."""
    if text is None:
        return today()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(
            f"--as-of {text!r} is not a date; write it as YYYY-MM-DD, for example 2031-03-01."
        ) from error
