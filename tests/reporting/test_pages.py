"""The page of the reports, and its file."""

import csv
import re
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from familyhubs.audit.models import AccessEvent
from familyhubs.records.dates import today
from familyhubs.records.spreadsheets import harmless
from reporting.download import as_csv
from reporting.suppression import Count
from reporting.tables import release
from tests.counting import asked
from tests.factories import GoalFactory, HouseholdFactory, HubFactory
from tests.reporting.attack import counts_of

pytestmark = pytest.mark.django_db

ADDRESSES = ["reporting:overview", "reporting:download"]
each_address = pytest.mark.parametrize("address", ADDRESSES)


@pytest.fixture
def ann(client, cast):
    client.force_login(cast.ann)
    return client


@pytest.fixture
def north(cast):
    """Seven families at the north hub, none with a lead; three goals of two of them."""
    made = [HouseholdFactory(hub=cast.north_hub) for _ in range(7)]
    for household in (made[0], made[0], made[1]):
        GoalFactory(household=household)
    return cast.north_hub


def words(response):
    """What stands on the page, without the tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def lines(file):
    return list(csv.reader(StringIO(file.decode("utf-8-sig"))))


class TestWhoSees:
    @each_address
    @pytest.mark.parametrize("name", ["henry", "dana", "ann"])
    def test_s59_those_who_answer_for_the_work(self, client, cast, address, name):
        client.force_login(getattr(cast, name))
        assert client.get(reverse(address)).status_code == 200

    @each_address
    @pytest.mark.parametrize("name", ["alice", "adam", "pat", "paula", "harriet", "charlie"])
    def test_nobody_else(self, client, cast, address, name):
        client.force_login(getattr(cast, name))
        assert client.get(reverse(address)).status_code == 403

    @each_address
    def test_nobody_unsigned(self, client, address):
        assert client.get(reverse(address)).url.startswith(reverse("organisations:sign-in"))


class TestThePage:
    def test_it_shows_the_figures_and_the_day(self, ann, north):
        page = words(ann.get(reverse("reporting:overview")))
        assert f"{north} 0 7 7 0%" in page
        assert f"{north} 1 to 4 0 0 0 0 1 to 4 not applicable" in page
        assert f"{today():%-d %B %Y}" in page

    def test_it_says_what_is_not_shown_and_why(self, ann, north):
        page = words(ann.get(reverse("reporting:overview")))
        assert "A number under 5 is not shown" in page
        assert "by subtraction" in page

    def test_it_says_so_when_there_is_nothing_to_count(self, ann, cast):
        assert cast.north_hub
        page = words(ann.get(reverse("reporting:overview")))
        assert "Nothing to count yet" in page
        assert "Download" not in page

    @each_address
    def test_reading_writes_nothing(self, ann, north, address):
        before = AccessEvent.objects.count()
        with CaptureQueriesContext(connection) as queries:
            ann.get(reverse(address))
        said = " ".join(query["sql"] for query in queries.captured_queries)
        assert not re.search("INSERT|UPDATE|DELETE", said)
        assert AccessEvent.objects.count() == before

    @each_address
    def test_it_only_answers_those_who_read(self, ann, address):
        assert ann.post(reverse(address)).status_code == 405

    @each_address
    def test_the_number_of_queries_does_not_depend_on_the_number_of_hubs(
        self, ann, north, address, django_assert_num_queries
    ):
        with CaptureQueriesContext(connection) as few:
            ann.get(reverse(address))
        for _ in range(6):
            GoalFactory(household=HouseholdFactory(hub=HubFactory()))
        with django_assert_num_queries(len(asked(few))):
            ann.get(reverse(address))


class TestTheFile:
    def test_it_has_the_figures_of_the_page_and_no_others(self, ann, north):
        response = ann.get(reverse("reporting:download"))
        assert response["Content-Type"] == "text/csv; charset=utf-8"
        assert f"family-hubs-{today().isoformat()}.csv" in response["Content-Disposition"]
        heading, *figures = lines(response.content)
        assert heading == ["As of", "Counted", "Hub", "Figure", "At least", "At most"]
        assert figures[:3] == [
            [today().isoformat(), "Households with open support", str(north), column, low, high]
            for column, low, high in (
                ("With a lead", "0", "0"),
                ("Without a lead", "7", "7"),
                ("All", "7", "7"),
            )
        ]
        assert [today().isoformat(), "Goals", "All hubs", "All", "1", "4"] in figures
        shown = ann.get(reverse("reporting:overview")).context["shown"]
        rows = [
            (*row.figures, row.total) for table in shown.tables for row in (*table.rows, table.all)
        ]
        assert [line[4:] for line in figures] == [
            [str(figure.low), str(figure.high)] for row in rows for figure in row
        ]

    def test_a_figure_without_a_bound_has_none_in_the_file(self):
        shown = release([counts_of([[Count(6, 1), Count(0, 0)]])], as_of=today())
        assert lines(as_csv(shown).encode())[1][4:] == ["5", ""]

    def test_s59_a_hub_whose_name_is_a_formula_is_harmless(self, ann, cast):
        HubFactory(name='=HYPERLINK("http://example.com","Larkfield, north")')
        names = {line[2] for line in lines(ann.get(reverse("reporting:download")).content)[1:]}
        assert names == {"All hubs", '\'=HYPERLINK("http://example.com","Larkfield, north")'}

    @pytest.mark.parametrize(
        "start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "\u3000=", "\uff1d"]
    )
    def test_no_name_begins_as_a_formula(self, start):
        assert harmless(f"{start}1+1").startswith("'")

    def test_a_plain_name_stays_as_it_is(self):
        assert harmless("North Larkfield Family Hub") == "North Larkfield Family Hub"
