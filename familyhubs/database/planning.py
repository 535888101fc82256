"""How PostgreSQL goes about a question, where its guesses lead it astray."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

WALKED = "SET LOCAL enable_sort = off; SET LOCAL max_parallel_workers_per_gather = 0"
AS_BEFORE = "SET LOCAL enable_sort TO DEFAULT; SET LOCAL max_parallel_workers_per_gather TO DEFAULT"


@contextmanager
def walked_in_order() -> Iterator[None]:
    """Read the first rows of a list from an index that has its order, not all of them to be sorted.

    PostgreSQL cannot know how many rows the walls let through. It takes it for one in two hundred,
    so that a thousand seem to need every row there is, where the first thousand would do. Inside a
    transaction; where no index has the order, the rows are sorted all the same.
    """
    with connection.cursor() as cursor:
        cursor.execute(WALKED)
    yield
    # After an error there is nothing to undo: the transaction's end, or its savepoint's, does it.
    with connection.cursor() as cursor:
        cursor.execute(AS_BEFORE)
