"""S47: disposal waits for paper to be destroyed; paper goes when the record it is of is due."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest

from familyhubs.files import storage
from familyhubs.files.models import DoomedFile
from familyhubs.records.dates import today
from households.models import Household, Person
from retention.actions import paper, paper_destruction
from retention.certificates import kinds_of
from retention.explanations import explain
from retention.lines import Block, Line
from retention.models import (
    Certificate,
    ContractorCertificate,
    DueLine,
    PaperDestruction,
    PaperFile,
    SweepRun,
)
from retention.models.due_line import NOTICE
from retention.reasons import Why, paper_left
from tests.retention.families import CLOSED, HUB_DUE, SERVICE_DUE, TokenFamily, at, tables_with
from tests.retention.filing import (
    SCAN,
    by_contractor,
    destroyed,
    filed,
    lent,
    lost,
)
from tests.retention.nights import approved_by_two, notice_given

Due = Callable[[date], list[Line]]
Stopped = Callable[[date], list[Block]]
Sweep = Callable[[date], SweepRun]
Acting = Callable[[], AbstractContextManager[None]]

AT_75 = date(2087, 6, 1)


# --- Disposal waits -----------------------------------------------------------------------------
def test_the_service_record_waits_and_the_hub_record_goes(
    file: PaperFile, family: TokenFamily, due_on: Due, stopped_on: Stopped, sweep_on: Sweep
) -> None:
    assert [line.record_class for line in due_on(SERVICE_DUE)] == ["hub"]
    (block,) = stopped_on(SERVICE_DUE)
    assert block.reason == paper_left(file.number, family.word("shelf"))
    sweep_on(SERVICE_DUE)
    assert Household.objects.filter(pk=family.household.pk).exists()
    assert PaperFile.objects.get() == file
    assert not tables_with(family.word("goal"))


def test_nothing_is_said_of_paper_before_its_time(
    file: PaperFile, family: TokenFamily, stopped_on: Stopped
) -> None:
    assert stopped_on(HUB_DUE) == []
    assert explain(family.household, HUB_DUE).stopped == []
    (stopped,) = explain(family.household, SERVICE_DUE).stopped
    assert stopped.reason.why == Why.PAPER_LEFT


def test_the_reason_says_where_it_is_and_names_nobody(
    file: PaperFile, family: TokenFamily, stopped_on: Stopped
) -> None:
    with at(SERVICE_DUE):
        lent(file, family.cast.alice, days=14, to_name="Ada", to_organisation="Attorney and Co")
        assert "checked out until 17 March 2026" in stopped_on(SERVICE_DUE)[0].reason.words
        lost(file, family.cast.alice)
        assert "reported lost on 3 March 2026" in stopped_on(SERVICE_DUE)[0].reason.words


def test_once_it_is_destroyed_everything_goes_and_the_certificate_counts_it(
    file: PaperFile, family: TokenFamily, sweep_on: Sweep
) -> None:
    """S47: destroyed with a certificate; no word of the register is left, nor the scan."""
    other = filed(family, family.word("second"))
    with at(SERVICE_DUE):
        lent_and_back(file, family)
        by_contractor(file, family.cast, by_whom=family.word("Shredders"), scan=SCAN)
        destroyed(other, family.cast.henry)
    stored = ContractorCertificate.objects.get().stored_as
    sweep_on(SERVICE_DUE)
    assert not tables_with(family.token)
    assert not storage.path_of(stored).exists()
    counted = {kind.name: kind.rows for kind in kinds_of(service_certificate())}
    assert counted["Paper file"] == 2
    assert counted["Destruction of a paper file"] == 2
    assert counted["Paper file a contractor destroyed"] == 1
    assert counted["Loan of a paper file"] == 1


def test_a_certificate_without_a_scan_leaves_no_file_to_remove(
    file: PaperFile, family: TokenFamily, sweep_on: Sweep
) -> None:
    with at(SERVICE_DUE):
        by_contractor(file, family.cast)
    sweep_on(SERVICE_DUE)
    assert not tables_with(family.token)
    assert not DoomedFile.objects.exists()


def test_what_was_registered_by_mistake_holds_up_nothing(
    file: PaperFile, family: TokenFamily, sweep_on: Sweep
) -> None:
    paper.mark_mistake(file=file, why="another family's", by=family.cast.alice)
    sweep_on(SERVICE_DUE)
    assert not tables_with(family.token)


def test_a_file_of_somebody_not_protected_goes_with_the_household(
    family: TokenFamily, sweep_on: Sweep
) -> None:
    own = filed(family, "own", person=family.child)
    family.close(CLOSED)
    notice_given(on=SERVICE_DUE - NOTICE)
    with at(SERVICE_DUE):
        destroyed(own, family.cast.henry)
    sweep_on(SERVICE_DUE)
    assert not PaperFile.objects.exists()
    assert not tables_with(family.token)


# --- A protected child's own file ---------------------------------------------------------------
@pytest.fixture
def own(family: TokenFamily) -> PaperFile:
    """The file of a child who was looked after."""
    family.fern = family.add("Fern")  # type: ignore[attr-defined]
    family.protect(family.fern)  # type: ignore[attr-defined]
    made = filed(family, family.word("own"), person=family.fern)  # type: ignore[attr-defined]
    family.close(CLOSED)
    return made


def test_a_childs_own_file_stays_with_the_child_and_holds_up_nobody_else(
    own: PaperFile, family: TokenFamily, sweep_on: Sweep, stopped_on: Stopped
) -> None:
    """S39: 75 years, that child's alone."""
    assert stopped_on(SERVICE_DUE) == []
    sweep_on(SERVICE_DUE)
    assert PaperFile.objects.get() == own
    assert not tables_with(family.word("Mother"))
    with at(SERVICE_DUE), pytest.raises(paper_destruction.NotDue, match="until 1 June 2087"):
        destroyed(own, family.cast.henry)


