"""Line 10: what stays of a family that was disposed of is a number, counted once, that says
nothing of who it was."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from familyhubs.records.dates import today
from households.actions import episodes, goals, merges
from households.models import GoalOutcome, Household
from households.needs import Need
from retention import counting, verdict
from retention.due import assess
from retention.models import Counted, DisposedCount, SupportOutcome, SweepRun
from tests.cast import Cast
from tests.factories import GoalFactory, HouseholdFactory
from tests.households import merging
from tests.retention.families import CLOSED, HUB_DUE, SERVICE_DUE, TokenFamily, at

Sweep = Callable[[date], SweepRun]
G, S = GoalOutcome, SupportOutcome
OPENED = date(2019, 3, 1)


def family(cast: Cast, *set_: tuple[str, str], closed: date | None = CLOSED) -> Household:
    """A family whose goals (need, outcome) are closed or left in progress, and its support too."""
    with at(OPENED):
        household: Household = HouseholdFactory(
            hub=cast.north_hub, support_opened_on=OPENED, by=cast.alice
        )
        for need, outcome in set_:
            goal = GoalFactory(household=household, need=need, by=cast.alice)
            if outcome != G.OPEN:
                goals.close(
                    goal=goal,
                    outcome=outcome,
                    on=today(),
                    seen_version=goal.version,
                    by=cast.alice,
                )
    if closed:
        episode = household.episodes.get()
        with at(closed):
            episodes.close_support(
                episode=episode,
                on=closed,
                reason="All is well",
                seen_version=episode.version,
                by=cast.alice,
            )
    return household


def never_opened(cast: Cast) -> Household:
    """A record made in March 2020, and no support followed."""
    with at(date(2020, 3, 3)):
        household = Household(name="Quill", hub=cast.north_hub)
        household.keep(by=cast.alice, why="Taken on")
    return household


def counted() -> dict[tuple[str, str], int]:
    """Families by need and outcome."""
    rows = DisposedCount.objects.values_list("need", "outcome", "families")
    return {(need, outcome): families for need, outcome, families in rows}


# --- What is counted --------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ([G.ACHIEVED], S.MET),
        ([G.ACHIEVED, G.ACHIEVED], S.MET),
        ([G.ACHIEVED, G.NOT_WANTED], S.MET),
        ([G.ACHIEVED, G.NOT_ACHIEVED], S.PARTLY),
        ([G.ACHIEVED, G.OPEN], S.PARTLY),
        ([G.PARTLY], S.PARTLY),
        ([G.PARTLY, G.NOT_ACHIEVED], S.PARTLY),
        ([G.NOT_ACHIEVED], S.NOT_MET),
        ([G.OPEN], S.NOT_MET),
    ],
)
def test_a_need_is_met_partly_or_not_as_its_goals_were(
    cast: Cast, sweep_on: Sweep, outcomes: list[str], expected: str
) -> None:
    family(cast, *((Need.HOUSING, outcome) for outcome in outcomes))
    sweep_on(HUB_DUE)
    assert counted() == {("housing", expected): 1}


def test_a_family_stands_once_with_each_need(cast: Cast, sweep_on: Sweep) -> None:
    family(
        cast,
        (Need.HOUSING, G.ACHIEVED),
        (Need.FINANCES, G.NOT_ACHIEVED),
        (Need.FINANCES, G.NOT_ACHIEVED),
        ("", G.PARTLY),
    )
    sweep_on(HUB_DUE)
    assert counted() == {("housing", S.MET): 1, ("finances", S.NOT_MET): 1, ("", S.PARTLY): 1}


@pytest.mark.parametrize("set_", [[], [(Need.HOUSING, G.NOT_WANTED)]])
def test_a_family_without_goals_that_count_had_none(
    cast: Cast, sweep_on: Sweep, set_: list[tuple[str, str]]
) -> None:
    family(cast, *set_)
    sweep_on(SERVICE_DUE)
    assert counted() == {("", S.NO_GOALS): 1}


def test_support_that_was_never_opened_is_counted_by_the_month_of_the_record(
    cast: Cast, sweep_on: Sweep
) -> None:
    never_opened(cast)
    sweep_on(SERVICE_DUE)
    row = DisposedCount.objects.get()
    assert (row.need, row.outcome, row.closed_in) == ("", S.NEVER_OPENED, date(2020, 3, 1))


def test_it_is_counted_by_year_hub_and_the_month_of_the_last_closing(
    cast: Cast, sweep_on: Sweep
) -> None:
    for _ in range(3):
        family(cast, (Need.HOUSING, G.ACHIEVED))
    family(cast, (Need.HOUSING, G.ACHIEVED), closed=date(2020, 4, 30))
    sweep_on(date(2025, 12, 31))
    rows = DisposedCount.objects.order_by("closed_in")
    told = [(row.counted_in, row.hub, row.closed_in, row.families) for row in rows]
    assert told == [
        (2025, cast.north_hub, date(2020, 3, 1), 3),
        (2025, cast.north_hub, date(2020, 4, 1), 1),
    ]


# --- Once -------------------------------------------------------------------------------------
def test_it_is_counted_with_the_hub_record_and_not_again_with_the_service_record(
    cast: Cast, sweep_on: Sweep
) -> None:
    household = family(cast, (Need.HOUSING, G.ACHIEVED))
    sweep_on(HUB_DUE)
    before = counted()
    assert list(Counted.objects.values_list("household", flat=True)) == [household.pk]
    sweep_on(SERVICE_DUE)
    assert not Household.objects.filter(pk=household.pk).exists()
    assert counted() == before == {("housing", S.MET): 1}
    assert not Counted.objects.exists()


def test_both_going_at_once_are_counted_once_and_leave_no_mark(cast: Cast, sweep_on: Sweep) -> None:
    family(cast, (Need.HOUSING, G.ACHIEVED))
    sweep_on(SERVICE_DUE)
    assert counted() == {("housing", S.MET): 1}
    assert not Counted.objects.exists()


def test_a_hub_record_that_was_begun_anew_is_not_counted_again(cast: Cast, sweep_on: Sweep) -> None:
    household = family(cast, (Need.HOUSING, G.ACHIEVED))
    sweep_on(HUB_DUE)
    with at(date(2025, 6, 1)):
        GoalFactory(household=household, need=Need.CRIME, by=cast.alice)
    sweep_on(date(2025, 6, 2))
    sweep_on(SERVICE_DUE)
    assert counted() == {("housing", S.MET): 1}


def test_a_protected_child_s_shell_is_counted_with_the_family_and_not_at_its_own_end(
    cast: Cast, sweep_on: Sweep
) -> None:
    shell = TokenFamily(cast)
    shell.protect(shell.child)
    shell.close(CLOSED)
    sweep_on(SERVICE_DUE)
    before = counted()
    assert sum(before.values()) == 1
    assert Household.objects.filter(pk=shell.household.pk).exists()
    sweep_on(date(2087, 6, 2))
    assert not Household.objects.filter(pk=shell.household.pk).exists()
    assert counted() == before


def test_two_records_that_were_merged_are_one_family(cast: Cast, sweep_on: Sweep) -> None:
    kept, merged = (family(cast, (Need.HOUSING, G.ACHIEVED)) for _ in range(2))
    with at(date(2020, 6, 1)):
        merging.homes(cast, kept, merged)
    sweep_on(SERVICE_DUE)
    assert counted() == {("housing", S.MET): 1}


def test_a_merge_after_the_hub_record_went_moves_the_mark_and_undo_puts_it_back(
    cast: Cast, sweep_on: Sweep
) -> None:
    """One that was counted is not counted again under the other's reference."""
    kept, merged = family(cast, closed=date(2025, 1, 1)), family(cast, (Need.HOUSING, G.ACHIEVED))
    sweep_on(HUB_DUE)
    with at(date(2025, 3, 4)):
        merge = merging.homes(cast, kept, merged)
        assert Counted.objects.get().household_id == kept.pk
        merges.undo(merge=merge, by=cast.alice)
    assert Counted.objects.get().household_id == merged.pk


