"""What every test has: a real database with the web's rights, no way out, no quiet mistakes."""

import gc
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from itertools import count
from typing import Any

import django.test
import pytest
from django.conf import settings
from django.template import engines
from django.test.utils import override_settings
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from familyhubs.database.roles import DatabaseRole
from familyhubs.keys import disposals, vault
from tests import database, outside, undefined
from tests.cast import Cast
from tests.counting import django_assert_max_num_queries, django_assert_num_queries
from tests.stage import stage

__all__ = ["django_assert_max_num_queries", "django_assert_num_queries"]

_test_number = count(1)
_cache = {"prefix": ""}
_keys = {"changed": False}


def pytest_collection_finish() -> None:
    """What was imported and collected stays until the end: no use in looking through it for garbage
    again and again."""
    gc.collect()
    gc.freeze()


def cache_key(key: str, _prefix: str, version: int) -> str:
    """A key of this test alone: nobody else's session, in any process, is found under it."""
    return f"{_cache['prefix']}:{version}:{key}"


@pytest.fixture(scope="session", autouse=True)
def settings_for_tests(
    django_test_environment: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Plain HTTP, static files from their sources, a quick hash, undefined variables noticed."""
    changed = {
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
        "FILES_FOLDER": str(tmp_path_factory.mktemp("files")),
        "SECURE_SSL_REDIRECT": False,
        "MIDDLEWARE": ["tests.database.pages_as_the_web", *settings.MIDDLEWARE],
        "SESSION_COOKIE_SECURE": False,
        "CSRF_COOKIE_SECURE": False,
        "SECURE_HSTS_SECONDS": 0,
        "WHITENOISE_AUTOREFRESH": True,
        "WHITENOISE_USE_FINDERS": True,
        "WHITENOISE_MAX_AGE": 600,  # a browser fetches the style sheets once a journey
        "STORAGES": {
            **settings.STORAGES,
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
        "CACHES": {"default": {**settings.CACHES["default"], "KEY_FUNCTION": cache_key}},
    }
    with override_settings(**changed):
        templates: Any = engines["django"]
        templates.engine.string_if_invalid = undefined.FailOnUndefined()
        yield


@pytest.fixture(scope="session", autouse=True)
def no_way_out() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        outside.block(patch)
        yield


@pytest.fixture(autouse=True)
def cache_of_its_own(testrun_uid: str, worker_id: str) -> None:
    _cache["prefix"] = f"test:{testrun_uid}:{worker_id}:{next(_test_number)}"


@pytest.fixture(scope="session", autouse=True)
def database_goes_by_our_clock() -> Iterator[None]:
    """Where a test is on another day, the database is, too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("familyhubs.database.clock.now", timezone.now)
        yield


@pytest.fixture(scope="session", autouse=True)
def keys_database_is_watched() -> Iterator[None]:
    def watched(change: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            _keys["changed"] = True
            return change(*args, **kwargs)

        return call

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vault, "destroy", watched(vault.destroy))
        patch.setattr(disposals, "add", watched(disposals.add))
        yield


@pytest.fixture(autouse=True)
def keys_database_comes_back() -> Iterator[None]:
    _keys["changed"] = False
    yield
    if _keys["changed"]:
        database.keys_database_back()


@pytest.fixture(scope="session")
def django_db_setup(settings_for_tests: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """In place of pytest-django's own: three roles, and an undo that append-only tables allow."""
    with (
        django_db_blocker.unblock(),
        database.test_database(),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(
            django.test.TransactionTestCase,
            "_fixture_teardown",
            lambda _self: database.back_to_pristine(),
        )
        stage.set_up(Cast)
        with django_db_blocker.block():
            yield


Acting = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def as_worker(db: None) -> Acting:
    """`with as_worker():` has the rights of the nightly job's database role."""
    return lambda: database.acting_as(DatabaseRole.WORKER)


@pytest.fixture
def as_owner(db: None) -> Acting:
    """`with as_owner():` has the rights of the role that migrates."""
    return lambda: database.acting_as(DatabaseRole.OWNER)


@pytest.fixture
def cast(db: None) -> Cast:
    """The people and families of every test; each is made when it is first named."""
    return Cast()
