"""Paper files for tests."""

from datetime import date, timedelta
from typing import Any

from familyhubs.files import kinds, storage
from familyhubs.files.fields import Attachment as Upload
from familyhubs.organisations.models import User
from familyhubs.records.dates import today
from households.models import Household
from retention.actions import paper, paper_destruction, paper_loans
from retention.models import ContractorCertificate, PaperDestruction, PaperFile, PaperLoan
from tests.cast import Cast
from tests.retention.families import TokenFamily, at

FILED = date(2019, 6, 3)
SCAN = Upload("certificate.txt", b"We destroyed one file", kinds.TEXT)


def a_file(household: Household, by: User, label: str = "2019/44", **facts: Any) -> PaperFile:
    said: dict[str, Any] = {"place": "Room 2, shelf 4", "hub": household.hub, **facts}
    return paper.register(household=household, label=label, by=by, **said)


def lent(file: PaperFile, by: User, *, days: int = 14, **facts: Any) -> PaperLoan:
    due_on = today() + timedelta(days=days)
    said: dict[str, Any] = {"why": "Court bundle", "due_on": due_on, **facts}
    if "to_name" not in facts:
        said.setdefault("to_user", by)
    return paper_loans.check_out(file=file, by=by, **said)


def lost(file: PaperFile, by: User, **facts: Any) -> PaperFile:
    said: dict[str, Any] = {"lost_on": today(), "lost_note": "Both rooms searched", **facts}
    return paper.report_lost(file=file, seen_version=file.version, by=by, **said)


def destroyed(file: PaperFile, by: User, **facts: Any) -> PaperDestruction:
    said: dict[str, Any] = {"how": "on_site", "by_whom": "Larkfield Council", "on": today()}
    return paper_destruction.destroy(file=file, by=by, **said | facts)


def fresh(file: PaperFile) -> PaperFile:
    return PaperFile.objects.get(pk=file.pk)


def filed(family: TokenFamily, label: str, **facts: Any) -> PaperFile:
    """A file of a family, since 2019."""
    said: dict[str, Any] = {"place": family.word("shelf"), "hub": None, **facts}
    with at(FILED):
        return a_file(family.household, family.cast.alice, label=label, **said)


def by_contractor(file: PaperFile, cast: Cast, **facts: Any) -> PaperDestruction:
    said: dict[str, Any] = {"by_whom": "Shredders Ltd", "number": "C-1", **facts}
    return destroyed(file, cast.henry, how="contractor", **said)


def destroyed_long_ago(
    file: PaperFile,
    cast: Cast,
    scan: Upload | None = SCAN,
    *,
    by_whom: str = "Shredders Ltd",
    number: str = "C-1",
) -> None:
    """As if its day had come."""
    PaperDestruction(
        file=file,
        household=file.household,
        how="contractor",
        by_whom=by_whom,
        on=today(),
        recorded_by=cast.henry,
    ).keep(by=cast.henry, why="Made for this test")
    row = ContractorCertificate(
        file=file, household=file.household, number=number, added_by=cast.henry
    )
    if scan:
        row.name, row.media_type = scan.name, scan.kind.mime
        row.stored_as = storage.store(scan.content, row.key_id, row.label)
    row.keep(by=cast.henry, why="Made for this test")
