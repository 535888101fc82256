"""Whether this database holds only synthetic families.

Only then may a sweep dispose of what is due on a day to come. The mark is a row, not a setting,
so that it goes with the data and no environment can turn a council's database into a demo one;
a trigger refuses it where there is a household already.
"""

from django.db import DatabaseError, transaction

from retention.models import DemoDatabase


class NotEmpty(RuntimeError):
    """The database holds households that may be real."""


def is_demo() -> bool:
    return DemoDatabase.objects.exists()


def mark() -> None:
    """Declare the database a demo one; safe to say again. Raises NotEmpty."""
    if is_demo():
        return
    try:
        with transaction.atomic():
            DemoDatabase.objects.create()
    except DatabaseError as error:
        raise NotEmpty(
            "This database holds households already, and they may be real: a demo council is "
            "made only in a database without any."
        ) from error
