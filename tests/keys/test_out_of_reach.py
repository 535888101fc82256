"""While the keys database is away: a plain page, nothing typed is lost, and health says so."""

import logging

import psycopg
import pytest
from django.conf import settings as django_settings
from django.urls import reverse

from familyhubs.keys import connections
from households.models import Contact
from tests.factories import ContactFactory
from tests.households.contacting import a_call, of, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def away(settings):
    """Call it, and the keys database is not there any more."""

    def go():
        connections.close_idle()
        at = django_settings.KEYS_DATABASE
        settings.KEYS_DATABASE = psycopg.conninfo.make_conninfo(at, dbname="none_keys")

    return go


def test_a_page_that_cannot_be_opened_says_so_and_is_logged(client, cast, away, caplog):
    contact = ContactFactory(household=cast.household, note="Damp walls", by=cast.alice)
    client.force_login(cast.alice)
    away()
    with caplog.at_level(logging.ERROR):
        answer = client.get(of(contact, "contact"))
    assert answer.status_code == 503
    assert "Nothing that is kept is lost. Try again in a few minutes." in answer.text
    assert "keys database cannot be reached" in caplog.text


def test_what_was_typed_is_there_again(client, cast, away, settings):
    client.force_login(cast.alice)
    url, there = page_of(cast.household, "contact-add"), settings.KEYS_DATABASE
    mark = client.get(url).context["written_by"]
    away()
    answer = client.post(url, a_call(cast) | {"written_by": mark})
    assert answer.status_code == 503
    assert "has not been saved" in answer.text
    assert not Contact.objects.exists()
    settings.KEYS_DATABASE = there
    assert "She sleeps better." in client.get(url).text


def test_health_asks_it_too(client, away):
    assert client.get(reverse("organisations:health")).status_code == 200
    away()
    assert client.get(reverse("organisations:health")).status_code == 503
