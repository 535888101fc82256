"""The ranking of unmet need tells of no single family, however it is narrowed (S5, S59)."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from familyhubs.database.roles import DatabaseRole
from referrals.models import UnmetNeed
from referrals.models.unmet import this_month
from reporting import unmet
from reporting.suppression import Figure
from tests.database import with_the_rights_of
from tests.reporting.test_pages import lines, words

pytestmark = pytest.mark.django_db

PAGE, FILE = "reporting:unmet", "reporting:unmet-download"


def ago(months: int) -> date:
    month = this_month()
    for _ in range(months):
        month = (month - timedelta(days=1)).replace(day=1)
    return month


def counted(hub, number, *, need="housing", reason="full", month=1):
    UnmetNeed.objects.bulk_create(
        UnmetNeed(need=need, hub=hub, reason=reason, month=ago(month)) for _ in range(number)
    )


@pytest.fixture
def needs(cast):
    """Two hubs, three needs, two months."""
    counted(cast.north_hub, 7)
    counted(cast.north_hub, 2, reason="too_far")
    counted(cast.south_hub, 6, need="health", month=2)
    counted(cast.south_hub, 6, need="health")
    counted(cast.south_hub, 3, need="crime", month=2)


@pytest.fixture
def ann(client, cast):
    client.force_login(cast.ann)
    return client


def told(ranked):
    return [(line.name, str(line.total)) for line in ranked]


def test_s5_needs_hubs_and_months_are_ranked(cast, needs):
    shown = unmet.ranking(cast.ann)
    assert told(shown.by_need()) == [
        ("Physical and mental health", "12"),
        ("Housing", "8 to 11"),
        ("Crime and antisocial behaviour", "1 to 4"),
    ]
    assert told(shown.by_hub()) == [
        (cast.south_hub.name, "13 to 16"),
        (cast.north_hub.name, "8 to 11"),
    ]
    months = told(shown.by_month())
    assert months[:3] == [
        (f"{ago(1):%B %Y}", "14 to 17"),
        (f"{ago(2):%B %Y}", "7 to 10"),
        (f"{ago(3):%B %Y}", "0"),
    ]
    assert len(months) == unmet.MONTHS


def test_each_reason_has_its_column(cast, needs):
    (_health, housing, _crime) = unmet.ranking(cast.ann).by_need()
    assert [(reason, str(figure)) for reason, figure in housing.told] == [
        ("There is no place", "7"),
        ("It is too far for the family", "1 to 4"),
    ]


def test_a_month_that_is_not_over_is_not_shown_nor_one_of_long_ago(cast):
    counted(cast.north_hub, 9, month=0)
    counted(cast.north_hub, 9, month=unmet.MONTHS + 1)
    assert unmet.ranking(cast.ann).cells == []


def test_however_it_is_narrowed_it_tells_the_same_whatever_hides_in_a_range(cast, needs):
    """S59: each hidden count put to the other end of its range changes nothing that is shown."""
    before = everything_shown(unmet.ranking(cast.ann))
    counted(cast.north_hub, 2, reason="too_far")
    with with_the_rights_of(DatabaseRole.WORKER):
        UnmetNeed.objects.filter(need="crime").first().delete()
    assert everything_shown(unmet.ranking(cast.ann)) == before


def everything_shown(shown):
    needs, hubs, months = ["", *unmet.NEEDS], [None, *shown.hubs], [None, *shown.months]
    found = []
    for need, hub, month in product(needs, hubs, months):
        one = shown.of(need=need, hub=hub, month=month)
        found.append([one.by_need(), one.by_hub(), one.by_month()])
    return found


def test_what_is_narrowed_adds_up_to_the_whole(cast, needs):
    shown = unmet.ranking(cast.ann)
    parts = [shown.of(hub=hub, month=month) for hub in shown.hubs for month in shown.months]
    (whole,) = [line.total for line in shown.by_need() if line.name == "Housing"]
    added = [line.total for part in parts for line in part.by_need() if line.name == "Housing"]
    assert sum(added, start=Figure(0, 0)) == whole


def test_the_page_narrows_and_says_what_is_not_shown(ann, cast, needs):
    page = words(ann.get(reverse(PAGE), {"hub": cast.north_hub.pk, "month": ago(1).isoformat()}))
    assert "1 to 4 stands for it" in page
    assert "There is no place: 7" in page
    assert ": 12" not in page


@pytest.mark.parametrize("asked", [{"hub": "x"}, {"month": "2026-99"}, {"need": "=1"}])
def test_what_is_not_understood_narrows_nothing(ann, needs, asked):
    answer = ann.get(reverse(PAGE), asked)
    assert answer.status_code == 200
    assert told(answer.context["shown"].by_need())[0][1] == "12"


def test_the_page_says_so_where_nothing_is_to_be_shown(ann, cast, needs):
    assert "Nothing was counted there" in words(ann.get(reverse(PAGE), {"need": "abuse"}))


def test_the_page_says_so_before_the_first_month_is_over(ann, cast):
    counted(cast.north_hub, 9, month=0)
    assert "No month to show yet" in words(ann.get(reverse(PAGE)))


def test_the_file_has_the_figures_the_rankings_are_added_up_from(ann, cast, needs):
    heading, *figures = lines(ann.get(reverse(FILE)).content)
    assert heading == ["Month", "Need", "Hub", "Reason", "At least", "At most"]
    month, hub = f"{ago(1):%Y-%m}", cast.north_hub.name
    assert [month, "Housing", hub, "It is too far for the family", "1", "4"] in figures
    assert len(figures) == 5


def test_nobody_reads_it_without_the_permission(cast):
    for user in cast.everybody().values():
        if not user.may("see which needs were not met, ranked"):
            with pytest.raises(PermissionDenied):
                unmet.ranking(user)


def test_it_asks_the_database_the_same_however_much_there_is(
    ann, cast, needs, django_assert_max_num_queries
):
    with django_assert_max_num_queries(10):
        ann.get(reverse(PAGE))
