"""A database of families, half of them due: `python -m tests.retention.killing.stock COPIES`.

Four families are made through the public actions, then copied inside the database. Every id of a
copy is the copied one moved along by a stride: a row's id tells which copy it is of. Odd copies
are due, even ones are not.
"""

import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

import django

OPEN_SINCE = date(2019, 3, 1)
LATELY = date(2024, 3, 3)


def main(copies: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "familyhubs.settings")
    django.setup()
    import psycopg

    with psycopg.connect(os.environ["KILLING_ADMIN"], autocommit=True) as admin:
        families()
        from bench import copies as copying

        copying.copy_households(admin, copies)
        with admin.transaction():
            admin.execute("SET LOCAL session_replication_role = replica")
            set_apart(admin, copying.STRIDE)
        keys_and_files(admin)
        notices_given()
        admin.execute("VACUUM ANALYZE")


def families() -> None:
    """One in every table, one with a protected child, one still open, one that is held."""
    from familyhubs.records.dates import today
    from retention.actions import holds
    from tests.cast import Cast
    from tests.retention.everything import live_through
    from tests.retention.families import CLOSED, TokenFamily

    cast = Cast()
    live_through(TokenFamily(cast))
    protected, held = TokenFamily(cast), TokenFamily(cast)
    protected.protect(protected.child)
    protected.close(CLOSED)
    held.close(CLOSED)
    holds.place(
        household=held.household, reason="complaint", review_on=today(), note="held", by=cast.dana
    )
    TokenFamily(cast)


def set_apart(admin: Any, stride: int) -> None:
    """Of the even copies nothing is due; of the odd ones each has keys and files of its own."""
    from retention.certificates import KEY_TABLES

    admin.execute(
        "UPDATE households_episode SET closed_on = %s "
        "WHERE closed_on IS NOT NULL AND (id / %s) %% 2 = 0",
        [LATELY, stride],
    )
    for table in sorted(KEY_TABLES):
        admin.execute(
            f"UPDATE {table} SET data_key = gen_random_uuid() WHERE (id / %s) %% 2 = 1", [stride]
        )
    for table in ("households_attachment", "retention_contractorcertificate"):
        admin.execute(
            f"UPDATE {table} SET stored_as = md5(stored_as || id) WHERE id > %s", [stride]
        )
    admin.execute(
        "INSERT INTO audit_accessevent (event, user_id, organisation_id, subject, subject_id, "
        "action, basis) SELECT 'opened', '1', '1', 'household', "
        "familyhubs_alias('household', id::text), 'page', 'council' FROM households_household"
    )
    admin.execute(
        "INSERT INTO audit_accessevent (event, user_id, organisation_id, subject, subject_id, "
        "action, basis) SELECT 'revealed', '1', '1', 'person', "
        "familyhubs_alias('person', id::text), 'page', 'council' FROM households_person"
    )


def notices_given() -> None:
    """By a night 30 days ago; and the list as the last night left it."""
    from familyhubs.records.dates import today
    from retention.models.due_line import NOTICE
    from tests.retention.families import at
    from tests.retention.nights import notice_given

    for day in (today() - NOTICE, today()):
        with at(day):
            notice_given(day)


def keys_and_files(admin: Any) -> None:
    from familyhubs.files import storage
    from familyhubs.keys import sealing
    from retention.certificates import KEY_TABLES

    for table in sorted(KEY_TABLES):
        rows = admin.execute(f"SELECT DISTINCT data_key FROM {table}").fetchall()
        sealing.keyring([key for (key,) in rows], make=True)
    for table in ("households_attachment", "retention_contractorcertificate"):
        for (name,) in admin.execute(f"SELECT stored_as FROM {table}").fetchall():
            path: Path = storage.path_of(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()


if __name__ == "__main__":
    main(int(sys.argv[1]))
