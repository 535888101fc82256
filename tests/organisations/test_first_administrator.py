"""An empty database takes one command to be signed in to; docs/production.md names it."""

import getpass
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from familyhubs.organisations.models import Organisation, Role, User

WHO = {"council": "Larkshire Council", "name": "Adam Aldous", "email": "Adam@council.example"}
PASSWORD = "seven rainy lanterns"


@pytest.fixture
def typed(monkeypatch):
    def typing(*passwords):
        answers = iter(passwords)
        monkeypatch.setattr(getpass, "getpass", lambda _prompt: next(answers))

    typing(PASSWORD, PASSWORD)
    return typing


def first_administrator():
    said = StringIO()
    call_command("first_administrator", stdout=said, **WHO)
    return said.getvalue()


def test_the_council_and_somebody_who_signs_in_to_keep_it(client, db, typed):
    assert "adam@council.example" in first_administrator()
    user = User.objects.get()
    assert (user.role, user.organisation.name) == (Role.ADMINISTRATOR, "Larkshire Council")
    form = {"email": "adam@council.example", "password": PASSWORD}
    assert client.post(reverse("organisations:sign-in"), form).status_code == 302
    assert client.get(reverse("admin:index")).status_code == 200


def test_there_is_only_one_first(cast, typed):
    assert cast.adam
    with pytest.raises(CommandError, match="There is an administrator already"):
        first_administrator()


def test_a_council_that_is_there_is_kept(cast, typed):
    assert cast.council
    first_administrator()
    assert Organisation.objects.get() == cast.council


@pytest.mark.parametrize(
    ("passwords", "said"),
    [(["short"], "too short"), ([PASSWORD, "seven rainy lamps"], "two different passwords")],
)
def test_a_poor_or_mistyped_password_leaves_nothing_behind(db, typed, passwords, said):
    typed(*passwords)
    with pytest.raises(CommandError, match=said):
        first_administrator()
    assert not Organisation.objects.exists()
