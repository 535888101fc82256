"""Ten wrong passwords, and not even the right one is taken for a quarter of an hour."""

import pytest
from django.urls import reverse

from tests.factories.organisations import PASSWORD

pytestmark = pytest.mark.django_db
SIGN_IN = reverse("organisations:sign-in")


def test_after_ten_wrong_passwords_the_right_one_is_refused_too(client, cast):
    alice = {"email": cast.alice.email, "password": "wrong"}
    for _ in range(10):
        client.post(SIGN_IN, alice)
    assert client.post(SIGN_IN, {**alice, "password": PASSWORD}).status_code == 429


def test_nobody_else_at_the_same_address_is_locked_out_with_them(client, cast):
    for _ in range(10):
        client.post(SIGN_IN, {"email": cast.alice.email, "password": "wrong"})
    told = client.post(SIGN_IN, {"email": cast.henry.email, "password": PASSWORD})
    assert told.status_code == 302
