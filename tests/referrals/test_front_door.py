"""S1 and S70: whom to ask, how accessible the pages are, privacy one click away."""

import pytest
from django.urls import reverse

from familyhubs.organisations.actions.organisations import add_hub
from familyhubs.organisations.models import Hub
from tests.factories import CouncilFactory
from tests.referrals.directory import WHOLE

ASK = reverse("referrals:ask-for-help")
ACCESSIBILITY = reverse("referrals:accessibility")
PUBLIC = [reverse("referrals:find-support"), ASK, ACCESSIBILITY]


@pytest.fixture
def larkshire(db):
    hub = {"address": "Meadow Road", "postcode": "ZZ1 1ZZ", "email": "north@council.example"}
    add_hub(name="North Larkfield Family Hub", telephone="01632 960001", by=None, **hub)
    return CouncilFactory(
        address="Larkshire House\nHigh Street",
        email="familyhubs@council.example",
        telephone="01632 960000",
    )


def test_a_visitor_sees_the_councils_and_the_hubs_name_address_and_email(
    client, larkshire, django_assert_num_queries
):
    with django_assert_num_queries(WHOLE + 2):
        page = client.get(ASK)
    for words in (
        "Larkshire Council",
        "Larkshire House<br>",
        "mailto:familyhubs@council.example",
        "tel:01632960000",
        "North Larkfield Family Hub",
        "Meadow Road",
        "ZZ1 1ZZ",
        "mailto:north@council.example",
        "tel:01632960001",
    ):
        assert words in page.text


def test_what_an_administrator_edits_is_shown(client, larkshire, cast):
    client.force_login(cast.adam)
    edit = reverse("admin:organisations_organisation_change", args=[larkshire.pk])
    form = client.get(edit).context["adminform"].form
    typed = {name: value for name, value in form.initial.items() if value is not None}
    saved = client.post(edit, {**typed, "email": "help@council.example"})
    assert saved.status_code == 302
    client.logout()
    assert "mailto:help@council.example" in client.get(ASK).text


def test_a_hub_that_takes_no_families_is_not_shown(client, larkshire):
    Hub.objects.update(is_open=False)
    assert "North Larkfield" not in client.get(ASK).text


def test_before_the_council_has_written_its_details_the_page_says_so(client, db):
    assert "details are not here yet" in client.get(ASK).text
    assert client.get(ACCESSIBILITY).status_code == 200


def test_the_form_is_one_button_away(client, larkshire):
    assert f'href="{reverse("referrals:asking-start")}"' in client.get(ASK).text


def test_the_accessibility_statement_says_what_was_tested_and_whom_to_tell(
    client, larkshire, django_assert_num_queries
):
    with django_assert_num_queries(WHOLE + 1):
        page = client.get(ACCESSIBILITY)
    assert "390 pixels" in page.text
    assert "mailto:familyhubs@council.example" in page.text


@pytest.mark.parametrize("url", PUBLIC)
def test_privacy_is_one_click_away(client, db, url):
    assert f'href="{reverse("consent:privacy")}"' in client.get(url).text


@pytest.mark.parametrize("url", PUBLIC)
def test_the_public_pages_only_answer_questions(client, db, url):
    assert client.post(url).status_code == 405
