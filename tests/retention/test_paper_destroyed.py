"""S47: when paper may be destroyed, with whose certificate, and what a merge does with it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from familyhubs.files import kinds, outbox, storage
from familyhubs.files.fields import Attachment as Upload
from familyhubs.records.models import StaleRecord
from households.actions import merges
from households.actions.guards import Contradiction
from retention.actions import holds, paper, paper_destruction
from retention.lines import Block, Line
from retention.models import (
    ContractorCertificate,
    PaperDestruction,
    PaperFile,
    PaperLoan,
    SweepRun,
)
from tests.cast import Cast
from tests.factories import HouseholdFactory
from tests.households import merging
from tests.retention.families import CLOSED, SERVICE_DUE, TokenFamily, at, tables_with
from tests.retention.filing import (
    FILED,
    SCAN,
    a_file,
    by_contractor,
    destroyed,
    destroyed_long_ago,
    filed,
    fresh,
    lent,
    lost,
)
from tests.retention.nights import notice_given

Due = Callable[[date], list[Line]]
Stopped = Callable[[date], list[Block]]
Sweep = Callable[[date], SweepRun]
Acting = Callable[[], AbstractContextManager[None]]

AT_75 = date(2087, 6, 1)


# --- When it may be destroyed -------------------------------------------------------------------
def test_nothing_is_destroyed_before_its_day(file: PaperFile, family: TokenFamily) -> None:
    day_before = SERVICE_DUE - timedelta(days=1)
    with at(day_before), pytest.raises(paper_destruction.NotDue, match="until 3 March 2026"):
        destroyed(file, family.cast.henry)
    with at(SERVICE_DUE):
        destroyed(file, family.cast.henry)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        PaperDestruction.objects.update(by_whom="Somebody else")


def test_nothing_is_destroyed_while_something_stops_it(
    file: PaperFile, family: TokenFamily
) -> None:
    with at(SERVICE_DUE):
        facts = {"household": family.household, "by": family.cast.dana}
        hold = holds.place(reason="complaint", review_on=date(2099, 1, 1), **facts)
        with pytest.raises(paper_destruction.NotDue, match="A hold stands: complaint"):
            destroyed(file, family.cast.henry)
        holds.lift(hold=hold, why="Over", by=family.cast.dana)
        family.reopen(SERVICE_DUE)
        with pytest.raises(paper_destruction.NotDue, match="Support is open"):
            destroyed(file, family.cast.henry)


def test_nothing_is_destroyed_before_its_notice_has_run(family: TokenFamily) -> None:
    """S43: in those 30 days somebody may place a hold, and paper cannot be put back."""
    file, by = filed(family, "1"), family.cast.henry
    family.close(CLOSED)
    with at(SERVICE_DUE), pytest.raises(paper_destruction.NotDue, match="not been given yet"):
        destroyed(file, by)
    notice_given(on=SERVICE_DUE)
    day_29, day_30 = SERVICE_DUE + timedelta(days=29), SERVICE_DUE + timedelta(days=30)
    with at(day_29), pytest.raises(paper_destruction.NotDue, match="goes on 2 April 2026"):
        destroyed(file, by)
    with at(day_30):
        with pytest.raises(Contradiction, match="was to be kept until 2 April 2026"):
            destroyed(file, by, on=day_29)
        destroyed(file, by)


def test_a_file_that_is_out_or_lost_is_not_destroyed(file: PaperFile, family: TokenFamily) -> None:
    other = filed(family, "2")
    with at(SERVICE_DUE):
        lent(file, family.cast.alice)
        with pytest.raises(paper.IsOut):
            destroyed(file, family.cast.henry)
        lost(other, family.cast.alice)
        with pytest.raises(paper.IsLost):
            destroyed(other, family.cast.henry)


def test_a_file_lost_for_good_is_written_off_when_its_day_has_come(
    file: PaperFile, family: TokenFamily, sweep_on: Sweep
) -> None:
    """Else a file that nobody finds would keep the record for ever."""
    facts: dict[str, Any] = {"how": "written_off", "by_whom": "Dana Darlow"}
    with at(SERVICE_DUE):
        with pytest.raises(paper.IsNotLost):
            destroyed(file, family.cast.dana, **facts)
        lost(file, family.cast.alice)
        destroyed(file, family.cast.dana, **facts)
    sweep_on(SERVICE_DUE)
    assert not tables_with(family.token)


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (SERVICE_DUE + timedelta(days=1), "today or in the past"),
        (FILED - timedelta(days=1), "registered after"),
        (SERVICE_DUE - timedelta(days=1), "was to be kept until 3 March 2026"),
    ],
)
def test_a_day_that_cannot_be_is_refused(
    file: PaperFile, family: TokenFamily, on: date, words: str
) -> None:
    with at(SERVICE_DUE), pytest.raises(Contradiction, match=words):
        destroyed(file, family.cast.henry, on=on)


def test_destroyed_is_recorded_once_and_changes_nothing_any_more(
    file: PaperFile, family: TokenFamily
) -> None:
    with at(SERVICE_DUE):
        destroyed(file, family.cast.henry)
        with pytest.raises(paper.IsDestroyed):
            destroyed(file, family.cast.dana)
        with pytest.raises(paper.IsDestroyed):
            lent(file, family.cast.alice)
        with pytest.raises(paper.IsDestroyed):
            lost(file, family.cast.alice)


# --- The contractor's certificate ---------------------------------------------------------------
def test_a_contractor_gives_a_certificate(file: PaperFile, family: TokenFamily) -> None:
    with at(SERVICE_DUE), pytest.raises(Contradiction) as refusal:
        by_contractor(file, family.cast, number="")
    assert refusal.value.field == "number"
    assert not PaperDestruction.objects.exists()


def test_the_certificate_comes_by_post_later(
    file: PaperFile, family: TokenFamily, as_worker: Acting
) -> None:
    with at(SERVICE_DUE):
        by_contractor(file, family.cast)
    facts: dict[str, Any] = {"file": file, "by": family.cast.henry}
    row = paper_destruction.add_certificate(number="C-1", scan=SCAN, seen_version=1, **facts)
    assert storage.read(row.stored_as, row.key_id, row.label) == SCAN.content
    with pytest.raises(StaleRecord):
        paper_destruction.add_certificate(number="C-2", seen_version=1, **facts)
    again = Upload("better.txt", b"Legible", kinds.TEXT)
    paper_destruction.add_certificate(number="", scan=again, seen_version=2, **facts)
    with as_worker():
        outbox.remove_doomed()
    assert not storage.path_of(row.stored_as).exists()


def test_a_certificate_that_says_nothing_is_refused(file: PaperFile, family: TokenFamily) -> None:
    with at(SERVICE_DUE):
        by_contractor(file, family.cast)
    facts: dict[str, Any] = {"file": file, "by": family.cast.henry}
    with pytest.raises(Contradiction):
        paper_destruction.add_certificate(number="", seen_version=1, **facts)


# --- Two records made one -----------------------------------------------------------------------
def test_files_move_with_a_merge_and_back_when_it_is_undone(cast: Cast) -> None:
    twice = HouseholdFactory(name="Quilfeather", hub=cast.north_hub, by=cast.alice)
    file = a_file(twice, cast.alice)
    loan = lent(file, cast.alice)
    other = a_file(twice, cast.alice, label="2")
    destroyed_long_ago(other, cast)
    merge = merging.homes(cast, cast.household, twice)
    kept = cast.household
    assert fresh(file).household == kept
    assert PaperLoan.objects.get(pk=loan.pk).household == kept
    assert PaperDestruction.objects.get().household == kept
    scan = ContractorCertificate.objects.get()
    assert storage.read(scan.stored_as, kept.data_key, scan.label) == SCAN.content
    merges.undo(merge=merge, by=cast.alice)
    assert fresh(file).household == PaperDestruction.objects.get().household == twice
    scan = ContractorCertificate.objects.get()
    assert storage.read(scan.stored_as, twice.data_key, scan.label) == SCAN.content


def test_a_certificate_without_a_scan_holds_up_no_merge(cast: Cast) -> None:
    twice = HouseholdFactory(name="Quilfeather", hub=cast.north_hub, by=cast.alice)
    destroyed_long_ago(a_file(twice, cast.alice), cast, scan=None)
    merging.homes(cast, cast.household, twice)
    assert ContractorCertificate.objects.get().household == cast.household


def test_nothing_is_destroyed_while_a_merge_can_be_undone(
    file: PaperFile, family: TokenFamily
) -> None:
    with at(SERVICE_DUE):
        twice = HouseholdFactory(name="x", hub=family.cast.north_hub, by=family.cast.alice)
        merging.homes(family.cast, family.household, twice)
        with pytest.raises(paper_destruction.NotDue, match="can be undone"):
            destroyed(file, family.cast.henry)


def test_the_web_changes_no_row_of_a_destruction_and_the_worker_deletes_it(
    file: PaperFile, family: TokenFamily, as_worker: Acting
) -> None:
    with at(SERVICE_DUE):
        destroyed(file, family.cast.henry)
    statement = "DELETE FROM retention_paperdestruction"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    with as_worker(), connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.rowcount == 1
