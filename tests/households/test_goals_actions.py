"""Goals in the family's words, and their scores (S56)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from familyhubs.records.dates import today
from familyhubs.records.models import StaleRecord
from households.actions import goals
from households.models import Goal, GoalOutcome, ScoredBy
from tests.factories import GoalFactory, ScoreFactory

pytestmark = pytest.mark.django_db


def close(goal, by, **changed):
    facts = {"outcome": GoalOutcome.ACHIEVED, "on": today(), "seen_version": goal.version}
    return goals.close(goal=goal, by=by, **(facts | changed))


def test_a_goal_is_scored_by_the_family_and_by_the_worker_over_time(cast):
    told = cast.goal.scores.values_list("scored_by", "value")
    assert list(told) == [("family", 4), ("worker", 5)]
    ScoreFactory(goal=cast.goal, value=3, on=today() - timedelta(days=7))
    assert [row.value for row in cast.goal.scores.all()] == [3, 4, 5]  # in the order of the days


def test_a_score_says_who_wrote_it_down(cast):
    assert {row.recorded_by for row in cast.goal.scores.all()} == {cast.alice}


@pytest.mark.parametrize("value", [0, 11])
def test_a_score_is_from_1_to_10(cast, value):
    with pytest.raises(IntegrityError), transaction.atomic():
        ScoreFactory(goal=cast.goal, value=value)


@pytest.mark.parametrize("field", ["baseline", "target"])
def test_a_goal_is_on_the_scale(cast, field):
    with pytest.raises(IntegrityError), transaction.atomic():
        GoalFactory(household=cast.household, **{field: 11})


def test_nothing_is_scored_before_the_goal_was_agreed(cast):
    with pytest.raises(goals.BeforeTheGoal):
        ScoreFactory(goal=cast.goal, on=cast.goal.set_on - timedelta(days=1))


def test_a_closed_goal_takes_no_score_from_a_stale_tab(cast):
    stale = Goal.objects.get(pk=cast.goal.pk)
    close(cast.goal, cast.alice)
    with pytest.raises(goals.GoalIsClosed):
        goals.score(goal=stale, on=today(), scored_by=ScoredBy.FAMILY, value=9, by=cast.alice)


def test_a_goal_closes_once(cast):
    close(cast.goal, cast.alice)
    with pytest.raises(goals.GoalIsClosed):
        close(Goal.objects.get(pk=cast.goal.pk), cast.alice, outcome=GoalOutcome.NOT_WANTED)
    assert Goal.objects.get(pk=cast.goal.pk).outcome == GoalOutcome.ACHIEVED


def test_two_tabs_close_a_goal_once(cast):
    stale = Goal.objects.get(pk=cast.goal.pk)
    close(cast.goal, cast.alice)
    with pytest.raises((StaleRecord, goals.GoalIsClosed)):
        close(stale, cast.henry, outcome=GoalOutcome.NOT_WANTED)
    assert Goal.objects.get(pk=cast.goal.pk).outcome == GoalOutcome.ACHIEVED


def test_a_goal_does_not_close_before_it_was_agreed(cast):
    with pytest.raises(goals.BeforeTheGoal):
        close(cast.goal, cast.alice, on=cast.goal.set_on - timedelta(days=1))


def test_a_changed_goal_keeps_why(cast):
    goals.change(
        goal=cast.goal,
        words="Sleep till seven",
        target=9,
        why="They want more",
        seen_version=1,
        by=cast.alice,
    )
    newest = cast.goal.history.order_by("-history_id").first()
    assert (newest.words, newest.history_change_reason) == ("Sleep till seven", "They want more")


def test_a_stale_tab_changes_no_goal(cast):
    stale = Goal.objects.get(pk=cast.goal.pk)
    facts = {"target": 9, "why": "", "seen_version": 1, "by": cast.alice}
    goals.change(goal=cast.goal, words="First", **facts)
    with pytest.raises(StaleRecord):
        goals.change(goal=stale, words="Second", **facts)
    assert Goal.objects.get(pk=cast.goal.pk).words == "First"
