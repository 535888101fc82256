"""Line 10: figures of families that were disposed of never tell of one of them: not by a small
cell, not by a total, and not by looking again later."""

import random
from datetime import date
from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from familyhubs.database.roles import DatabaseRole
from households.needs import Need
from reporting import disposed as figures
from reporting.suppression import DEFAULT_THRESHOLD
from reporting.tables import Release
from retention.models import DisposedCount, SupportOutcome
from tests.database import with_the_rights_of
from tests.factories import HubFactory
from tests.reporting.attack import Shown, feasible
from tests.reporting.test_pages import lines, words
from tests.retention.families import at

pytestmark = pytest.mark.django_db

S = SupportOutcome
PAGE, FILE = "reporting:overview", "reporting:disposed-download"
AFTER = date(2032, 1, 2)


def counted(hub, number, *, need=Need.HOUSING, outcome=S.MET, year=2031, month=3):
    """So many families of a kind."""
    with with_the_rights_of(DatabaseRole.WORKER):
        row, made = DisposedCount.objects.get_or_create(
            counted_in=year,
            closed_in=date(year - 5, month, 1),
            hub=hub,
            need=need,
            outcome=outcome,
            defaults={"families": number},
        )
        if not made:
            DisposedCount.objects.filter(pk=row.pk).update(families=row.families + number)


def shown(cast, year=None) -> Release:
    found = figures.disposed(cast.ann, year).release
    assert found is not None
    return found


def cells(release, need):
    """Hub -> figures in words, the last one the row's total."""
    (table,) = [table for table in release.tables if table.of == figures.NEEDS[need]]
    return {row.name: [*map(str, row.figures), str(row.total)] for row in (*table.rows, table.all)}


# --- What is shown ----------------------------------------------------------------------------
def test_a_year_is_shown_by_hub_need_and_outcome_months_together(cast):
    counted(cast.north_hub, 4, month=3)
    counted(cast.north_hub, 5, month=4)
    counted(cast.north_hub, 3, outcome=S.PARTLY)
    counted(cast.south_hub, 7, outcome=S.NOT_MET)
    with at(AFTER):
        assert cells(shown(cast), "housing") == {
            cast.north_hub.name: ["9", "1 to 4", "0", "10 to 13"],
            cast.south_hub.name: ["0", "0", "7", "7"],
            "All hubs": ["9", "1 to 4", "7", "17 to 20"],
        }


def test_families_without_goals_have_a_table_of_their_own(cast):
    counted(cast.north_hub, 6, need="", outcome=S.NO_GOALS)
    counted(cast.north_hub, 2, need="", outcome=S.NEVER_OPENED)
    with at(AFTER):
        assert cells(shown(cast), "")[cast.north_hub.name] == [
            "0",
            "0",
            "0",
            "6",
            "1 to 4",
            "7 to 10",
        ]


# --- Nothing small, nothing derivable ---------------------------------------------------------
def some_year(cast, seed):
    """Any counts: small, large and none, over hubs, needs, outcomes and months."""
    chance = random.Random(seed)
    for hub in (cast.north_hub, cast.south_hub):
        for need in (Need.HOUSING, Need.CRIME):
            for outcome in (S.MET, S.PARTLY, S.NOT_MET):
                for month in (1, 2, 12):
                    if number := chance.choice([0, 0, 1, 1, 2, 3, 6]):
                        counted(hub, number, need=need, outcome=outcome, month=month)


@pytest.mark.parametrize("seed", range(6))
def test_no_cell_below_the_threshold_is_shown_nor_can_be_worked_out(cast, seed):
    """The reader's attack, with every total and share of a table: each hidden cell can still be
    any number of its range. The tables of two needs have no total in common."""
    some_year(cast, seed)
    with at(AFTER):
        release = shown(cast)
    for table in release.tables:
        seen = Shown.of(table)
        for row in (*table.rows, table.all):
            for figure in (*row.figures, row.total):
                assert not (figure.is_exact and 0 < figure.low < DEFAULT_THRESHOLD)
        if table.is_empty:
            continue
        for row, possible in zip(seen.cells, feasible(seen), strict=True):
            for figure, numbers in zip(row, possible, strict=True):
                assert numbers == set(range(figure.low, figure.high + 1))


def test_a_release_has_each_family_under_one_total(cast):
    """No second breakdown (by month), no number of all families, no total over needs."""
    some_year(cast, 1)
    with at(AFTER):
        release = shown(cast)
    assert [table.of for table in release.tables] == list(figures.NEEDS.values())
    names = {row.name for table in release.tables for row in table.rows}
    assert names == {cast.north_hub.name, cast.south_hub.name}


