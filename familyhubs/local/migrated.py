"""Remember that the database is migrated, so that a second start need not ask Django.

What is remembered is a digest of everything that decides how the tables look (the project's
Python and the lock) and of the migrations the database itself says it has. A database that was
dropped, exchanged or migrated back no longer answers the same, and is migrated again.
"""

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path

import psycopg

from familyhubs.local.folders import CHECKOUT, made

APPS = ("familyhubs", "households", "consent", "referrals", "retention", "reporting")
LOCKS = ("requirements.lock", "requirements-dev.lock")
NAME = "migrated.json"


def is_remembered(folder: Path) -> bool:
    """Whether the database is as it was when `remember` was called with this same code."""
    try:
        kept = json.loads((folder / NAME).read_text())
    except (OSError, ValueError):
        return False
    return kept is not None and kept == _state()


def remember(folder: Path) -> None:
    """Note the state that `migrate` has just made."""
    (made(folder) / NAME).write_text(json.dumps(_state()))


def digest_of_code(root: Path = CHECKOUT) -> str:
    """A digest of the files on which the tables depend."""
    files = [path for app in APPS for path in (root / app).rglob("*") if _counts(path)]
    seen = hashlib.sha256()
    for path in sorted([*files, *(root / name for name in LOCKS)]):
        seen.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() + b"\0")
    return seen.hexdigest()


def digest_of_rows(rows: Iterable[tuple[object, ...]]) -> str:
    return hashlib.sha256(repr(sorted(rows)).encode()).hexdigest()


def _counts(path: Path) -> bool:
    return path.suffix in (".py", ".sql") and path.is_file()


def _state() -> dict[str, str] | None:
    url = os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"]
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            rows = connection.execute("SELECT app, name FROM django_migrations").fetchall()
    except psycopg.Error:
        return None
    return {"code": digest_of_code(), "applied": digest_of_rows(rows)}
