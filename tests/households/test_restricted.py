"""A restricted household is seen by the people named for it, and by nobody else."""

import pytest

from households import reading, waiting
from households.actions import restricted
from households.models import Household, HouseholdUserGrant, Person
from households.reading.search import search
from reporting import figures
from tests.households.finding import found_by
from tests.households.test_pages import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(cast):
    """Henry restricted the Quillfeathers."""
    restricted.restrict(household=cast.household, reason="A colleague's family", by=cast.henry)
    return cast


def names(cast, user):
    url = page_of(cast, "restriction-name")
    return url, {"email": user.email}


@pytest.mark.parametrize("who", ["alice", "pat", "paula", "harriet", "charlie", "adam", "ann"])
def test_nobody_else_sees_it_anywhere(client, closed, who):
    user = getattr(closed, who)
    client.force_login(user)
    for page in ("overview", "people", "goals"):
        assert client.get(page_of(closed, page)).status_code == 404
    assert not Household.objects.visible_to(user).exists()
    assert not Person.objects.visible_to(user).exists()
    assert not reading.listed(user)
    assert not search(user, "Quillfeather").hits
    assert not search(user, closed.household.reference).hits
    assert not reading.stale_people(user)
    assert not reading.unread_corrections(user)
    assert not found_by(user, "B801200005001")
    if user.may("see households"):
        assert not any("Quillfeather" in line.text for line in waiting.for_user(user))


@pytest.mark.parametrize("who", ["henry", "dana"])
def test_whoever_restricted_it_and_the_officer_do(client, closed, who):
    client.force_login(getattr(closed, who))
    assert "Restricted" in client.get(page_of(closed, "overview")).text
    assert "Henry Hartwell" in client.get(page_of(closed, "who-may-open")).text


def test_a_child_with_another_home_is_seen_there_and_not_here(cast, client):
    from households.actions import people

    people.also_lives_in(person=cast.child, household=cast.strangers, by=cast.alice)
    restricted.restrict(household=cast.household, reason="-", by=cast.henry)
    client.force_login(cast.alice)
    url = page_of(cast, "person", cast.child.pk)
    there = url.replace(cast.household.reference, cast.strangers.reference)
    text = client.get(there).text
    assert "Bramble" in text
    assert cast.household.reference not in text
    assert "Marigold Quillfeather" not in text


def test_reports_stay_counts(cast):
    """They name nobody, and a count without a family would be wrong."""
    assert cast.household
    before = figures.overview(cast.ann)
    restricted.restrict(household=cast.household, reason="-", by=cast.henry)
    assert figures.overview(cast.ann) == before


class TestNaming:
    def test_a_colleague_by_email(self, client, closed):
        client.force_login(closed.henry)
        url, typed = names(closed, closed.alice)
        assert closed.alice.email not in client.get(url).text
        assert client.post(url, {"email": typed["email"].upper()}).status_code == 302
        client.force_login(closed.alice)
        assert client.get(page_of(closed, "overview")).status_code == 200

    def test_a_partner_of_the_agreement(self, client, closed):
        client.force_login(closed.dana)
        client.post(*names(closed, closed.pat))
        client.force_login(closed.pat)
        assert client.get(page_of(closed, "overview")).status_code == 200
        client.force_login(closed.paula)
        assert client.get(page_of(closed, "overview")).status_code == 404

    BAD = {"charlie": "not involved with this household", "ann": "role does not allow it"}

    @pytest.mark.parametrize("who", BAD)
    def test_whom_it_would_not_help(self, client, closed, who):
        client.force_login(closed.henry)
        assert self.BAD[who] in client.post(*names(closed, getattr(closed, who))).text

    @pytest.mark.parametrize("typed", ["nobody@council.example", "", "x\0y@council.example", "%"])
    def test_whom_nobody_knows(self, client, closed, typed):
        client.force_login(closed.henry)
        answer = client.post(page_of(closed, "restriction-name"), {"email": typed})
        assert answer.status_code == 200
        assert HouseholdUserGrant.objects.count() == 1

    def test_a_naming_ends_at_once_and_may_begin_again(self, client, closed):
        client.force_login(closed.henry)
        client.post(*names(closed, closed.alice))
        grant = HouseholdUserGrant.objects.get(user=closed.alice)
        client.post(page_of(closed, "restriction-unname", grant.pk), {"reason": "Moved on"})
        assert not Household.objects.visible_to(closed.alice)
        assert "Moved on" in client.get(page_of(closed, "history")).text
        client.post(*names(closed, closed.alice))
        assert Household.objects.visible_to(closed.alice)

    def test_the_last_one_stays(self, client, closed):
        client.force_login(closed.henry)
        grant = HouseholdUserGrant.objects.get()
        answer = client.post(page_of(closed, "restriction-unname", grant.pk), {"reason": "-"})
        assert "Nobody else is named" in answer.text


class TestLifting:
    def test_it_opens_again_and_the_history_says_why(self, client, closed):
        client.force_login(closed.henry)
        client.post(page_of(closed, "restriction-lift"), {"reason": "She left the council"})
        assert Household.objects.visible_to(closed.alice)
        history = client.get(page_of(closed, "history")).text
        assert "A colleague&#x27;s family" in history
        assert "She left the council" in history

    def test_twice_is_said(self, client, closed):
        client.force_login(closed.henry)
        answer = client.post(page_of(closed, "restrict"), {"reason": "Again"})
        assert "Somebody did this a moment ago" in answer.text


def test_restricting_takes_a_reason(client, cast):
    client.force_login(cast.henry)
    assert "Enter why" in client.post(page_of(cast, "restrict"), {"reason": ""}).text
    assert not Household.objects.get(pk=cast.household.pk).restricted
    assert client.post(page_of(cast, "restrict"), {"reason": "Hers"}).status_code == 302
    assert HouseholdUserGrant.objects.get().user == cast.henry
