"""A pytest plugin: a real PostgreSQL and broker for the tests, up before Django reads settings.

Loaded with `-p tests.servers`. It runs in the process that was called; the workers of
pytest-xdist inherit the addresses. The servers are the tests' own, in `.local/tests`, so that a
running `make demo` and its data are never touched; DATABASE_URL and CELERY_BROKER_URL in the
environment are used instead where they are set.
"""

import os
from collections.abc import Iterator

import pytest

from familyhubs import local
from familyhubs.local.folders import CHECKOUT

ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "familyhubs.settings",
    "DATABASE_ROLE": "web",
    "SECRET_KEY": "only-for-the-tests",
    "MASTER_KEYS": "tests:b25seS1mb3ItdGhlLXRlc3RzLW1hc3Rlci1rZXktMDE=",
    "ACCESS_LOG_KEYS": "tests:b25seS1mb3ItdGhlLXRlc3RzLXNpZ25lZC1rZXktMDE=",
    "LOOKUP_KEY": "b25seS1mb3ItdGhlLXRlc3RzLWxvb2t1cC1rZXktMDE=",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",  # Playwright's loop runs in the thread of the tests
}


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests() -> Iterator[None]:
    """Runs before pytest-django's hook of the same name, which reads the settings."""
    is_worker = "PYTEST_XDIST_WORKER" in os.environ
    if not is_worker:
        named = bool(os.environ.get("DATABASE_URL") or os.environ.get("CELERY_BROKER_URL"))
        for name, value in ENVIRONMENT.items():
            os.environ.setdefault(name, value)
        os.environ.setdefault("FAMILYHUBS_DATA", str(CHECKOUT / ".local" / "tests"))
        local.ensure(durable=False)
        if named:
            from familyhubs.local import reach

            reach.require_database()
            reach.require_broker()
    return (yield)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the servers that nobody else uses, and see them gone."""
    if not hasattr(config, "workerinput"):
        local.release()
