"""S22: the family is told within a month, unless that would put somebody in danger."""

from datetime import timedelta

import pytest
from django.urls import reverse

from familyhubs.records.dates import today
from households.actions import telling
from households.models import Contact
from tests.households.contacting import from_school, of, page_of
from tests.households.test_pages import split

pytestmark = pytest.mark.django_db

SOON = today() + timedelta(days=20)


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


@pytest.fixture
def late(cast):
    """What the school said two months ago, and nobody told the family."""
    days = {"on": today() - timedelta(days=60), "received_on": today() - timedelta(days=60)}
    return from_school(cast, **days)


def test_s22_not_told_it_leaves_the_list_until_it_is_looked_at_again(alice, cast, late):
    to_tell = reverse("households:to-tell")
    assert "Overdue" in alice.get(to_tell).text
    said = {"why": "It would tell him where she is", **split("look_again_on", SOON)}
    assert alice.post(of(late, "contact-not-told"), said).status_code == 302
    assert "No family to tell" in alice.get(to_tell).text
    page = alice.get(of(late, "contact")).text
    assert "is not told, because: It would tell him where she is. Look again on" in page
    assert "Family not told for now" in alice.get(page_of(cast.household)).text
    Contact.objects.update(look_again_on=today() - timedelta(days=1))
    assert "Overdue" in alice.get(to_tell).text


def test_told_after_all(alice, cast, late):
    telling.not_told(contact=late, why="Danger", look_again_on=SOON, by=cast.alice)
    assert alice.post(of(late, "contact-told"), split("on", today())).status_code == 302
    told = Contact.objects.get()
    assert (told.family_told_on, told.not_told_why, told.look_again_on) == (today(), "", None)
    assert "recorded already" in alice.get(of(late, "contact-not-told"), follow=True).text


@pytest.mark.parametrize("days", [0, 400])
def test_a_day_to_look_again_is_to_come_and_within_a_year(alice, cast, late, days):
    on = today() + timedelta(days=days)
    with pytest.raises(telling.LookAgainLater):
        telling.not_told(contact=late, why="Danger", look_again_on=on, by=cast.alice)
    answer = alice.post(of(late, "contact-not-told"), {"why": "x", **split("look_again_on", on)})
    assert "look_again_on" in answer.context["form"].errors


def test_the_timeline_is_filtered_by_who_said_so(alice, cast, late):
    filtered = alice.get(page_of(cast.household), {"source": "other"}).text
    assert "Often late on Mondays." in filtered
    for source in ("family", "worker"):
        page = alice.get(page_of(cast.household), {"source": source}).text
        assert "Often late on Mondays." not in page
