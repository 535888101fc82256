"""What `make demo` remembers: that this code's migrations are in this database."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from familyhubs.local import migrated

NAME = f"remembered_{os.getpid()}"


@pytest.fixture
def database(monkeypatch: pytest.MonkeyPatch) -> Iterator[psycopg.Connection]:
    """A database with two migrations applied, named as the owner's."""
    admin = os.environ.get("DATABASE_ADMIN_URL") or os.environ["DATABASE_URL"]
    with psycopg.connect(admin, autocommit=True) as maintenance:
        maintenance.execute(f"CREATE DATABASE {NAME}")
        url = urlsplit(admin)._replace(path=f"/{NAME}").geturl()
        monkeypatch.setenv("DATABASE_OWNER_URL", url)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE TABLE django_migrations (app text, name text)")
            connection.execute("CREATE TABLE django_content_type (model text)")
            connection.execute("INSERT INTO django_migrations VALUES ('a', '1'), ('b', '1')")
            yield connection
        maintenance.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")


@pytest.fixture
def code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "checkout"
    (root / "households" / "migrations").mkdir(parents=True)
    for name in migrated.LOCKS:
        (root / name).write_text("django==6.1\n")
    (root / "households" / "migrations" / "0001.py").write_text("operations = []\n")
    monkeypatch.setattr(migrated, "digest_of_code", lambda: digest(root))
    return root


digest = migrated.digest_of_code


def test_nothing_is_remembered_at_first(database: psycopg.Connection, tmp_path: Path) -> None:
    assert migrated.recall(tmp_path) is None


def test_the_same_code_and_database_are_remembered(
    database: psycopg.Connection, code: Path, tmp_path: Path
) -> None:
    migrated.note(tmp_path, "sign in")
    assert migrated.recall(tmp_path) == "sign in"


@pytest.mark.parametrize("changed", ["households/migrations/0002.py", "requirements.lock"])
def test_a_new_migration_or_package_is_not(
    database: psycopg.Connection, code: Path, tmp_path: Path, changed: str
) -> None:
    migrated.note(tmp_path, "sign in")
    (code / changed).write_text("something else\n")
    assert migrated.recall(tmp_path) is None


def test_a_database_that_was_migrated_back_is_not(
    database: psycopg.Connection, code: Path, tmp_path: Path
) -> None:
    migrated.note(tmp_path, "sign in")
    database.execute("DELETE FROM django_migrations WHERE app = 'b'")
    assert migrated.recall(tmp_path) is None


@pytest.mark.parametrize("found", ["", "{", "null", "[]", '{"code": "an older form"}'])
def test_a_note_that_cannot_be_read_is_none(tmp_path: Path, found: str) -> None:
    (tmp_path / migrated.NAME).write_text(found)
    assert migrated.recall(tmp_path) is None


def test_a_database_that_was_emptied_is_not(
    database: psycopg.Connection, code: Path, tmp_path: Path
) -> None:
    migrated.note(tmp_path, "sign in")
    database.execute("TRUNCATE django_content_type")
    assert migrated.recall(tmp_path) is None


def test_a_database_that_is_gone_is_not(
    database: psycopg.Connection, code: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrated.note(tmp_path, "sign in")
    gone = os.environ["DATABASE_OWNER_URL"].replace(NAME, "no_such_database")
    monkeypatch.setenv("DATABASE_OWNER_URL", gone)
    assert migrated.recall(tmp_path) is None
    migrated.note(tmp_path, "sign in")  # no database, nothing to remember
    assert migrated.recall(tmp_path) is None
