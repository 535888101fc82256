"""Goal Attainment Scaling: the T score by the published formula, and the pages that ask for it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from familyhubs.records.dates import today
from familyhubs.records.models import StaleRecord
from households import reading
from households.actions import attainment, goals
from households.attainment import Rated, over_time, t_score
from households.models import Attainment, GoalScale
from tests.factories import GoalFactory
from tests.households.test_pages import page_of, split

DAY = date(2026, 3, 2)
LEVELS = {
    "much_less": "Awake all night",
    "less": "Wakes four times",
    "expected": "Wakes twice",
    "better": "Wakes once",
    "much_better": "Sleeps through",
}


def rated(*pairs, on=DAY):
    return [Rated(number, weight, level, on) for number, (weight, level) in enumerate(pairs)]


class TestTheFormula:
    @pytest.mark.parametrize("goals_of_it", [1, 2, 3, 5, 8])
    def test_all_as_expected_is_50(self, goals_of_it):
        assert t_score(rated(*[(3, 0)] * goals_of_it)) == 50

    @pytest.mark.parametrize(
        ("scales", "lowest", "highest"),
        # Kiresuk, Smith and Cardillo (1994), the conversion table for equally weighted scales.
        [(1, 30, 70), (2, 25, 75), (3, 23, 77), (4, 21, 79), (5, 20, 80)],
    )
    def test_the_published_table_of_equal_weights(self, scales, lowest, highest):
        assert round(t_score(rated(*[(1, -2)] * scales))) == lowest
        assert round(t_score(rated(*[(1, 2)] * scales))) == highest

    @pytest.mark.parametrize(("level", "score"), [(-2, 30), (-1, 40), (0, 50), (1, 60), (2, 70)])
    def test_one_goal_moves_ten_points_a_level_whatever_it_weighs(self, level, score):
        for weight in (1, 3, 9):
            assert t_score(rated((weight, level))) == pytest.approx(score)

    def test_three_weighted_goals_worked_by_hand(self):
        # Sum(wx) = 9*1 + 4*0 - 2*1 = 7; Sum(w^2) = 101; (Sum w)^2 = 225
        # 50 + 70 / sqrt(0.7 * 101 + 0.3 * 225) = 50 + 70 / sqrt(138.2) = 55.954...
        assert t_score(rated((9, 1), (4, 0), (2, -1))) == pytest.approx(55.95, abs=0.01)

    def test_equal_weights_cancel_out(self):
        assert t_score(rated((2, 1), (2, -1), (2, 2))) == pytest.approx(
            t_score(rated((6, 1), (6, -1), (6, 2)))
        )

    def test_without_a_goal_there_is_none(self):
        with pytest.raises(ValueError, match="No goal"):
            t_score([])


class TestOverTime:
    def test_each_goal_counts_from_its_first_rating_with_its_latest(self):
        later = DAY + timedelta(days=30)
        ratings = [
            Rated(1, 1, -1, DAY),
            Rated(1, 1, 0, later),
            Rated(2, 1, 0, later),
        ]
        assert over_time(ratings) == [(DAY, 40.0), (later, 50.0)]

    def test_of_two_on_one_day_the_later_counts(self):
        assert over_time([Rated(1, 1, -2, DAY), Rated(1, 1, 2, DAY)]) == [(DAY, 70.0)]

    def test_nothing_rated_draws_nothing(self):
        assert over_time([]) == []


@pytest.mark.django_db
class TestThePages:
    @pytest.fixture
    def alice(self, client, cast):
        client.force_login(cast.alice)
        return client

    def scaled(self, cast, goal=None, **changed):
        facts = {"goal": goal or cast.goal, "importance": 3, "difficulty": 2, "by": cast.alice}
        return attainment.set_scale(**(facts | LEVELS | changed))

    def test_the_levels_are_written_and_a_level_recorded(self, alice, cast):
        url = page_of(cast, "goal-scale", cast.goal.pk)
        data = LEVELS | {"importance": "3", "difficulty": "2", "version": "0"}
        assert alice.post(url, data).status_code == 302
        assert GoalScale.objects.get().weight == 6
        url = page_of(cast, "goal-rate", cast.goal.pk)
        assert "+1: Wakes once" in alice.get(url).text
        assert alice.post(url, {"level": "-1", **split("on", today())}).status_code == 302
        text = alice.get(page_of(cast, "goal", cast.goal.pk)).text
        assert "Sleeps through" in text
        assert "T score" in alice.get(page_of(cast, "goals")).text

    @pytest.mark.parametrize("missing", list(LEVELS))
    def test_every_level_is_needed(self, alice, cast, missing):
        data = LEVELS | {"importance": "1", "difficulty": "1", "version": "0", missing: ""}
        answer = alice.post(page_of(cast, "goal-scale", cast.goal.pk), data)
        assert missing in answer.context["form"].errors
        assert not GoalScale.objects.exists()

    @pytest.mark.parametrize("weight", ["0", "4", "x", ""])
    def test_a_weight_is_from_1_to_3(self, alice, cast, weight):
        data = LEVELS | {"importance": weight, "difficulty": "1", "version": "0"}
        answer = alice.post(page_of(cast, "goal-scale", cast.goal.pk), data)
        assert "importance" in answer.context["form"].errors

    @pytest.mark.parametrize("level", ["-3", "3", "one", ""])
    def test_a_level_is_from_minus_2_to_plus_2(self, alice, cast, level):
        self.scaled(cast)
        url = page_of(cast, "goal-rate", cast.goal.pk)
        answer = alice.post(url, {"level": level, **split("on", today())})
        assert "level" in answer.context["form"].errors
        with pytest.raises(IntegrityError), transaction.atomic():
            attainment.rate(goal=cast.goal, on=today(), level=3, by=cast.alice)

    def test_a_tab_that_showed_no_scale_overwrites_none(self, alice, cast):
        self.scaled(cast)
        url = page_of(cast, "goal-scale", cast.goal.pk)
        data = LEVELS | {"importance": "1", "difficulty": "1", "version": "0"}
        assert "changed this" in alice.post(url, data).text
        assert GoalScale.objects.get().importance == 3
        with pytest.raises(StaleRecord):
            self.scaled(cast)

    def test_without_a_scale_nothing_is_rated(self, alice, cast):
        url = page_of(cast, "goal-rate", cast.goal.pk)
        assert "Write down what each level" in alice.get(url, follow=True).text
        with pytest.raises(attainment.NoScale):
            attainment.rate(goal=cast.goal, on=today(), level=0, by=cast.alice)

    def test_not_before_the_goal_nor_after_it_closed(self, cast):
        self.scaled(cast)
        before = cast.goal.set_on - timedelta(days=1)
        with pytest.raises(goals.BeforeTheGoal):
            attainment.rate(goal=cast.goal, on=before, level=0, by=cast.alice)
        goals.close(goal=cast.goal, outcome="achieved", on=today(), seen_version=1, by=cast.alice)
        with pytest.raises(goals.GoalIsClosed):
            attainment.rate(goal=cast.goal, on=today(), level=0, by=cast.alice)

    def test_a_goal_no_longer_wanted_does_not_count(self, cast, rf):
        self.scaled(cast)
        attainment.rate(goal=cast.goal, on=today(), level=2, by=cast.alice)
        goals.close(goal=cast.goal, outcome="not_wanted", on=today(), seen_version=1, by=cast.alice)
        assert Attainment.objects.exists()
        assert reading.ratings(opened(cast)) == []

    @pytest.mark.parametrize("many", [3, 30])
    def test_the_picture_asks_no_more_for_more_goals(
        self, alice, cast, many, django_assert_max_num_queries
    ):
        for _ in range(many):
            goal = GoalFactory(household=cast.household, by=cast.alice)
            self.scaled(cast, goal)
            attainment.rate(goal=goal, on=today(), level=1, by=cast.alice)
        with django_assert_max_num_queries(13):
            assert alice.get(page_of(cast, "goals")).status_code == 200


def opened(cast):
    from households.loader import OpenHousehold
    from households.sight import sight_of

    return OpenHousehold(cast.household, cast.alice, sight_of(cast.household, cast.alice))