# --- Two releases -----------------------------------------------------------------------------
def test_a_year_that_is_not_over_is_not_shown_whatever_stands_in_it(cast, client):
    counted(cast.north_hub, 50, year=2032)
    client.force_login(cast.ann)
    with at(date(2032, 12, 31)):
        assert figures.disposed(cast.ann).years == []
        with pytest.raises(LookupError):
            figures.disposed(cast.ann, 2032)
        assert client.get(reverse(PAGE), {"year": "2032"}).status_code == 404
        assert client.get(reverse(FILE, args=[2032])).status_code == 404
    with at(date(2033, 1, 1)):  # a sweep that began before midnight may not have ended
        assert figures.disposed(cast.ann).years == []
    with at(date(2033, 1, 2)):
        assert figures.disposed(cast.ann).years == [2032]


def test_who_looks_every_month_learns_nothing_by_comparing(cast):
    """Families go one by one in 2032, each a step of a small cell: the page of 2031 stays as it
    was, of 2032 nothing is said, and then all at once."""
    some_year(cast, 3)
    seen = []
    for month in range(1, 13):
        with at(date(2032, month, 28)):
            seen.append((figures.disposed(cast.ann).years, shown(cast)))
            counted(cast.north_hub, 1, year=2032, month=month)
            counted(cast.south_hub, 1, year=2032, outcome=S.PARTLY, month=month)
    assert all(before == after for before, after in pairwise(seen))
    with at(date(2033, 1, 2)):
        before, after = shown(cast, 2031), shown(cast)
    assert before == seen[0][1]
    assert cells(after, "housing")["All hubs"] == ["12", "12", "0", "24"]


def test_a_hub_that_opens_later_changes_no_figure(cast):
    counted(cast.north_hub, 3)
    with at(AFTER):
        before = cells(shown(cast), "housing")
        HubFactory(name="West Larkfield Family Hub")
        after = cells(shown(cast), "housing")
    assert {**after, "West Larkfield Family Hub": None} == {
        **before,
        "West Larkfield Family Hub": None,
    }


# --- Who sees ---------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["alice", "adam", "pat", "paula", "harriet", "charlie"])
def test_nobody_but_those_who_see_reports(cast, client, who):
    counted(cast.north_hub, 9)
    client.force_login(getattr(cast, who))
    with pytest.raises(PermissionDenied):
        figures.disposed(getattr(cast, who))
    assert client.get(reverse(FILE, args=[2031])).status_code == 403


@pytest.mark.parametrize("who", ["henry", "dana", "ann"])
def test_they_stand_beside_the_live_figures_and_in_a_file(cast, client, who):
    counted(cast.north_hub, 9)
    counted(cast.north_hub, 2, outcome=S.PARTLY)
    counted(cast.north_hub, 8, year=2030)
    with at(AFTER):
        client.force_login(getattr(cast, who))
        page = words(client.get(reverse(PAGE)))
        file = lines(client.get(reverse(FILE, args=[2031])).content)
        older = words(client.get(reverse(PAGE), {"year": "2030"}))
    assert "disposed of in 2031" in page
    assert f"{cast.north_hub} 9 1 to 4 0 10 to 13" in page
    assert f"{cast.north_hub} 8 0 0 8 100%" in older
    assert ["2031-12-31", "Housing", cast.north_hub.name, "Met", "9", "9"] in file
    assert ["2031-12-31", "Housing", cast.north_hub.name, "Partly met", "1", "4"] in file


@pytest.mark.parametrize("year", ["x", "1999", "-1", "99999999999999999999", "2031'"])
def test_a_year_that_is_none_is_a_404(cast, client, year):
    client.force_login(cast.ann)
    assert client.get(reverse(PAGE), {"year": year}).status_code == 404


def test_before_the_first_year_it_says_so(cast, client):
    client.force_login(cast.ann)
    assert "No year is over yet" in words(client.get(reverse(PAGE)))


def test_the_page_takes_as_many_queries_for_many_years(cast, client, django_assert_max_num_queries):
    for year in range(2020, 2032):
        counted(cast.north_hub, 9, year=year)
    client.force_login(cast.ann)
    with at(AFTER):
        client.force_login(cast.ann)
        with django_assert_max_num_queries(14):
            client.get(reverse(PAGE))
