"""S7 and S43: one person in two households is disposed of only when both are due."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest

from households.actions import people
from households.models import Household, Membership, Person, Relationship
from retention import sweep
from retention.lines import Block, Line
from retention.models import Certificate, SweepRun
from retention.models.due_line import NOTICE
from retention.reasons import LIVES_ELSEWHERE, NOT_PUT_FORWARD
from tests.cast import Cast
from tests.retention.families import CLOSED, SERVICE_DUE, TokenFamily, at, tables_with
from tests.retention.nights import notice_given

Sweep = Callable[[date], SweepRun]
BORN = date(1950, 1, 1)


@pytest.fixture
def homes(cast: Cast) -> tuple[TokenFamily, TokenFamily]:
    """A child of the first household also lives in the second."""
    first, second = TokenFamily.some(cast, 2)
    people.also_lives_in(person=first.child, household=second.household, by=cast.alice)
    people.relate(
        person=second.mother,
        other=first.child,
        kind="parent",
        household=second.household,
        by=cast.alice,
    )
    return first, second


def test_the_child_stays_while_the_other_household_is_open(
    homes: tuple[TokenFamily, TokenFamily],
    sweep_on: Sweep,
    stopped_on: Callable[[date], list[Block]],
) -> None:
    """The household's own rows go; the child's stay with the other home."""
    first, second = homes
    first.close(CLOSED)
    blocks = {(b.household, b.person): b.reason for b in stopped_on(SERVICE_DUE)}
    assert blocks[first.reference, first.child.pk] == LIVES_ELSEWHERE
    sweep_on(SERVICE_DUE)
    assert not Household.objects.filter(reference=first.reference).exists()
    assert tables_with(first.word("Mother"), first.word("Family"), first.word("goal")) == {}
    child = Person.objects.get(pk=first.child.pk)
    assert Membership.objects.get(person=child).household == second.household
    assert Relationship.objects.get(other=child).person == second.mother
    assert Membership.history.filter(household_id=first.household.pk).count() == 0


def test_the_child_goes_with_the_second_household(
    homes: tuple[TokenFamily, TokenFamily], sweep_on: Sweep
) -> None:
    first, second = homes
    first.close(CLOSED)
    sweep_on(SERVICE_DUE)
    second.close(date(2027, 1, 1))
    sweep_on(date(2033, 1, 1))
    assert tables_with(first.token, second.token, second.reference) == {}


@pytest.mark.parametrize("batch", [1, 200])
def test_both_due_on_one_night(
    homes: tuple[TokenFamily, TokenFamily],
    sweep_on: Sweep,
    due_on: Callable[[date], list[Line]],
    monkeypatch: pytest.MonkeyPatch,
    batch: int,
) -> None:
    """Whichever batch they fall in, everything goes, and each record is counted once."""
    monkeypatch.setattr("retention.disposal.BATCH", batch)
    for home in homes:
        home.close(CLOSED)
    announced = sum(line.records for line in due_on(SERVICE_DUE))
    run = sweep_on(SERVICE_DUE)
    assert run.disposed == 4
    assert tables_with(*(home.token for home in homes)) == {}
    assert sum(Certificate.objects.values_list("records", flat=True)) == announced


def test_somebody_who_is_only_named_there_stays_too(cast: Cast, sweep_on: Sweep) -> None:
    """A grandmother of one home asked the other's agreement to end: that row names her."""
    from consent.actions import agreements
    from tests.factories import AgreementFactory

    first, second = TokenFamily.some(cast, 2)
    with at(date(2019, 6, 1)):
        agreement = AgreementFactory(household=second.household, by=cast.alice)
    agreements.withdraw(agreement=agreement, asked_by=first.mother, by=cast.alice)
    first.close(CLOSED)
    sweep_on(SERVICE_DUE)
    assert Person.objects.filter(pk=first.mother.pk).exists()
    second.close(CLOSED)
    sweep_on(SERVICE_DUE)
    assert tables_with(first.token, second.token) == {}


def test_a_protected_child_of_two_homes_keeps_both_shells(
    homes: tuple[TokenFamily, TokenFamily], sweep_on: Sweep
) -> None:
    first, _second = homes
    first.protect(first.child)
    for home in homes:
        home.close(CLOSED)
    sweep_on(SERVICE_DUE)
    assert list(Household.objects.values_list("name", flat=True)) == ["", ""]
    assert Person.objects.get() == first.child
    sweep_on(date(2087, 6, 1))
    assert tables_with(*(home.token for home in homes)) == {}
    assert not Household.objects.exists()


def test_a_protected_child_waits_for_the_home_that_is_still_open(
    homes: tuple[TokenFamily, TokenFamily], sweep_on: Sweep
) -> None:
    first, second = homes
    first.protect(first.child)
    first.close(CLOSED)
    sweep_on(SERVICE_DUE)
    sweep_on(date(2087, 6, 1))
    assert Person.objects.filter(pk=first.child.pk).exists()
    second.close(date(2087, 6, 1))
    sweep_on(date(2093, 6, 1))
    assert tables_with(first.token, second.token, first.reference, second.reference) == {}


def test_a_child_who_waits_in_two_homes_is_told_of_once_though_they_go_one_by_one(
    homes: tuple[TokenFamily, TokenFamily],
    cast: Cast,
    as_worker: Callable[[], AbstractContextManager[None]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """At 75, approved by nobody yet: the sweep that disposes of the homes' rows says so."""
    first, _ = homes
    Person.objects.filter(pk=first.child.pk).update(date_of_birth=BORN)
    first.protect(first.child)
    for family in homes:
        family.close(CLOSED)
    notice_given(SERVICE_DUE - NOTICE)
    monkeypatch.setattr("retention.disposal.BATCH", 1)
    told: list[sweep.Seen] = []
    with at(SERVICE_DUE), as_worker():
        sweep.dispose(SERVICE_DUE, tell=told.append)
    lines = [line for seen in told for line in seen.due if line.person == first.child.pk]
    reasons = [block.reason for seen in told for block in seen.blocked]
    assert (len(lines), reasons) == (1, [NOT_PUT_FORWARD])
