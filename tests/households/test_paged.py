"""Lists across households, and how many there are of something."""

import pytest
from django.db import connection, transaction

from familyhubs.database.identity import whole_record
from familyhubs.database.planning import walked_in_order
from households.models import Household
from households.reading.paged import numbers_of, paged
from tests.factories import HouseholdFactory

pytestmark = pytest.mark.django_db


def planner():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('enable_sort'), "
            "current_setting('max_parallel_workers_per_gather')"
        )
        return cursor.fetchone()


@pytest.fixture
def homes(cast):
    """Three households a worker of the council sees, and how they are asked for."""
    assert cast.household
    for name in ("Ash", "Beech"):
        HouseholdFactory(name=name, hub=cast.south_hub)
    with whole_record():
        yield Household.objects.visible_to(cast.alice).order_by("-pk")


def test_the_order_is_the_same_by_an_index(homes):
    assert len(homes) == 3
    assert list(paged(homes, indexed=True)[:25]) == list(paged(homes)[:25]) == list(homes)


def test_what_is_asked_afterwards_is_planned_as_ever():
    with transaction.atomic():
        before = planner()
        with walked_in_order():
            assert planner() == ("off", "0")
        assert planner() == before != ("off", "0")


def test_several_are_counted_by_one_statement_and_no_further_than_is_shown(
    cast, homes, django_assert_num_queries
):
    asked = {"all": homes, "none": homes.none(), "one": homes.filter(pk=cast.household.pk)}
    with django_assert_num_queries(3):  # two of them for how it is planned
        assert numbers_of(asked, most=3, indexed=True) == {"all": 3, "none": 0, "one": 1}
    assert numbers_of(asked, most=1) == {"all": 2, "none": 0, "one": 1}
    assert numbers_of({"none": homes.none()}) == {"none": 0}
