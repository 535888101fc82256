"""Bad input on the household's pages: told by the field, nothing lost, never a 500."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.households.test_pages import page_of, split

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


def test_closed_before_opened_is_refused_by_the_field(alice, cast):
    day = cast.episode.opened_on - timedelta(days=1)
    shown = {"episode": cast.episode.pk, "version": cast.episode.version}
    data = {"reason": "Done", **shown, **split("on", day)}
    answer = alice.post(page_of(cast, "support-close"), data)
    assert "must be on or after the date it was opened" in answer.text
    assert 'value="Done"' in answer.text


def test_an_unknown_organisation_is_refused(alice, cast):
    answer = alice.post(page_of(cast, "lead-offer"), {"organisation": "424242"})
    assert answer.status_code == 200
    assert "Choose an organisation from the list" in answer.text


def test_a_stale_tab_is_told_and_overwrites_nothing(alice, cast):
    url = page_of(cast, "person-correct", cast.mother.pk)
    typed = {
        "given_name": "Marigold",
        "family_name": "Quillfeather",
        "telephone": "01632 960 777",
        "why": "Rang us",
        "version": cast.mother.version,
    }
    assert alice.post(url, {**typed, "telephone": "01632 960111"}).status_code == 302
    answer = alice.post(url, typed)
    assert "changed this at" in answer.text
    assert "01632 960 777" in answer.text, "what was typed is still there"
    assert "01632 960111" in answer.text, "and what the other one saved is shown"
    cast.mother.refresh_from_db()
    assert cast.mother.telephone == "01632 960111"


def test_once_told_it_can_be_saved_knowingly(alice, cast):
    url = page_of(cast, "person-correct", cast.mother.pk)
    typed = {
        "given_name": "Marigold",
        "family_name": "Quillfeather",
        "why": "Rang us",
        "version": cast.mother.version,
    }
    alice.post(url, {**typed, "telephone": "01632 960111"})
    told = alice.post(url, {**typed, "telephone": "01632 960222"})
    version = told.context["form"]["version"].value()
    assert alice.post(url, {**typed, "version": version}).status_code == 302


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999"])
def test_a_meddled_version_is_no_500(alice, cast, version):
    url = page_of(cast, "person-correct", cast.mother.pk)
    data = {"given_name": "M", "family_name": "Q", "why": "x", "version": version}
    assert alice.post(url, data).status_code == 200


@pytest.mark.parametrize(
    "query", ["%", "'" * 3, "é" * 500, "FH-", "fh 0000", "x" * 1000, "_%\\", "😀", "\u202eﷺ"]
)
def test_no_search_is_a_500(alice, query):
    assert alice.get(reverse("households:search"), {"q": query}).status_code == 200


@pytest.mark.parametrize("address", ["/households/?q=%00", "/households/FH-%00/"])
def test_a_null_character_is_a_400(alice, address):
    assert alice.get(address).status_code == 400


@pytest.mark.parametrize("page", ["0", "x", "99999", "-1"])
def test_no_page_number_is_a_500(alice, page):
    assert alice.get(reverse("households:list"), {"page": page}).status_code == 200
