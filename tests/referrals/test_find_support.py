"""S2: anyone searches the support on offer by need, age and place, without signing in."""

import pytest
from django.urls import reverse

from households.needs import Need
from referrals.actions import services
from tests.factories import OrganisationFactory
from tests.referrals.directory import WHOLE, a_service

FIND = reverse("referrals:find-support")


def found(client, **search):
    return [service.name for service in client.get(FIND, search).context["page"]]


@pytest.fixture
def directory(db):
    offered_by = {"organisation": OrganisationFactory(name="Acorn Family Charity")}
    a_service(name="Stay and play", youngest=0, oldest=4, **offered_by)
    a_service(name="Homework club", needs=[Need.EDUCATION], youngest=5, oldest=11, **offered_by)
    a_service(
        name="Debt advice",
        needs=[Need.FINANCES, Need.HOUSING],
        youngest=16,
        place="",
        postcode_areas=[],
        **offered_by,
    )


def test_a_visitor_sees_everything_on_offer_in_two_queries(
    client, directory, django_assert_num_queries
):
    with django_assert_num_queries(WHOLE + 2):
        page = client.get(FIND)
    assert page.status_code == 200
    assert [service.name for service in page.context["page"]] == [
        "Debt advice",
        "Homework club",
        "Stay and play",
    ]
    assert "Acorn Family Charity" in page.text


@pytest.mark.parametrize(
    ("search", "names"),
    [
        ({"need": "education"}, ["Homework club"]),
        ({"need": "housing"}, ["Debt advice"]),
        ({"age": "0"}, ["Stay and play"]),
        ({"age": "4"}, ["Stay and play"]),
        ({"age": "5"}, ["Homework club"]),
        ({"age": "14"}, []),
        ({"age": "80"}, ["Debt advice"]),
        ({"need": "early_years", "age": "5"}, []),
    ],
)
def test_need_and_age_narrow_the_search(client, directory, search, names):
    assert found(client, **search) == names


@pytest.mark.parametrize("place", ["larkfield", "ZZ1", "zz1 1zz", "ZZ11ZZ", " zz1 "])
def test_what_is_near_comes_first_then_what_comes_to_everybody(client, directory, place):
    assert found(client, place=place) == ["Homework club", "Stay and play", "Debt advice"]


@pytest.mark.parametrize("place", ["ZZ2 1ZZ", "Elsewhere"])
def test_far_away_there_is_only_what_comes_to_everybody(client, directory, place):
    assert found(client, place=place) == ["Debt advice"]


def test_for_everybody_the_nearest_by_its_postcode_comes_first(client, directory):
    a_service(name="Zumba", place="Hall, Larkfield, ZZ2 1AA", postcode_areas=[])
    assert found(client, place="ZZ2 9ZZ") == ["Zumba", "Debt advice"]
    page = client.get(FIND, {"place": "ZZ2 9ZZ"}).text
    assert page.index("Near ZZ2 9ZZ") < page.index("Zumba") < page.index("Elsewhere, at home")
    assert found(client, place="ZZ21") == ["Debt advice", "Zumba"]


def test_what_is_full_says_so_and_who_may_use_it_is_said(client, db):
    service = a_service(capacity=10, places_left=0, eligibility="On a low income")
    assert "Full at the moment" in client.get(FIND).text
    page = client.get(service.get_absolute_url()).text
    assert "no place free at the moment" in page
    assert "On a low income" in page
    assert "10 places, none free" in page


def test_where_to_write_is_a_link_and_nothing_else_in_the_text_is(client, db):
    way = "Write to a@hub.example or see https://hub.example/x?a=1&b=2 <a href=//evil>here</a>"
    page = client.get(a_service(how_to_get_it=way).get_absolute_url()).text
    assert '<a class="govuk-link" href="mailto:a@hub.example">a@hub.example</a>' in page
    assert '<a class="govuk-link" href="https://hub.example/x?a=1&amp;b=2"' in page
    assert "&lt;a href=//evil&gt;here&lt;/a&gt;" in page


def test_a_closed_service_is_not_found(client, directory):
    from referrals.models import Service

    services.close(service=Service.objects.get(name="Homework club"), why="No money", by=None)
    assert found(client) == ["Debt advice", "Stay and play"]


def test_the_services_of_an_organisation_that_left_are_not_found(client, db):
    a_service(organisation=OrganisationFactory(is_active=False))
    assert found(client) == []


def test_nothing_found_says_what_to_do(client, directory):
    page = client.get(FIND, {"age": "14"})
    assert "Nothing found" in page.text
    assert reverse("referrals:ask-for-help") in page.text


def test_an_empty_directory_says_what_to_do(client, db):
    assert "No support is listed yet" in client.get(FIND).text


@pytest.mark.parametrize("age", ["ten", "-1", "121", "4.5"])
def test_an_age_that_is_none_is_said_by_the_field_and_nothing_typed_is_lost(client, directory, age):
    page = client.get(FIND, {"age": age, "place": "Larkfield"})
    assert page.status_code == 200
    assert "Enter an age in whole years, from 0 to 120" in page.text
    assert 'value="Larkfield"' in page.text
    assert "<title>Error: " in page.text
    assert not page.context["page"].object_list


def test_an_unknown_need_is_said_and_nothing_is_shown(client, directory):
    assert found(client, need="gold") == []


def test_a_page_has_25_and_keeps_the_search(client, db, django_assert_num_queries):
    offered_by = OrganisationFactory()
    for number in range(26):
        a_service(name=f"Group {number:02}", organisation=offered_by)
    with django_assert_num_queries(WHOLE + 2):
        first = client.get(FIND, {"need": "early_years"})
    assert len(first.context["page"].object_list) == 25
    assert "?need=early_years&amp;page=2" in first.text
    assert found(client, need="early_years", page="2") == ["Group 25"]


def test_a_service_says_how_to_get_it(client, db, django_assert_num_queries):
    service = a_service(youngest=0, oldest=4, times="Mondays at 10am")
    with django_assert_num_queries(WHOLE + 1):
        page = client.get(service.get_absolute_url())
    assert "Come along." in page.text
    assert "Pregnancy, babies and early years" in page.text
    assert "Up to age 4" in page.text
    assert "Mondays at 10am" in page.text


def test_a_closed_service_says_so_and_not_how_to_get_it(client, db):
    service = a_service()
    services.close(service=service, why="No money", by=None)
    page = client.get(service.get_absolute_url())
    assert "not on offer any more" in page.text
    assert "Come along." not in page.text


def test_an_unknown_service_is_not_found(client, db):
    assert client.get(reverse("referrals:service", args=[404404])).status_code == 404


def test_a_search_writes_nothing_and_asks_for_no_cookie(client, directory):
    from familyhubs.audit.models import AccessEvent

    before = AccessEvent.objects.count()
    page = client.get(FIND, {"need": "domestic_abuse", "place": "ZZ1"})
    assert AccessEvent.objects.count() == before
    assert "sessionid" not in page.cookies


def test_partners_see_the_directory_too(client, cast, directory):
    client.force_login(cast.charlie)
    assert found(client, need="housing") == ["Debt advice"]
