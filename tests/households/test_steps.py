"""Steps towards a goal: who does what by when (S56); and what a goal is about."""

from datetime import timedelta

import pytest
from django.urls import reverse

from familyhubs.records.dates import today
from familyhubs.records.models import StaleRecord
from households.actions import goals, steps
from households.models import Goal, GoalStep
from tests.factories import GoalFactory
from tests.households.test_pages import page_of, split

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


def step_of(cast, **changed):
    facts = {
        "goal": cast.goal,
        "words": "Ring the sleep clinic",
        "who": "Marigold",
        "by_when": today() + timedelta(days=7),
        "by": cast.alice,
    }
    return steps.add(**(facts | changed))


class TestThePage:
    def test_a_step_says_who_does_what_by_when(self, alice, cast):
        url = page_of(cast, "step-add", cast.goal.pk)
        data = {"words": "Ring the clinic", "who": "Marigold", **split("by_when", today())}
        assert alice.post(url, data).url == page_of(cast, "goal", cast.goal.pk)
        text = alice.get(page_of(cast, "goal", cast.goal.pk)).text
        assert "Ring the clinic" in text
        assert "Overdue" not in text

    @pytest.mark.parametrize("missing", ["words", "who", "by_when_day"])
    def test_all_three_are_needed(self, alice, cast, missing):
        data = {"words": "Ring", "who": "Marigold", **split("by_when", today())}
        answer = alice.post(page_of(cast, "step-add", cast.goal.pk), data | {missing: ""})
        assert missing.removesuffix("_day") in answer.context["form"].errors
        assert not GoalStep.objects.exists()

    def test_an_overdue_step_is_tagged_on_the_goal_and_on_the_list(self, alice, cast):
        step_of(cast, by_when=today() - timedelta(days=1))
        assert "Overdue" in alice.get(page_of(cast, "goal", cast.goal.pk)).text
        assert "Step overdue" in alice.get(page_of(cast, "goals")).text

    def test_a_done_step_is_overdue_no_more(self, alice, cast):
        step = step_of(cast, by_when=today() - timedelta(days=1))
        url = page_of(cast, "step-done", cast.goal.pk, step.pk)
        assert alice.post(url, {"version": 1, **split("on", today())}).status_code == 302
        text = alice.get(page_of(cast, "goal", cast.goal.pk)).text
        assert "Overdue" not in text
        assert "Done" in text

    def test_a_step_no_longer_needed_says_why_in_the_history(self, alice, cast):
        step = step_of(cast)
        url = page_of(cast, "step-drop", cast.goal.pk, step.pk)
        assert "Enter why" in alice.post(url, {"version": 1}).text
        assert alice.post(url, {"version": 1, "why": "He sleeps now"}).status_code == 302
        assert "No longer needed" in alice.get(page_of(cast, "goal", cast.goal.pk)).text
        assert "He sleeps now" in alice.get(page_of(cast, "history")).text

    def test_a_partner_who_may_change_goals_keeps_steps(self, client, cast):
        assert cast.agreement
        client.force_login(cast.pat)
        data = {"words": "Ring the clinic", "who": "School", **split("by_when", today())}
        url = page_of(cast, "step-add", cast.goal.pk)
        assert client.post(url, data).status_code == 302

    def test_a_step_is_put_off(self, alice, cast):
        step = step_of(cast)
        later = today() + timedelta(days=30)
        url = page_of(cast, "step-change", cast.goal.pk, step.pk)
        data = {"words": step.words, "who": "The school", "version": 1, **split("by_when", later)}
        assert alice.post(url, data).status_code == 302
        step.refresh_from_db()
        assert (step.who, step.by_when) == ("The school", later)

    def test_a_step_of_another_goal_or_household_is_not_there(self, alice, cast):
        step = step_of(cast)
        other = GoalFactory(household=cast.household, by=cast.alice)
        url = page_of(cast, "step-done", other.pk, step.pk)
        assert alice.get(url).status_code == 404
        args = [cast.strangers.reference, cast.goal.pk, step.pk]
        assert alice.get(reverse("households:step-done", args=args)).status_code == 404


class TestRefusals:
    def test_two_tabs_finish_it_once(self, cast):
        step = step_of(cast)
        stale = GoalStep.objects.get(pk=step.pk)
        steps.done(step=step, on=today(), seen_version=1, by=cast.alice)
        for act in (
            lambda: steps.done(step=stale, on=today(), seen_version=1, by=cast.henry),
            lambda: steps.drop(step=stale, why="", seen_version=1, by=cast.henry),
        ):
            with pytest.raises(steps.StepIsFinished):
                act()

    def test_a_stale_tab_changes_nothing(self, cast):
        step = step_of(cast)
        facts = {"who": "W", "by_when": today(), "seen_version": 1, "by": cast.alice}
        stale = GoalStep.objects.get(pk=step.pk)
        steps.change(step=step, words="First", **facts)
        with pytest.raises(StaleRecord):
            steps.change(step=stale, words="Second", **facts)

    def test_not_before_the_goal_was_agreed(self, cast):
        step = step_of(cast)
        before = cast.goal.set_on - timedelta(days=1)
        with pytest.raises(goals.BeforeTheGoal):
            steps.done(step=step, on=before, seen_version=1, by=cast.alice)

    def test_nothing_of_a_closed_goal(self, cast):
        step = step_of(cast)
        goals.close(goal=cast.goal, outcome="achieved", on=today(), seen_version=1, by=cast.alice)
        with pytest.raises(goals.GoalIsClosed):
            steps.done(step=step, on=today(), seen_version=1, by=cast.alice)
        with pytest.raises(goals.GoalIsClosed):
            step_of(cast)


class TestNeed:
    def goal(self, **changed):
        data = {"words": "A warm home", "baseline": "2", "target": "8", **split("set_on", today())}
        return data | changed

    def test_a_new_goal_says_what_it_is_about(self, alice, cast):
        url = page_of(cast, "goal-add")
        assert "Select what the goal is about" in alice.post(url, self.goal()).text
        assert "need" in alice.post(url, self.goal(need="weather")).context["form"].errors
        assert alice.post(url, self.goal(need="housing")).status_code == 302
        assert Goal.objects.get(words="A warm home").need == "housing"

    def test_it_can_be_corrected(self, alice, cast):
        url = page_of(cast, "goal-change", cast.goal.pk)
        data = {"words": "Sleep", "need": "health", "target": "9", "why": "Said so", "version": 1}
        assert alice.post(url, data).status_code == 302
        assert "Physical and mental health" in alice.get(page_of(cast, "goal", cast.goal.pk)).text
