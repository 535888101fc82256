"""Histories and evidence are only ever added to, whoever tries (house rule 8)."""

from contextlib import contextmanager
from datetime import date

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from consent.models import (
    Agreement,
    AgreementRecipient,
    AgreementReview,
    Disclosure,
    Notice,
    NoticeGiven,
    Receipt,
    Representation,
    Withdrawal,
)
from familyhubs.audit.models import AccessEvent, Alias, Anchor
from familyhubs.keys.models import KeyDestruction
from familyhubs.organisations.models import DutyAccepted
from households.models import Reveal
from referrals.models import ReferralStep, YesToReferral
from retention import sweep
from retention.models import (
    Certificate,
    ChainCheck,
    DemoDatabase,
    PaperDestruction,
    ScheduleRule,
    ScheduleVersion,
)
from tests.factories.disclosures import DisclosureFactory

# Rows that prove something. A new kind of evidence gets a line here and an AppendOnly operation.
FOR_EVER = [
    AccessEvent,
    Anchor,
    Certificate,
    ChainCheck,
    DemoDatabase,
    DutyAccepted,
    KeyDestruction,
    Notice,
    ScheduleRule,
    ScheduleVersion,
]
UNTIL_DISPOSED_OF = [
    Agreement,
    Agreement.covers.through,
    AgreementRecipient,
    AgreementReview,
    Alias,
    Disclosure.people.through,
    NoticeGiven,
    PaperDestruction,
    Receipt,
    ReferralStep,
    Representation,
    Reveal,
    Withdrawal,
    YesToReferral,
]

HISTORIES = [model for model in apps.get_models() if hasattr(model, "instance_type")]
GUARDED = [*FOR_EVER, *UNTIL_DISPOSED_OF, *HISTORIES]

guarded = pytest.mark.parametrize("model", GUARDED, ids=lambda model: model._meta.db_table)


def test_there_are_histories():
    assert len(HISTORIES) > 10


def test_every_guarded_table_is_named_here(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%\\_append\\_only'"
        )
        found = {table for (table,) in cursor.fetchall()}
    assert found == {model._meta.db_table for model in GUARDED}


@guarded
def test_the_triggers_are_there_and_always_on(db, model):
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname, tgenabled, encode(tgargs, 'escape') FROM pg_trigger "
            "WHERE tgrelid = %s::regclass AND tgname LIKE %s",
            [table, "%\\_append\\_only"],
        )
        on_rows = cursor.fetchall()
        cursor.execute(
            "SELECT tgenabled FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname LIKE %s",
            [table, "%\\_no\\_truncate"],
        )
        on_truncate = cursor.fetchall()
    assert len(on_rows) == 1, f"{table}: add AppendOnly({table!r}) to a migration of its app."
    assert on_rows[0][1] == "O"
    assert on_truncate == [("O",)]
    disposable = on_rows[0][2].startswith("disposable")
    assert disposable != (model in FOR_EVER), (
        f"{table}: is it evidence for ever, or until disposal?"
    )


@guarded
def test_nobody_truncates(db, as_owner, model):
    with pytest.raises(DatabaseError, match="append-only"), as_owner():
        execute(f"TRUNCATE {model._meta.db_table} CASCADE")


def test_rows_stay_as_they_were_whoever_tries(cast, as_worker, as_owner):
    withdraw(cast)
    for model in having_rows():
        table = model._meta.db_table
        column = model._meta.pk.column
        for who in ("web", as_worker, as_owner):
            assert refused(f"UPDATE {table} SET {column} = {column}", who), f"{who}: UPDATE {table}"
            if who is as_worker and model not in FOR_EVER:
                continue  # disposal is the worker's
            assert refused(f"DELETE FROM {table}", who), f"{who}: DELETE {table}"


def test_the_worker_disposes_of_histories(cast, as_worker):
    history = cast.household.history
    with as_worker():
        assert history.all().delete()[0] == 1


def test_an_event_stays_even_for_the_worker(cast, as_worker):
    assert cast.household
    with pytest.raises(DatabaseError), as_worker():
        AccessEvent.objects.all()._raw_delete("default")


def having_rows():
    seen = [model for model in GUARDED if model is not Anchor]  # by no test's own lines
    found = [model for model in seen if model.objects.exists()]
    names = {model._meta.db_table for model in found}
    assert {"audit_accessevent", "consent_agreement", "households_historicalperson"} <= names
    return found


def withdraw(cast):
    from consent.actions import agreements

    agreements.withdraw(agreement=cast.agreement, asked_by=cast.mother, by=cast.alice)


def refused(statement, who):
    """Whether the database says no, by trigger or by right."""
    try:
        with transaction.atomic():
            if who == "web":
                execute(statement)
            else:
                with who():
                    execute(statement)
    except DatabaseError:
        return True
    return False


def execute(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


# --- Whatever the mode of the session -------------------------------------------------------------
@pytest.fixture
def unguarded_worker(as_worker):
    """The worker as it disposes: no trigger runs but those that fire whatever the mode."""

    @contextmanager
    def acting():
        with as_worker():
            execute("SET LOCAL session_replication_role = replica")
            try:
                yield
            finally:
                execute("SET LOCAL session_replication_role = origin")

    return acting


def test_the_worker_changes_no_evidence_without_triggers_either(cast, unguarded_worker):
    withdraw(cast)
    DisclosureFactory(household=cast.household, by=cast.alice)
    for model in having_rows():
        table, column = model._meta.db_table, model._meta.pk.column
        assert refused(f"UPDATE {table} SET {column} = {column}", unguarded_worker), table
    assert refused("UPDATE consent_disclosure SET sent = 'less'", unguarded_worker)


def test_nor_a_sweep_that_is_over(db, as_worker, unguarded_worker):
    with as_worker():
        run = sweep._begin(date(2026, 3, 2))
    ends = "UPDATE retention_sweeprun SET outcome = 'failed', finished_at = now()"
    assert not refused(ends, unguarded_worker)
    assert refused("UPDATE retention_sweeprun SET disposed = 7", unguarded_worker)
    assert refused("DELETE FROM retention_sweeprun", unguarded_worker)
    run.refresh_from_db()
    assert run.disposed == 0


def test_each_table_whose_links_follow_a_merge_is_watched_in_every_mode(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, count(*) FILTER (WHERE tgenabled = 'A') "
            "FROM pg_trigger WHERE tgfoid = 'familyhubs_append_only'::regproc AND tgnargs > 1 "
            "GROUP BY 1"
        )
        watched = dict(cursor.fetchall())
    assert len(watched) > 5
    assert set(watched.values()) == {1}, watched
