"""Asking as a page asks: with the web's rights and its user's identity."""

from collections.abc import Iterator
from contextlib import contextmanager

from familyhubs.database.identity import taken_on
from familyhubs.database.roles import DatabaseRole
from familyhubs.organisations.identity import identity_of
from familyhubs.organisations.models import User
from tests import database


@contextmanager
def as_page_of(user: User) -> Iterator[None]:
    """Every policy of the second wall is in the way, as on a page of this user."""
    with database.acting_as(DatabaseRole.WEB), taken_on(identity_of(user)):
        yield