def test_the_child_waits_for_the_file_after_75_years(
    own: PaperFile, family: TokenFamily, sweep_on: Sweep, stopped_on: Stopped
) -> None:
    sweep_on(SERVICE_DUE)
    sweep_on(AT_75)
    (block,) = stopped_on(AT_75)
    assert (block.person, block.reason.why) == (own.person_id, Why.PAPER_LEFT)
    assert own.number in block.reason.words
    assert Person.objects.exists()
    with at(AT_75):
        destroyed(own, family.cast.henry)
    sweep_on(AT_75)
    assert not Person.objects.exists()
    assert not tables_with(family.token)


def test_the_childs_file_is_not_destroyed_before_two_people_approved(
    own: PaperFile, family: TokenFamily, sweep_on: Sweep
) -> None:
    """S43: the child's record goes no sooner, and paper that is gone cannot be put back."""
    sweep_on(SERVICE_DUE)
    with at(AT_75), pytest.raises(paper_destruction.NotDue, match="Notice has not been given"):
        destroyed(own, family.cast.henry)
    notice_given(on=AT_75 - NOTICE)
    assert DueLine.objects.waiting_for_approval().get() not in DueLine.objects.stopped(), "once"
    with at(AT_75):
        with pytest.raises(paper_destruction.NotDue, match="put it forward"):
            destroyed(own, family.cast.henry)
        approved_by_two(family.cast)
        destroyed(own, family.cast.henry)


def test_the_households_file_goes_and_the_childs_stays(
    own: PaperFile, family: TokenFamily, sweep_on: Sweep
) -> None:
    shared = filed(family, family.word("shared"))
    notice_given(on=SERVICE_DUE - NOTICE)
    with at(SERVICE_DUE):
        destroyed(shared, family.cast.henry)
    sweep_on(SERVICE_DUE)
    assert PaperFile.objects.get() == own
    assert not PaperDestruction.objects.exists()
    assert not tables_with(family.word("shared"))


def lent_and_back(file: PaperFile, family: TokenFamily) -> None:
    from retention.actions import paper_loans

    alice = family.cast.alice
    loan = lent(
        file, alice, why=family.word("why"), to_name=family.word("Ada"), to_organisation="x"
    )
    facts = {"hub": None, "place": family.word("back"), "seen_version": 1, "by": alice}
    paper_loans.check_in(loan=loan, returned_on=today(), **facts)


def service_certificate() -> Certificate:
    return Certificate.objects.get(record_class="service")
