"""What is counted: on a small partnership whose figures are known."""

import pytest
from django.core.exceptions import PermissionDenied

from familyhubs.records.dates import today
from households.actions import episodes, goals, leads
from households.models import GoalOutcome, Household
from reporting import figures
from tests.factories import GoalFactory, HouseholdFactory, LeadFactory, OfferFactory

pytestmark = pytest.mark.django_db


def shown(cast, of):
    """The page's table of one thing: hub -> figures in words, the last one the row's total."""
    (table,) = [table for table in figures.overview(cast.ann).tables if table.of == of]
    return {row.name: [*map(str, row.figures), str(row.total)] for row in (*table.rows, table.all)}


def families(number, hub, *, led_by=None):
    made = [HouseholdFactory(hub=hub) for _ in range(number)]
    if led_by is not None:
        for household in made:
            LeadFactory(household=household, practitioner=led_by)
    return made


def finish(goal, outcome, by):
    goals.close(goal=goal, outcome=outcome, on=today(), seen_version=goal.version, by=by)


def close(household, by):
    episode = household.episodes.get()
    episodes.close_support(
        episode=episode,
        on=today(),
        reason="All is well",
        seen_version=episode.version,
        by=by,
    )


class TestHouseholds:
    def test_s59_they_are_counted_by_hub_with_and_without_a_lead(self, cast):
        families(6, cast.north_hub, led_by=cast.alice)
        families(5, cast.north_hub)
        families(7, cast.south_hub)
        assert shown(cast, "Households with open support") == {
            cast.north_hub.name: ["6", "5", "11"],
            cast.south_hub.name: ["0", "7", "7"],
            "All hubs": ["6", "12", "18"],
        }

    def test_an_offer_is_no_lead_and_neither_is_one_that_ended(self, cast):
        offered, declined, ended, *_ = families(5, cast.north_hub)
        OfferFactory(household=offered)
        offer = OfferFactory(household=declined)
        leads.decline(assignment=offer, reason="No room", by=cast.alice)
        LeadFactory(household=ended, practitioner=cast.alice)
        leads.end_all(household=ended, why="Moved on", by=cast.alice)
        assert shown(cast, "Households with open support")["All hubs"] == ["0", "5", "5"]

    def test_those_whose_support_was_closed_are_not_counted(self, cast):
        made = families(6, cast.north_hub)
        close(made[0], cast.alice)
        assert shown(cast, "Households with open support")["All hubs"] == ["0", "5", "5"]

    def test_few_are_a_range_and_so_is_every_total_with_them(self, cast):
        families(5, cast.north_hub)
        families(1, cast.north_hub, led_by=cast.alice)
        assert shown(cast, "Households with open support") == {
            cast.north_hub.name: ["1 to 4", "5", "6 to 9"],
            "All hubs": ["1 to 4", "5", "6 to 9"],
        }


class TestGoals:
    def test_s59_they_are_counted_by_hub_and_outcome(self, cast):
        for household in families(5, cast.north_hub):
            for outcome in GoalOutcome:
                goal = GoalFactory(household=household)
                if outcome != GoalOutcome.OPEN:
                    finish(goal, outcome, cast.alice)
            GoalFactory(household=household)
        assert shown(cast, "Goals") == {
            cast.north_hub.name: ["10", "5", "5", "5", "5", "30"],
            "All hubs": ["10", "5", "5", "5", "5", "30"],
        }

    def test_many_of_one_family_are_not_told_exactly(self, cast):
        for _ in range(6):
            GoalFactory(household=cast.household)
        assert shown(cast, "Goals")["All hubs"] == ["5 or more", "0", "0", "0", "0", "5 or more"]

    def test_goals_stay_counted_when_support_is_closed(self, cast):
        made = families(5, cast.north_hub)
        for household in made:
            finish(GoalFactory(household=household), GoalOutcome.ACHIEVED, cast.alice)
            close(household, cast.alice)
        assert shown(cast, "Goals")["All hubs"] == ["0", "5", "0", "0", "0", "5"]

    def test_every_outcome_has_its_column(self):
        assert list(figures.OUTCOMES) == GoalOutcome.values


class TestTheGate:
    def test_nobody_counts_without_the_permission(self, cast):
        for user in cast.everybody().values():
            if not user.may("see reports"):
                with pytest.raises(PermissionDenied):
                    figures.overview(user)

    def test_a_report_counts_families_its_reader_may_not_open(self, cast):
        families(5, cast.north_hub)
        assert not Household.objects.visible_to(cast.ann).exists()
        assert shown(cast, "Households with open support")["All hubs"] == ["0", "5", "5"]

    def test_the_figures_say_the_day(self, cast):
        assert figures.overview(cast.dana).as_of == today()


def test_the_number_of_queries_does_not_depend_on_the_number_of_hubs(
    cast, django_assert_num_queries
):
    reader = cast.ann
    families(1, cast.north_hub)
    with django_assert_num_queries(6):
        figures.overview(reader)
    for _ in range(6):
        GoalFactory(household=HouseholdFactory())
    with django_assert_num_queries(6):
        figures.overview(reader)