# --- In the disposal's own transaction --------------------------------------------------------
def test_a_disposal_that_fails_counts_nothing(
    cast: Cast, sweep_on: Sweep, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the next one counts it, once."""
    family(cast, (Need.HOUSING, G.ACHIEVED))

    def broken(*_args: Any) -> None:
        raise RuntimeError

    with monkeypatch.context() as broken_for_now:
        broken_for_now.setattr(verdict, "nothing_is_left", broken)
        with pytest.raises(RuntimeError):
            sweep_on(HUB_DUE)
    assert counted() == {}
    assert not Counted.objects.exists()
    sweep_on(HUB_DUE)
    assert counted() == {("housing", S.MET): 1}


def test_done_again_after_a_restore_it_goes_into_the_year_of_its_certificate(
    cast: Cast, as_worker: Any
) -> None:
    """The families came back with the backup, their counts did not; and what was counted before
    the backup is not counted again."""
    household = family(cast, (Need.HOUSING, G.ACHIEVED))
    with at(date(2027, 2, 10)), as_worker():
        scope = assess([household.pk], HUB_DUE).scope({household.pk})
        counting.count(scope, HUB_DUE)
        counting.count(scope, HUB_DUE)
    row = DisposedCount.objects.get()
    assert (row.counted_in, row.families) == (HUB_DUE.year, 1)


def test_a_batch_is_counted_by_one_statement(cast: Cast, as_worker: Any) -> None:
    made = [family(cast, (Need.HOUSING, G.ACHIEVED)).pk for _ in range(4)]
    with at(HUB_DUE), as_worker():
        scope = assess(made, HUB_DUE).scope(set(made))
        with CaptureQueriesContext(connection) as asked:
            counting.count(scope, HUB_DUE)
    assert len(asked) == 1
    assert counted() == {("housing", S.MET): 4}


# --- Nobody -----------------------------------------------------------------------------------
def test_a_count_has_no_id_no_moment_and_no_order(cast: Cast) -> None:
    fields = {
        field.name: field.get_internal_type() for field in DisposedCount._meta.concrete_fields
    }
    assert fields == {
        "counted_in": "PositiveSmallIntegerField",
        "closed_in": "DateField",
        "hub": "ForeignKey",
        "need": "CharField",
        "outcome": "CharField",
        "families": "PositiveIntegerField",
    }


def test_the_clock_of_the_council_says_which_month_it_was(cast: Cast, sweep_on: Sweep) -> None:
    """A record made half an hour after midnight in summer time is of the new month."""
    household = never_opened(cast)
    Household.objects.filter(pk=household.pk).update(created_at="2020-04-30T23:30:00Z")
    sweep_on(date(2026, 6, 1))
    assert DisposedCount.objects.get().closed_in == date(2020, 5, 1)
