"""Connections to the keys database: the vault's own, apart from Django's.

A page's transaction may be rolled back and a test's always is; a key must be there before the
first ciphertext is committed, so its row is committed by itself. That is why these connections
commit each statement, and why they are not a Django alias. They are kept open for the next
question, by process (a fork must not share its parent's) and by address.
"""

import atexit
import os
from collections.abc import Callable

import psycopg
from django.conf import settings

ANSWERS_WITHIN = 5  # seconds, to connect
_idle: dict[tuple[int, str], list[psycopg.Connection]] = {}


class VaultClosed(Exception):
    """The keys database cannot be used; the message says why, in one sentence."""


def ask[Answer](question: Callable[[psycopg.Connection], Answer]) -> Answer:
    """Put a question to the keys database. Raises VaultClosed.

    Every question must be safe to ask twice: when a kept connection turns out to be closed (the
    server was started again), another is taken and asked anew.
    """
    address = settings.KEYS_DATABASE
    idle = _idle.setdefault((os.getpid(), address), [])
    while kept := _taken(idle):
        try:
            return _answer(kept, question, idle)
        except psycopg.OperationalError:
            if not kept.broken:
                raise
            kept.close()
    try:
        fresh = psycopg.connect(address, autocommit=True, connect_timeout=ANSWERS_WITHIN)
        return _answer(fresh, question, idle)
    except psycopg.errors.UndefinedTable as error:
        raise VaultClosed(
            "The keys database has no table yet: run `manage.py prepare_database`."
        ) from error
    except psycopg.OperationalError as error:
        said = str(error).strip().splitlines()[-1:]
        raise VaultClosed(
            f"The keys database cannot be reached ({' '.join(said)}): start it, or make it with "
            "`manage.py prepare_database`."
        ) from error


def close_idle() -> None:
    """Close the connections that this process keeps open."""
    for process, address in list(_idle):
        if process == os.getpid():
            idle = _idle.pop((process, address))
            while kept := _taken(idle):
                kept.close()


def _taken(idle: list[psycopg.Connection]) -> psycopg.Connection | None:
    try:
        return idle.pop()
    except IndexError:  # another thread was quicker
        return None


def _answer[Answer](
    connection: psycopg.Connection,
    question: Callable[[psycopg.Connection], Answer],
    idle: list[psycopg.Connection],
) -> Answer:
    try:
        answer = question(connection)
    except BaseException:
        if not connection.broken:  # who asked looks at whether it was
            connection.close()
        raise
    idle.append(connection)
    return answer


atexit.register(close_idle)
