"""Who sees paper files, and what the database itself refuses of them (S47)."""

import pytest
from django.db import DatabaseError, connection, transaction

from retention.models import PaperFile, PaperLoan
from tests.cast import Cast
from tests.factories import HouseholdFactory
from tests.retention.filing import a_file, lent


@pytest.fixture
def file(cast: Cast) -> PaperFile:
    return a_file(cast.household, cast.alice)


# --- Who sees it --------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["pat", "paula", "harriet", "charlie", "ann", "adam"])
def test_no_partner_sees_it_whatever_was_agreed(cast: Cast, file: PaperFile, who: str) -> None:
    lent(file, cast.alice)
    assert cast.agreement
    for model in (PaperFile, PaperLoan):
        assert not model.objects.visible_to(getattr(cast, who)).exists()


@pytest.mark.parametrize("who", ["alice", "henry", "dana"])
def test_the_council_sees_it_unless_the_household_is_restricted(
    cast: Cast, file: PaperFile, who: str
) -> None:
    user = getattr(cast, who)
    assert PaperFile.objects.visible_to(user).exists()
    household = HouseholdFactory(name="Colleague", hub=cast.north_hub, by=cast.alice)
    closed = a_file(household, cast.alice, label="3")
    household.restricted = True
    household.keep(by=cast.dana, why="A colleague's family")
    assert (closed in PaperFile.objects.visible_to(user)) == (who == "dana")


# --- The database holds to it -------------------------------------------------------------------
@pytest.mark.parametrize(
    "change",
    [
        "retention_paperfile SET volumes = 0",
        "retention_paperfile SET lost_on = now()",
        "retention_paperloan SET returned_on = now()",
        "retention_paperloan SET to_name = 'Ada'",
        "retention_paperloan SET due_on = lent_on - 1",
    ],
)
def test_half_a_fact_is_refused_by_the_database(cast: Cast, file: PaperFile, change: str) -> None:
    lent(file, cast.alice)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {change}")
