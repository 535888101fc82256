"""A session ends an hour after the last page, and however busy after a working day."""

from django.urls import reverse

from familyhubs.organisations.middleware import STARTED


def signed_in(client):
    return "_auth_user_id" in client.session


def test_a_busy_session_ends_after_a_working_day(client, cast):
    client.force_login(cast.alice)
    client.get(reverse("organisations:health"))
    assert signed_in(client)
    session = client.session
    session[STARTED] -= 12 * 3600 + 1
    session.save()
    response = client.get(reverse("organisations:start"))
    assert response.status_code == 302
    assert not signed_in(client)


def test_an_idle_session_ends_after_an_hour(client, cast):
    client.force_login(cast.alice)
    response = client.get(reverse("organisations:health"))
    assert response.cookies["sessionid"]["max-age"] == 3600


def test_a_session_lasts_through_the_morning(client, cast):
    client.force_login(cast.alice)
    client.get(reverse("organisations:health"))
    session = client.session
    session[STARTED] -= 3 * 3600
    session.save()
    client.get(reverse("organisations:health"))
    assert signed_in(client)
