"""Counting a page's queries: what it asks for, without what a transaction is begun and ended by."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

# A transaction's own, the asker's identity, and the role that a test takes on for a page.
NOT_COUNTED = (
    "SAVEPOINT",
    "RELEASE",
    "SELECT set_config(",
    "SET LOCAL ROLE",
    "SELECT current_user",
)


def asked(captured: CaptureQueriesContext) -> list[str]:
    """The statements that were counted."""
    said = [query["sql"] for query in captured.captured_queries]
    return [sql for sql in said if not sql.startswith(NOT_COUNTED)]


@contextmanager
def at_most(most: int, *, exact: bool = False) -> Iterator[CaptureQueriesContext]:
    with CaptureQueriesContext(connection) as captured:
        yield captured
    done = asked(captured)
    if len(done) > most or (exact and len(done) != most):
        listed = "\n".join(done)
        pytest.fail(f"{len(done)} queries where {most} were expected:\n{listed}")


Counter = Callable[[int], AbstractContextManager[CaptureQueriesContext]]


@pytest.fixture
def django_assert_max_num_queries(db: None) -> Counter:
    """In place of pytest-django's own."""
    return at_most


@pytest.fixture
def django_assert_num_queries(db: None) -> Counter:
    return lambda number: at_most(number, exact=True)
