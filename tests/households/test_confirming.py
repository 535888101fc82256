"""S18, S68: details show when they were last confirmed, stale ones prompt, one button says so."""

from datetime import timedelta

import pytest

from familyhubs.records.dates import today
from households.actions import episodes, people
from households.models import Person
from households.reading import stale_people
from tests.factories import AgreementFactory
from tests.households.saving import save
from tests.households.test_pages import page_of, split

pytestmark = pytest.mark.django_db
LONG_AGO = today() - timedelta(days=400)


@pytest.fixture
def stale(cast):
    """Both of the Quillfeathers, the child never confirmed."""
    Person.objects.filter(pk=cast.mother.pk).update(confirmed_on=LONG_AGO)
    Person.objects.filter(pk=cast.child.pk).update(confirmed_on=None)
    return cast


def whose(user):
    return [row.person.given_name for row in stale_people(user)]


def test_what_the_family_gave_today_is_confirmed_today(cast):
    assert cast.child.confirmed_on == today()
    assert whose(cast.alice) == []


def test_never_confirmed_comes_first_and_each_has_its_household_s_title(stale):
    assert whose(stale.alice) == ["Bramble", "Marigold"]
    assert {row.household.title for row in stale_people(stale.pat)} == {"Quillfeather"}


def test_only_of_households_one_sees(stale):
    assert whose(stale.pat) == ["Bramble", "Marigold"]
    assert whose(stale.harriet) == whose(stale.charlie) == []


def test_neither_the_dead_nor_families_whose_support_has_ended(stale):
    Person.objects.filter(pk=stale.child.pk).update(died_on=today())
    assert whose(stale.alice) == ["Marigold"]
    episodes.close_support(episode=stale.episode, on=today(), reason="Done", by=stale.alice)
    assert whose(stale.alice) == []


def test_the_queue_asks_the_same_however_many(stale, django_assert_num_queries):
    with django_assert_num_queries(2):
        list(stale_people(stale.alice))


@pytest.mark.parametrize("who", ["alice", "pat"])
def test_still_right_for_one(client, stale, who):
    client.force_login(getattr(stale, who))
    page = client.get(page_of(stale, "people")).text
    assert "Ask again" in page
    client.post(page_of(stale, "person-confirm", stale.child.pk))
    child = Person.objects.get(pk=stale.child.pk)
    assert child.confirmed_on == today()
    assert child.history.first().history_user == getattr(stale, who)
    assert whose(stale.alice) == ["Marigold"]


def test_still_right_for_everybody_this_user_sees(client, cast):
    assert cast.household
    AgreementFactory(
        household=cast.household, recipients=[cast.clinic], covers=[cast.child], by=cast.alice
    )
    Person.objects.update(confirmed_on=None)
    client.force_login(cast.harriet)
    client.post(page_of(cast, "people-confirm"))
    assert Person.objects.get(pk=cast.child.pk).confirmed_on == today()
    assert Person.objects.get(pk=cast.mother.pk).confirmed_on is None


def test_twice_on_one_day_writes_once(cast):
    people.confirm(people=[cast.child], household=cast.household, by=cast.alice)
    assert Person.objects.get(pk=cast.child.pk).version == cast.child.version


def test_a_get_confirms_nothing(client, stale):
    client.force_login(stale.alice)
    assert client.get(page_of(stale, "people-confirm")).status_code == 405


class TestPartnerCorrects:
    """A partner's form has only the fields of the categories it sees."""

    @pytest.fixture
    def harriet(self, client, cast):
        """The clinic sees the mother's identity alone."""
        assert cast.household
        AgreementFactory(
            household=cast.household,
            recipients=[cast.clinic],
            covers=[cast.mother],
            categories=["identity"],
            by=cast.alice,
        )
        client.force_login(cast.harriet)
        return client

    def test_s18_whoever_sees_no_telephone_does_not_confirm_it(self, harriet, cast):
        Person.objects.filter(pk=cast.mother.pk).update(confirmed_on=LONG_AGO)
        mine = page_of(cast, "person-confirm", cast.mother.pk)
        for page in ("people", "person"):
            args = [cast.mother.pk] if page == "person" else []
            text = harriet.get(page_of(cast, page, *args)).text
            assert mine not in text
            assert "Ask again" not in text
        assert harriet.post(mine).status_code == 403
        queue = page_of(cast, "stale-confirm", cast.mother.pk)
        assert harriet.post(queue).status_code == 403
        harriet.post(page_of(cast, "people-confirm"))
        assert Person.objects.get(pk=cast.mother.pk).confirmed_on == LONG_AGO
        assert whose(cast.harriet) == []
        assert whose(cast.pat) == ["Marigold"]

    def test_s18_nor_by_correcting_the_name(self, harriet, cast):
        Person.objects.filter(pk=cast.mother.pk).update(confirmed_on=LONG_AGO)
        url = page_of(cast, "person-correct", cast.mother.pk)
        save(harriet, url, {"given_name": "Mari", "family_name": "Quillfeather", "why": "-"})
        mother = Person.objects.get(pk=cast.mother.pk)
        assert (mother.given_name, mother.confirmed_on) == ("Mari", LONG_AGO)

    def test_what_is_not_seen_is_neither_asked_nor_changed(self, harriet, cast):
        url = page_of(cast, "person-correct", cast.mother.pk)
        page = harriet.get(url).text
        assert "07700" not in page
        assert 'name="telephone"' not in page
        harriet.post(
            url,
            {
                "given_name": "Mari",
                "family_name": "Quillfeather",
                "telephone": "01632 960999",
                "died_on_day": "1",
                "version": cast.mother.version,
                "why": "At her word",
                **split("date_of_birth", cast.mother.date_of_birth),
            },
        )
        mother = Person.objects.get(pk=cast.mother.pk)
        assert mother.given_name == "Mari"
        assert mother.telephone == cast.mother.telephone
        assert mother.died_on is None

    def test_what_changed_meanwhile_is_told_only_of_what_it_sees(self, harriet, cast):
        url = page_of(cast, "person-correct", cast.mother.pk)
        person = Person.objects.get(pk=cast.mother.pk)
        people.correct(
            person=person,
            household=cast.household,
            seen_version=person.version,
            by=cast.alice,
            why="",
            telephone="01632 960777",
            given_name="Mary",
        )
        answer = harriet.post(
            url,
            {
                "given_name": "Mari",
                "family_name": "Quillfeather",
                "version": cast.mother.version,
                "why": "At her word",
            },
        )
        assert "Mary" in answer.text
        assert "960777" not in answer.text
