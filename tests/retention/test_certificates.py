"""S43: a certificate says what was destroyed, under which rule, and nothing about anybody."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from django.core import serializers
from django.db import DatabaseError, transaction
from django.test import override_settings

from familyhubs.records.privacy import RecordClass
from retention import certificates
from retention.models import Certificate, Outcome, SweepRun
from tests.cast import Cast
from tests.retention.families import CLOSED, SERVICE_DUE, TokenFamily

Sweep = Callable[[date], SweepRun]


@pytest.fixture
def disposed(family: TokenFamily, sweep_on: Sweep) -> TokenFamily:
    family.close(CLOSED)
    sweep_on(SERVICE_DUE)
    return family


def test_it_says_what_when_and_under_which_rule(disposed: TokenFamily) -> None:
    found = Certificate.objects.get(record_class=RecordClass.SERVICE)
    assert found.schedule.version == "2024-04-23"
    assert found.rule == "6 years from: Support was last closed"
    assert found.run.as_of == SERVICE_DUE
    assert found.counts["households_person"] == 2
    assert found.counts["households_historicalperson"] == 2
    assert found.counts["households_address"] == 2
    assert found.counts["households_historicaladdress"] == 3  # the first one ended, too
    assert found.records == sum(
        number for table, number in found.counts.items() if table in certificates.RECORD_TABLES
    )


def test_it_counts_permissions_and_joining_tables(disposed: TokenFamily) -> None:
    counts = Certificate.objects.get(record_class=RecordClass.HUB).counts
    assert (
        counts["households_persongrant"] == 20
    )  # two people: eight categories, two in an emergency
    assert counts["households_involvement_people"] == 4
    assert counts["households_householdgrant"] > 0


def test_it_holds_no_personal_data(disposed: TokenFamily) -> None:
    text = serializers.serialize("json", Certificate.objects.all())
    assert disposed.token not in text
    assert disposed.reference not in text
    fields = {key for row in json.loads(text) for key in row["fields"]}
    assert not fields & {"household", "person", "name", "trigger_on", "date_of_birth"}


def test_whoever_holds_the_reference_finds_it(disposed: TokenFamily) -> None:
    assert certificates.about(disposed.reference).count() == 2
    assert certificates.about(disposed.reference.lower().replace("-", " ")).count() == 2
    assert not certificates.about("FH-0000-0000-0000").exists()


def test_it_is_found_after_the_key_was_changed(disposed: TokenFamily) -> None:
    from django.conf import settings

    old = settings.SECRET_KEY
    with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=[]):
        assert not certificates.about(disposed.reference).exists()
    with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=[old]):
        assert certificates.about(disposed.reference).count() == 2


@pytest.mark.parametrize("act", ["update", "delete"])
@pytest.mark.parametrize("role", ["as_worker", "as_owner"])
def test_nobody_changes_one(
    disposed: TokenFamily, request: pytest.FixtureRequest, role: str, act: str
) -> None:
    """Append-only by trigger, for the owner of the table too; the worker has not even the right."""
    rows = Certificate.objects.all()
    with (
        request.getfixturevalue(role)(),
        pytest.raises(DatabaseError, match=r"append-only|permission denied"),
        transaction.atomic(),
    ):
        rows.update(records=0) if act == "update" else rows._raw_delete("default")


def test_a_finished_sweep_is_not_rewritten(disposed: TokenFamily) -> None:
    with pytest.raises(DatabaseError, match="stays as it was"), transaction.atomic():
        SweepRun.objects.update(disposed=0)


def test_the_ledger_has_the_sweep(disposed: TokenFamily) -> None:
    run = SweepRun.objects.get()
    assert (run.outcome, run.due, run.disposed, run.blocked) == (Outcome.FINISHED, 2, 2, 0)
    assert run.certificates.count() == 2


def test_the_web_may_not_dispose(family: TokenFamily) -> None:
    """Only the worker's role deletes a family's records."""
    from retention import sweep
    from retention.models.due_line import NOTICE
    from tests.retention.families import at
    from tests.retention.nights import notice_given

    family.close(CLOSED)
    notice_given(on=SERVICE_DUE - NOTICE)
    with (
        at(SERVICE_DUE),
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
    ):
        sweep.dispose(SERVICE_DUE)


def test_the_kinds_are_in_words(disposed: TokenFamily, cast: Cast) -> None:
    found = Certificate.objects.get(record_class=RecordClass.SERVICE)
    kinds = {kind.name: (kind.rows, kind.history) for kind in certificates.kinds_of(found)}
    assert kinds["Person"] == (2, 2)
    assert kinds["Address"] == (2, 3)
    assert sum(rows + past for rows, past in kinds.values()) == sum(found.counts.values())
