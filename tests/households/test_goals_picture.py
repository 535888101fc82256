"""One picture of all goals of a household (S56, S57)."""

import re
from datetime import timedelta

import pytest

from familyhubs.records.dates import today
from households import charts
from households.models import Score
from tests.factories import AgreementFactory, GoalFactory, ScoreFactory
from tests.households.test_pages import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


def second_goal(cast, words="Our own warm home"):
    goal = GoalFactory(household=cast.household, words=words, by=cast.alice)
    ScoreFactory(goal=goal, value=7, on=today() - timedelta(days=20))
    return goal


def picture_of(text):
    return text.split("All goals together")[1]


def test_every_goal_stands_in_it_with_both_views_told_apart(alice, cast):
    second_goal(cast)
    assert cast.goal
    picture = picture_of(alice.get(page_of(cast, "goals")).text)
    assert picture.count('class="app-chart__drawing"') == 2
    dashes = set(re.findall(r'<polyline[^>]*stroke-dasharray="([^"]+)"', picture))
    assert len(dashes) == 2, "the lines are told apart by more than their colour"


def test_the_table_has_the_same_figures(alice, cast):
    second_goal(cast)
    picture = picture_of(alice.get(page_of(cast, "goals")).text)
    table = picture[picture.index("<table") :]
    for figure in ("4", "5", "7"):
        assert re.search(rf'number">\s*{figure}\s*<', table), figure
    assert "Our own warm home" in table


def test_all_goals_are_drawn_over_the_same_days(cast):
    goals = [cast.goal, second_goal(cast)]
    drawn = charts.of_household(goals, list(Score.objects.all()))
    days = [[tick.text for tick in small.chart.across] for small in drawn.goals]
    assert days[0] == days[1]


def test_its_drawings_have_names_of_their_own(alice, cast):
    """Two goals in the same words, or in letters that make no address."""
    for words in ("\u0628\u064a\u062a\u0646\u0627", "\u0628\u064a\u062a\u0646\u0627"):
        second_goal(cast, words)
    ids = re.findall(r'\bid="([^"]+)"', alice.get(page_of(cast, "goals")).text)
    assert len(ids) == len(set(ids))


def test_before_the_first_score_there_is_no_picture(alice, cast):
    GoalFactory(household=cast.strangers, by=cast.alice)
    from django.urls import reverse

    text = alice.get(reverse("households:goals", args=[cast.strangers.reference])).text
    assert "All goals together" not in text


def test_a_partner_without_the_hub_record_sees_none(client, cast):
    assert cast.goal
    AgreementFactory(
        household=cast.household, recipients=[cast.clinic], categories=["identity"], by=cast.alice
    )
    client.force_login(cast.harriet)
    text = client.get(page_of(cast, "goals")).text
    assert "Sleep through the night" not in text
    assert "All goals together" not in text


@pytest.mark.parametrize("many", [3, 30])
def test_the_queries_do_not_grow_with_the_goals(alice, cast, many, django_assert_max_num_queries):
    for _ in range(many):
        second_goal(cast)
    with django_assert_max_num_queries(13):
        assert alice.get(page_of(cast, "goals")).status_code == 200
