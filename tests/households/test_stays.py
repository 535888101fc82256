"""S7: whoever has left can come home, and the days of a stay can be put right."""

from datetime import timedelta

import pytest

from familyhubs.design.dates import spoken
from familyhubs.records.dates import today
from households.actions import people, stays
from households.models import Membership, Person
from tests.households.saving import hidden, save
from tests.households.test_pages import page_of, split

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LEFT = today() - 30 * DAY


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


@pytest.fixture
def away(cast):
    place = cast.child.memberships.get()
    return people.leave(membership=place, on=LEFT, by=cast.alice)


class TestComingHome:
    def test_from_the_page_of_a_past_member(self, alice, cast, away):
        url = page_of(cast, "person-return", cast.child.pk)
        assert url in alice.get(page_of(cast, "people")).text
        assert url in alice.get(page_of(cast, "person", cast.child.pk)).text
        assert "that agreement still stands" in said(alice.get(url))
        assert alice.post(url, split("joined_on", today())).status_code == 302
        assert [row.left_on for row in Membership.objects.filter(person=cast.child)] == [LEFT, None]
        assert url not in alice.get(page_of(cast, "people")).text
        again = alice.get(url, follow=True)
        assert "lives here already" in again.text

    def test_when_they_lived_here_is_said_in_words(self, alice, cast, away):
        url = page_of(cast, "person", cast.child.pk)
        assert f"until {spoken(LEFT)}" in said(alice.get(url))
        Membership.objects.filter(pk=away.pk).update(joined_on=LEFT - 9 * DAY)
        assert f"{spoken(LEFT - 9 * DAY)} to {spoken(LEFT)}" in said(alice.get(url))

    def test_grants_that_still_stand_show_them_again(self, cast, away):
        seen = Person.objects.visible_to(cast.pat).filter(pk=cast.child.pk)
        assert not seen.exists()
        come(cast)
        assert seen.exists()

    def test_grants_withdrawn_meanwhile_do_not(self, cast, away):
        from consent.actions import agreements

        agreements.withdraw(
            agreement=cast.agreement,
            asked_by=cast.mother,
            by=cast.alice,
        )
        come(cast)
        assert not Person.objects.visible_to(cast.pat).filter(pk=cast.child.pk).exists()

    def test_not_before_they_left(self, alice, cast, away):
        url = page_of(cast, "person-return", cast.child.pk)
        answer = alice.post(url, split("joined_on", LEFT - DAY))
        assert "They lived here at that time already" in answer.text
        assert alice.post(url, split("joined_on", LEFT)).status_code == 302

    def test_nobody_lives_here_twice_nor_comes_back_who_never_was_here_or_is_dead(self, cast, away):
        come(cast)
        with pytest.raises(stays.LivesHere):
            come(cast)
        stranger = Person.objects.living_in(cast.strangers).get()
        with pytest.raises(stays.NeverLivedHere):
            come(cast, stranger)

    def test_whoever_died_does_not(self, cast, away):
        Person.objects.filter(pk=cast.child.pk).update(died_on=today())
        with pytest.raises(stays.HasDied):
            come(cast)


class TestDays:
    def test_they_never_left(self, alice, cast, away):
        url = page_of(cast, "stay-correct", cast.child.pk, away.pk)
        assert url in alice.get(page_of(cast, "person", cast.child.pk)).text
        nothing = {f"left_on_{part}": "" for part in ("day", "month", "year")}
        assert save(alice, url, {"why": "Another child", **nothing}).status_code == 302
        away.refresh_from_db()
        assert away.left_on is None
        assert "Another child" in alice.get(page_of(cast, "history")).text

    def test_whoever_lives_here_leaves_on_a_page_of_its_own(self, alice, cast):
        stay = cast.child.memberships.get()
        url = page_of(cast, "stay-correct", cast.child.pk, stay.pk)
        assert "Left on" not in alice.get(url).text
        day = today() - DAY
        save(alice, url, {"why": "-", **split("joined_on", day), **split("left_on", today())})
        stay.refresh_from_db()
        assert (stay.joined_on, stay.left_on) == (day, None)

    def test_each_contradiction_is_said_by_its_field(self, alice, cast, away):
        url = page_of(cast, "stay-correct", cast.child.pk, away.pk)
        late = {"why": "-", **split("joined_on", LEFT + DAY), **split("left_on", LEFT)}
        assert "on or after the day they moved in" in save(alice, url, late).text
        born = {"why": "-", **split("left_on", cast.child.date_of_birth - DAY)}
        assert "on or after the date of birth" in save(alice, url, born).text
        come(cast)
        inside = {"why": "-", **split("left_on", today())}
        assert save(alice, url, inside).status_code == 302
        never = {"why": "-", "left_on_day": "", "left_on_month": "", "left_on_year": ""}
        assert "live in this household already" in save(alice, url, never).text

    def test_a_stay_that_would_run_into_the_next_is_refused(self, cast, away):
        come(cast, joined_on=LEFT + 5 * DAY)
        with pytest.raises(stays.DuringAnotherStay):
            correct(cast, away, left_on=LEFT + 6 * DAY)
        assert correct(cast, away, left_on=LEFT + 5 * DAY).left_on == LEFT + 5 * DAY

    def test_an_older_page_is_refused(self, alice, cast, away):
        url = page_of(cast, "stay-correct", cast.child.pk, away.pk)
        typed = {"why": "-", **hidden(alice.get(url)), **split("left_on", LEFT + DAY)}
        correct(cast, away, left_on=LEFT + 2 * DAY)
        assert "changed this at" in alice.post(url, typed).text
        away.refresh_from_db()
        assert away.left_on == LEFT + 2 * DAY

    def test_a_stay_of_somebody_else_is_not_found(self, alice, cast, away):
        other = cast.mother.memberships.get()
        assert alice.get(page_of(cast, "stay-correct", cast.child.pk, other.pk)).status_code == 404


def said(page):
    return " ".join(page.text.split())


def come(cast, person=None, joined_on=None):
    return stays.return_home(
        person=person or cast.child,
        household=cast.household,
        joined_on=joined_on or today(),
        by=cast.alice,
    )


def correct(cast, stay, left_on):
    stay.refresh_from_db()
    return stays.correct(
        stay=stay,
        joined_on=None,
        left_on=left_on,
        why="-",
        seen_version=stay.version,
        by=cast.henry,
    )
