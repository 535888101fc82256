"""Somebody who looks alike is shown before the save; whoever may not see them learns nothing."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from familyhubs.records.dates import today
from households.actions import addresses
from households.actions.merging import unattended
from households.models import Address, Household, Person, Suggestion, SuggestionState
from tests.factories import HouseholdFactory, PersonFactory

pytestmark = pytest.mark.django_db

BORN = date(2019, 5, 3)


def split(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


@pytest.fixture
def known(cast):
    """Catherine Smythe, born on 3 May 2019, in the household of the Smythes."""
    home = HouseholdFactory(name="Smythe", hub=cast.north_hub)
    return PersonFactory(
        household=home, given_name="Catherine", family_name="Smythe", date_of_birth=BORN
    )


def typed(given="Kathryn", family="Smith", born=BORN, **more):
    fields = {"given_name": given, "family_name": family, **more}
    return {**fields, **split("date_of_birth", born)} if born else fields


def add(client, household, **fields):
    return client.post(reverse("households:person-add", args=[household.reference]), fields)


def none_of(answer):
    """The answer that it is nobody of those shown."""
    return answer.context["form"].fields["same"].choices[-1][0]


class TestBeforeAPersonIsSaved:
    @pytest.mark.parametrize(
        "fields",
        [
            {},
            {"given": "Catherine", "family": "Smythe", "born": None},
            {"born": date(2019, 3, 5)},
            {"born": date(2019, 5, 13)},
            {"given": "Smith", "family": "Catherine"},
        ],
    )
    def test_s7_somebody_alike_is_shown_and_nothing_is_saved(self, alice, cast, known, fields):
        household, before = cast.household, Person.objects.count()
        answer = add(alice, household, **typed(**fields))
        assert answer.status_code == 200
        assert "Somebody who looks alike is recorded already" in answer.text
        assert "Catherine Smythe" in answer.text
        assert "Is it one of these? (optional)" not in answer.text
        assert Person.objects.count() == before

    @pytest.mark.parametrize(
        "fields",
        [{"born": date(2001, 5, 3)}, {"given": "Oliver"}, {"given": "Oliver", "family": "Smythe"}],
    )
    def test_somebody_else_is_saved_without_a_question(self, alice, cast, known, fields):
        assert add(alice, cast.household, **typed(**fields)).status_code == 302

    def test_why_they_look_alike_is_said(self, alice, cast, known):
        text = add(alice, cast.household, **typed()).text
        assert "Name sounds or is spelt alike; Same date of birth" in text

    def test_nothing_typed_is_lost(self, alice, cast, known):
        answer = add(alice, cast.household, **typed(preferred_name="Kit"))
        assert 'value="Kit"' in answer.text

    def test_it_is_somebody_else(self, alice, cast, known):
        shown = add(alice, cast.household, **typed())
        answer = add(alice, cast.household, **typed(same=none_of(shown)))
        assert answer.status_code == 302
        new = Person.objects.get(given_name="Kathryn")
        pair = Suggestion.objects.get()
        assert {pair.person, pair.other} == {known, new}
        assert (pair.state, pair.decided_by) == (SuggestionState.DISMISSED, cast.alice)

    def test_an_answer_about_others_is_no_answer(self, alice, cast, known):
        shown = add(alice, cast.household, **typed())
        PersonFactory(
            household=cast.strangers, given_name="Kathryn", family_name="Smith", date_of_birth=BORN
        )
        again = add(alice, cast.household, **typed(same=none_of(shown)))
        assert again.status_code == 200

    def test_it_is_the_same_person(self, alice, cast, known):
        answer = add(alice, cast.household, **typed(same=known.pk))
        home = known.memberships.get().household
        page = reverse("households:person-also-lives-here", args=[cast.household.reference])
        assert answer.url == f"{page}?other={home.reference}"
        assert not Person.objects.filter(given_name="Kathryn").exists()

    @pytest.mark.parametrize("answer", ["999999", "x", "none of 1"])
    def test_a_meddled_answer_is_none(self, alice, cast, known, answer):
        assert add(alice, cast.household, **typed(same=answer)).status_code == 200

    def test_the_same_telephone_and_a_name_alike(self, alice, cast, known):
        Person.objects.filter(pk=known.pk).update(telephone="01632 960077", date_of_birth=None)
        told = add(alice, cast.household, **typed(telephone="+44 1632 960077", born=None))
        assert "Same telephone number" in told.text


class TestBeforeAHouseholdIsSaved:
    def data(self, cast, **more):
        opened = split("support_opened_on", today())
        return {**typed(), "hub": cast.north_hub.pk, **opened, **more}

    def test_its_first_person_is_looked_for(self, alice, cast, known):
        answer = alice.post(reverse("households:take-on"), self.data(cast))
        assert "Catherine Smythe" in answer.text
        assert not Household.objects.filter(name="Smith").exists()
        sure = self.data(cast, same=none_of(answer))
        assert alice.post(reverse("households:take-on"), sure).status_code == 302
        assert Household.objects.filter(name="Smith").exists()

    def test_the_same_family_is_opened_instead(self, alice, cast, known):
        answer = alice.post(reverse("households:take-on"), self.data(cast, same=known.pk))
        assert answer.url == known.memberships.get().household.get_absolute_url()
        assert not Household.objects.filter(name="Smith").exists()

    def test_what_is_missing_of_an_address_is_asked_for(self, alice, cast):
        answer = alice.post(reverse("households:take-on"), self.data(cast, postcode="SW1A 1AA"))
        assert "Enter the address of this postcode" in answer.text


HIGH_STREET = {"lines": "12 High Street\nLarkfield", "postcode": "SW1A 1AA"}


class TestTheAddressOfANewHousehold:
    @pytest.fixture
    def there(self, cast, known):
        """The Smythes live in the High Street."""
        home = known.memberships.get().household
        addresses.move(household=home, by=cast.alice, **HIGH_STREET)
        return home

    def post(self, alice, cast, lines="12, high st.", postcode="sw1a1aa", **more):
        opened = split("support_opened_on", today())
        who = typed(given="Oliver", family="Oak", born=None) | more
        place = {"hub": cast.north_hub.pk, "lines": lines, "postcode": postcode}
        return alice.post(reverse("households:take-on"), {**opened, **place, **who})

    def test_a_household_there_is_shown_and_nothing_is_saved(self, alice, cast, there):
        answer = self.post(alice, cast)
        assert "A household at this address is recorded already" in answer.text
        assert there.reference in answer.text
        assert not Household.objects.filter(name="Oak").exists()
        opened = self.post(alice, cast, same=f"home-{there.pk}")
        assert opened.url == there.get_absolute_url()

    def test_another_family_moved_in(self, alice, cast, there):
        sure = none_of(self.post(alice, cast))
        assert self.post(alice, cast, same=sure).status_code == 302
        new = Household.objects.get(name="Oak")
        assert Address.objects.get(household=new).postcode == "SW1A 1AA"
        assert not Suggestion.objects.exists(), "nobody there is like anybody"

    def test_it_is_said_of_somebody_alike_who_lives_there(self, alice, cast, there):
        answer = self.post(alice, cast, **typed())
        assert "Same date of birth; Same address" in answer.text
        assert len(answer.context["form"].fields["same"].choices) == 2

    @pytest.mark.parametrize(
        "place",
        [
            {"lines": "13 High Street"},
            {"lines": "12 Mill Lane"},
            {"postcode": "SW1A 2AA"},
            {"postcode": ""},
        ],
    )
    def test_another_address_is_not_asked_about(self, alice, cast, there, place):
        assert self.post(alice, cast, **place).status_code == 302

    @pytest.mark.parametrize(
        "change", [{"hidden": True}, {"until": today()}, {"household__restricted": True}]
    )
    def test_nor_one_that_is_hidden_left_or_not_to_be_seen(self, alice, cast, there, change):
        if "household__restricted" in change:
            Household.objects.filter(pk=there.pk).update(restricted=True)
        else:
            Address.objects.filter(household=there).update(**change)
        assert self.post(alice, cast).status_code == 302


class TestWhoMayNotSee:
    @pytest.fixture
    def hidden(self, known):
        """The same, in a household restricted to people of whom Alice is none."""
        Household.objects.filter(memberships__person=known).update(restricted=True)
        return known

    def test_nothing_is_revealed_and_the_save_goes_on(self, alice, cast, hidden):
        assert add(alice, cast.household, **typed()).status_code == 302
        assert Person.objects.filter(given_name="Kathryn").exists()

    def test_the_save_asks_the_database_the_same_with_and_without(self, alice, cast, known):
        other = {"given": "Zebedee", "family": "Featherstone"}
        add(alice, cast.household, **typed(given="Warm", family="Upp"))
        with CaptureQueriesContext(connection) as without:
            add(alice, cast.household, **typed(**other))
        Household.objects.filter(memberships__person=known).update(restricted=True)
        with CaptureQueriesContext(connection) as with_hidden:
            add(alice, cast.household, **typed())
        assert len(without) == len(with_hidden)
        assert not Suggestion.objects.exists()

    def test_the_hub_is_asked_instead(self, alice, cast, hidden, as_worker):
        add(alice, cast.household, **typed())
        with as_worker():
            assert unattended.look_for_new() == 1
            assert unattended.look_for_new() == 0
        pair = Suggestion.objects.get()
        assert pair.state == SuggestionState.OPEN
        assert set(pair.likeness) == {"name_alike", "born"}

    def test_only_who_may_see_both_is_shown_the_pair(self, client, cast, hidden, as_worker):
        client.force_login(cast.alice)
        add(client, cast.household, **typed())
        with as_worker():
            unattended.look_for_new()
        page = reverse("households:possible-duplicates")
        assert "Smythe" not in client.get(page).text
        Household.objects.filter(memberships__person=hidden).update(restricted=False)
        assert "Smythe" in client.get(page).text

    def test_a_pair_is_dismissed(self, alice, cast, known):
        new = PersonFactory(
            household=cast.household, given_name="Kathryn", family_name="Smith", date_of_birth=BORN
        )
        pair = Suggestion(person=known, other=new, likeness=["born"])
        pair.keep(by=None, why="A test")
        url = reverse("households:possible-duplicate-dismiss", args=[pair.pk])
        assert alice.post(url).status_code == 302
        pair.refresh_from_db()
        assert pair.state == SuggestionState.DISMISSED
        assert "No possible duplicates" in alice.get(reverse("households:possible-duplicates")).text

    def test_a_line_waits_for_the_manager(self, client, cast, known):
        new = PersonFactory(household=cast.household, given_name="Kathryn", date_of_birth=BORN)
        Suggestion(person=known, other=new, likeness=["born"]).keep(by=None, why="A test")
        client.force_login(cast.henry)
        assert "possible duplicate" in client.get(reverse("organisations:start")).text

    def test_old_and_young_of_one_name_are_no_duplicates(self, cast, known, as_worker):
        PersonFactory(
            household=cast.household,
            given_name="Catherine",
            family_name="Smythe",
            date_of_birth=BORN - timedelta(days=20000),
        )
        with as_worker():
            assert unattended.look_for_new() == 0
