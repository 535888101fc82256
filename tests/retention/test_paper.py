"""A paper file is registered, located, checked out and in, lost and found (S47)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from familyhubs.audit.models import AccessEvent
from familyhubs.records.dates import today
from familyhubs.records.models import StaleRecord
from households.actions.guards import Contradiction, NotTheirs
from retention.actions import paper, paper_loans
from retention.models import PaperFile, PaperLoan
from tests.cast import Cast
from tests.retention.filing import a_file, fresh, lent, lost

YESTERDAY, TOMORROW = -timedelta(days=1), timedelta(days=1)


@pytest.fixture
def file(cast: Cast) -> PaperFile:
    return a_file(cast.household, cast.alice)


# --- Registered and moved -----------------------------------------------------------------------
def test_a_file_is_registered_with_a_number_that_names_nobody(cast: Cast, file: PaperFile) -> None:
    assert file.number == f"PF-{file.pk:05d}"
    assert file.kept_at == "North Larkfield Family Hub, Room 2, shelf 4"
    assert file.registered_by == cast.alice
    assert AccessEvent.objects.filter(action="paper.register").exists()


def test_the_same_label_is_registered_once_for_a_household(cast: Cast, file: PaperFile) -> None:
    """The page was sent twice."""
    with pytest.raises(paper.RegisteredAlready):
        a_file(cast.household, cast.alice, label=file.label.upper())
    assert a_file(cast.strangers, cast.alice, label=file.label)


def test_a_file_is_not_registered_for_a_day_to_come(cast: Cast) -> None:
    with pytest.raises(Contradiction, match="today or in the past"):
        a_file(cast.household, cast.alice, registered_on=today() + TOMORROW)


def test_a_file_is_about_somebody_of_this_household(cast: Cast) -> None:
    stranger = cast.strangers.memberships.get().person
    with pytest.raises(NotTheirs):
        a_file(cast.household, cast.alice, person=stranger)
    assert a_file(cast.household, cast.alice, person=cast.child).person == cast.child


def test_the_history_says_where_it_was(cast: Cast, file: PaperFile) -> None:
    """S47: located, and where it was before."""
    facts: dict[str, Any] = {
        "why": "Moved to the store",
        "seen_version": file.version,
        "by": cast.alice,
    }
    paper.move(file=file, hub=None, place="Deep store, box 9", **facts)
    assert fresh(file).kept_at == "Deep store, box 9"
    first, second = file.history.order_by("history_id")
    assert (first.place, second.place) == ("Room 2, shelf 4", "Deep store, box 9")
    assert (second.history_user, second.history_change_reason) == (cast.alice, "Moved to the store")


def test_two_pages_at_once_do_not_move_it_twice(cast: Cast, file: PaperFile) -> None:
    facts: dict[str, Any] = {"hub": None, "why": "", "seen_version": file.version, "by": cast.alice}
    paper.move(file=file, place="Room 7", **facts)
    with pytest.raises(StaleRecord):
        paper.move(file=file, place="Room 8", **facts)
    assert fresh(file).place == "Room 7"


def test_what_the_cover_says_is_corrected(cast: Cast, file: PaperFile) -> None:
    other = a_file(cast.household, cast.alice, label="2020/7")
    facts: dict[str, Any] = {
        "contents": "Letters",
        "volumes": 2,
        "why": "misread",
        "by": cast.alice,
    }
    with pytest.raises(paper.RegisteredAlready):
        paper.correct(file=file, label=other.label, seen_version=1, **facts)
    paper.correct(file=file, label="2019/45", seen_version=1, **facts)
    assert (fresh(file).label, fresh(file).volumes) == ("2019/45", 2)


def test_a_file_registered_by_mistake_is_out_of_the_way(cast: Cast, file: PaperFile) -> None:
    paper.mark_mistake(file=file, why="another family's", by=cast.alice)
    assert not PaperFile.objects.left().exists()
    with pytest.raises(paper.RegisteredByMistake):
        lent(file, cast.alice)
    assert a_file(cast.household, cast.alice, label=file.label)


# --- Checked out and in -------------------------------------------------------------------------
def test_a_file_goes_out_to_a_colleague_and_comes_back_elsewhere(
    cast: Cast, file: PaperFile
) -> None:
    loan = lent(file, cast.alice, to_user=cast.henry)
    assert (loan.to, loan.is_overdue) == (str(cast.henry), False)
    assert list(PaperFile.objects.out()) == [file]
    facts: dict[str, Any] = {
        "hub": cast.south_hub,
        "place": "Shelf 1",
        "seen_version": 1,
        "by": cast.henry,
    }
    paper_loans.check_in(loan=loan, returned_on=today(), **facts)
    assert fresh(file).kept_at == "South Larkfield Family Hub, Shelf 1"
    assert not PaperFile.objects.out().exists()


def test_a_file_goes_out_to_a_named_person_of_an_organisation(cast: Cast, file: PaperFile) -> None:
    loan = lent(file, cast.alice, to_name="Ada Attorney", to_organisation="Attorney and Co")
    assert loan.to == "Ada Attorney (Attorney and Co)"


def test_a_file_goes_out_once(cast: Cast, file: PaperFile) -> None:
    """Two tabs at once; and the database holds to it."""
    loan = lent(file, cast.alice)
    with pytest.raises(paper.IsOut):
        lent(file, cast.henry)
    copy = PaperLoan.objects.get(pk=loan.pk)
    copy.pk, copy._state.adding = None, True
    with pytest.raises(IntegrityError, match="one_open_loan_a_file"), transaction.atomic():
        copy.keep(by=cast.alice, why="Round the action")


def test_a_file_that_is_out_is_neither_moved_nor_a_mistake(cast: Cast, file: PaperFile) -> None:
    lent(file, cast.alice)
    facts: dict[str, Any] = {
        "hub": None,
        "place": "x",
        "why": "",
        "seen_version": 1,
        "by": cast.alice,
    }
    with pytest.raises(paper.IsOut):
        paper.move(file=file, **facts)
    with pytest.raises(paper.IsOut):
        paper.mark_mistake(file=file, why="x", by=cast.alice)


@pytest.mark.parametrize(
    ("lent_on", "due_on", "field"),
    [
        (TOMORROW, TOMORROW, "lent_on"),
        (YESTERDAY, TOMORROW, "lent_on"),  # it was registered today
        (0 * TOMORROW, YESTERDAY, "due_on"),
    ],
)
def test_days_that_cannot_be_are_refused(
    cast: Cast, file: PaperFile, lent_on: timedelta, due_on: timedelta, field: str
) -> None:
    with pytest.raises(Contradiction) as refusal:
        lent(file, cast.alice, lent_on=today() + lent_on, due_on=today() + due_on)
    assert refusal.value.field == field


def test_a_file_is_not_checked_out_while_it_was_out(cast: Cast) -> None:
    file = a_file(cast.household, cast.alice, registered_on=today() - timedelta(days=9))
    loan = lent(file, cast.alice, lent_on=today() - timedelta(days=5))
    facts: dict[str, Any] = {
        "hub": file.hub,
        "place": file.place,
        "seen_version": 1,
        "by": cast.alice,
    }
    paper_loans.check_in(loan=loan, returned_on=today() - timedelta(days=2), **facts)
    with pytest.raises(Contradiction, match="It was out until"):
        lent(file, cast.alice, lent_on=today() - timedelta(days=3))


@pytest.mark.parametrize("days", [-8, 1])
def test_it_does_not_come_back_before_it_went_or_tomorrow(cast: Cast, days: int) -> None:
    file = a_file(cast.household, cast.alice, registered_on=today() - timedelta(days=9))
    loan = lent(file, cast.alice, lent_on=today() - timedelta(days=5))
    day = today() + timedelta(days=days)
    facts: dict[str, Any] = {"hub": None, "place": "x", "seen_version": 1, "by": cast.alice}
    with pytest.raises(Contradiction) as refusal:
        paper_loans.check_in(loan=loan, returned_on=day, **facts)
    assert refusal.value.field == "returned_on"


def test_it_comes_back_once(cast: Cast, file: PaperFile) -> None:
    loan = lent(file, cast.alice)
    facts: dict[str, Any] = {"hub": None, "place": "x", "seen_version": 1, "by": cast.alice}
    paper_loans.check_in(loan=loan, returned_on=today(), **facts)
    with pytest.raises(paper_loans.IsBack):
        paper_loans.check_in(loan=loan, returned_on=today(), **facts)
    with pytest.raises(paper_loans.IsBack):
        put_off(loan, cast, today() + timedelta(days=99))


def test_the_day_is_put_off_with_a_reason(cast: Cast, file: PaperFile) -> None:
    loan = lent(file, cast.alice, days=3)
    put_off(loan, cast, today() + timedelta(days=30))
    loan.refresh_from_db()
    assert loan.due_on == today() + timedelta(days=30)
    assert loan.history.first().history_change_reason == "Put off: The hearing was adjourned"
    with pytest.raises(StaleRecord):
        put_off(loan, cast, today() + timedelta(days=40))
    with pytest.raises(Contradiction, match="later than"):
        put_off(loan, cast, today())


def put_off(loan: PaperLoan, cast: Cast, due_on: date) -> None:
    why = "The hearing was adjourned"
    paper_loans.put_off(loan=loan, due_on=due_on, why=why, seen_version=1, by=cast.alice)


def test_who_has_it_too_long_is_overdue(cast: Cast, file: PaperFile, as_late: None) -> None:
    assert PaperFile.objects.overdue().get() == file
    assert file.loans.get().is_overdue
    lost(file, cast.alice)
    assert not PaperFile.objects.overdue().exists()  # it is looked for


@pytest.fixture
def as_late(cast: Cast, file: PaperFile) -> None:
    """Out since last month, due yesterday."""
    lent(file, cast.alice)
    late = today() - timedelta(days=1)
    PaperLoan.objects.update(lent_on=today() - timedelta(days=30), due_on=late)


# --- Lost and found -----------------------------------------------------------------------------
def test_a_lost_file_is_found_again(cast: Cast, file: PaperFile) -> None:
    missing = lost(file, cast.alice)
    assert list(PaperFile.objects.lost()) == [file]
    with pytest.raises(paper.IsLost):
        lost(fresh(file), cast.alice)
    with pytest.raises(paper.IsLost):
        lent(file, cast.alice)
    facts: dict[str, Any] = {
        "hub": None,
        "place": "Behind the radiator",
        "seen_version": missing.version,
    }
    paper.found(file=file, by=cast.alice, **facts)
    assert fresh(file).place == "Behind the radiator"
    assert not PaperFile.objects.lost().exists()
    with pytest.raises(paper.IsNotLost):
        paper.found(file=file, by=cast.alice, **facts)


def test_a_file_lost_while_it_was_out_is_in_once_it_is_found(cast: Cast, file: PaperFile) -> None:
    loan = lent(file, cast.alice, to_name="Ada Attorney", to_organisation="Attorney and Co")
    missing = lost(file, cast.alice)
    assert PaperLoan.objects.open().exists()  # who had it stays said
    facts: dict[str, Any] = {"hub": None, "place": "x", "seen_version": 1, "by": cast.alice}
    with pytest.raises(paper.IsLost):
        paper_loans.check_in(loan=loan, returned_on=today(), **facts)
    paper.found(file=file, **facts | {"seen_version": missing.version})
    loan.refresh_from_db()
    assert (loan.returned_on, loan.returned_by) == (today(), cast.alice)


@pytest.mark.parametrize("days", [-1, 1])
def test_a_file_is_not_lost_before_it_was_there_or_tomorrow(
    cast: Cast, file: PaperFile, days: int
) -> None:
    with pytest.raises(Contradiction):
        lost(file, cast.alice, lost_on=today() + timedelta(days=days))
