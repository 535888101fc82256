"""Who opened, found, was shown, took away or was refused a household, when and on what ground."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from familyhubs.audit.models import AccessEvent
from familyhubs.records.dates import today
from tests.factories import AgreementFactory, HouseholdFactory
from tests.households import merging

pytestmark = pytest.mark.django_db


@pytest.fixture
def looked(client, cast):
    """`looked(query)`: the rows of the page, as its manager reads them."""

    def read(query=""):
        client.force_login(cast.henry)
        page = client.get(reverse("households:who-looked", args=[cast.household.reference]) + query)
        assert page.status_code == 200
        return [(look.who, look.what, look.why) for look in page.context["events"]]

    return read


def overview(cast, query=""):
    return reverse("households:overview", args=[cast.household.reference]) + query


def test_who_looked_at_a_record_that_was_merged_into_it(client, cast, looked):
    other = HouseholdFactory(name="Quillfether", by=cast.alice)
    client.force_login(cast.alice)
    client.get(reverse("households:overview", args=[other.reference]))
    opened = (f"{cast.alice.name}, {cast.council}", "Opened: overview", "Works for the council")
    assert opened not in looked()
    merging.homes(cast, cast.household, other)
    assert opened in looked()


def test_on_what_ground_is_said_in_words(client, cast, looked):
    until = today() + timedelta(days=30)
    AgreementFactory(
        household=cast.household,
        recipients=[cast.clinic],
        categories=["identity"],
        until=until,
        by=cast.alice,
    )
    client.force_login(cast.harriet)
    client.get(overview(cast))
    assert (
        "Harriet Holloway, Larkfield Health Visiting Team",
        "Opened: overview",
        f"The family agreed to share with it, from {today():%-d %B %Y} until {until:%-d %B %Y}",
    ) in looked()
    assert looked()[0][2] == "Works for the council"


def test_what_they_opened_is_said_in_words(client, cast, looked):
    client.force_login(cast.alice)
    client.get(reverse("consent:sharing", args=[cast.household.reference]))
    assert looked("?what=opened")[1][1] == "Opened: consent: sharing"


def test_found_by_a_search_and_opened(client, cast, looked):
    client.force_login(cast.alice)
    assert cast.mother
    page = client.get(reverse("households:search"), {"q": "Quillfeather"}).text
    link = overview(cast, "?from=search")
    assert f'href="{link}"' in page
    client.get(link)
    assert looked("?what=found")[0][:2] == (
        "Alice Atherton, Larkshire Council",
        "Found by a search and opened: overview",
    )


def test_a_search_names_no_family(client, cast):
    client.force_login(cast.alice)
    assert cast.mother
    client.get(reverse("households:search"), {"q": "Quillfeather"})
    assert AccessEvent.objects.filter(event="searched").values_list("subject_id").get() == ("",)


def test_filtered_by_what_was_done_and_when(client, cast, looked):
    client.force_login(cast.charlie)
    client.get(overview(cast))
    assert [what for _, what, _ in looked("?what=denied")] == ["Was refused: overview"]
    day = today()
    period = f"since_day={day.day}&since_month={day.month}&since_year={day.year}"
    assert looked(f"?what=denied&{period}")
    later = day + timedelta(days=1)
    period = f"since_day={later.day}&since_month={later.month}&since_year={later.year}"
    assert looked(f"?what=denied&{period}") == []


@pytest.mark.parametrize(
    "query",
    ["?what=nonsense", "?since_day=99&since_month=1&since_year=2026", "?page=-3", "?page=x"],
)
def test_bad_filters_are_an_error_of_the_form(looked, query):
    looked(query)


def test_nobody_answers_to_the_filters(client, cast, looked):
    assert looked("?what=disposed") == []
    url = reverse("households:who-looked", args=[cast.household.reference])
    assert "answers to all of these filters" in client.get(f"{url}?what=disposed").text


def test_it_asks_as_many_questions_however_many_looked(client, cast, looked):
    assert cast.agreement
    client.force_login(cast.pat)
    client.get(overview(cast))
    looked()
    with CaptureQueriesContext(connection) as few:
        looked()
    for user in (cast.paula, cast.dana):
        client.force_login(user)
        client.get(overview(cast))
    with CaptureQueriesContext(connection) as many:
        looked()
    assert len(many) <= len(few)
