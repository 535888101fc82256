"""What a family lives through that leaves rows in the tables of retention (everything.py)."""

from datetime import timedelta

from familyhubs.records.dates import today
from retention.actions import holds, paper_loans, partner_records
from retention.models import Counted
from tests.retention.families import TokenFamily
from tests.retention.filing import a_file, destroyed_long_ago, lent

SOON = timedelta(days=14)


def a_hold_that_was_lifted(family: TokenFamily) -> None:
    """Hold."""
    by = family.cast.dana
    hold = holds.place(
        household=family.household,
        reason="complaint",
        note=family.word("complaint"),
        review_on=today() + SOON,
        by=by,
    )
    holds.lift(hold=hold, why="Over", by=by)


def a_partner_with_records_of_its_own(family: TokenFamily) -> None:
    """PartnerRecord; and Counted, as a sweep leaves it that takes the hub record first."""
    Counted.objects.create(household=family.household)
    partner_records.record(
        household=family.household,
        organisations=[family.cast.school],
        how_known="family",
        by=family.cast.alice,
    )


def a_folder_that_was_shredded(family: TokenFamily) -> None:
    """PaperFile, PaperLoan, PaperDestruction, ContractorCertificate."""
    by = family.cast.alice
    file = a_file(
        family.household,
        by,
        label=family.word("label"),
        contents=family.word("letters"),
        place=family.word("shelf"),
    )
    loan = lent(
        file, by, why=family.word("court"), to_name=family.word("Ada"), to_organisation="Court"
    )
    file.refresh_from_db()
    paper_loans.check_in(
        loan=loan,
        returned_on=today(),
        hub=None,
        place=family.word("back"),
        seen_version=loan.version,
        by=by,
    )
    file.refresh_from_db()
    destroyed_long_ago(
        file,
        family.cast,
        by_whom=family.word("shredder"),
        number=family.word("number"),
    )
