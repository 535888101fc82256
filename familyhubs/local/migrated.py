"""Remember that the demo's database is ready, so that a second start need not ask Django.

What is remembered is a digest of everything that decides how the tables look (the project's
Python and the lock), and what the database itself says: which database it is, the migrations it
has, and the file of a table that no page writes. One that was dropped, emptied or migrated back
no longer says the same, and is made ready again.
"""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import psycopg

from familyhubs.local.folders import CHECKOUT, made

APPS = ("familyhubs", "households", "consent", "referrals", "retention", "reporting")
LOCKS = ("requirements.lock", "requirements-dev.lock")
NAME = "migrated.json"
# Emptying a table gives it a new file, and `manage.py flush` empties them all.
IDENTITY = """
    SELECT oid, pg_relation_filenode('django_content_type'),
        (SELECT oid FROM pg_database WHERE datname = current_database() || '_keys')
    FROM pg_database WHERE datname = current_database()
"""


def recall(folder: Path) -> str | None:
    """What was noted when this same code last made this same database ready, else None."""
    try:
        kept = json.loads((folder / NAME).read_text())
        state, noted = kept["state"], str(kept["noted"])
    except (OSError, ValueError, KeyError, TypeError):  # none, cut short, or an older form
        return None
    return noted if state is not None and state == _state() else None


def note(folder: Path, words: str) -> None:
    """Note `words` (the sign-ins) about the database that has just been made ready."""
    (made(folder) / NAME).write_text(json.dumps({"state": _state(), "noted": words}))


def digest_of_code(root: Path = CHECKOUT) -> str:
    """A digest of the files on which the tables depend."""
    files = [path for app in APPS for path in (root / app).rglob("*") if _counts(path)]
    seen = hashlib.sha256()
    for path in sorted([*files, *(root / name for name in LOCKS)]):
        seen.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() + b"\0")
    return seen.hexdigest()


def _counts(path: Path) -> bool:
    return path.suffix in (".py", ".sql") and path.is_file()


def _state() -> list[Any] | None:
    """The code and the database, in words that JSON gives back the same; None without tables."""
    url = os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"]
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            applied = connection.execute("SELECT app, name FROM django_migrations").fetchall()
            identity = connection.execute(IDENTITY).fetchone()
    except psycopg.Error:
        return None
    return [digest_of_code(), sorted(map(list, applied)), list(identity or ())]
